"""Disputes as they are shown."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.rules.disputes import DISPUTABLE, STATUSES
from api.schemas.query import RecordQuery, StateCode, one_of, some_of, sorted_by

OVER_THIS = {"description": "Keys of the disputes over it that are open on the day asked about; see /v1/disputes."}


class SideSchema(Schema):
    """What one side of a dispute says, and where it stands."""

    by = fields.String(required=True, metadata={"description": "Public body or publisher that says so."})
    words = fields.String(required=True, metadata={"description": "What it says, in our words."})
    source = fields.String(required=True, metadata={"description": "Key of the source."})


class DisputeSchema(Schema):
    """An entry of the record that public bodies or published reports contradict; it moves no position."""

    key = fields.String(required=True)
    noun = fields.String(required=True, metadata={"description": "What is disputed: policy, state_law, agreement, designation and so on."})
    entry = fields.String(required=True, metadata={"description": "Key of the entry that is disputed."})
    question = fields.String(required=True, metadata={"description": "What is disputed of it, in neutral words."})
    since = fields.String(required=True, metadata={"description": "Day, month or year, as the source states it."})
    settled = fields.String(allow_none=True, metadata={"description": "When it was settled; null: it is not."})
    outcome = fields.String(allow_none=True, metadata={"description": "How it was settled."})
    status = fields.String(required=True, metadata={"description": "open, settled or not_yet, on the day asked about."})
    sides = fields.List(fields.Nested(SideSchema), required=True, metadata={"description": "What each side says, two or more."})


class DisputesQuery(RecordQuery):
    """Filters of the disputes."""

    sort = sorted_by("key", "noun", "since", "settled")
    wanted = some_of(DisputeSchema)
    jurisdiction = fields.String(validate=validate.Length(min=1, max=200), metadata={"description": "Whose entries are disputed: a GEOID or slug; of a state also its laws.", "example": "austin-tx"})
    state = StateCode()
    noun = fields.String(validate=validate.OneOf(DISPUTABLE, error="Not one of: {choices}."), metadata={"description": "What is disputed.", "example": "policy"})
    status = fields.String(validate=one_of(STATUSES), metadata={"description": "Whether it is open or settled on the day asked about.", "example": "open"})
