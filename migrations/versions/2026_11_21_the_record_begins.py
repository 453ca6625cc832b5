"""the record begins

Revision: 2026_11_21_record
After:
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2026_11_21_record"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("noun", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("jurisdiction", sa.String(), nullable=True),
        sa.Column("claim", sa.String(), nullable=False),
        sa.Column("missing", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_draft")),
    )
    op.create_table(
        "explanation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_explanation")),
        sa.UniqueConstraint("digest", name=op.f("uq_explanation_digest")),
    )
    op.create_table(
        "revision",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("curator", sa.String(), nullable=False),
        sa.Column("reviewer", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_revision")),
    )
    op.create_table(
        "seed_item",
        sa.Column("noun", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("noun", "key", name=op.f("pk_seed_item")),
    )
    op.create_table(
        "agency",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("jurisdiction", sa.String(), nullable=True),
        sa.Column("county_as_printed", sa.String(), nullable=True),
        sa.Column("match_method", sa.String(), nullable=True),
        sa.Column("former_names", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rev_from", sa.Integer(), nullable=False),
        sa.Column("rev_until", sa.Integer(), nullable=True),
        sa.CheckConstraint("rev_until IS NULL OR rev_until > rev_from", name=op.f("ck_agency_revisions_in_order")),
        sa.ForeignKeyConstraint(["rev_from"], ["revision.number"], name=op.f("fk_agency_rev_from")),
        sa.ForeignKeyConstraint(["rev_until"], ["revision.number"], name=op.f("fk_agency_rev_until")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("key", "rev_from", name=op.f("uq_agency_key_rev_from")),
    )
    with op.batch_alter_table("agency", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agency_jurisdiction"), ["jurisdiction"], unique=False)

    op.create_table(
        "agreement",
        sa.Column("agency", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("signed", sa.String(), nullable=True),
        sa.Column("first_listed", sa.Date(), nullable=True),
        sa.Column("last_listed", sa.Date(), nullable=True),
        sa.Column("ended", sa.String(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("ended_source", sa.String(), nullable=True),
        sa.Column("ended_note", sa.String(), nullable=True),
        sa.Column("moa_url", sa.String(), nullable=True),
        sa.Column("addendum_url", sa.String(), nullable=True),
        sa.Column("as_printed", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rev_from", sa.Integer(), nullable=False),
        sa.Column("rev_until", sa.Integer(), nullable=True),
        sa.CheckConstraint("rev_until IS NULL OR rev_until > rev_from", name=op.f("ck_agreement_revisions_in_order")),
        sa.ForeignKeyConstraint(["rev_from"], ["revision.number"], name=op.f("fk_agreement_rev_from")),
        sa.ForeignKeyConstraint(["rev_until"], ["revision.number"], name=op.f("fk_agreement_rev_until")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("key", "rev_from", name=op.f("uq_agreement_key_rev_from")),
    )
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_agency"), ["agency"], unique=False)

    op.create_table(
        "alias",
        sa.Column("old_geoid", sa.String(), nullable=False),
        sa.Column("geoid", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("date", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rev_from", sa.Integer(), nullable=False),
        sa.Column("rev_until", sa.Integer(), nullable=True),
        sa.CheckConstraint("rev_until IS NULL OR rev_until > rev_from", name=op.f("ck_alias_revisions_in_order")),
        sa.ForeignKeyConstraint(["rev_from"], ["revision.number"], name=op.f("fk_alias_rev_from")),
        sa.ForeignKeyConstraint(["rev_until"], ["revision.number"], name=op.f("fk_alias_rev_until")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alias")),
        sa.UniqueConstraint("key", "rev_from", name=op.f("uq_alias_key_rev_from")),
    )
    with op.batch_alter_table("alias", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alias_old_geoid"), ["old_geoid"], unique=False)

    op.create_table(
        "custody",
        sa.Column("geoid", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("valid_from", sa.String(), nullable=True),
        sa.Column("valid_until", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("topic", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rev_from", sa.Integer(), nullable=False),
        sa.Column("rev_until", sa.Integer(), nullable=True),
        sa.CheckConstraint("rev_until IS NULL OR rev_until > rev_from", name=op.f("ck_custody_revisions_in_order")),
        sa.ForeignKeyConstraint(["rev_from"], ["revision.number"], name=op.f("fk_custody_rev_from")),
        sa.ForeignKeyConstraint(["rev_until"], ["revision.number"], name=op.f("fk_custody_rev_until")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custody")),
        sa.UniqueConstraint("key", "rev_from", name=op.f("uq_custody_key_rev_from")),
    )
    op.create_table(
        "designation",
        sa.Column("designator", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("geoid", sa.String(), nullable=False),
        sa.Column("name_as_printed", sa.String(), nullable=False),
        sa.Column("listed_on", sa.String(), nullable=False),
        sa.Column("removed_on", sa.String(), nullable=True),
        sa.Column("disputed_by", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("topic", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rev_from", sa.Integer(), nullable=False),
        sa.Column("rev_until", sa.Integer(), nullable=True),
        sa.CheckConstraint("rev_until IS NULL OR rev_until > rev_from", name=op.f("ck_designation_revisions_in_order")),
        sa.ForeignKeyConstraint(["rev_from"], ["revision.number"], name=op.f("fk_designation_rev_from")),
        sa.ForeignKeyConstraint(["rev_until"], ["revision.number"], name=op.f("fk_designation_rev_until")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_designation")),
        sa.UniqueConstraint("key", "rev_from", name=op.f("uq_designation_key_rev_from")),
    )
    with op.batch_alter_table("designation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_designation_geoid"), ["geoid"], unique=False)

    op.create_table(
        "federal_action",
        sa.Column("date", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("instrument", sa.String(), nullable=True),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("jurisdictions", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rev_from", sa.Integer(), nullable=False),
        sa.Column("rev_until", sa.Integer(), nullable=True),
        sa.CheckConstraint("rev_until IS NULL OR rev_until > rev_from", name=op.f("ck_federal_action_revisions_in_order")),
        sa.ForeignKeyConstraint(["rev_from"], ["revision.number"], name=op.f("fk_federal_action_rev_from")),
        sa.ForeignKeyConstraint(["rev_until"], ["revision.number"], name=op.f("fk_federal_action_rev_until")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_federal_action")),
        sa.UniqueConstraint("key", "rev_from", name=op.f("uq_federal_action_key_rev_from")),
    )
    op.create_table(
        "held_row",
        sa.Column("publication", sa.String(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=True),
        sa.Column("agency", sa.String(), nullable=True),
        sa.Column("type", sa.String(), nullable=True),
        sa.Column("county", sa.String(), nullable=True),
        sa.Column("model", sa.String(), nullable=True),
        sa.Column("signed", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rev_from", sa.Integer(), nullable=False),
        sa.Column("rev_until", sa.Integer(), nullable=True),
        sa.CheckConstraint("rev_until IS NULL OR rev_until > rev_from", name=op.f("ck_held_row_revisions_in_order")),
        sa.ForeignKeyConstraint(["rev_from"], ["revision.number"], name=op.f("fk_held_row_rev_from")),
        sa.ForeignKeyConstraint(["rev_until"], ["revision.number"], name=op.f("fk_held_row_rev_until")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_row")),
        sa.UniqueConstraint("key", "rev_from", name=op.f("uq_held_row_key_rev_from")),
    )
    op.create_table(
        "jurisdiction",
        sa.Column("ocd_id", sa.String(), nullable=True),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("legal_name", sa.String(), nullable=True),
        sa.Column("lsad", sa.String(), nullable=True),
        sa.Column("funcstat", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("county", sa.String(), nullable=True),
        sa.Column("counties", sa.JSON(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("population_year", sa.Integer(), nullable=True),
        sa.Column("population_source", sa.String(), nullable=True),
        sa.Column("counties_method", sa.String(), nullable=True),
        sa.Column("same_as", sa.String(), nullable=True),
        sa.Column("same_as_source", sa.String(), nullable=True),
        sa.Column("same_as_note", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rev_from", sa.Integer(), nullable=False),
        sa.Column("rev_until", sa.Integer(), nullable=True),
        sa.CheckConstraint("rev_until IS NULL OR rev_until > rev_from", name=op.f("ck_jurisdiction_revisions_in_order")),
        sa.ForeignKeyConstraint(["rev_from"], ["revision.number"], name=op.f("fk_jurisdiction_rev_from")),
        sa.ForeignKeyConstraint(["rev_until"], ["revision.number"], name=op.f("fk_jurisdiction_rev_until")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jurisdiction")),
        sa.UniqueConstraint("key", "rev_from", name=op.f("uq_jurisdiction_key_rev_from")),
    )
    with op.batch_alter_table("jurisdiction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_jurisdiction_ocd_id"), ["ocd_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_jurisdiction_same_as"), ["same_as"], unique=False)
        batch_op.create_index(batch_op.f("ix_jurisdiction_slug"), ["slug"], unique=False)
        batch_op.create_index(batch_op.f("ix_jurisdiction_state_kind"), ["state", "kind"], unique=False)

    op.create_table(
        "policy",
        sa.Column("jurisdiction", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("instrument", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=True),
        sa.Column("binding", sa.Boolean(), nullable=False),
        sa.Column("adopted", sa.String(), nullable=True),
        sa.Column("effective", sa.String(), nullable=True),
        sa.Column("ended", sa.String(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rev_from", sa.Integer(), nullable=False),
        sa.Column("rev_until", sa.Integer(), nullable=True),
        sa.CheckConstraint("rev_until IS NULL OR rev_until > rev_from", name=op.f("ck_policy_revisions_in_order")),
        sa.ForeignKeyConstraint(["rev_from"], ["revision.number"], name=op.f("fk_policy_rev_from")),
        sa.ForeignKeyConstraint(["rev_until"], ["revision.number"], name=op.f("fk_policy_rev_until")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy")),
        sa.UniqueConstraint("key", "rev_from", name=op.f("uq_policy_key_rev_from")),
    )
    with op.batch_alter_table("policy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_policy_jurisdiction"), ["jurisdiction"], unique=False)

    op.create_table(
        "position",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("geoid", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("rev_from", sa.Integer(), nullable=False),
        sa.Column("rev_until", sa.Integer(), nullable=True),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("policy_score", sa.Double(), nullable=True),
        sa.Column("cooperates", sa.Double(), nullable=True),
        sa.Column("limits", sa.Double(), nullable=True),
        sa.Column("coverage", sa.Double(), nullable=False),
        sa.Column("marks", sa.String(), nullable=False),
        sa.Column("operative_category", sa.String(), nullable=False),
        sa.Column("operative_score", sa.Double(), nullable=True),
        sa.Column("operative_low", sa.Double(), nullable=True),
        sa.Column("operative_high", sa.Double(), nullable=True),
        sa.Column("operative_cooperates", sa.Double(), nullable=True),
        sa.Column("operative_limits", sa.Double(), nullable=True),
        sa.Column("operative_coverage", sa.Double(), nullable=False),
        sa.Column("operative_marks", sa.String(), nullable=False),
        sa.Column("models", sa.String(), nullable=False),
        sa.Column("conflict", sa.String(), nullable=False),
        sa.Column("agreement_known", sa.Boolean(), nullable=False),
        sa.Column("operator", sa.String(), nullable=True),
        sa.Column("operator_rule", sa.String(), nullable=True),
        sa.Column("explanation_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("rev_until IS NULL OR rev_until > rev_from", name=op.f("ck_position_revisions_in_order")),
        sa.CheckConstraint("valid_until IS NULL OR valid_until > valid_from", name=op.f("ck_position_days_in_order")),
        sa.ForeignKeyConstraint(["explanation_id"], ["explanation.id"], name=op.f("fk_position_explanation_id")),
        sa.ForeignKeyConstraint(["rev_from"], ["revision.number"], name=op.f("fk_position_rev_from")),
        sa.ForeignKeyConstraint(["rev_until"], ["revision.number"], name=op.f("fk_position_rev_until")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_position")),
        sa.UniqueConstraint("geoid", "method", "valid_from", "rev_from", name=op.f("uq_position_geoid_method_valid_from_rev_from")),
    )
    with op.batch_alter_table("position", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_position_valid_from"), ["valid_from"], unique=False)

    op.create_table(
        "publication",
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("published", sa.Date(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rev_from", sa.Integer(), nullable=False),
        sa.Column("rev_until", sa.Integer(), nullable=True),
        sa.CheckConstraint("rev_until IS NULL OR rev_until > rev_from", name=op.f("ck_publication_revisions_in_order")),
        sa.ForeignKeyConstraint(["rev_from"], ["revision.number"], name=op.f("fk_publication_rev_from")),
        sa.ForeignKeyConstraint(["rev_until"], ["revision.number"], name=op.f("fk_publication_rev_until")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("key", "rev_from", name=op.f("uq_publication_key_rev_from")),
    )
    op.create_table(
        "source",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("archived_url", sa.String(), nullable=True),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("retrieved", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("topic", sa.String(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rev_from", sa.Integer(), nullable=False),
        sa.Column("rev_until", sa.Integer(), nullable=True),
        sa.CheckConstraint("rev_until IS NULL OR rev_until > rev_from", name=op.f("ck_source_revisions_in_order")),
        sa.ForeignKeyConstraint(["rev_from"], ["revision.number"], name=op.f("fk_source_rev_from")),
        sa.ForeignKeyConstraint(["rev_until"], ["revision.number"], name=op.f("fk_source_rev_until")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("key", "rev_from", name=op.f("uq_source_key_rev_from")),
    )
    op.create_table(
        "state_law",
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("citation", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("instrument", sa.String(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("penalties", sa.String(), nullable=True),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rev_from", sa.Integer(), nullable=False),
        sa.Column("rev_until", sa.Integer(), nullable=True),
        sa.CheckConstraint("rev_until IS NULL OR rev_until > rev_from", name=op.f("ck_state_law_revisions_in_order")),
        sa.ForeignKeyConstraint(["rev_from"], ["revision.number"], name=op.f("fk_state_law_rev_from")),
        sa.ForeignKeyConstraint(["rev_until"], ["revision.number"], name=op.f("fk_state_law_rev_until")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_state_law")),
        sa.UniqueConstraint("key", "rev_from", name=op.f("uq_state_law_key_rev_from")),
    )
    with op.batch_alter_table("state_law", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_state_law_state"), ["state"], unique=False)

    op.create_table(
        "law_clause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state_law_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("dimension", sa.String(), nullable=False),
        sa.Column("bound", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("duty", sa.String(), nullable=True),
        sa.Column("deadline", sa.String(), nullable=True),
        sa.Column("binds", sa.JSON(), nullable=False),
        sa.Column("exempts", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("valid_from", sa.String(), nullable=False),
        sa.Column("start_uncertain", sa.Boolean(), nullable=False),
        sa.Column("valid_until", sa.String(), nullable=True),
        sa.Column("suspended", sa.JSON(), nullable=False),
        sa.CheckConstraint("level BETWEEN -2 AND 2", name=op.f("ck_law_clause_level_on_scale")),
        sa.ForeignKeyConstraint(["state_law_id"], ["state_law.id"], name=op.f("fk_law_clause_state_law_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_law_clause")),
    )
    with op.batch_alter_table("law_clause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_law_clause_state_law_id"), ["state_law_id"], unique=False)

    op.create_table(
        "policy_clause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("policy_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("dimension", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("decides", sa.Boolean(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("valid_from", sa.String(), nullable=False),
        sa.Column("start_uncertain", sa.Boolean(), nullable=False),
        sa.Column("valid_until", sa.String(), nullable=True),
        sa.Column("until_by", sa.String(), nullable=True),
        sa.CheckConstraint("level BETWEEN -2 AND 2", name=op.f("ck_policy_clause_level_on_scale")),
        sa.ForeignKeyConstraint(["policy_id"], ["policy.id"], name=op.f("fk_policy_clause_policy_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_clause")),
    )
    with op.batch_alter_table("policy_clause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_policy_clause_policy_id"), ["policy_id"], unique=False)

    op.create_table(
        "citation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("locator", sa.String(), nullable=True),
        sa.Column("quote", sa.String(), nullable=True),
        sa.Column("policy_id", sa.Integer(), nullable=True),
        sa.Column("policy_clause_id", sa.Integer(), nullable=True),
        sa.Column("state_law_id", sa.Integer(), nullable=True),
        sa.Column("law_clause_id", sa.Integer(), nullable=True),
        sa.Column("agreement_id", sa.Integer(), nullable=True),
        sa.Column("designation_id", sa.Integer(), nullable=True),
        sa.Column("federal_action_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN policy_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN policy_clause_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN state_law_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN law_clause_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN agreement_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN designation_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN federal_action_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_citation_one_subject"),
        ),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_citation_agreement_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["designation_id"], ["designation.id"], name=op.f("fk_citation_designation_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["federal_action_id"], ["federal_action.id"], name=op.f("fk_citation_federal_action_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["law_clause_id"], ["law_clause.id"], name=op.f("fk_citation_law_clause_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["policy_clause_id"], ["policy_clause.id"], name=op.f("fk_citation_policy_clause_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["policy_id"], ["policy.id"], name=op.f("fk_citation_policy_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["state_law_id"], ["state_law.id"], name=op.f("fk_citation_state_law_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citation")),
    )
    with op.batch_alter_table("citation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_citation_agreement_id"), ["agreement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_citation_designation_id"), ["designation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_citation_federal_action_id"), ["federal_action_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_citation_law_clause_id"), ["law_clause_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_citation_policy_clause_id"), ["policy_clause_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_citation_policy_id"), ["policy_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_citation_source"), ["source"], unique=False)
        batch_op.create_index(batch_op.f("ix_citation_state_law_id"), ["state_law_id"], unique=False)



def downgrade() -> None:
    with op.batch_alter_table("citation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_citation_state_law_id"))
        batch_op.drop_index(batch_op.f("ix_citation_source"))
        batch_op.drop_index(batch_op.f("ix_citation_policy_id"))
        batch_op.drop_index(batch_op.f("ix_citation_policy_clause_id"))
        batch_op.drop_index(batch_op.f("ix_citation_law_clause_id"))
        batch_op.drop_index(batch_op.f("ix_citation_federal_action_id"))
        batch_op.drop_index(batch_op.f("ix_citation_designation_id"))
        batch_op.drop_index(batch_op.f("ix_citation_agreement_id"))

    op.drop_table("citation")
    with op.batch_alter_table("policy_clause", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_clause_policy_id"))

    op.drop_table("policy_clause")
    with op.batch_alter_table("law_clause", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_law_clause_state_law_id"))

    op.drop_table("law_clause")
    with op.batch_alter_table("state_law", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_state_law_state"))

    op.drop_table("state_law")
    op.drop_table("source")
    op.drop_table("publication")
    with op.batch_alter_table("position", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_position_valid_from"))

    op.drop_table("position")
    with op.batch_alter_table("policy", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_policy_jurisdiction"))

    op.drop_table("policy")
    with op.batch_alter_table("jurisdiction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_jurisdiction_state_kind"))
        batch_op.drop_index(batch_op.f("ix_jurisdiction_slug"))
        batch_op.drop_index(batch_op.f("ix_jurisdiction_same_as"))
        batch_op.drop_index(batch_op.f("ix_jurisdiction_ocd_id"))

    op.drop_table("jurisdiction")
    op.drop_table("held_row")
    op.drop_table("federal_action")
    with op.batch_alter_table("designation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_designation_geoid"))

    op.drop_table("designation")
    op.drop_table("custody")
    with op.batch_alter_table("alias", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alias_old_geoid"))

    op.drop_table("alias")
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agreement_agency"))

    op.drop_table("agreement")
    with op.batch_alter_table("agency", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agency_jurisdiction"))

    op.drop_table("agency")
    op.drop_table("seed_item")
    op.drop_table("revision")
    op.drop_table("explanation")
    op.drop_table("draft")
