"""Searches are noted: where something was looked for on a day, and what was found.

Revision: 2026_11_22_research_notes
After: 2026_11_22_confirmed
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_research_notes"
down_revision = "2026_11_22_confirmed"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "research_note",
        sa.Column("jurisdiction", sa.String(), nullable=False),
        sa.Column("searched", sa.String(), nullable=False),
        sa.Column("dimensions", sa.JSON(), nullable=False),
        sa.Column("looked_in", sa.String(), nullable=False),
        sa.Column("searches", sa.Integer(), nullable=True),
        sa.Column("found", sa.String(), nullable=False),
        sa.Column("searcher", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rev_from", sa.Integer(), nullable=False),
        sa.Column("rev_until", sa.Integer(), nullable=True),
        sa.CheckConstraint("rev_until IS NULL OR rev_until > rev_from", name=op.f("ck_research_note_revisions_in_order")),
        sa.ForeignKeyConstraint(["rev_from"], ["revision.number"], name=op.f("fk_research_note_rev_from")),
        sa.ForeignKeyConstraint(["rev_until"], ["revision.number"], name=op.f("fk_research_note_rev_until")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_research_note")),
        sa.UniqueConstraint("key", "rev_from", name=op.f("uq_research_note_key_rev_from")),
    )


def downgrade() -> None:
    op.drop_table("research_note")
