"""What applies at a point, as it is asked for and shown."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.jurisdiction import JurisdictionSchema
from api.schemas.query import ClocksQuery


class LookupQuery(ClocksQuery):
    """A point on the earth."""

    lat = fields.Float(
        required=True, validate=validate.Range(min=-90, max=90), metadata={"description": "Latitude in degrees, north positive.", "example": 30.2672}
    )
    lon = fields.Float(
        required=True, validate=validate.Range(min=-180, max=180), metadata={"description": "Longitude in degrees, east positive.", "example": -97.7431}
    )


class LookupSchema(Schema):
    """The jurisdictions at a point, and which outlines answered."""

    jurisdictions = fields.List(
        fields.Nested(JurisdictionSchema), required=True, metadata={"description": "State, county and place, in order of their ids; on a border both sides."}
    )
    land = fields.String(required=True, metadata={"description": "Vintage of the outlines of states and counties."})
    places = fields.String(required=True, allow_none=True, metadata={"description": "Vintage of the outlines of places; null where none is built, so that no place is answered."})
