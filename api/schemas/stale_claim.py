"""Claims whose sources nobody has looked at for long."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from api.rules.staleness import INTERVALS, SORTS
from api.schemas.query import LIMIT, MAX_LIMIT, StateCode


class StaleQuery(Schema):
    """Which stale claims, and in which order."""

    noun = fields.String(validate=validate.OneOf(list(INTERVALS), error="Not one of: {choices}."), metadata={"description": "Kind of claim; all by default."})
    state = StateCode()
    sort = fields.String(validate=validate.OneOf(SORTS, error="Not one of: {choices}."), load_default=SORTS[0], metadata={"description": "Longest unchecked first, or where most people live."})
    on = fields.String(metadata={"format": "date", "description": "Stale on this day; today in UTC by default."})
    limit = fields.Integer(validate=validate.Range(min=1, max=MAX_LIMIT), load_default=LIMIT, metadata={"description": f"Rows a page, 1 to {MAX_LIMIT}."})
    cursor = fields.String(metadata={"description": "Where the page before ended: its `next`."})


class StaleClaimSchema(Schema):
    """One stale claim."""

    noun = fields.String(required=True)
    key = fields.String(required=True)
    called = fields.String(required=True)
    state = fields.String(required=True, allow_none=True)
    id = fields.String(required=True, allow_none=True, attribute="geoid", metadata={"description": "The government that it is about."})
    name = fields.String(required=True, allow_none=True)
    slug = fields.String(required=True, allow_none=True)
    population = fields.Integer(required=True, allow_none=True)
    checked = fields.String(required=True, metadata={"description": "Day of the newest look at any of its sources."})


class StaleKindSchema(Schema):
    """After how many months a kind of claim is stale, why, and how many are."""

    noun = fields.String(required=True)
    months = fields.Integer(required=True)
    why = fields.String(required=True)
    stale = fields.Integer(required=True)


class StaleAnswer(Schema):
    """The answer that holds a page of stale claims."""

    data = fields.List(fields.Nested(StaleClaimSchema), required=True)
    total = fields.Integer(required=True)
    next = fields.String(required=True, allow_none=True, metadata={"description": "Cursor of the next page."})
    on = fields.Date(required=True)
    kinds = fields.List(fields.Nested(StaleKindSchema), required=True)
