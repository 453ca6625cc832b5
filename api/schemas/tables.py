"""Every table of the API: its rows' schema, what it counts, its key, and the jurisdiction a row stands at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields

from api.rules.states import FIPS
from api.schemas.agreement import AgencySchema, AgreementSchema
from api.schemas.agreement_stats import AgreementChangeSchema, AgreementCountSchema
from api.schemas.change import ChangeSchema
from api.schemas.coding import CodingSchema
from api.schemas.columns import columns
from api.schemas.comparison import ComparedListSchema, ComparisonSchema
from api.schemas.designation import DesignationSchema
from api.schemas.dispute import DisputeSchema
from api.schemas.federal_action import FederalActionSchema
from api.schemas.jurisdiction import JurisdictionSchema
from api.schemas.policy import PolicySchema
from api.schemas.position import PeriodSchema
from api.schemas.publication import ListedRowSchema, PublicationSchema
from api.schemas.record import RevisionChangeSchema
from api.schemas.research_note import ResearchNoteSchema
from api.schemas.revision import RevisionSchema
from api.schemas.source import ClaimSchema, SourceSchema
from api.schemas.state_law import StateLawSchema
from api.schemas.summary import CoverageSchema, StateSummarySchema

Row = Mapping[str, Any]
PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
MISSING = ({"value": "", "label": "there is none, or none is known of"}, {"value": "unknown", "label": "not known"})
# Every table ends with what its rows rest on, so that a file tells it without its address.
CLOCKS = (
    {"name": "on", "type": "date", "description": "Day the answer is for.", "constraints": {"required": True}},
    {"name": "revision", "type": "integer", "description": "Revision of the record it was read at.", "constraints": {"required": True}},
    {"name": "evidence_through", "type": "date", "description": "Newest list behind the agreements."},
)


@dataclass(frozen=True)
class Table:
    """A table of the API."""

    name: str
    row: type[Schema]
    unit: str
    key: tuple[str, ...] = ("key",)
    place: Callable[[Row], str | None] | None = None

    def described(self) -> dict[str, Any]:
        """The table as a Table Schema (Data Package 2.0), for its CSV form."""
        return {
            "$schema": PROFILE,
            "name": self.name,
            "description": (self.row.__doc__ or "").split("\n", 1)[0],
            "fields": [*(column.described() for column in columns(self.row)), *CLOCKS],
            "missingValues": list(MISSING),
            "primaryKey": list(self.key),
        }


def _state(row: Row) -> str | None:
    return FIPS.get(row["state"])


TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table("jurisdictions", JurisdictionSchema, "jurisdictions", ("id",), lambda row: row["id"]),
        Table("periods", PeriodSchema, "periods", ("valid_from",)),
        Table("policies", PolicySchema, "policies", place=lambda row: row["jurisdiction"]),
        Table("agencies", AgencySchema, "agencies", place=lambda row: row["jurisdiction"]),
        Table("agreements", AgreementSchema, "agreements", place=lambda row: row["agency"]["jurisdiction"]),
        Table("agreement_counts", AgreementCountSchema, "counts", ("period", "by", "group")),
        Table("agreement_changes", AgreementChangeSchema, "changes", place=lambda row: row["jurisdiction"]),
        Table("changes", ChangeSchema, "changes", place=lambda row: row["jurisdiction"]),
        Table("publications", PublicationSchema, "lists"),
        Table("listed_rows", ListedRowSchema, "rows"),
        Table("state_laws", StateLawSchema, "state laws", place=_state),
        Table("designations", DesignationSchema, "designations", place=lambda row: row["geoid"]),
        Table("comparisons", ComparisonSchema, "comparisons", place=lambda row: row["geoid"]),
        Table("compared_lists", ComparedListSchema, "outside bodies", ("designator",)),
        Table("federal_actions", FederalActionSchema, "federal actions"),
        Table("disputes", DisputeSchema, "disputes"),
        Table("codings", CodingSchema, "codings"),
        Table("research_notes", ResearchNoteSchema, "searches", place=lambda row: row["jurisdiction"]),
        Table("sources", SourceSchema, "sources"),
        Table("claims", ClaimSchema, "claims", ("id",)),
        Table("revisions", RevisionSchema, "revisions", ("number",)),
        Table("revision_changes", RevisionChangeSchema, "entries", ("entry",)),
        Table("coverage", CoverageSchema, "groups of state and kind", ("state", "kind")),
        Table("states", StateSummarySchema, "states and territories", ("id",), lambda row: row["id"]),
    )
}


class TableSchema(Schema):
    """The columns of a table in CSV, as a Table Schema (Data Package 2.0)."""

    profile = fields.String(required=True, data_key="$schema")
    name = fields.String(required=True)
    description = fields.String(required=True)
    columns = fields.List(fields.Dict(), required=True, data_key="fields", metadata={"description": "Each column: name, type, what it says and what an empty cell means."})
    missing = fields.List(fields.Dict(), required=True, data_key="missingValues")
    key = fields.List(fields.String(), required=True, data_key="primaryKey")
