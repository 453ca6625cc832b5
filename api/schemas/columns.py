"""The columns of a table: a row's fields laid flat, each with its type and what an empty cell means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from marshmallow import Schema, fields

from api.schemas.nulls import always

SEPARATOR = ";"
_TYPES: dict[type[fields.Field[Any]], str] = {
    fields.Boolean: "boolean",
    fields.Integer: "integer",
    fields.Float: "number",
    fields.Date: "date",
    fields.DateTime: "datetime",
    fields.String: "string",
}


@dataclass(frozen=True)
class Column:
    """One column: its name, its type in a Table Schema, where its value stands in a row, and when a missing one is unknown.

    `top` is the field of the row that it belongs to.
    """

    name: str
    type: str
    path: tuple[str, ...]
    description: str
    required: bool
    unknown: Callable[[Mapping[str, Any]], bool] | None
    field: fields.Field[Any]
    top: str

    def described(self) -> dict[str, Any]:
        """The column as a field of a Table Schema."""
        about: dict[str, Any] = {"name": self.name, "type": self.type, "description": self.description}
        if self.type == "list":
            about |= {"delimiter": SEPARATOR, "itemType": "string"}
        if self.required:
            about["constraints"] = {"required": True}
        return about


@cache
def columns(schema: type[Schema]) -> tuple[Column, ...]:
    """The columns of a row's schema, in its order."""
    return tuple(column for name, field in schema().fields.items() for column in _of(name, field))


def _of(name: str, field: fields.Field[Any]) -> Iterator[Column]:
    if isinstance(field, fields.Nested) and not field.many:
        yield from (_within(name, column, optional=field.allow_none) for column in columns(type(field.schema)))
        return
    unknown = field.metadata.get("unknown")
    words = [str(field.metadata.get("description", "")), _meaning(unknown) if field.allow_none else ""]
    required = field.required and not field.allow_none and not isinstance(field, fields.List) and _type(field) != "string"
    yield Column(name, _type(field), (field.attribute or name,), " ".join(filter(None, words)), required, unknown, field, name)


def _within(name: str, column: Column, *, optional: bool) -> Column:
    """The column of a field within another; where the other can be missing, so can all of its fields."""
    further: dict[str, Any] = {"required": False, "description": f"{column.description} {_meaning(None)}".strip()} if optional else {}
    return replace(column, name=f"{name}_{column.name}", path=(name, *column.path), top=name, **further)


def _type(field: fields.Field[Any]) -> str:
    if isinstance(field, fields.List):
        return "list" if isinstance(field.inner, fields.String) else "array"
    return next((words for kind, words in _TYPES.items() if isinstance(field, kind)), "object")


def _meaning(unknown: Callable[[Mapping[str, Any]], bool] | None) -> str:
    if unknown is None:
        return "Empty: there is none, or none is known of."
    return "unknown: not known." if unknown is always else "unknown: not known. Empty: there is none."
