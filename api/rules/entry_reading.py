"""What the checks read from an entry that may be malformed: its dates, its words, its objects; what is spoilt is passed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Any

from api.rules.dates import PartialDate
from api.rules.refusals import BadDate

# The path of a field, what is wrong, and how to mend it.
Found = tuple[str, str, str]
Given = Mapping[str, Any]


def date_of(given: Given, name: str, path: str, spoilt: Set[str]) -> PartialDate | None:
    """The date in a field; None where there is none, or the field has a fault of its own."""
    value = given.get(name)
    if not isinstance(value, str) or f"{path}{name}" in spoilt:
        return None
    try:
        return PartialDate.parse(value, field=name)
    except BadDate:
        return None


def word_of(given: Given, name: str) -> str:
    """The word in a field; empty where there is none."""
    value = given.get(name)
    return value if isinstance(value, str) else ""


def level_of(clause: Given) -> int | None:
    """The level of a clause; None where it is no whole number."""
    value = clause.get("level")
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def objects(value: Any) -> Iterator[tuple[int, Given]]:
    """The objects in a list with their places; nothing of what is no list."""
    if isinstance(value, list):
        yield from ((index, item) for index, item in enumerate(value) if isinstance(item, Mapping))


def clauses_of(entry: Given, spoilt: Set[str]) -> Iterator[tuple[str, Given]]:
    """The clauses of an entry without their spoilt fields, each with the path of its fields."""
    yield from ((path, sound(clause, path, spoilt)) for index, clause in objects(entry.get("clauses")) for path in (f"clauses[{index}].",))


def sound(given: Given, path: str, spoilt: Set[str]) -> Given:
    """What an object says in fields without a fault of their own."""
    return {name: value for name, value in given.items() if f"{path}{name}" not in spoilt} if spoilt else given
