"""Positions with their reasons."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.schemas.clause import START_UNCERTAIN
from api.schemas.jurisdiction import SCORE, IdentitySchema, StandingSchema
from api.schemas.query import ClocksQuery, some_of
from api.schemas.source import SourceSchema


class NamedBodySchema(Schema):
    """A body by id and name."""

    id = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)


class OwnLevelSchema(Schema):
    """What an instrument of the body says of one dimension."""

    dimension = fields.String(required=True)
    level = fields.Integer(required=True, metadata={"description": "From -2 to +2; see the methodology."})
    level_words = fields.String(required=True)
    basis = fields.String(required=True, metadata={"description": "Written rule, practice, statement, list and so on."})
    instrument = fields.String(required=True, metadata={"description": "Key of the policy or agreement."})
    title = fields.String(required=True)
    words = fields.String(required=True)
    body = fields.String(required=True)
    binding = fields.Boolean(required=True)
    decides = fields.Boolean(required=True, metadata={"description": "False where the body speaks of what another decides."})
    begins = fields.String(required=True, attribute="from", metadata={"description": "First certain day."})
    until = fields.String(required=True, allow_none=True)
    start_uncertain = fields.Boolean(required=True, metadata=START_UNCERTAIN)
    sources = fields.List(fields.String(), required=True)


class MovedSchema(Schema):
    """A clause of law that set or moved a level."""

    law = fields.String(required=True, metadata={"description": "Key of the law or decree."})
    title = fields.String(required=True)
    side = fields.String(required=True, metadata={"description": "Floor, ceiling or statement."})
    level = fields.Integer(required=True)
    words = fields.String(required=True)
    duty = fields.String(allow_none=True, metadata={"description": "Duty to seek or sign an agreement."})
    deadline = fields.String(allow_none=True)
    start_uncertain = fields.Boolean(required=True, metadata=START_UNCERTAIN)
    sources = fields.List(fields.String(), required=True)


class ReadingSchema(Schema):
    """One dimension: its level, and everything that made it so."""

    dimension = fields.String(required=True)
    weight = fields.Integer(required=True)
    level = fields.Integer(required=True, allow_none=True, metadata={"description": "Null where rules contradict each other."})
    low = fields.Integer(required=True)
    high = fields.Integer(required=True)
    words = fields.String(required=True)
    own = fields.Nested(OwnLevelSchema, required=True, allow_none=True)
    laws = fields.List(fields.Nested(MovedSchema), required=True)
    set_by = fields.Nested(NamedBodySchema, required=True, allow_none=True, metadata={"description": "The other body that sets it, such as the jail's operator."})
    set_by_law = fields.Boolean(required=True)
    beside = fields.List(fields.Nested(OwnLevelSchema), required=True, metadata={"description": "What is stored beside the level and not scored here."})
    sources = fields.List(fields.String(), required=True)


class ResultSchema(Schema):
    """A position: word, score with its two parts, coverage, marks, and the dimensions."""

    category = fields.String(required=True)
    score = fields.Float(required=True, allow_none=True, metadata={"description": SCORE})
    cooperates = fields.Float(required=True, allow_none=True)
    limits = fields.Float(required=True, allow_none=True)
    coverage = fields.Float(required=True)
    marks = fields.List(fields.String(), required=True)
    dimensions = fields.List(fields.Nested(ReadingSchema), required=True)
    unscored = fields.List(fields.Nested(OwnLevelSchema), required=True, metadata={"description": "Said by bodies that do not decide the dimension."})
    required_by = fields.List(fields.Nested(MovedSchema), required=True, metadata={"description": "Laws that demand the agreement."})
    sensitivity = fields.Dict(keys=fields.String(), values=fields.Float(), required=True, allow_none=True)


class OperativeSchema(ResultSchema):
    """The operative position, a range where rules contradict each other."""

    low = fields.Float(required=True, allow_none=True)
    high = fields.Float(required=True, allow_none=True)


class JailSchema(Schema):
    """Who runs the jail, and how we know."""

    operator = fields.Nested(NamedBodySchema, required=True, allow_none=True)
    rule = fields.String(required=True, allow_none=True)
    source = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)


class PositionSchema(Schema):
    """Where a jurisdiction stands on a day, with every reason and its source."""

    jurisdiction = fields.Nested(IdentitySchema, required=True)
    sentence = fields.String(
        required=True,
        metadata={
            "description": "What applies on the day in one sentence that can be quoted, with the reason that weighs most and who set it.",
            "example": "On 1 June 2026, what applied in Travis County, Texas, was on balance cooperation with federal immigration enforcement, because honouring immigration detainers was a written duty under Texas SB 4 (2017).",
        },
    )
    gap = fields.String(required=True, metadata={"description": "Why own policy and operative position differ, that they do not, or that one of them is not known."})
    policy = fields.Nested(ResultSchema, required=True)
    operative = fields.Nested(OperativeSchema, required=True)
    jail = fields.Nested(JailSchema, required=True)
    models = fields.List(fields.String(), required=True, allow_none=True)
    valid_from = fields.Date(required=True, metadata={"description": "First day of the period this position holds for."})
    valid_until = fields.Date(required=True, allow_none=True, metadata={"description": "First day it no longer holds; null: open."})
    method = fields.String(required=True)
    sources = fields.List(fields.Nested(SourceSchema), required=True)


class PeriodSchema(StandingSchema):
    """A position over a period, as known at a revision."""

    valid_from = fields.Date(required=True)
    valid_until = fields.Date(required=True, allow_none=True)
    rev_from = fields.Integer(required=True, metadata={"description": "Revision from which the record says so."})
    method = fields.String(required=True)
    operator = fields.String(required=True, allow_none=True)


class HistoryQuery(ClocksQuery):
    """Which fields of the periods."""

    wanted = some_of(PeriodSchema)


class PositionSourcesQuery(ClocksQuery):
    """Which fields of the sources."""

    wanted = some_of(SourceSchema)
