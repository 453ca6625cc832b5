"""Sources and citations as they are shown."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.schemas.nulls import always
from api.schemas.query import RecordQuery, some_of, sorted_by


class SourceSchema(Schema):
    """A published document that claims rest on."""

    key = fields.String(required=True, metadata={"description": "Stable key of the source.", "example": "tx-sb4-2017-summary"})
    title = fields.String(required=True, metadata={"description": "Title as published."})
    publisher = fields.String(required=True, metadata={"description": "Who published it."})
    url = fields.String(required=True, metadata={"description": "Address at which it was found."})
    archived_url = fields.String(allow_none=True, metadata={"description": "Archived copy, where a source gives one."})
    published = fields.String(allow_none=True, metadata={"unknown": always, "description": "Date of publication: a day, a month or a year."})
    retrieved = fields.String(required=True, metadata={"description": "Day it was read for this record."})
    kind = fields.String(required=True, metadata={"description": "Statute, opinion, dataset, press report and so on."})
    licence = fields.String(allow_none=True, metadata={"description": "Licence, where one is stated."})
    note = fields.String(allow_none=True, metadata={"description": "What was read of it, and its limits."})


class CitationSchema(Schema):
    """A place in a source."""

    source = fields.String(required=True, metadata={"description": "Key of the source."})
    locator = fields.String(allow_none=True, metadata={"description": "Section, page or paragraph."})
    quote = fields.String(allow_none=True, metadata={"description": "At most a sentence of its words."})


class SourcesPage(RecordQuery):
    """A page of sources."""

    sort = sorted_by("key", "published", "retrieved", "publisher")
    wanted = some_of(SourceSchema)


class SourcesQuery(SourcesPage):
    """Filters of the sources."""

    kind = fields.String(metadata={"description": "Kind of source, for example statute.", "example": "statute"})
    publisher = fields.String(metadata={"description": "Publisher, exactly as shown."})
