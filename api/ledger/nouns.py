"""Each noun of the record as plain data: how a row becomes an entry, and an entry a row."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import orjson
from sqlalchemy.orm import class_mapper

from api.models import (
    Agency,
    Agreement,
    Alias,
    Citation,
    Coding,
    Custody,
    Decision,
    Designation,
    Dispute,
    FederalAction,
    HeldRow,
    Jurisdiction,
    LawClause,
    ListedRow,
    Policy,
    PolicyClause,
    Publication,
    Recorded,
    ResearchNote,
    ServiceArea,
    Source,
    StateLaw,
)

Entry = Mapping[str, Any]
_BOOKKEEPING = {"id", "key", "rev_from", "rev_until"}
_LINKS = {"id", "position", "policy_id", "state_law_id"}


@dataclass(frozen=True)
class Noun:
    """A noun's table, the table of its clauses if it has any, and whether its claims carry citations."""

    name: str
    model: type[Recorded]
    clause: type[PolicyClause] | type[LawClause] | None = None
    cited: bool = False

    @cached_property
    def columns(self) -> list[str]:
        """The fields of an entry, without clauses and citations."""
        return [c.key for c in class_mapper(self.model).column_attrs if c.key not in _BOOKKEEPING]

    @cached_property
    def clause_columns(self) -> list[str]:
        """The fields of a clause, without its citations."""
        return [c.key for c in class_mapper(self.clause).column_attrs if c.key not in _LINKS] if self.clause else []


NOUNS: dict[str, Noun] = {
    noun.name: noun
    for noun in (
        Noun("source", Source),
        Noun("jurisdiction", Jurisdiction),
        Noun("alias", Alias),
        Noun("custody", Custody),
        Noun("publication", Publication),
        Noun("agency", Agency),
        Noun("service_area", ServiceArea),
        Noun("agreement", Agreement, cited=True),
        Noun("listed_row", ListedRow),
        Noun("held_row", HeldRow),
        Noun("decision", Decision),
        Noun("state_law", StateLaw, clause=LawClause, cited=True),
        Noun("policy", Policy, clause=PolicyClause, cited=True),
        Noun("designation", Designation, cited=True),
        Noun("federal_action", FederalAction, cited=True),
        Noun("dispute", Dispute),
        Noun("coding", Coding),
        Noun("research_note", ResearchNote),
    )
}


def entry_of(noun: Noun, row: Any, *, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The plain data of a row, with its clauses and citations, but for those that were not loaded."""
    entry = {name: _plain(getattr(row, name)) for name in noun.columns}
    if noun.clause and "clauses" not in without:
        entry["clauses"] = [
            {name: _plain(getattr(clause, name)) for name in noun.clause_columns} | {"citations": _cited(clause)}
            for clause in row.clauses
        ]
    if noun.cited and "citations" not in without:
        entry["citations"] = _cited(row)
    return entry


def row_of(noun: Noun, key: str, entry: Entry, revision: int) -> Any:
    """A new version of an entry, held true from a revision on."""
    row: Any = noun.model(key=key, rev_from=revision, **{name: _typed(noun.model, name, entry.get(name)) for name in noun.columns})
    if noun.clause:
        row.clauses = [_clause(noun, index, clause) for index, clause in enumerate(entry.get("clauses", ()))]
    if noun.cited:
        row.citations = [Citation(**cited) for cited in entry.get("citations", ())]
    return row


def flat_values(noun: Noun, key: str, entry: Entry, revision: int) -> dict[str, Any]:
    """The columns of a new version of a whole entry without clauses or citations, for writing many at once."""
    return {"key": key, "rev_from": revision, **{name: _typed(noun.model, name, entry.get(name)) for name in noun.columns}}


def digest(entry: Entry) -> str:
    """A fingerprint of an entry, equal for equal content."""
    return hashlib.sha256(orjson.dumps(entry, option=orjson.OPT_SORT_KEYS)).hexdigest()


def complete(noun: Noun, entry: Entry) -> dict[str, Any]:
    """An entry with every field of its noun, absent ones null, so that digests compare."""
    whole: dict[str, Any] = {name: _plain(entry.get(name)) for name in noun.columns}
    if noun.clause:
        whole["clauses"] = [
            {name: _plain(clause.get(name)) for name in noun.clause_columns} | {"citations": _whole_citations(clause)}
            for clause in entry.get("clauses") or ()
        ]
    if noun.cited:
        whole["citations"] = _whole_citations(entry)
    return whole


def _whole_citations(entry: Entry) -> list[dict[str, Any]]:
    return [{"source": c.get("source"), "locator": c.get("locator"), "quote": c.get("quote")} for c in entry.get("citations") or ()]


def _cited(row: Any) -> list[dict[str, Any]]:
    return [{"source": c.source, "locator": c.locator, "quote": c.quote} for c in row.citations]


def _clause(noun: Noun, index: int, clause: Entry) -> Any:
    assert noun.clause is not None
    made: Any = noun.clause(position=index, **{name: clause.get(name) for name in noun.clause_columns})
    made.citations = [Citation(**cited) for cited in clause.get("citations", ())]
    return made


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _typed(model: type[Recorded], name: str, value: Any) -> Any:
    if isinstance(value, str) and model.__table__.c[name].type.python_type is date:
        return date.fromisoformat(value)
    return value
