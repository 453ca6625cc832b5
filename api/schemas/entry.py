"""Entries as they are written: one schema a noun, made from its fields, for the document of the API and for showing."""

from __future__ import annotations

from functools import cache
from typing import Any

from marshmallow import Schema, fields, validate

from api.rules.entry_field import LISTED, EntryField
from api.rules.entry_fields import (
    ACTION_EVENT_FIELDS,
    CITATION_FIELDS,
    CLAUSE_FIELDS,
    EVENT_FIELDS,
    FIELDS,
    HISTORY_FIELDS,
    SHARE_FIELDS,
    SIDE_FIELDS,
    SUSPENDED_FIELDS,
    Fields,
    held,
)

_HELD: tuple[tuple[Fields, str], ...] = (
    (CLAUSE_FIELDS["policy"], "PolicyClauseEntry"),
    (CLAUSE_FIELDS["state_law"], "LawClauseEntry"),
    (CITATION_FIELDS, "CitationEntry"),
    (EVENT_FIELDS, "LawEventEntry"),
    (ACTION_EVENT_FIELDS, "ActionEventEntry"),
    (SUSPENDED_FIELDS, "SuspensionEntry"),
    (SIDE_FIELDS, "SideEntry"),
    (SHARE_FIELDS, "ShareEntry"),
    (HISTORY_FIELDS, "StretchEntry"),
)


@cache
def entry_schema(noun: str) -> type[Schema]:
    """The schema of an entry of a noun that people edit."""
    return _schema(noun, f"{_title(noun)}Entry", FIELDS[noun])


def _schema(noun: str, name: str, described: Fields) -> type[Schema]:
    made = Schema.from_dict({field.name: _field(noun, field) for field in described}, name=f"{name}Schema")
    made.__doc__ = f"What an entry of this kind says: {noun.replace('_', ' ')}." if noun else "A part of an entry."
    return made


def _field(noun: str, field: EntryField) -> fields.Field[Any]:
    more: dict[str, Any] = {"required": field.required, "allow_none": not field.required, "metadata": {"description": _described(field)}}
    if field.kind in LISTED:
        inner = held(noun, field)
        of: fields.Field[Any] = fields.Nested(_held_schema(inner)) if inner else fields.String(validate=_words(field))
        return fields.List(of, validate=validate.Length(min=field.least) if field.least else None, **more)
    if field.kind == "flag":
        return fields.Boolean(**more)
    if field.kind in ("level", "number"):
        bounds = validate.Range(min=field.low, max=field.high)
        return fields.Integer(strict=True, validate=bounds, **more) if field.whole else fields.Float(validate=bounds, **more)
    if field.kind == "date":
        return fields.String(**more)
    return fields.String(validate=_words(field) or validate.Length(max=field.most), **more)


@cache
def _held_schema(inner: Fields) -> type[Schema]:
    """The schema of what a list holds; one for all nouns where it is alike. No list in a list depends on the noun."""
    name = next(name for described, name in _HELD if described is inner)
    return _schema("", name, inner)


def _words(field: EntryField) -> validate.OneOf | None:
    return validate.OneOf([term.key for term in field.choices], [term.label for term in field.choices]) if field.choices else None


def _described(field: EntryField) -> str:
    points = f" The key of a {field.target.replace('_', ' ')}." if field.target else ""
    return f"{field.label}.{' ' + field.help if field.help else ''}{points}"


def _title(noun: str) -> str:
    return noun.title().replace("_", "")
