"""Check the record's files without a database: words of the vocabulary, dates that can be read, keys that resolve."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import combinations
from pathlib import Path
from typing import Any

from api.rules import entry_checks
from api.rules.dates import FIRST_DAY, certain_end, certain_start
from api.rules.entry_fields import FIELDS
from api.rules.history import Span
from api.rules.refusals import BadDate
from seeds.files import Entries, read_record

# Beside the pointers of entries that people edit, those of entries that only imports write.
_POINTERS = {noun: tuple((field.name, field.target) for field in fields if field.kind == "key" and field.target) for noun, fields in FIELDS.items()} | {
    "listed_row": (("publication", "publication"), ("agreement", "agreement")),
    "held_row": (("publication", "publication"),),
    "publication": (("source", "source"),),
}
_CLAUSE = re.compile(r"clauses\[([0-9]+)\]")


def faults(root: Path) -> Iterator[str]:
    """Every fault of the files, one sentence each."""
    entries = read_record(root)
    for noun, items in entries.items():
        for key, entry in items.items():
            where = f"{noun} {key}"
            if noun in FIELDS:
                yield from (f"{where}{_part(fault.field)}: {fault.detail}" for fault in entry_checks.faults(noun, key, entry))
            yield from _pointers(where, entry, noun, entries)
            yield from _citations(where, entry, entries)
            for index, clause in enumerate(entry.get("clauses", ())):
                yield from _citations(f"{where}, clause {index + 1}", clause, entries)
    yield from _disputes(entries)
    yield from _operators(entries)


def _part(path: str) -> str:
    """Which clause the path of a field is in, counted as people count."""
    inside = _CLAUSE.match(path)
    return f", clause {int(inside[1]) + 1}" if inside else ""


def _pointers(where: str, entry: Mapping[str, Any], noun: str, entries: Entries) -> Iterator[str]:
    for field, target in _POINTERS.get(noun, ()):
        if entry.get(field) and entry[field] not in entries.get(target, {}):
            yield f"{where}: {field} names {entry[field]!r}, which is no {target}."


def _citations(where: str, entry: Mapping[str, Any], entries: Entries) -> Iterator[str]:
    for citation in (*entry.get("citations", ()), *entry.get("events", ()), *entry.get("suspended", ())):
        if citation.get("source") and citation["source"] not in entries.get("source", {}):
            yield f"{where}: cites {citation['source']!r}, which is no source."


def _operators(entries: Entries) -> Iterator[str]:
    """Two statements of who runs one jail on one day."""
    stated: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for key, entry in entries.get("custody", {}).items():
        with suppress(BadDate):
            start = certain_start(entry["valid_from"]) if entry["valid_from"] else FIRST_DAY
            stated[entry["geoid"]].append((key, Span(start, certain_end(entry["valid_until"]) if entry["valid_until"] else None)))
    for one, other in (pair for found in stated.values() for pair in combinations(found, 2)):
        if one[1].overlaps(other[1]):
            yield f"custody {other[0]}: holds on days of {one[0]} too."


def _disputes(entries: Entries) -> Iterator[str]:
    """A dispute is over an entry that is there, and what each side says stands in a source."""
    for key, entry in entries.get("dispute", {}).items():
        if entry["entry"] not in entries.get(entry["noun"], {}):
            yield f"dispute {key}: names {entry['entry']!r}, which is no {entry['noun']}."
        for side in entry["sides"]:
            if side.get("source") and side["source"] not in entries.get("source", {}):
                yield f"dispute {key}: cites {side['source']!r}, which is no source."
