"""Agencies serve several governments: which further ones, since when, and by what source.

Revision: 2026_11_22_service_areas
After: 2026_11_22_research_notes
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_service_areas"
down_revision = "2026_11_22_research_notes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "service_area",
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("jurisdiction", sa.String(), nullable=False),
        sa.Column("valid_from", sa.String(), nullable=True),
        sa.Column("valid_until", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rev_from", sa.Integer(), nullable=False),
        sa.Column("rev_until", sa.Integer(), nullable=True),
        sa.CheckConstraint("rev_until IS NULL OR rev_until > rev_from", name=op.f("ck_service_area_revisions_in_order")),
        sa.ForeignKeyConstraint(["rev_from"], ["revision.number"], name=op.f("fk_service_area_rev_from")),
        sa.ForeignKeyConstraint(["rev_until"], ["revision.number"], name=op.f("fk_service_area_rev_until")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_area")),
        sa.UniqueConstraint("key", "rev_from", name=op.f("uq_service_area_key_rev_from")),
    )
    op.create_index(op.f("ix_service_area_agency"), "service_area", ["agency"])
    op.create_index(op.f("ix_service_area_jurisdiction"), "service_area", ["jurisdiction"])


def downgrade() -> None:
    op.drop_table("service_area")
