"""A table of policies, agreements or designations: a verdict for each row, and the entries that the accepted ones make."""

from __future__ import annotations

import copy
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from api.intake.bulk_agencies import Agencies
from api.intake.bulk_columns import ColumnMap, clause_fields, fields_of, plain_fields, value_of
from api.intake.bulk_grid import Grid, GridRow
from api.intake.bulk_places import Found, Places
from api.intake.bulk_sources import Sources
from api.rules.designators import key_of
from api.rules.differences import Difference, differences
from api.rules.entry_checks import Fault, faults
from api.rules.entry_fields import CLAUSE_FIELDS, filled
from api.rules.names import slug

Plain = dict[str, Any]
_MOST_MADE = 110
# Of each noun: the field that says whom it is about, and the column that names it.
_WHOM = {"policy": ("jurisdiction", "jurisdiction"), "designation": ("geoid", "jurisdiction"), "agreement": ("agency", "agency")}


class Verdict(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    HELD = "held"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A jurisdiction or agency that a held row could mean."""

    id: str
    name: str


@dataclass(frozen=True)
class Known:
    """What the record knows that a table can name."""

    places: Places
    names: Mapping[str, str]
    slugs: Mapping[str, str]
    agencies: Agencies
    sources: Sources
    entries: Callable[[str, Collection[str]], Mapping[str, Plain]]


@dataclass
class Judged:
    """A row's verdict: the entry it is part of, what would change, what is wrong, or whom it could mean."""

    row: int
    verdict: Verdict = Verdict.SAME
    key: str = ""
    called: str = ""
    fields: list[Difference] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)


@dataclass(frozen=True)
class Result:
    """The verdicts in the order of the rows, and the entries by noun and key that the accepted rows state."""

    verdicts: list[Judged]
    entries: dict[str, dict[str, Plain]]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows had each verdict."""
        found = Counter(str(one.verdict) for one in self.verdicts)
        return {str(verdict): found[verdict] for verdict in Verdict}


@dataclass(frozen=True)
class _Row:
    judged: Judged
    values: Plain
    citations: list[Plain]


def judge(noun: str, grid: Grid, columns: ColumnMap, known: Known, placed: Mapping[int, str] | None = None) -> Result:
    """Judge every row of a table; `placed` settles held rows by number with the id that a person chose."""
    readings = [_read(noun, row, columns, known, (placed or {}).get(row.number)) for row in grid.rows]
    groups: dict[str, list[_Row]] = defaultdict(list)
    for reading in readings:
        if reading.judged.verdict not in (Verdict.HELD, Verdict.REFUSED):
            groups[reading.judged.key].append(reading)
    present = known.entries(noun, groups)
    stated = {key: entry for key, rows in groups.items() if (entry := _settle(noun, key, rows, present.get(key))) is not None}
    cited = {citation["source"] for entry in stated.values() for item in (entry, *entry.get("clauses", ())) for citation in item["citations"]}
    sources = {key: entry for key, entry in known.sources.new.items() if key in cited}
    return Result([reading.judged for reading in readings], {name: items for name, items in (("source", sources), (noun, stated)) if items})


def _read(noun: str, row: GridRow, columns: ColumnMap, known: Known, chosen: str | None) -> _Row:
    """What one row says, whom it is about, and the key of its entry."""
    judged = Judged(row.number)
    cells = columns.cells(row.cells)
    values = {one.name: value_of(one, cells[one.name]) for one in fields_of(noun) if one.name in cells}
    judged.called = str(values.get("title") or values.get("label") or values.get("agency") or "")[:200]
    citations, wrong = known.sources.cited(values)
    if row.problem:
        wrong = [Fault("", row.problem, "Mend the row.")]
    values.pop("jurisdiction", None)
    if _WHOM[noun][1] in cells or chosen or "key" not in cells:
        found = known.agencies.find(cells, chosen) if noun == "agreement" else known.places.find({"jurisdiction": chosen} if chosen else cells, row.point)
        values |= _about(noun, found, cells, known)
        if not found.id:
            _hold(judged, found, _WHOM[noun][1], known)
    judged.key = str(values.get("key") or _made_key(noun, values, known))
    if wrong:
        judged.verdict, judged.faults = Verdict.REFUSED, wrong
    return _Row(judged, values, citations)


def _about(noun: str, found: Found, cells: Mapping[str, str], known: Known) -> Plain:
    """Whom a row is about, in our fields; a label keeps the name as it was printed."""
    about: Plain = {_WHOM[noun][0]: found.id}
    if noun == "designation" and found.id and "name_as_printed" not in cells:
        said = cells.get("jurisdiction", "")
        by_name = said and known.places.ids.get(said.lower()) is None and not said.isdigit()
        about["name_as_printed"] = said if by_name else known.names[found.id]
    return about


def _hold(judged: Judged, found: Found, whom: str, known: Known) -> None:
    """Leave a row to a person: with the candidates, or refused where there are none."""
    names = {id: known.names.get(id) or known.agencies.names.get(id) or id for id in found.candidates}
    judged.candidates = [Candidate(id, name) for id, name in names.items()]
    judged.verdict = Verdict.HELD if names else Verdict.REFUSED
    judged.faults = [Fault(whom, f"The row {found.why}.", "Choose one of the candidates, or name it by its id." if names else "Name it by its id.")]


def _made_key(noun: str, values: Mapping[str, Any], known: Known) -> str:
    """A key for an entry that bears none, from what tells it from others."""
    if noun == "agreement":
        return f"{values.get('agency') or ''}-{str(values.get('model') or '').lower()}"
    if noun == "policy":
        return f"{known.slugs.get(values.get('jurisdiction') or '', '')}-{slug(str(values.get('title') or ''))}"[:_MOST_MADE].strip("-")
    parts = (key_of(str(values.get("designator") or "")), slug(str(values.get("listed_on") or "")), known.slugs.get(values.get("geoid") or "", ""))
    return "-".join(part for part in parts if part)[:_MOST_MADE].strip("-")


def _settle(noun: str, key: str, rows: list[_Row], present: Plain | None) -> Plain | None:
    """The entry that the rows of one key make of what the record says; None where it is refused or says nothing new."""
    entry = copy.deepcopy(present) if present else filled(noun, {})
    wrong = list(_apply(noun, entry, rows))
    wrong += [fault for fault in faults(noun, key, entry) if fault.field not in {told.field for told in wrong}]
    changed = differences(present, entry) if present else []
    verdict = Verdict.REFUSED if wrong else Verdict.NEW if present is None else Verdict.CHANGED if changed else Verdict.SAME
    for row in rows:
        row.judged.verdict, row.judged.faults, row.judged.fields = verdict, wrong, changed if verdict is Verdict.CHANGED else []
    return entry if verdict in (Verdict.NEW, Verdict.CHANGED) else None


def _apply(noun: str, entry: Plain, rows: list[_Row]) -> Iterator[Fault]:
    """Write what the rows say into an entry; a cell that says nothing leaves what is there."""
    names = [*(one.name for one in plain_fields(noun)), _WHOM[noun][0]]
    clauses = [one.name for one in clause_fields(noun)]
    said: Plain = {}
    for row in rows:
        for name in (name for name in names if name in row.values):
            if name in said and said[name] != row.values[name]:
                yield Fault(name, f"Rows {rows[0].judged.row} and {row.judged.row} have one key and differ in {name}.", "Give them one value, or keys of their own.")
            said[name] = entry[name] = row.values[name]
        clause = {name: row.values[name] for name in clauses if name in row.values}
        if clause:
            _cite(_clause_of(noun, entry, clause), row.citations)
            _cite(entry, [citation | {"locator": None, "quote": None} for citation in row.citations])
        else:
            _cite(entry, row.citations)


def _clause_of(noun: str, entry: Plain, said: Plain) -> Plain:
    """The clause of this dimension and start, which is made where there is none, with what the row says of it."""
    alike: list[Plain] = [c for c in entry["clauses"] if c["dimension"] == said.get("dimension") and c["valid_from"] == said.get("valid_from", c["valid_from"])]
    if len(alike) != 1:
        alike = [filled(noun, {"start_uncertain": False}, CLAUSE_FIELDS[noun])]
        entry["clauses"].append(alike[0])
    alike[0].update(said)
    return alike[0]


def _cite(item: Plain, citations: list[Plain]) -> None:
    """Add citations that are not there yet; one that names no place in a source adds nothing to one that does."""
    for citation in citations:
        bare = not citation["locator"] and not citation["quote"]
        if citation not in item["citations"] and not (bare and any(held["source"] == citation["source"] for held in item["citations"])):
            item["citations"].append(citation)
