"""Check the record's files without a database: words of the vocabulary, dates that can be read, keys that resolve."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import combinations
from pathlib import Path
from typing import Any

from api.rules.dates import FIRST_DAY, PartialDate, certain_end, certain_start
from api.rules.disputes import DISPUTABLE, FEWEST_SIDES
from api.rules.history import Span
from api.rules.refusals import BadDate
from api.rules.vocabulary import BASES, BOUNDS, KINDS, MODELS, Dimension
from seeds.files import Entries, read_record

_BINDS = {"state_agency", "county", "place", "sheriff", "police", "jail"}
_DATES = {
    "policy": ("adopted", "effective", "ended"),
    "agreement": ("signed", "first_listed", "last_listed", "ended"),
    "designation": ("listed_on", "removed_on"),
    "custody": ("valid_from", "valid_until"),
    "source": ("published", "retrieved"),
    "dispute": ("since", "settled"),
}
_POINTERS = {
    "custody": (("geoid", "jurisdiction"), ("operator", "jurisdiction"), ("source", "source")),
    "policy": (("jurisdiction", "jurisdiction"),),
    "designation": (("geoid", "jurisdiction"),),
    "agency": (("jurisdiction", "jurisdiction"),),
    "agreement": (("agency", "agency"), ("ended_source", "source")),
    "listed_row": (("publication", "publication"), ("agreement", "agreement")),
    "held_row": (("publication", "publication"),),
    "decision": (("jurisdiction", "jurisdiction"),),
    "alias": (("geoid", "jurisdiction"), ("source", "source")),
    "publication": (("source", "source"),),
    "jurisdiction": (("county", "jurisdiction"), ("same_as", "jurisdiction"), ("population_source", "source"), ("same_as_source", "source")),
}
QUOTE_LIMIT = 300


def faults(root: Path) -> Iterator[str]:
    """Every fault of the files, one sentence each."""
    entries = read_record(root)
    for noun, items in entries.items():
        for key, entry in items.items():
            where = f"{noun} {key}"
            yield from _dates(where, entry, _DATES.get(noun, ()))
            yield from _pointers(where, entry, noun, entries)
            yield from _citations(where, entry, entries)
            for event in entry.get("events") or ():
                yield from _dates(where, {"event date": event["date"]}, ("event date",))
            for index, clause in enumerate(entry.get("clauses", ())):
                yield from _clause(f"{where}, clause {index + 1}", clause, noun, entries)
    yield from _disputes(entries)
    yield from _words(entries)
    yield from _operators(entries)


def _dates(where: str, entry: Mapping[str, Any], fields: tuple[str, ...]) -> Iterator[str]:
    read: dict[str, PartialDate] = {}
    for field in fields:
        if entry.get(field) and not isinstance(entry[field], str):
            yield f"{where}: {field} is not text; put it in quotes."
            continue
        try:
            if entry.get(field):
                read[field] = PartialDate.parse(entry[field], field=field)
        except BadDate as bad:
            yield f"{where}: {bad.detail}"
    for start, end in (("valid_from", "valid_until"), ("adopted", "ended"), ("first_listed", "last_listed"), ("listed_on", "removed_on"), ("since", "settled")):
        if start in read and end in read and read[end].last < read[start].first:
            yield f"{where}: {end} lies before {start}."


def _pointers(where: str, entry: Mapping[str, Any], noun: str, entries: Entries) -> Iterator[str]:
    for field, target in _POINTERS.get(noun, ()):
        if entry.get(field) and entry[field] not in entries.get(target, {}):
            yield f"{where}: {field} names {entry[field]!r}, which is no {target}."


def _citations(where: str, entry: Mapping[str, Any], entries: Entries) -> Iterator[str]:
    for citation in (*entry.get("citations", ()), *entry.get("events", ()), *entry.get("suspended", ())):
        if citation.get("source") and citation["source"] not in entries.get("source", {}):
            yield f"{where}: cites {citation['source']!r}, which is no source."
        if len(citation.get("quote") or "") > QUOTE_LIMIT:
            yield f"{where}: a quotation is longer than a sentence."
    cited = [*entry.get("citations", ()), *(c for clause in entry.get("clauses", ()) for c in clause["citations"])]
    if "citations" in entry and "level" not in entry and not cited and not any(e.get("source") for e in entry.get("events", ())):
        yield f"{where}: cites no source."


def _clause(where: str, clause: Mapping[str, Any], noun: str, entries: Entries) -> Iterator[str]:
    yield from _dates(where, clause, ("valid_from", "valid_until"))
    yield from _citations(where, clause, entries)
    for stay in clause.get("suspended", ()):
        yield from _dates(where, {"suspended from": stay.get("from"), "suspended until": stay.get("until")}, ("suspended from", "suspended until"))
        if unknown := set(stay.get("for") or ()) - _BINDS:
            yield f"{where}: suspended for {sorted(unknown)}, which are no bodies a law can bind."
    if clause["dimension"] not in {str(d) for d in Dimension}:
        yield f"{where}: {clause['dimension']!r} is no dimension."
    if clause["level"] not in range(-2, 3):
        yield f"{where}: level {clause['level']} is off the scale."
    if noun == "policy" and clause["basis"] not in {t.key for t in BASES}:
        yield f"{where}: {clause['basis']!r} is no basis."
    if noun == "policy" and clause["level"] == 0 and clause["basis"] == "practice":
        yield f"{where}: level 0 needs a statement, an inventory, a search or a text that says case by case."
    if noun == "state_law" and clause["bound"] not in {t.key for t in BOUNDS}:
        yield f"{where}: {clause['bound']!r} is no bound."
    if noun == "state_law" and (unknown := set(clause["binds"]) - _BINDS):
        yield f"{where}: binds {sorted(unknown)}, which are no bodies a law can bind."


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
    """A dispute is of an entry that is there, has two sides or more, and each side says something that a source holds."""
    for key, entry in entries.get("dispute", {}).items():
        if entry["noun"] not in DISPUTABLE:
            yield f"dispute {key}: {entry['noun']!r} cannot be disputed."
        elif entry["entry"] not in entries.get(entry["noun"], {}):
            yield f"dispute {key}: names {entry['entry']!r}, which is no {entry['noun']}."
        if not (entry["question"] and entry["since"]):
            yield f"dispute {key}: question or since is missing."
        if len(entry["sides"]) < FEWEST_SIDES:
            yield f"dispute {key}: has fewer than two sides."
        for side in entry["sides"]:
            if not all(side.values()):
                yield f"dispute {key}: a side lacks its words, its speaker or its source."
            elif side["source"] not in entries.get("source", {}):
                yield f"dispute {key}: cites {side['source']!r}, which is no source."


def _words(entries: Entries) -> Iterator[str]:
    kinds, models = {t.key for t in KINDS}, {t.key for t in MODELS}
    for key, entry in entries.get("jurisdiction", {}).items():
        if entry["kind"] not in kinds:
            yield f"jurisdiction {key}: {entry['kind']!r} is no kind."
    for key, entry in entries.get("agreement", {}).items():
        if entry["model"] not in models:
            yield f"agreement {key}: {entry['model']!r} is no model."
    for key, entry in entries.get("source", {}).items():
        for field in ("title", "publisher", "url", "retrieved"):
            if not entry[field]:
                yield f"source {key}: {field} is missing."
        if not (entry["url"] or "").startswith(("https://", "http://")):
            yield f"source {key}: the address is not http(s)."
