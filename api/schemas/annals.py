"""The positions of a layer over the whole record, as they are sent."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.schemas.query import RevisionQuery


class AnnalsQuery(RevisionQuery):
    """The revision; the answer holds every day."""


class AnnalsLineSchema(Schema):
    """One jurisdiction over time."""

    about = fields.List(fields.Raw(), required=True, metadata={"description": "What it is, in the order of `about` at the top; its point to four decimals."})
    begins = fields.List(
        fields.String(),
        required=True,
        data_key="from",
        metadata={"description": "A day and the name of a standing, in turns: each holds up to the next day.", "example": ["1980-01-01", "3f9a2c", "2025-02-26", "77b0e1"]},
    )
    designations = fields.List(
        fields.List(fields.String(allow_none=True)),
        required=True,
        metadata={"description": "Labels of outside bodies: the body's key, the first certain day, and the first day no longer certain; null: open.", "example": [["doj", "2025-08-05", None]]},
    )


class AnnalsSchema(Schema):
    """A layer's positions on every day, as known at a revision; one line a standing and one a jurisdiction, so that two revisions can be compared."""

    layer = fields.String(required=True)
    revision = fields.Integer(required=True)
    published_at = fields.DateTime(required=True, metadata={"description": "When the revision was published."})
    method = fields.String(required=True, metadata={"description": "Version of the method."})
    complete_from = fields.Date(required=True, allow_none=True, metadata={"description": "Day of the first complete list of agreements: before it the record is incomplete."})
    evidence_through = fields.Date(required=True, allow_none=True, metadata={"description": "Newest list behind the agreements."})
    earliest = fields.Date(required=True, metadata={"description": "First day that can be asked about."})
    boundaries = fields.String(required=True, allow_none=True, metadata={"description": "Address of the boundaries of the layer; null where it is drawn as points."})
    designators = fields.Dict(keys=fields.String(), values=fields.String(), required=True, metadata={"description": "The bodies whose labels are given, by key."})
    columns = fields.List(fields.String(), required=True, metadata={"description": "What the values of a standing are."})
    standings = fields.Dict(
        keys=fields.String(), values=fields.List(fields.Raw()), required=True, metadata={"description": "Each standing by its name, which is the same at every revision."}
    )
    about = fields.List(fields.String(), required=True, metadata={"description": "What the values of a jurisdiction's `about` are."})
    jurisdictions = fields.List(fields.Nested(AnnalsLineSchema), required=True)
