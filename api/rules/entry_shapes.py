"""Whether an entry, complete or not, has a shape that can be kept at all: even a draft says things only where the record has a field for them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from api.rules.entry_checks import Fault, strange_fields
from api.rules.entry_field import LISTED, MOST_ITEMS
from api.rules.entry_fields import FIELDS, Fields, held


def shape_faults(noun: str, entry: object) -> Iterator[Fault]:
    """Unknown fields, lists that are none, and values that no database keeps; never fails, whatever comes in."""
    if noun in FIELDS:
        yield from _object(noun, entry, FIELDS[noun], "")


def _object(noun: str, given: object, fields: Fields, path: str) -> Iterator[Fault]:
    if not isinstance(given, Mapping):
        yield Fault(path.rstrip("."), f"{path.rstrip('.') or 'The entry'} is not an object with fields.", "Give an object.")
        return
    yield from strange_fields(given, fields, path)
    for field in fields:
        value, where = given.get(field.name), f"{path}{field.name}"
        if field.kind not in LISTED:
            yield from _value(value, where)
        elif not isinstance(value, list | None) or len(value or ()) > MOST_ITEMS:
            yield Fault(where, f"{field.name} is not a list of at most {MOST_ITEMS} items.", "Give a list.")
        elif inner := held(noun, field):
            for index, item in enumerate(value or ()):
                yield from _object(noun, item, inner, f"{where}[{index}].")
        else:
            for index, item in enumerate(value or ()):
                yield from _value(item, f"{where}[{index}]")


def _value(value: object, path: str) -> Iterator[Fault]:
    if not _kept(value):
        yield Fault(path, f"{path} is not a value that can be kept.", "Give a text, a number, true, false or null.")


def _kept(value: object) -> bool:
    if isinstance(value, str):
        return not any("\ud800" <= c <= "\udfff" or c == "\0" for c in value)
    if isinstance(value, int):
        return value.bit_length() < 63
    return value is None or (isinstance(value, float) and math.isfinite(value))
