"""Local instruments as they are shown."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.schemas.clause import START_UNCERTAIN
from api.schemas.dispute import OVER_THIS
from api.schemas.nulls import always
from api.schemas.query import RecordQuery, StateCode, some_of, sorted_by
from api.schemas.source import CitationSchema


class PolicyClauseSchema(Schema):
    """What an instrument says of one dimension."""

    dimension = fields.String(required=True)
    level = fields.Integer(required=True)
    basis = fields.String(required=True)
    decides = fields.Boolean(required=True)
    words = fields.String(required=True, metadata={"description": "What the clause says, in our words."})
    valid_from = fields.String(required=True)
    start_uncertain = fields.Boolean(required=True, metadata=START_UNCERTAIN)
    valid_until = fields.String(allow_none=True)
    until_by = fields.String(allow_none=True)
    status = fields.String(required=True)
    citations = fields.List(fields.Nested(CitationSchema), required=True)


class PolicySchema(Schema):
    """An ordinance, order, rule, decree or practice of a local body."""

    key = fields.String(required=True)
    jurisdiction = fields.String(required=True)
    body = fields.String(required=True)
    instrument = fields.String(required=True)
    title = fields.String(required=True)
    number = fields.String(allow_none=True)
    binding = fields.Boolean(required=True, metadata={"description": "False for declarations, which weigh nothing."})
    adopted = fields.String(allow_none=True, metadata={"unknown": always})
    effective = fields.String(allow_none=True, metadata={"unknown": always})
    ended = fields.String(allow_none=True)
    ended_by = fields.String(allow_none=True)
    summary = fields.String(required=True)
    note = fields.String(allow_none=True)
    clauses = fields.List(fields.Nested(PolicyClauseSchema), required=True)
    disputes = fields.List(fields.String(), required=True, metadata=OVER_THIS)
    citations = fields.List(fields.Nested(CitationSchema), required=True)


class PoliciesPage(RecordQuery):
    """A page of policies."""

    sort = sorted_by("key", "jurisdiction", "adopted", "effective")
    wanted = some_of(PolicySchema)


class PoliciesQuery(PoliciesPage):
    """Filters of the policies."""

    state = StateCode()
    instrument = fields.String(metadata={"description": "Kind of instrument, for example ordinance.", "example": "ordinance"})
