"""Agreements have histories, agencies keep the keys they were merged from, and every row of ICE's lists is kept with its verdict.

Revision: 2026_11_22_histories
After: 2026_11_21_record
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_histories"
down_revision = "2026_11_21_record"
branch_labels = None
depends_on = None

_ADDED = {
    "agency": (("match_confidence", sa.String()), ("former_keys", sa.JSON())),
    "agreement": (("history", sa.JSON()), ("gaps", sa.JSON())),
    "publication": (("blank_rows", sa.Integer()), ("standing", sa.String()), ("verdicts", sa.JSON()), ("remarks", sa.JSON())),
}


def _kept(table: str, *columns: sa.Column[str]) -> None:
    """A table of the record: its own columns, a key, and the revisions at which a row was held true."""
    op.create_table(
        table,
        *columns,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rev_from", sa.Integer(), nullable=False),
        sa.Column("rev_until", sa.Integer(), nullable=True),
        sa.CheckConstraint("rev_until IS NULL OR rev_until > rev_from", name=op.f(f"ck_{table}_revisions_in_order")),
        sa.ForeignKeyConstraint(["rev_from"], ["revision.number"], name=op.f(f"fk_{table}_rev_from")),
        sa.ForeignKeyConstraint(["rev_until"], ["revision.number"], name=op.f(f"fk_{table}_rev_until")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("key", "rev_from", name=op.f(f"uq_{table}_key_rev_from")),
    )


def _words(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=True) for name in names]


def upgrade() -> None:
    for table, columns in _ADDED.items():
        with op.batch_alter_table(table) as batch:
            for name, kind in columns:
                batch.add_column(sa.Column(name, kind, nullable=True))
    _kept(
        "listed_row",
        sa.Column("publication", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        *_words("state", "agency", "type", "county", "model", "signed", "moa_url", "addendum_url", "formula"),
        sa.Column("verdict", sa.String(), nullable=False),
        *_words("reason", "agreement"),
    )
    with op.batch_alter_table("listed_row") as batch:
        batch.create_index(batch.f("ix_listed_row_publication"), ["publication"])
        batch.create_index(batch.f("ix_listed_row_agreement"), ["agreement"])
    _kept(
        "decision",
        sa.Column("action", sa.String(), nullable=False),
        *_words("state", "agency", "county", "read_state", "read_agency", "read_county", "jurisdiction", "kind", "day", "note"),
    )


def downgrade() -> None:
    op.drop_table("decision")
    op.drop_table("listed_row")
    for table, columns in _ADDED.items():
        with op.batch_alter_table(table) as batch:
            for name, _ in columns:
                batch.drop_column(name)
