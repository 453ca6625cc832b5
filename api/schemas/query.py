"""What every question can ask: the two clocks, and the page of a list."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from api.rules.states import usps
from api.rules.vocabulary import Term

MAX_LIMIT = 500


class StateCode(fields.String):
    """A state as `TX` or `48`."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        code = usps(super()._deserialize(value, attr, data, **kwargs) or "")
        if code is None:
            raise ValidationError("Not a state or territory. Give a postal code (TX) or a Census code (48).")
        return code


class ClocksQuery(Schema):
    """The day asked about and the revision it is asked of."""

    on = fields.String(
        metadata={"description": "Day asked about, YYYY-MM-DD, from 1980-01-01 to five years ahead; today in UTC by default.", "example": "2026-06-01"}
    )
    revision = fields.Integer(
        strict=False,
        validate=validate.Range(min=1, max=2**31 - 1),
        metadata={"description": "Revision of the record; the latest by default.", "example": 1},
    )


class PageQuery(ClocksQuery):
    """A page of a list."""

    limit = fields.Integer(
        load_default=50,
        validate=validate.Range(min=1, max=MAX_LIMIT),
        metadata={"description": f"Rows a page, 1 to {MAX_LIMIT}.", "example": 50},
    )
    cursor = fields.String(
        validate=validate.Length(min=1, max=300),
        metadata={"description": "Where the next page begins, from the `next` address of the page before."},
    )


def one_of(terms: tuple[Term, ...]) -> validate.OneOf:
    """Accept the keys of a part of the vocabulary."""
    return validate.OneOf([t.key for t in terms], error="Not one of: {choices}.")
