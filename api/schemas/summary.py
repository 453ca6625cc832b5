"""Coverage of the record and summaries of states, as they are shown."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.schemas.nulls import always
from api.schemas.query import ClocksQuery, StateCode, some_of


class GapSchema(Schema):
    """Why something is not known, and of how many jurisdictions."""

    reason = fields.String(required=True)
    why = fields.String(required=True)
    jurisdictions = fields.Integer(required=True)


class CoverageSchema(Schema):
    """How much of one kind of jurisdiction in one state the record covers."""

    state = fields.String(required=True)
    kind = fields.String(required=True)
    jurisdictions = fields.Integer(required=True, metadata={"description": "How many there are, a government with several ids counted once."})
    population = fields.Integer(required=True, metadata={"description": "Residents, where known."})
    population_unknown = fields.Integer(required=True, metadata={"description": "Jurisdictions whose population is unknown."})
    policy_score = fields.Integer(required=True, metadata={"description": "Jurisdictions with a policy score."})
    policy_score_population = fields.Integer(required=True)
    policy_score_share = fields.Float(required=True)
    policy_score_population_share = fields.Float(required=True, allow_none=True, metadata={"unknown": always})
    operative_score = fields.Integer(required=True, metadata={"description": "Jurisdictions with an operative score or range."})
    operative_score_population = fields.Integer(required=True)
    operative_score_share = fields.Float(required=True)
    operative_score_population_share = fields.Float(required=True, allow_none=True, metadata={"unknown": always})
    agreement_status = fields.Integer(required=True, metadata={"description": "Jurisdictions whose agreement status is known."})
    agreement_status_population = fields.Integer(required=True)
    agreement_status_share = fields.Float(required=True)
    agreement_status_population_share = fields.Float(required=True, allow_none=True, metadata={"unknown": always})

    laws_in_force = fields.Integer(required=True, metadata={"description": "Laws of the state in the record with a clause in force on the day."})
    laws_confirmed = fields.Integer(required=True, metadata={"description": "Of them, those whose text a second reader confirmed."})
    missing = fields.List(fields.Nested(GapSchema), required=True, metadata={"description": "What is missing and why; a jurisdiction can be counted under several reasons."})
    newest_source = fields.String(
        required=True, allow_none=True, metadata={"description": "When the newest source of a local instrument was published; null where none is dated or none is recorded."}
    )


class CountSchema(Schema):
    """How many local bodies of a kind read a category."""

    kind = fields.String(required=True)
    position = fields.String(required=True, metadata={"description": "Policy or operative."})
    category = fields.String(required=True)
    jurisdictions = fields.Integer(required=True)


class EndSchema(Schema):
    """The local body at one end of a state's range."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    operative_score = fields.Float(required=True)


class ConflictsSchema(Schema):
    """How many local bodies have own rules that law or another body overrides, or rules that contradict each other."""

    overridden = fields.Integer(required=True)
    contested = fields.Integer(required=True)


class StateSummarySchema(Schema):
    """A state: its own position, its laws, and how its local bodies stand."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    slug = fields.String(required=True)
    state = fields.String(required=True)
    category = fields.String(required=True)
    operative_category = fields.String(required=True)
    laws = fields.Integer(required=True, metadata={"description": "State laws and bills in the record."})
    laws_in_force = fields.Integer(required=True, metadata={"description": "Laws of the state in the record with a clause in force on the day."})
    laws_confirmed = fields.Integer(required=True, metadata={"description": "Of them, those whose text a second reader confirmed."})
    counts = fields.List(fields.Nested(CountSchema), required=True)
    lowest = fields.Nested(EndSchema, required=True, allow_none=True)
    highest = fields.Nested(EndSchema, required=True, allow_none=True)
    conflicts = fields.Nested(ConflictsSchema, required=True)


class CoverageQuery(ClocksQuery):
    """Which part of the coverage."""

    state = StateCode()
    wanted = some_of(CoverageSchema)


class StatesQuery(ClocksQuery):
    """Which fields of the states."""

    wanted = some_of(StateSummarySchema)
