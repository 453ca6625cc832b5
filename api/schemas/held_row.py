"""Rows in the queue and agencies without a government, and what curators say of them."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.rules.agencies import AgencyKind
from api.schemas.query import StateCode
from api.schemas.record import REASON

WHAT = ("rows", "agencies")
MOST = 200


class HeldRowsQuery(Schema):
    """Which part of the queue."""

    what = fields.String(validate=validate.OneOf(WHAT, error="Not one of: {choices}."), load_default="rows", metadata={"description": "Rows that name no jurisdiction beyond doubt, or agencies without one."})
    state = StateCode()


class CandidateSchema(Schema):
    """A government that the rows might mean."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    slug = fields.String(required=True)
    kind = fields.String(required=True)


class DecidedSchema(Schema):
    """A decision on these words that is proposed, or published and perhaps not yet applied."""

    state = fields.String(required=True, metadata={"description": "draft, proposed, published (not yet applied), or applied and still open."})
    proposal = fields.Integer(required=True, allow_none=True)
    revision = fields.Integer(required=True, allow_none=True)
    action = fields.String(required=True)
    jurisdiction = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)


class HeldRowsSchema(Schema):
    """All rows with the same printed words."""

    key = fields.String(required=True, metadata={"description": "Names the group when it is settled."})
    state = fields.String(required=True, metadata={"description": "As printed."})
    agency = fields.String(required=True, metadata={"description": "As printed."})
    county = fields.String(required=True, metadata={"description": "As printed."})
    usps = fields.String(required=True, metadata={"description": "Postal code of the state that is read."})
    reason = fields.String(required=True, allow_none=True, metadata={"description": "Why the rows are held; null for an agency without a government."})
    agency_key = fields.String(required=True, allow_none=True, attribute="belongs_to", metadata={"description": "The agency without a government."})
    kind = fields.String(required=True, allow_none=True)
    rows = fields.Integer(required=True)
    lists = fields.List(fields.String(), required=True, metadata={"description": "Keys of the publications that print them."})
    candidates = fields.List(fields.Nested(CandidateSchema), required=True)
    decided = fields.Nested(DecidedSchema, required=True, allow_none=True)


class TaskSchema(Schema):
    """Work beside the server."""

    id = fields.Integer(required=True)
    kind = fields.String(required=True)
    state = fields.String(required=True, metadata={"description": "waiting, running, done or failed."})
    asked_at = fields.DateTime(required=True)
    started_at = fields.DateTime(required=True, allow_none=True)
    ended_at = fields.DateTime(required=True, allow_none=True)
    outcome = fields.String(required=True, allow_none=True)


class HeldRowsAnswer(Schema):
    """The answer that holds the queue, and the newest work on it."""

    data = fields.List(fields.Nested(HeldRowsSchema), required=True)
    tasks = fields.List(fields.Nested(TaskSchema), required=True, metadata={"description": "Decisions applied or being applied, the newest first."})


class SettlingSchema(Schema):
    """What is said of all rows of a group, in lists past and to come."""

    key = fields.String(required=True, metadata={"description": "The group, as the list gives it."})
    action = fields.String(required=True, metadata={"description": "place, read, own (a body of its own) or refuse (lists no agency)."})
    jurisdiction = fields.String(load_default="", metadata={"description": "With place: GEOID or slug of the government."})
    read_state = fields.String(load_default="", validate=validate.Length(max=100), metadata={"description": "With read: the state that is meant."})
    read_agency = fields.String(load_default="", validate=validate.Length(max=300), metadata={"description": "With read: the agency that is meant."})
    read_county = fields.String(load_default="", validate=validate.Length(max=100), metadata={"description": "With read: the county that is meant."})
    kind = fields.String(load_default="", validate=validate.OneOf(["", *map(str, AgencyKind)]), metadata={"description": "Kind of agency where its name does not say."})
    any_county = fields.Boolean(load_default=False, metadata={"description": "Also where another county is printed beside the same agency."})
    note = fields.String(required=True, validate=validate.Length(max=1000), metadata={"description": "On what evidence."})


class SettlingsWrite(Schema):
    """What is said of some groups, as one proposal."""

    decisions = fields.List(fields.Nested(SettlingSchema), required=True, validate=validate.Length(min=1, max=MOST))
    reason = REASON
