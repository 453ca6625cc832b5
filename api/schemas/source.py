"""Sources and citations as they are shown."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.nulls import always
from api.schemas.query import PageQuery, RecordQuery, some_of, sorted_by


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


class ClaimSchema(Schema):
    """What rests on a source: an entry of the record or a part of one, whom it is about, and where in the source it stands."""

    id = fields.String(required=True, metadata={"description": "Names the claim within this answer."})
    noun = fields.String(required=True, metadata={"description": "What kind of entry: policy, state_law, agreement, designation and so on."})
    key = fields.String(required=True, metadata={"description": "Key of the entry."})
    part = fields.String(allow_none=True, metadata={"description": "Which part of it: a dimension, a step of its timeline, or another field; null for the whole."})
    called = fields.String(required=True, metadata={"description": "What the entry is called."})
    geoid = fields.String(allow_none=True, metadata={"description": "The jurisdiction that it is about."})
    name = fields.String(allow_none=True, metadata={"description": "Its name."})
    slug = fields.String(allow_none=True, metadata={"description": "Its address among the pages."})
    state = fields.String(allow_none=True, metadata={"description": "Postal code of the state that it is about or lies in."})
    locator = fields.String(allow_none=True, metadata={"description": "Section, page or paragraph; of a step of a timeline its date."})
    quote = fields.String(allow_none=True, metadata={"description": "At most a sentence of its words."})


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
    q = fields.String(
        validate=validate.Length(min=2, max=100), metadata={"description": "Part of the title, the publisher or the address, whatever its capitals.", "example": "287(g)"}
    )


class ClaimsQuery(PageQuery):
    """A page of what rests on a source."""

    wanted = some_of(ClaimSchema)
