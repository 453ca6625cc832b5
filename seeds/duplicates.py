"""What the record says twice: entries that name the same thing under two keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from seeds.files import Entries

# What makes two entries of a noun the same thing; they are compared where every field but those of _OPEN is filled.
_SAME: dict[str, tuple[tuple[str, ...], ...]] = {
    "policy": (("jurisdiction", "body", "number"), ("jurisdiction", "title", "adopted")),
    "source": (("url", "title"),),
    "state_law": (("state", "citation"),),
    "designation": (("designator", "label", "geoid", "listed_on"),),
    "federal_action": (("date", "title"),),
    "agreement": (("agency", "model", "signed"),),
}
_OPEN = frozenset({"adopted"})


def faults(entries: Entries) -> Iterator[str]:
    """The later of two entries that are the same, by the fields they share."""
    for noun, ways in _SAME.items():
        for fields in ways:
            first: dict[tuple[str, ...], str] = {}
            for key, entry in entries.get(noun, {}).items():
                same = _named(entry, fields)
                if same and first.setdefault(same, key) != key:
                    yield f"{noun} {key}: has the {_listed(fields)} of {first[same]}. Keep one, and point to it from where the other was named."


def _named(entry: Mapping[str, Any], fields: tuple[str, ...]) -> tuple[str, ...] | None:
    if any(entry.get(name) is None and name not in _OPEN for name in fields):
        return None
    return tuple(" ".join(str(entry.get(name)).casefold().split()) for name in fields)


def _listed(fields: tuple[str, ...]) -> str:
    return f"{', '.join(fields[:-1])} and {fields[-1]}"
