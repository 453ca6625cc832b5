"""Curators get a desk: people with roles, sign-ins and tokens, what they did, what they propose, what readers correct, and what is disputed.

Revision: 2026_11_22_desk
After: 2026_11_22_changes
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_22_desk"
down_revision = "2026_11_22_changes"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TABLES = ("correction", "token", "task", "sign_in", "proposal", "dispute", "deed", "curator")


def upgrade() -> None:
    op.create_table(
        "curator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("disabled_at", MOMENT, nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", MOMENT, nullable=True),
        sa.Column("visited_at", MOMENT, nullable=True),
        sa.Column("visited_before", MOMENT, nullable=True),
        sa.CheckConstraint("role IN ('contributor', 'reviewer', 'administrator')", name=op.f("ck_curator_known_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_curator")),
        sa.UniqueConstraint("name", name=op.f("uq_curator_name")),
    )
    op.create_table(
        "deed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("curator_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["curator_id"], ["curator.id"], name=op.f("fk_deed_curator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deed")),
    )
    with op.batch_alter_table("deed") as batch:
        batch.create_index(batch.f("ix_deed_at"), ["at"])
        batch.create_index(batch.f("ix_deed_curator_id"), ["curator_id"])
        batch.create_index(batch.f("ix_deed_target"), ["target"])
    op.create_table(
        "dispute",
        sa.Column("noun", sa.String(), nullable=False),
        sa.Column("entry", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("since", sa.String(), nullable=False),
        sa.Column("settled", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("sides", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rev_from", sa.Integer(), nullable=False),
        sa.Column("rev_until", sa.Integer(), nullable=True),
        sa.CheckConstraint("rev_until IS NULL OR rev_until > rev_from", name=op.f("ck_dispute_revisions_in_order")),
        sa.ForeignKeyConstraint(["rev_from"], ["revision.number"], name=op.f("fk_dispute_rev_from")),
        sa.ForeignKeyConstraint(["rev_until"], ["revision.number"], name=op.f("fk_dispute_rev_until")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispute")),
        sa.UniqueConstraint("key", "rev_from", name=op.f("uq_dispute_key_rev_from")),
    )
    with op.batch_alter_table("dispute") as batch:
        batch.create_index(batch.f("ix_dispute_entry"), ["entry"])
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("entries", sa.JSON(), nullable=False),
        sa.Column("bases", sa.JSON(), nullable=False),
        sa.Column("settles", sa.JSON(), nullable=False),
        sa.Column("reverts", sa.Integer(), nullable=True),
        sa.Column("curator_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('draft', 'proposed', 'published', 'withdrawn')", name=op.f("ck_proposal_known_state")),
        sa.ForeignKeyConstraint(["curator_id"], ["curator.id"], name=op.f("fk_proposal_curator_id")),
        sa.ForeignKeyConstraint(["reverts"], ["revision.number"], name=op.f("fk_proposal_reverts")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["curator.id"], name=op.f("fk_proposal_reviewer_id")),
        sa.ForeignKeyConstraint(["revision"], ["revision.number"], name=op.f("fk_proposal_revision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    with op.batch_alter_table("proposal") as batch:
        batch.create_index(batch.f("ix_proposal_curator_id"), ["curator_id"])
        batch.create_index(batch.f("ix_proposal_state"), ["state"])
    op.create_table(
        "sign_in",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("curator_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["curator_id"], ["curator.id"], name=op.f("fk_sign_in_curator_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sign_in")),
    )
    with op.batch_alter_table("sign_in") as batch:
        batch.create_index(batch.f("ix_sign_in_curator_id"), ["curator_id"])
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("curator_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("started_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'running', 'done', 'failed')", name=op.f("ck_task_known_state")),
        sa.ForeignKeyConstraint(["curator_id"], ["curator.id"], name=op.f("fk_task_curator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    with op.batch_alter_table("task") as batch:
        batch.create_index(batch.f("ix_task_state"), ["state"])
    op.create_table(
        "token",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("curator_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("hint", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["curator_id"], ["curator.id"], name=op.f("fk_token_curator_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token")),
        sa.UniqueConstraint("digest", name=op.f("uq_token_digest")),
    )
    with op.batch_alter_table("token") as batch:
        batch.create_index(batch.f("ix_token_curator_id"), ["curator_id"])
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("claim", sa.String(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("curator_id", sa.Integer(), nullable=True),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("state = 'open' OR contact IS NULL", name=op.f("ck_correction_no_contact_once_closed")),
        sa.CheckConstraint("state IN ('open', 'accepted', 'declined')", name=op.f("ck_correction_known_state")),
        sa.ForeignKeyConstraint(["curator_id"], ["curator.id"], name=op.f("fk_correction_curator_id")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_correction_proposal_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    with op.batch_alter_table("correction") as batch:
        batch.create_index(batch.f("ix_correction_state"), ["state"])


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
