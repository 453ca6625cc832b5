"""Proposals as curators read and write them."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.schemas.record import REASON, SETTLES, STATE

ENTRIES = "By noun and key: the whole entry, or null to withdraw it."


class ProposalHeadSchema(Schema):
    """A change set beside the record, without what it says, and what became of it."""

    id = fields.Integer(required=True)
    state = fields.String(required=True, metadata={"description": "draft, proposed, published or withdrawn."})
    version = fields.Integer(required=True, metadata={"description": "Its ETag, to send back as If-Match."})
    reason = fields.String(required=True)
    settles = fields.List(fields.String(), required=True)
    reverts = fields.Integer(required=True, allow_none=True, metadata={"description": "Revision that it sets back."})
    author = fields.String(required=True)
    reviewer = fields.String(required=True, allow_none=True, metadata={"description": "Who published or withdrew it."})
    created_at = fields.DateTime(required=True)
    updated_at = fields.DateTime(required=True)
    decided_at = fields.DateTime(required=True, allow_none=True)
    answer = fields.String(required=True, allow_none=True)
    revision = fields.Integer(required=True, allow_none=True, metadata={"description": "Revision that it became."})


class ProposalSchema(ProposalHeadSchema):
    """A change set beside the record, and what became of it."""

    entries = fields.Dict(required=True, metadata={"description": ENTRIES})
    bases = fields.Dict(required=True, metadata={"description": "By noun and key: the fingerprint of what it replaces; null where there was nothing."})


class ProposalAnswer(Schema):
    """The answer that holds one proposal."""

    data = fields.Nested(ProposalSchema, required=True)


class ProposalsAnswer(Schema):
    """The answer that holds proposals, newest first, without what they say."""

    data = fields.List(fields.Nested(ProposalHeadSchema), required=True)


class ProposalsQuery(Schema):
    """Which proposals."""

    state = fields.String(validate=validate.OneOf(["draft", "proposed", "published", "withdrawn"], error="Not one of: {choices}."), metadata={"description": "State of the proposals."})


class ProposalWrite(Schema):
    """A change set of one or several entries."""

    entries = fields.Dict(keys=fields.String(), values=fields.Dict(keys=fields.String(), values=fields.Dict(allow_none=True)), required=True, metadata={"description": ENTRIES})
    bases = fields.Dict(
        keys=fields.String(),
        values=fields.Dict(keys=fields.String(), values=fields.String(allow_none=True)),
        load_default=dict,
        metadata={"description": "By noun and key: the digest of the entry that it replaces, as /v1/records gives it. Needed for each that is in the record."},
    )
    reason = REASON
    state = STATE
    settles = SETTLES


class ProposalChange(Schema):
    """A change of an open proposal: entries to add or replace, entries to leave out, the reason, or that it is handed over."""

    entries = fields.Dict(keys=fields.String(), values=fields.Dict(keys=fields.String(), values=fields.Dict(allow_none=True)), load_default=dict, metadata={"description": ENTRIES})
    bases = fields.Dict(keys=fields.String(), values=fields.Dict(keys=fields.String(), values=fields.String(allow_none=True)), load_default=dict)
    drop = fields.List(fields.Tuple((fields.String(), fields.String())), load_default=list, metadata={"description": "Entries to leave out, each as noun and key."})
    reason = fields.String(validate=validate.Length(min=3, max=1000), load_default=None)
    state = fields.String(validate=validate.OneOf(["draft", "proposed"]), load_default=None)


class ProposalDecision(Schema):
    """Why a proposal is withdrawn."""

    answer = fields.String(validate=validate.Length(max=1000), load_default=None, metadata={"description": "Owed to the author where another curator withdraws it."})


class NoBody(Schema):
    """Nothing to say."""


class Reversal(Schema):
    """Why a revision is set back."""

    reason = REASON


class PreviewStretchSchema(Schema):
    """Days on which a position would differ."""

    start = fields.Date(required=True, data_key="from")
    until = fields.Date(required=True, allow_none=True)
    before = fields.Dict(required=True, allow_none=True)
    after = fields.Dict(required=True, allow_none=True)
    fields_ = fields.List(fields.String(), required=True, data_key="fields", attribute="fields")
    dimensions = fields.List(fields.Dict(), required=True, metadata={"description": "Dimensions read otherwise: own policy and what applies, before and after."})


class PreviewMovedSchema(Schema):
    """A jurisdiction whose positions would move."""

    id = fields.String(required=True, attribute="geoid")
    name = fields.String(required=True)
    slug = fields.String(required=True)
    kind = fields.String(required=True)
    state = fields.String(required=True)
    spans = fields.List(fields.Nested(PreviewStretchSchema), required=True)


class PreviewSchema(Schema):
    """What publishing would move."""

    moved = fields.List(fields.Nested(PreviewMovedSchema), required=True)


class PreviewAnswer(Schema):
    """The answer that holds a preview."""

    data = fields.Nested(PreviewSchema, required=True)
