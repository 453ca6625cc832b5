"""Readers code twice: how two people, each without the other, coded the same words.

Revision: 2026_11_22_codings
After: 2026_11_22_desk
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_codings"
down_revision = "2026_11_22_desk"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "coding",
        sa.Column("instrument", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("dimension", sa.String(), nullable=True),
        sa.Column("first", sa.Integer(), nullable=True),
        sa.Column("second", sa.Integer(), nullable=True),
        sa.Column("settled", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("coded", sa.String(), nullable=False),
        sa.Column("readers", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rev_from", sa.Integer(), nullable=False),
        sa.Column("rev_until", sa.Integer(), nullable=True),
        sa.CheckConstraint("rev_until IS NULL OR rev_until > rev_from", name=op.f("ck_coding_revisions_in_order")),
        sa.ForeignKeyConstraint(["rev_from"], ["revision.number"], name=op.f("fk_coding_rev_from")),
        sa.ForeignKeyConstraint(["rev_until"], ["revision.number"], name=op.f("fk_coding_rev_until")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
        sa.UniqueConstraint("key", "rev_from", name=op.f("uq_coding_key_rev_from")),
    )


def downgrade() -> None:
    op.drop_table("coding")
