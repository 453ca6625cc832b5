"""How each noun looks in its file, and as an entry of the ledger; the two turn into each other without loss."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from api.rules.entry_keys import made_key
from seeds.tables import decimal, optional, whole

Row = Mapping[str, Any]

JURISDICTION_COLUMNS = ["geoid", "ocd_id", "slug", "kind", "name", "legal_name", "lsad", "funcstat", "state", "lat", "lon", "population", "population_year", "population_source", "county"]
COLUMNS: dict[str, list[str]] = {
    "source": ["key", "title", "publisher", "url", "archived_url", "published", "retrieved", "kind", "licence", "note"],
    "alias": ["old_geoid", "geoid", "relation", "date", "note", "source"],
    "custody": ["geoid", "operator", "kind", "from", "until", "source", "note"],
    "designation": ["key", "designator", "label", "geoid", "name_as_printed", "on", "off", "disputed_by", "source", "note"],
    "publication": ["key", "list", "published", "file_name", "sha256", "rows", "blank_rows", "standing", "verdicts", "remarks", "source"],
    "listed_row": ["row", "state", "agency", "type", "county", "model", "signed", "moa_url", "addendum_url", "formula", "verdict", "reason", "agreement"],
    "decision": ["action", "state", "agency", "county", "read_state", "read_agency", "read_county", "jurisdiction", "kind", "day", "note"],
    "agency": ["key", "name", "kind", "state", "jurisdiction", "county_as_printed", "match_method", "match_confidence", "former_names", "former_keys"],
    "service_area": ["agency", "jurisdiction", "from", "until", "source", "note"],
    "agreement": ["key", "agency", "model", "signed", "first_listed", "last_listed", "moa_url", "addendum_url", "as_printed", "note", "gaps", "history", "source"],
    "coding": ["instrument", "title", "dimension", "first", "second", "settled", "reason", "coded", "readers"],
    "research_note": ["jurisdiction", "searched", "dimensions", "looked_in", "searches", "found", "searcher"],
    "held_row": ["publication", "row", "state", "agency", "type", "county", "model", "signed", "reason", "candidates"],
}
END_COLUMNS = ["key", "ended", "ended_by", "ended_source", "ended_note"]
GOVERNMENT_COLUMNS = ["geoid", "other_geoid", "source", "note"]
SHARE_COLUMNS = ["geoid", "county", "share", "method"]

_RENAMED = {
    "custody": {"from": "valid_from", "until": "valid_until"},
    "service_area": {"from": "valid_from", "until": "valid_until"},
    "designation": {"on": "listed_on", "off": "removed_on"},
}
_LISTS = {"agency": ("former_names",), "held_row": ("candidates",), "research_note": ("dimensions",)}
_OPTIONAL_LISTS = {"agency": ("former_keys",), "agreement": ("gaps",)}
_JSON = {"agreement": ("history",), "publication": ("verdicts", "remarks")}
_NUMBERS = {"publication": ("rows", "blank_rows"), "held_row": ("row",), "listed_row": ("row",), "coding": ("first", "second", "settled"), "research_note": ("searches",)}
_CITED = {"designation", "agreement"}
_SEPARATOR = ";"


def jurisdiction(row: Row) -> dict[str, Any]:
    """An entry of a jurisdiction from its row, before shares and same governments are added."""
    entry: dict[str, Any] = {name: optional(row[name]) for name in JURISDICTION_COLUMNS if name != "geoid"}
    entry |= {"lat": decimal(row["lat"]), "lon": decimal(row["lon"])}
    entry |= {"population": whole(row["population"]), "population_year": whole(row["population_year"])}
    return entry | {"counties": [], "counties_method": None, "same_as": None, "same_as_source": None, "same_as_note": None}


def from_row(noun: str, row: Row) -> tuple[str, dict[str, Any]]:
    """The key and the entry of one row."""
    renamed = _RENAMED.get(noun, {})
    entry: dict[str, Any] = {renamed.get(name, name): optional(row.get(name)) for name in COLUMNS[noun]}
    if noun == "listed_row":
        entry["publication"] = row["publication"]
    for name in _LISTS.get(noun, ()):
        entry[name] = entry[name].split(_SEPARATOR) if entry[name] else []
    for name in _OPTIONAL_LISTS.get(noun, ()):
        entry[name] = entry[name].split(_SEPARATOR) if entry[name] else None
    for name in _JSON.get(noun, ()):
        entry[name] = json.loads(entry[name]) if entry[name] else None
    for name in _NUMBERS.get(noun, ()):
        entry[name] = whole(row.get(name))
    if noun in _CITED:
        entry["citations"] = _cited(entry.pop("source") or "")
    return _key(noun, entry), entry


def to_row(noun: str, key: str, entry: Row) -> dict[str, Any]:
    """The row of one entry."""
    renamed = {ours: theirs for theirs, ours in _RENAMED.get(noun, {}).items()}
    row = {renamed.get(name, name): value for name, value in entry.items()}
    for name in _LISTS.get(noun, ()):
        row[name] = _SEPARATOR.join(entry[name])
    for name in _OPTIONAL_LISTS.get(noun, ()):
        row[name] = _SEPARATOR.join(entry.get(name) or ())
    for name in _JSON.get(noun, ()):
        row[name] = json.dumps(entry[name], ensure_ascii=False) if entry.get(name) else None
    if noun in _CITED:
        row["source"] = _cell(entry["citations"])
    return {"key": key} | row


def _cited(cell: str) -> list[dict[str, Any]]:
    """Citations of a cell: keys separated by blanks, or JSON where one of them has a locator or a quote."""
    if cell.startswith("["):
        return [_citation(c) for c in json.loads(cell)]
    return [{"source": key, "locator": None, "quote": None} for key in cell.split()]


def _cell(citations: Sequence[Row]) -> str:
    if any(c["locator"] or c["quote"] for c in citations):
        return json.dumps([_without_nulls(c) for c in citations], ensure_ascii=False)
    return " ".join(c["source"] for c in citations)


def _key(noun: str, entry: dict[str, Any]) -> str:
    made = made_key(noun, entry)
    if made is not None:
        return made
    if noun in ("held_row", "listed_row"):
        return f"{entry['publication']}#{entry['row']:05d}"
    if noun == "coding":
        return f"{entry['instrument']}/{entry['dimension'] or ''}"
    return str(entry.pop("key"))


_CLAUSE_NAMES = {"from": "valid_from", "until": "valid_until"}
LAW_FIELDS = ["key", "state", "citation", "name", "instrument", "direction", "summary", "penalties", "confirmed", "confirmation", "events", "clauses", "citations"]
LAW_CLAUSE_FIELDS = ["dimension", "bound", "level", "duty", "deadline", "binds", "exempts", "words", "from", "start_uncertain", "until", "suspended", "citations"]
POLICY_FIELDS = ["key", "jurisdiction", "body", "instrument", "title", "number", "binding", "adopted", "effective", "ended", "ended_by", "summary", "note", "clauses", "citations"]
POLICY_CLAUSE_FIELDS = ["dimension", "level", "basis", "decides", "words", "from", "start_uncertain", "until", "until_by", "citations"]


FEDERAL_FIELDS = ["key", "date", "actor", "kind", "title", "instrument", "summary", "events", "jurisdictions", "citations"]


DISPUTE_FIELDS = ["key", "noun", "entry", "question", "since", "settled", "outcome", "sides"]
SIDE_FIELDS = ("by", "words", "source")


def from_dispute(entry: Row) -> tuple[str, dict[str, Any]]:
    """The key and the entry of a dispute as written in its sheet."""
    made: dict[str, Any] = {name: entry.get(name) for name in DISPUTE_FIELDS if name != "key"}
    return entry["key"], made | {"sides": [{name: side.get(name) for name in SIDE_FIELDS} for side in entry.get("sides") or ()]}


def from_federal(entry: Row) -> tuple[str, dict[str, Any]]:
    """The key and the entry of a federal action as written in its sheet."""
    key, whole_entry = from_sheet(entry, ())
    del whole_entry["clauses"]
    return key, {"events": []} | whole_entry | {"jurisdictions": list(entry.get("jurisdictions") or ())}


def from_sheet(entry: Row, clause_fields: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """The key and the entry of a law or policy as written in its sheet."""
    rest = {name: value for name, value in entry.items() if name != "key"}
    rest["clauses"] = [_clause(clause, clause_fields) for clause in entry.get("clauses") or ()]
    rest["citations"] = [_citation(c) for c in entry.get("citations") or ()]
    if "events" in entry or "bound" in clause_fields:
        rest["events"] = [{"date": str(e["date"]), "kind": e["kind"], "note": e.get("note"), "source": e.get("source")} for e in entry.get("events") or ()]
    return entry["key"], rest


def _clause(clause: Row, fields: Sequence[str]) -> dict[str, Any]:
    made: dict[str, Any] = {_CLAUSE_NAMES.get(name, name): clause.get(name) for name in fields}
    made["citations"] = [_citation(c) for c in clause.get("citations") or ()]
    made["start_uncertain"] = bool(clause.get("start_uncertain"))
    for name in ("binds", "exempts", "suspended"):
        if name in fields:
            made[name] = list(clause.get(name) or ())
    return made


def _citation(citation: Row) -> dict[str, Any]:
    return {"source": citation["source"], "locator": citation.get("locator"), "quote": citation.get("quote")}


def to_sheet(key: str, entry: Row, fields: Sequence[str], clause_fields: Sequence[str]) -> dict[str, Any]:
    """A law or policy as written in its sheet, fields in a fixed order, absent ones left out."""
    names = {ours: theirs for theirs, ours in _CLAUSE_NAMES.items()}
    clauses = [{names.get(n, n): v for n, v in clause.items()} for clause in entry.get("clauses", ())]
    whole_entry = {"key": key, **entry, "clauses": [_ordered(c, clause_fields) for c in clauses]}
    whole_entry["citations"] = [_without_nulls(c) for c in entry["citations"]]
    return _ordered(whole_entry, fields)


def to_dispute(key: str, entry: Row) -> dict[str, Any]:
    """A dispute as written in its sheet, absent fields left out."""
    return _ordered({"key": key, **entry, "sides": [_ordered(side, SIDE_FIELDS) for side in entry["sides"]]}, DISPUTE_FIELDS)


def _ordered(entry: Row, fields: Sequence[str]) -> dict[str, Any]:
    made = {name: entry[name] for name in fields if entry.get(name) not in (None, [])}
    if "citations" in made:
        made["citations"] = [_without_nulls(c) for c in made["citations"]]
    return made


def _without_nulls(entry: Row) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if value is not None}
