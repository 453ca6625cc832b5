"""Maps as they are asked for and sent."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.query import ClocksQuery


class MapQuery(ClocksQuery):
    """Which map."""

    detail = fields.String(
        load_default="medium",
        validate=validate.OneOf(["low", "medium", "high"], error="Not one of: {choices}."),
        metadata={"description": "Level of detail of the boundaries: low, medium or high. Places are points, without detail, where their outlines are not built."},
    )
    bbox = fields.String(
        validate=validate.Length(max=100),
        metadata={"description": "Box as west,south,east,north in degrees; only features that it meets. West beyond east crosses the antimeridian.", "example": "-107,25,-93,37"},
    )


class FeaturePropertiesSchema(Schema):
    """What a feature says of its jurisdiction."""

    geoid = fields.String(required=True)
    name = fields.String(required=True)
    state = fields.String(required=True)
    kind = fields.String(required=True)
    slug = fields.String(required=True)
    same_as = fields.String(allow_none=True)
    category = fields.String(required=True)
    policy_score = fields.Float(allow_none=True)
    operative_category = fields.String(required=True)
    operative_score = fields.Float(allow_none=True)
    operative_low = fields.Float(allow_none=True)
    operative_high = fields.Float(allow_none=True)
    coverage = fields.Float(required=True)
    operative_coverage = fields.Float(required=True)
    marks = fields.List(fields.String(), required=True)
    operative_marks = fields.List(fields.String(), required=True)
    models = fields.List(fields.String(), required=True, allow_none=True)


class FeatureSchema(Schema):
    """A GeoJSON feature."""

    type = fields.String(required=True, validate=validate.Equal("Feature"))
    id = fields.String(required=True)
    geometry = fields.Dict(required=True, allow_none=True)
    properties = fields.Nested(FeaturePropertiesSchema, required=True)


class MapSchema(Schema):
    """A GeoJSON feature collection with the period it holds for."""

    type = fields.String(required=True, validate=validate.Equal("FeatureCollection"))
    layer = fields.String(required=True)
    detail = fields.String(required=True, metadata={"description": "Level of detail of the boundaries; `point` where places are points."})
    geometry = fields.String(
        validate=validate.OneOf(["polygon", "point"]),
        metadata={"description": "In the layer of places: what they are drawn as. A place without an outline is a point among polygons."},
    )
    vintage = fields.String(required=True, metadata={"description": "Set of boundaries drawn; where places are points, the one that the other layers are drawn with."})
    revision = fields.Integer(required=True)
    valid_from = fields.Date(required=True, metadata={"description": "First day of the period in which the map is the same."})
    valid_until = fields.Date(required=True, allow_none=True, metadata={"description": "First day on which it may differ; null: open."})
    evidence_through = fields.Date(required=True, allow_none=True)
    bbox = fields.List(fields.Float(), required=True)
    features = fields.List(fields.Nested(FeatureSchema), required=True)
