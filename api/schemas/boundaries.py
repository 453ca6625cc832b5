"""Boundaries as they are asked for and sent."""

from __future__ import annotations

from marshmallow import Schema, fields, validate


class BoundariesQuery(Schema):
    """Which boundaries."""

    detail = fields.String(
        load_default="medium",
        validate=validate.OneOf(["low", "medium", "high"], error="Not one of: {choices}."),
        metadata={"description": "Level of detail: low, medium or high."},
    )
    bbox = fields.String(
        validate=validate.Length(max=100),
        metadata={
            "description": "Box as west,south,east,north in degrees; only features that it meets, 5000 at most. West beyond east crosses the antimeridian.",
            "example": "-107,25,-93,37",
        },
    )


class OutlineIdSchema(Schema):
    """The id that positions are joined by."""

    geoid = fields.String(required=True)


class OutlineSchema(Schema):
    """A GeoJSON feature that says only which area it is."""

    type = fields.String(required=True, validate=validate.Equal("Feature"))
    id = fields.String(required=True)
    properties = fields.Nested(OutlineIdSchema, required=True)
    geometry = fields.Dict(required=True)


class BoundariesSchema(Schema):
    """A GeoJSON feature collection of boundaries."""

    type = fields.String(required=True, validate=validate.Equal("FeatureCollection"))
    vintage = fields.String(required=True, metadata={"description": "Set of boundaries drawn."})
    layer = fields.String(required=True)
    detail = fields.String(required=True)
    features = fields.List(fields.Nested(OutlineSchema), required=True)


class VintageLayerSchema(Schema):
    """A layer of a vintage."""

    layer = fields.String(required=True)
    features = fields.Integer(required=True)
    address = fields.String(required=True)


class VintageSchema(Schema):
    """A set of boundaries, which never changes."""

    vintage = fields.String(required=True, metadata={"description": "Name of the set; part of its addresses."})
    title = fields.String(required=True, metadata={"description": "Who drew it, and when."})
    details = fields.List(fields.String(), required=True, metadata={"description": "Levels of detail."})
    layers = fields.List(fields.Nested(VintageLayerSchema), required=True)


class VintagesSchema(Schema):
    """The sets of boundaries in use."""

    data = fields.List(fields.Nested(VintageSchema), required=True)
