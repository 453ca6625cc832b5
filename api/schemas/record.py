"""Entries of the record as they are written: what they say now, what they said, and a change of one."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.query import PageQuery, some_of

ANY = ["string", "number", "boolean", "object", "array"]
REASON = fields.String(required=True, validate=validate.Length(min=3, max=1000), metadata={"description": "Why, in a sentence; the public reads it."})
STATE = fields.String(load_default="proposed", validate=validate.OneOf(["draft", "proposed"]), metadata={"description": "`draft` to go on later, `proposed` to hand it over for review."})
SETTLES = fields.List(
    fields.String(validate=validate.Length(max=300)), load_default=list, validate=validate.Length(max=1000), metadata={"description": "What is closed when it is published, for example correction:12."}
)


class RecordSchema(Schema):
    """One entry of the record as it stands, in the form in which it is written."""

    noun = fields.String(required=True)
    key = fields.String(required=True)
    entry = fields.Dict(required=True, metadata={"description": "Every field of the entry; what is not known or not there is null."})
    revision = fields.Integer(required=True, metadata={"description": "Revision that wrote this version."})
    digest = fields.String(required=True, metadata={"description": "Fingerprint of this version: its ETag, to send back as If-Match."})


class RecordAnswer(Schema):
    """The answer that holds one entry."""

    data = fields.Nested(RecordSchema, required=True)


class DifferenceSchema(Schema):
    """One field that two versions say differently."""

    field = fields.String(required=True, metadata={"description": "Path of the field.", "example": "clauses[0].level"})
    before = fields.Raw(required=True, allow_none=True, metadata={"type": ANY, "description": "What it said; null: nothing."})
    after = fields.Raw(required=True, allow_none=True, metadata={"type": ANY, "description": "What it says; null: nothing."})


class VersionSchema(Schema):
    """What the record said of a key from one revision to another."""

    revision = fields.Integer(required=True)
    until = fields.Integer(required=True, allow_none=True, metadata={"description": "First revision at which it was no longer held true."})
    published_at = fields.DateTime(required=True)
    reason = fields.String(required=True)
    kind = fields.String(required=True, metadata={"description": "added, changed or withdrawn."})
    fields_ = fields.List(fields.Nested(DifferenceSchema), required=True, data_key="fields", attribute="fields")


class VersionsAnswer(Schema):
    """The answer that holds every version, newest first."""

    data = fields.List(fields.Nested(VersionSchema), required=True)


class RecordWrite(Schema):
    """A new version of one entry."""

    entry = fields.Dict(required=True, metadata={"description": "The whole entry; see /docs for the fields of each noun."})
    reason = REASON
    state = STATE
    settles = SETTLES
    proposal = fields.Integer(metadata={"description": "Open proposal of one's own to put it into; a new one by default."})


class RecordWithdrawal(Schema):
    """Why one entry is to be withdrawn."""

    reason = REASON
    state = STATE


class RevisionChangeSchema(Schema):
    """What a revision did to one entry, field by field."""

    entry = fields.String(required=True, metadata={"description": "Noun and key.", "example": "policy/austin-tx-general-orders-2026-01"})
    noun = fields.String(required=True)
    key = fields.String(required=True)
    kind = fields.String(required=True, metadata={"description": "added, changed or withdrawn."})
    differences = fields.List(fields.Nested(DifferenceSchema), required=True, metadata={"description": "Every field that differs, with what it said before and says after."})


class RevisionChangesQuery(PageQuery):
    """A page of what a revision changed."""

    wanted = some_of(RevisionChangeSchema)
