"""Laws are confirmed: the day a second reader found a law's own text to bear the entry out, and what was read or is missing.

Revision: 2026_11_22_confirmed
After: 2026_11_22_codings
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_confirmed"
down_revision = "2026_11_22_codings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("state_law", sa.Column("confirmed", sa.String(), nullable=True))
    op.add_column("state_law", sa.Column("confirmation", sa.String(), nullable=True))


def downgrade() -> None:
    op.drop_column("state_law", "confirmation")
    op.drop_column("state_law", "confirmed")
