"""The coding rules, and what two readers made of the same words, as they are shown."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.rules.vocabulary import EVERY_DIMENSION
from api.schemas.methodology import TermSchema
from api.schemas.query import RecordQuery, some_of, sorted_by


class CodingSchema(Schema):
    """One dimension of one instrument as two readers coded it, each without the other."""

    key = fields.String(required=True)
    instrument = fields.String(required=True, metadata={"description": "Key of the instrument; it need not be in the record."})
    title = fields.String(required=True)
    dimension = fields.String(allow_none=True, metadata={"description": "Null: both found that the instrument speaks of none."})
    first = fields.Integer(allow_none=True, metadata={"description": "Level of the first reader; null: not spoken of."})
    second = fields.Integer(allow_none=True, metadata={"description": "Level of the second reader; null: not spoken of."})
    equal = fields.Boolean(required=True)
    settled = fields.Integer(allow_none=True, metadata={"description": "Level settled on; null: none is recorded."})
    reason = fields.String(allow_none=True, metadata={"description": "Why, where the readers differ."})
    coded = fields.String(required=True, metadata={"description": "Day of the second reading."})
    readers = fields.String(required=True, metadata={"description": "Who read: people, or language models."})


class CodingsQuery(RecordQuery):
    """Filters of the codings."""

    sort = sorted_by("key", "instrument", "dimension")
    wanted = some_of(CodingSchema)
    instrument = fields.String(metadata={"description": "Key of an instrument."})
    dimension = fields.String(
        validate=validate.OneOf([str(dimension) for dimension in EVERY_DIMENSION], error="Not one of: {choices}."), metadata={"description": "One of the eight dimensions."}
    )


class ExampleSchema(Schema):
    """Words as an instrument might have them, and how they are coded."""

    words = fields.String(required=True)
    dimension = fields.String(required=True)
    level = fields.Integer(required=True, allow_none=True, metadata={"description": "Null: not coded."})
    rule = fields.String(required=True, metadata={"description": "Key of the rule that says so."})


class AgreementOfReadersSchema(Schema):
    """How many pairs, how many equal, and Cohen's kappa."""

    pairs = fields.Integer(required=True)
    equal = fields.Integer(required=True)
    kappa = fields.Float(required=True, allow_none=True, metadata={"description": "1: always equal, 0: as often as by chance; null where chance alone gives one answer, or nothing was coded twice."})


class ReliabilitySchema(Schema):
    """Instruments coded twice, each reader without the other, and how far they agree."""

    instruments = fields.Integer(required=True)
    readers = fields.List(fields.String(), required=True, metadata={"description": "Who read: people, or language models."})
    spoken_of = fields.Nested(AgreementOfReadersSchema, required=True, metadata={"description": "Whether an instrument speaks of a dimension: eight pairs each."})
    level = fields.Nested(AgreementOfReadersSchema, required=True, metadata={"description": "The level, where both readers found one."})
    overall = fields.Nested(AgreementOfReadersSchema, required=True, metadata={"description": "Both at once: five levels, or not spoken of."})
    within_one = fields.Integer(required=True, metadata={"description": "Pairs of levels that are equal or next to each other."})


class CodingRulesSchema(Schema):
    """How words become levels, with examples, and how alike two readers code."""

    rules = fields.List(fields.Nested(TermSchema), required=True)
    examples = fields.List(fields.Nested(ExampleSchema), required=True)
    reliability = fields.Nested(ReliabilitySchema, required=True)
