"""What happened is written down as it is published: one row a change, derived from the entries, so that it can be listed and followed.

Revision: 2026_11_22_changes
After: 2026_11_22_histories
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_changes"
down_revision = "2026_11_22_histories"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "change",
        sa.Column("noun", sa.String(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("date", sa.String(), nullable=False),
        sa.Column("earliest", sa.Date(), nullable=False),
        sa.Column("latest", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("jurisdiction", sa.String(), nullable=True),
        sa.Column("sentence", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rev_from", sa.Integer(), nullable=False),
        sa.Column("rev_until", sa.Integer(), nullable=True),
        sa.CheckConstraint("rev_until IS NULL OR rev_until > rev_from", name=op.f("ck_change_revisions_in_order")),
        sa.ForeignKeyConstraint(["rev_from"], ["revision.number"], name=op.f("fk_change_rev_from")),
        sa.ForeignKeyConstraint(["rev_until"], ["revision.number"], name=op.f("fk_change_rev_until")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sa.UniqueConstraint("key", "rev_from", name=op.f("uq_change_key_rev_from")),
    )
    with op.batch_alter_table("change") as batch:
        batch.create_index(batch.f("ix_change_jurisdiction"), ["jurisdiction"])
        batch.create_index(batch.f("ix_change_noun"), ["noun"])


def downgrade() -> None:
    op.drop_table("change")
