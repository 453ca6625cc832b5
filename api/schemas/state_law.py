"""State laws as they are shown."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.clause import START_UNCERTAIN
from api.schemas.dispute import OVER_THIS
from api.schemas.query import RecordQuery, StateCode, some_of, sorted_by
from api.schemas.source import CitationSchema


class LawClauseSchema(Schema):
    """A floor or a ceiling that a law sets on one dimension."""

    dimension = fields.String(required=True)
    bound = fields.String(required=True, metadata={"description": "Floor, ceiling or statement."})
    level = fields.Integer(required=True)
    duty = fields.String(allow_none=True)
    deadline = fields.String(allow_none=True)
    binds = fields.List(fields.String(), required=True)
    exempts = fields.List(fields.String(), required=True)
    words = fields.String(required=True, metadata={"description": "What the clause says, in our words."})
    valid_from = fields.String(required=True)
    start_uncertain = fields.Boolean(required=True, metadata=START_UNCERTAIN)
    valid_until = fields.String(allow_none=True)
    suspended = fields.List(fields.Dict(), required=True, metadata={"description": "Periods in which a court kept it from binding."})
    status = fields.String(required=True, metadata={"description": "In force, suspended, ended or not yet in force on the day asked about."})
    citations = fields.List(fields.Nested(CitationSchema), required=True)


class LawEventSchema(Schema):
    """A dated step in the life of a law."""

    date = fields.String(required=True)
    kind = fields.String(required=True)
    note = fields.String(allow_none=True)
    source = fields.String(allow_none=True)


class StateLawSchema(Schema):
    """A law, directive or bill of a state; a bill not enacted has no clauses and binds nobody."""

    key = fields.String(required=True, metadata={"example": "tx-sb4-2017"})
    state = fields.String(required=True)
    citation = fields.String(required=True)
    name = fields.String(required=True)
    instrument = fields.String(required=True)
    direction = fields.String(required=True)
    summary = fields.String(required=True)
    penalties = fields.String(allow_none=True)
    confirmed = fields.String(
        allow_none=True, metadata={"description": "Day on which a second reader found its own text to bear out citation, first day and clauses; null: not confirmed so far."}
    )
    confirmation = fields.String(allow_none=True, metadata={"description": "What was read, or what is missing for a confirmation."})
    events = fields.List(fields.Nested(LawEventSchema), required=True)
    clauses = fields.List(fields.Nested(LawClauseSchema), required=True)
    disputes = fields.List(fields.String(), required=True, metadata=OVER_THIS)
    citations = fields.List(fields.Nested(CitationSchema), required=True)


class StateLawsPage(RecordQuery):
    """A page of state laws."""

    sort = sorted_by("key", "state", "name")
    wanted = some_of(StateLawSchema)


class StateLawsQuery(StateLawsPage):
    """Filters of the state laws."""

    state = StateCode()
    direction = fields.String(
        validate=validate.OneOf(["requires_cooperation", "limits_cooperation", "mixed"], error="Not one of: {choices}."),
        metadata={"description": "Which way the law points."},
    )
