"""Which sources an entry names, wherever in it they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from api.rules.entry_fields import FIELDS
from api.rules.entry_reading import objects, word_of

# Beside the pointers of entries that people edit, those of entries that only imports write.
POINTERS = {noun: tuple((field.name, field.target) for field in fields if field.kind == "key" and field.target) for noun, fields in FIELDS.items()} | {
    "listed_row": (("publication", "publication"), ("agreement", "agreement")),
    "held_row": (("publication", "publication"),),
    "publication": (("source", "source"),),
}
_LISTS = ("citations", "events", "suspended", "sides")
# The nouns whose entries cite in lists; the others, among them tens of thousands of places, name a source in a field or none.
CITING = frozenset(noun for noun, fields in FIELDS.items() if any(field.kind in (*_LISTS, "clauses") for field in fields))
_FIELDS = {noun: tuple(name for name, target in pointers if target == "source") for noun, pointers in POINTERS.items()}


def cited(noun: str, entry: Mapping[str, Any]) -> Iterator[str]:
    """The source of each of its fields, citations, events, stays and sides."""
    yield from (source for name in _FIELDS.get(noun, ()) if (source := word_of(entry, name)))
    for item in (entry, *(clause for _, clause in objects(entry.get("clauses")))) if noun in CITING else ():
        yield from in_lists(item)


def in_lists(item: Mapping[str, Any]) -> Iterator[str]:
    """The sources that the lists of an entry or of a clause name."""
    for name in _LISTS:
        yield from (source for _, held in objects(item.get(name)) if (source := word_of(held, "source")))
