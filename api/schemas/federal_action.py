"""Federal actions as they are shown."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.schemas.query import RecordQuery, some_of, sorted_by
from api.schemas.source import CitationSchema
from api.schemas.state_law import LawEventSchema


class FederalActionSchema(Schema):
    """A federal order, memorandum, list, statute or suit, with the timeline of its outcome; it enters no score."""

    key = fields.String(required=True, metadata={"example": "eo-13768-2017"})
    date = fields.String(required=True, metadata={"description": "Day, month or year, as the source states it."})
    actor = fields.String(required=True, metadata={"description": "Office, agency or court that acted."})
    kind = fields.String(required=True)
    title = fields.String(required=True)
    instrument = fields.String(allow_none=True, metadata={"description": "Citation of the instrument."})
    summary = fields.String(required=True, metadata={"description": "What it does, in our words."})
    events = fields.List(fields.Nested(LawEventSchema), required=True)
    jurisdictions = fields.List(fields.String(), required=True, metadata={"description": "Ids of the jurisdictions it names."})
    citations = fields.List(fields.Nested(CitationSchema), required=True)


class FederalActionsPage(RecordQuery):
    """A page of federal actions."""

    sort = sorted_by("key", "date")
    wanted = some_of(FederalActionSchema)


class FederalActionsQuery(FederalActionsPage):
    """Filters of the federal actions."""

    kind = fields.String(metadata={"description": "Kind of action, for example executive_order.", "example": "executive_order"})
