"""What every question can ask: the two clocks, and the page of a list."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate
from webargs.fields import DelimitedList

from api.rules.states import FIPS, USPS, usps
from api.rules.term import Term

MAX_LIMIT = 500
LIMIT = 50


class StateCode(fields.String):
    """A state as `TX` or `48`."""

    def __init__(self, **kwargs: Any) -> None:
        about = {"enum": [*sorted(FIPS), *sorted(USPS)], "description": "State, as TX or 48.", "example": "TX"}
        super().__init__(**kwargs, metadata=about)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        code = usps(super()._deserialize(value, attr, data, **kwargs) or "")
        if code is None:
            raise ValidationError("Not a state or territory. Give a postal code (TX) or a Census code (48).")
        return code


class NoQuery(Schema):
    """No parameters: an answer of the software, the same on any day and at any revision."""


class RevisionQuery(Schema):
    """The revision that an answer for all days is asked of."""

    revision = fields.Integer(
        strict=False,
        validate=validate.Range(min=1, max=2**31 - 1),
        metadata={"description": "Revision of the record; the latest by default.", "example": 1},
    )


class ClocksQuery(RevisionQuery):
    """The day asked about and the revision it is asked of."""

    on = fields.String(
        metadata={"format": "date", "description": "Day asked about, YYYY-MM-DD, from 1980-01-01 to five years ahead; today in UTC by default.", "example": "2026-06-01"}
    )


class PageQuery(ClocksQuery):
    """A page of a list."""

    limit = fields.Integer(
        validate=validate.Range(min=1, max=MAX_LIMIT),
        metadata={"description": f"Rows a page, 1 to {MAX_LIMIT}; JSON has {LIMIT} by default, CSV and GeoJSON the whole list.", "example": 50},
    )
    cursor = fields.String(
        validate=validate.Length(min=1, max=300),
        metadata={"description": "Where the next page begins, from the `next` address of the page before."},
    )


class RecordQuery(PageQuery):
    """A page of a list of the record's entries, or of what changed in it."""

    updated_since = fields.String(
        validate=validate.Length(min=1, max=40),
        metadata={
            "description": "Only what changed in the record after a revision, a day or a moment; what left the list comes as its key with `removed`.",
            "example": "1",
        },
    )


def some_of(schema: type[Schema]) -> DelimitedList:
    """The parameter `fields`: which fields of the rows to answer."""
    names = list(schema().fields)
    return DelimitedList(
        fields.String(validate=validate.OneOf(names, error="Not one of: {choices}.")),
        data_key="fields",
        validate=validate.Length(min=1, max=len(names)),
        metadata={"description": "Fields of a row to answer, separated by commas; all by default.", "example": names[:2]},
    )


def sorted_by(*names: str) -> fields.String:
    """The parameter `sort`: one of some fields, upwards, or downwards with a minus sign before it."""
    return fields.String(
        validate=validate.OneOf([f"{sign}{name}" for name in names for sign in ("", "-")], error="Not one of: {choices}."),
        metadata={"description": "Field to sort by, with a minus sign for descending; unknown values come last. The first of the choices by default."},
    )


def one_of(terms: tuple[Term, ...]) -> validate.OneOf:
    """Accept the keys of a part of the vocabulary."""
    return validate.OneOf([t.key for t in terms], error="Not one of: {choices}.")
