"""ICE's lists as they are shown."""

from __future__ import annotations

from marshmallow import Schema, fields

from api.rules.list_terms import PUBLICATION_LISTS, ROW_VERDICTS
from api.schemas.query import RecordQuery, one_of, some_of, sorted_by


class PublicationSchema(Schema):
    """One edition of ICE's list, as a file: how it stands to the others, and what became of each of its rows."""

    key = fields.String(required=True)
    list = fields.String(required=True, metadata={"description": "Participating, pending, or web (a table rebuilt from ICE's page)."})
    published = fields.String(required=True)
    file_name = fields.String(required=True)
    sha256 = fields.String(required=True)
    rows = fields.Integer(required=True)
    blank_rows = fields.Integer(allow_none=True)
    standing = fields.String(allow_none=True, metadata={"description": "How it stands to the other lists, from the vocabulary; stale and replaced ones are no evidence."})
    verdicts = fields.Dict(keys=fields.String(), values=fields.Integer(), allow_none=True, metadata={"description": "How many rows had each verdict; their sum is the rows."})
    remarks = fields.List(fields.String(), allow_none=True, metadata={"description": "Contradictions found, each with the rule that resolved it."})
    source = fields.String(required=True)


class ListedRowSchema(Schema):
    """One row of an edition as printed, with its verdict and the agreement it lists."""

    key = fields.String(required=True)
    publication = fields.String(required=True)
    row = fields.Integer(required=True, metadata={"description": "Row of the file, from 1."})
    state = fields.String(allow_none=True)
    agency = fields.String(allow_none=True)
    type = fields.String(allow_none=True)
    county = fields.String(allow_none=True)
    model = fields.String(allow_none=True)
    signed = fields.String(allow_none=True)
    moa_url = fields.String(allow_none=True)
    addendum_url = fields.String(allow_none=True)
    formula = fields.String(allow_none=True, metadata={"description": "Cells that held a formula."})
    verdict = fields.String(required=True, metadata={"description": "What became of it, from the vocabulary."})
    reason = fields.String(allow_none=True, metadata={"description": "Why, from the vocabulary; of a relabelled row, what the list before said."})
    agreement = fields.String(allow_none=True, metadata={"description": "Key of the agreement it lists; null where it could not be placed."})


class PublicationsQuery(RecordQuery):
    """A page of lists."""

    sort = sorted_by("key", "published")
    list = fields.String(validate=one_of(PUBLICATION_LISTS), metadata={"description": "Which list: participating, pending or web.", "example": "participating"})
    wanted = some_of(PublicationSchema)


class ListedRowsQuery(RecordQuery):
    """A page of the rows of a list."""

    sort = sorted_by("key")
    verdict = fields.String(validate=one_of(ROW_VERDICTS), metadata={"description": "Verdict, for example held: the rows that wait for a person.", "example": "held"})
    wanted = some_of(ListedRowSchema)
