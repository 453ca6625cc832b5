"""Check the record's files without a database: each entry by itself, then what only several of them together can show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from api.rules import entry_checks
from api.rules.entry_fields import FIELDS
from api.rules.entry_reading import objects, word_of
from seeds import drafts, duplicates, grounds, jails, orphans, serving, speakers
from seeds.citing import CITING, POINTERS, in_lists
from seeds.files import Entries, read_record

_CLAUSE = re.compile(r"clauses\[([0-9]+)\]")


def faults(root: Path) -> Iterator[str]:
    """Every fault of the files, each with the entry, the field and the way to mend it."""
    yield from faults_of(read_record(root), drafts.read(root))


def faults_of(entries: Entries, waiting: Sequence[Mapping[str, Any]] = ()) -> Iterator[str]:
    """Every fault of some entries, and of the drafts beside them."""
    sound: Entries = {noun: dict(items) for noun, items in entries.items()}
    for noun, items in entries.items():
        for key, entry in items.items():
            where = f"{noun} {key}"
            for fault in entry_checks.faults(noun, key, entry) if noun in FIELDS else ():
                sound[noun].pop(key, None)
                yield f"{where}{_part(fault.field)}: {fault.detail} {fault.fix}"
            yield from _pointers(where, entry, noun, entries)
            if noun in CITING:
                yield from _citations(where, entry, entries)
    yield from orphans.faults(entries, waiting)
    yield from _together(sound)


def _together(sound: Entries) -> Iterator[str]:
    """What only several entries show; those with faults of their own are mended first."""
    yield from _disputes(sound)
    yield from jails.faults(sound)
    yield from serving.faults(sound)
    yield from speakers.faults(sound)
    yield from grounds.faults(sound)
    yield from duplicates.faults(sound)


def _part(path: str) -> str:
    """Which clause the path of a field is in, counted as people count."""
    inside = _CLAUSE.match(path)
    return f", clause {int(inside[1]) + 1}" if inside else ""


def _pointers(where: str, entry: Mapping[str, Any], noun: str, entries: Entries) -> Iterator[str]:
    for field, target in POINTERS.get(noun, ()):
        named = word_of(entry, field)
        if named and named not in entries.get(target or "", {}):
            yield f"{where}: {field} names {named!r}, which is no {target}. Mend the key, or add the {target}."


def _citations(where: str, entry: Mapping[str, Any], entries: Entries) -> Iterator[str]:
    for place, item in ((where, entry), *((f"{where}, clause {index + 1}", clause) for index, clause in objects(entry.get("clauses")))):
        for name in in_lists(item):
            if name not in entries.get("source", {}):
                yield f"{place}: cites {name!r}, which is no source. Mend the key, or add the source."


def _disputes(entries: Entries) -> Iterator[str]:
    """A dispute is over an entry that is there."""
    for key, entry in entries.get("dispute", {}).items():
        if entry["entry"] not in entries.get(entry["noun"], {}):
            yield f"dispute {key}: names {entry['entry']!r}, which is no {entry['noun']}. Mend the key, or add the {entry['noun']}."
