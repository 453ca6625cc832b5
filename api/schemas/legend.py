"""The legend of the map as it is served."""

from __future__ import annotations

from marshmallow import Schema, fields, validate


class LookSchema(Schema):
    """The colours of a category in one theme, as #rrggbb."""

    colour = fields.String(required=True, metadata={"description": "Its colour, or the ground of its pattern.", "example": "#553494"})
    text = fields.String(required=True, metadata={"description": "Colour of text on it, with a contrast above 4.5.", "example": "#ffffff"})
    line = fields.String(required=True, allow_none=True, metadata={"description": "Lines of its pattern; null without one."})


class LegendEntrySchema(Schema):
    """A category: its word, what it means, and how it is drawn."""

    key = fields.String(required=True, metadata={"description": "Key of the category.", "example": "sanctuary"})
    word = fields.String(required=True)
    definition = fields.String(required=True)
    place = fields.Integer(required=True, allow_none=True, metadata={"description": "Place on the scale, from -2 (limits most) to 2; null for what is no point of it."})
    pattern = fields.String(required=True, allow_none=True, validate=validate.OneOf(["hatch", "grid", None]), metadata={"description": "hatch, grid, or null."})
    light = fields.Nested(LookSchema, required=True, metadata={"description": "On a light ground."})
    dark = fields.Nested(LookSchema, required=True, metadata={"description": "On a dark ground."})


class LegendSchema(Schema):
    """The categories from one end of the scale to the other, then those that are no point of it."""

    data = fields.List(fields.Nested(LegendEntrySchema), required=True)
