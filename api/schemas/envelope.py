"""What surrounds every answer: the clocks, and for lists the count, its unit and the next page."""

from __future__ import annotations

from functools import cache
from typing import Any

from marshmallow import Schema, fields


class ClocksAnswer(Schema):
    """The day, the revision and the newest list that an answer rests on."""

    on = fields.Date(required=True, metadata={"description": "Day this answer is for.", "example": "2026-06-01"})
    revision = fields.Integer(required=True, metadata={"description": "Revision of the record it was read at.", "example": 1})
    evidence_through = fields.Date(
        required=True,
        allow_none=True,
        metadata={"description": "Newest list behind the agreements; for later days read 'as last listed'.", "example": "2026-05-18"},
    )


@cache
def item(schema: type[Schema]) -> type[Schema]:
    """The answer that holds one thing."""
    return ClocksAnswer.from_dict({"data": fields.Nested(schema, required=True), **_clocks()}, name=f"{_stem(schema)}Answer")


@cache
def listing(schema: type[Schema], *, changes: bool) -> type[Schema]:
    """The answer that holds a page of things; of each as many fields as are asked for."""
    return ClocksAnswer.from_dict(
        {
            "data": fields.List(fields.Nested(_row(schema, changes=changes)(partial=True)), required=True),
            "total": fields.Integer(required=True, metadata={"description": "How many there are on all pages."}),
            "unit": fields.String(required=True, metadata={"description": "What the total counts.", "example": "jurisdictions"}),
            "next": fields.String(required=True, allow_none=True, metadata={"description": "Address of the next page; null on the last."}),
            **_clocks(),
        },
        name=f"{_stem(schema)}{'Changes' if changes else ''}List",
    )


def _row(schema: type[Schema], *, changes: bool) -> type[Schema]:
    removed = fields.Boolean(metadata={"description": "Only with `updated_since`: true where the entry left this list, and then only its key is given."})
    further = {"removed": removed} if changes else {}
    return type(f"{_stem(schema)}{'Change' if changes else 'Row'}", (schema,), {"__doc__": schema.__doc__, **further})


def _clocks() -> dict[str, fields.Field[Any]]:
    return dict(ClocksAnswer().fields)


def _stem(schema: type[Schema]) -> str:
    return schema.__name__.removesuffix("Schema")
