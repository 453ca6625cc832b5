"""A table sent in bulk, and the verdict on each of its rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from api.rules.entry_fields import BULK_NOUNS
from api.schemas.proposal import ProposalHeadSchema
from api.schemas.record import DifferenceSchema


class JsonMap(fields.Field[Any]):
    """An object of texts, written as JSON within a form."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> dict[str, str]:
        try:
            found = json.loads(value)
        except (ValueError, TypeError, RecursionError) as fault:
            raise ValidationError("Not JSON.") from fault
        if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()) or len(found) > 5000:
            raise ValidationError("Not an object of texts.")
        return found


class BulkForm(Schema):
    """A file of rows, how to read it, and whether to propose what it says."""

    file = fields.Raw(required=True, metadata={"type": "string", "format": "binary", "description": "CSV with a header, a workbook (.xlsx) or a GeoJSON FeatureCollection; at most 10 MB and 5,000 rows."})
    noun = fields.String(required=True, validate=validate.OneOf(BULK_NOUNS, error="Not one of: {choices}."), metadata={"description": "What the rows are."})
    columns = JsonMap(
        load_default=None, metadata={"type": "string", "description": "JSON object: our field to the name of the file's column. By default, columns of equal names.", "example": '{"title": "Policy name"}'}
    )
    placed = JsonMap(
        load_default=dict, metadata={"type": "string", "description": "JSON object: for held rows, by their number, the id of the candidate that is meant.", "example": '{"12": "4805000"}'}
    )
    dry_run = fields.Boolean(load_default=True, metadata={"description": "False to make one proposal of every accepted row; true to be told the verdicts only."})
    reason = fields.String(load_default=None, validate=validate.Length(min=3, max=1000), metadata={"description": "Why, in a sentence; needed unless dry_run."})


class RowFaultSchema(Schema):
    """What is wrong with a row."""

    field = fields.String(required=True, metadata={"description": "Path of the field; empty for the row."})
    detail = fields.String(required=True)
    fix = fields.String(required=True)


class RowCandidateSchema(Schema):
    """Whom a held row could mean."""

    id = fields.String(required=True)
    name = fields.String(required=True)


class VerdictSchema(Schema):
    """What becomes of one row."""

    row = fields.Integer(required=True, metadata={"description": "Its line, its row of the sheet, or its place among the features."})
    verdict = fields.String(required=True, metadata={"description": "new, changed, same, held (for a person to settle) or refused."})
    key = fields.String(required=True, metadata={"description": "Key of the entry that it is part of."})
    called = fields.String(required=True)
    fields_ = fields.List(fields.Nested(DifferenceSchema), required=True, data_key="fields", attribute="fields", metadata={"description": "What would change, field by field."})
    faults = fields.List(fields.Nested(RowFaultSchema), required=True)
    candidates = fields.List(fields.Nested(RowCandidateSchema), required=True)


class BulkSchema(Schema):
    """The verdicts on a file, and the proposal that was made of it."""

    noun = fields.String(required=True)
    form = fields.String(required=True, metadata={"description": "What the file was read as."})
    remarks = fields.List(fields.String(), required=True)
    columns = fields.Dict(keys=fields.String(), values=fields.String(), required=True, metadata={"description": "Our fields with the columns that filled them."})
    unmapped = fields.List(fields.String(), required=True, metadata={"description": "Columns that filled nothing."})
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True, metadata={"description": "Rows by verdict."})
    rows = fields.List(fields.Nested(VerdictSchema), required=True)
    proposal = fields.Nested(ProposalHeadSchema, required=True, allow_none=True, metadata={"description": "The proposal made of the accepted rows; null for a dry run."})


class BulkAnswer(Schema):
    """The answer that holds the verdicts."""

    data = fields.Nested(BulkSchema, required=True)
