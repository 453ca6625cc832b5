"""Outside bodies' labels as they are shown."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.schemas.dispute import OVER_THIS
from api.schemas.query import RecordQuery, some_of, sorted_by
from api.schemas.source import CitationSchema


class DesignationSchema(Schema):
    """A label that an outside body gave; never part of our score."""

    key = fields.String(required=True)
    designator = fields.String(required=True)
    label = fields.String(required=True, metadata={"description": "Label as printed."})
    geoid = fields.String(required=True)
    name_as_printed = fields.String(required=True)
    listed_on = fields.String(required=True)
    removed_on = fields.String(allow_none=True)
    disputed_by = fields.String(allow_none=True)
    note = fields.String(allow_none=True)
    status = fields.String(required=True, metadata={"description": "Listed, removed or not yet, on the day asked about."})
    disputes = fields.List(fields.String(), required=True, metadata=OVER_THIS)
    citations = fields.List(fields.Nested(CitationSchema), required=True)


class DesignationsPage(RecordQuery):
    """A page of designations."""

    sort = sorted_by("key", "geoid", "listed_on", "removed_on")
    wanted = some_of(DesignationSchema)


class DesignationsQuery(DesignationsPage):
    """Filters of the designations."""

    designator = fields.String(metadata={"description": "Who gave the label, exactly as shown."})
