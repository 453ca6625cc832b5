"""What was tried, as it is shown."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.schemas.nulls import always
from api.schemas.query import RecordQuery, StateCode, some_of, sorted_by


class ResearchNoteSchema(Schema):
    """Where something was looked for on a day, and what was found; a search that found nothing proves nothing."""

    key = fields.String(required=True)
    jurisdiction = fields.String(required=True)
    searched = fields.String(required=True, metadata={"description": "Day of the search."})
    dimensions = fields.List(fields.String(), required=True, metadata={"description": "What was looked for; empty: every dimension that was open."})
    looked_in = fields.String(required=True, metadata={"description": "Where it was looked for."})
    searches = fields.Integer(required=True, allow_none=True, metadata={"unknown": always, "description": "How many look-ups were made."})
    found = fields.String(required=True, metadata={"description": "What was found, and what was not."})
    searcher = fields.String(required=True, metadata={"description": "Who looked: a curator or a program."})


class ResearchNotesPage(RecordQuery):
    """A page of what was tried."""

    sort = sorted_by("key", "jurisdiction", "searched")
    wanted = some_of(ResearchNoteSchema)


class ResearchNotesQuery(ResearchNotesPage):
    """Filters of what was tried."""

    state = StateCode()
