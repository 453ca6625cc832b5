"""The method and its vocabulary as they are served."""

from __future__ import annotations

from marshmallow import Schema, fields


class TermSchema(Schema):
    """A key, its label, and what it means."""

    key = fields.String(required=True)
    label = fields.String(required=True)
    definition = fields.String(required=True)


class VocabularySchema(Schema):
    """Every term of the record, by group."""

    categories = fields.List(fields.Nested(TermSchema), required=True)
    marks = fields.List(fields.Nested(TermSchema), required=True)
    dimensions = fields.List(fields.Nested(TermSchema), required=True)
    kinds = fields.List(fields.Nested(TermSchema), required=True)
    models = fields.List(fields.Nested(TermSchema), required=True)
    agreement_statuses = fields.List(fields.Nested(TermSchema), required=True)
    bounds = fields.List(fields.Nested(TermSchema), required=True)
    bases = fields.List(fields.Nested(TermSchema), required=True)
    designators = fields.List(fields.Nested(TermSchema), required=True)
    history_rules = fields.List(fields.Nested(TermSchema), required=True)
    agreement_changes = fields.List(fields.Nested(TermSchema), required=True)
    publication_lists = fields.List(fields.Nested(TermSchema), required=True)
    publication_standings = fields.List(fields.Nested(TermSchema), required=True)
    row_verdicts = fields.List(fields.Nested(TermSchema), required=True)
    row_reasons = fields.List(fields.Nested(TermSchema), required=True)
    match_methods = fields.List(fields.Nested(TermSchema), required=True)
    match_confidences = fields.List(fields.Nested(TermSchema), required=True)
    agency_kinds = fields.List(fields.Nested(TermSchema), required=True)
    change_nouns = fields.List(fields.Nested(TermSchema), required=True)
    change_kinds = fields.List(fields.Nested(TermSchema), required=True)


class LevelSchema(Schema):
    """A level of a dimension in words."""

    level = fields.Integer(required=True)
    words = fields.String(required=True)


class WeighedDimensionSchema(TermSchema):
    """A dimension with its weight and its five levels."""

    weight = fields.Integer(required=True)
    levels = fields.List(fields.Nested(LevelSchema), required=True)


class AgreementRulesSchema(Schema):
    """How the histories of agreements are told from lists: version and rules."""

    version = fields.String(required=True)
    rules = fields.List(fields.Nested(TermSchema), required=True)


class MethodologySchema(Schema):
    """The method: version, formula, dimensions with weights and levels, and the rules in order."""

    version = fields.String(required=True)
    formula = fields.String(required=True)
    dimensions = fields.List(fields.Nested(WeighedDimensionSchema), required=True)
    rules = fields.List(fields.Nested(TermSchema), required=True)
    categories = fields.List(fields.Nested(TermSchema), required=True)
    agreements = fields.Nested(AgreementRulesSchema, required=True)
