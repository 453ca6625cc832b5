"""What happened, as it is shown."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.rules.change_terms import CHANGE_KINDS, CHANGE_NOUNS
from api.schemas.query import RecordQuery, StateCode, one_of, some_of, sorted_by


class ChangeSchema(Schema):
    """One dated change, told from an entry of the record: when it happened, and when the record came to say so."""

    key = fields.String(required=True, metadata={"description": "Stays the same while the entry tells of it.", "example": "state_law/tx-sb4-2017/2017-09-01/effective"})
    date = fields.String(required=True, metadata={"description": "Day, month or year it happened, as stated.", "example": "2017-09-01"})
    precision = fields.String(required=True, metadata={"description": "How exactly that is stated: day, month or year."})
    noun = fields.String(required=True, metadata={"description": "What it is told from: agreement, policy, state_law, designation or federal_action."})
    kind = fields.String(required=True, metadata={"description": "What happened; see the vocabulary's `change_kinds`."})
    sentence = fields.String(required=True, metadata={"description": "The change in one sentence that can be quoted."})
    note = fields.String(required=True, allow_none=True, metadata={"description": "What the entry adds to the kind of change."})
    state = fields.String(required=True, allow_none=True, metadata={"description": "Postal code of the state; none for a federal action that names several states or none."})
    jurisdiction = fields.String(required=True, allow_none=True, metadata={"description": "Id of the government it stands at; a state's for its laws."})
    entry = fields.String(required=True, metadata={"description": "Key of the entry that tells it."})
    link = fields.String(required=True, metadata={"description": "Address of that entry."})
    sources = fields.List(fields.String(), required=True, metadata={"description": "Keys of the sources it rests on."})
    recorded_in = fields.Integer(required=True, metadata={"description": "Revision since which the record says so in these words."})
    recorded_at = fields.DateTime(required=True, metadata={"description": "When that revision was published."})


class ChangesQuery(RecordQuery):
    """Which changes."""

    since = fields.Date(metadata={"description": "First day, YYYY-MM-DD; a change dated by its month or year is within while any of its days is.", "example": "2026-01-01"})
    until = fields.Date(metadata={"description": "Last day, YYYY-MM-DD; the day asked about by default."})
    state = StateCode()
    noun = fields.String(validate=one_of(CHANGE_NOUNS), metadata={"description": "What it is told from.", "example": "state_law"})
    kind = fields.String(validate=one_of(CHANGE_KINDS), metadata={"description": "Kind of change.", "example": "effective"})
    jurisdiction = fields.String(validate=validate.Length(min=1, max=200), metadata={"description": "Id or slug of one government.", "example": "austin-tx"})
    sort = sorted_by("date", "recorded_in")
    wanted = some_of(ChangeSchema)
