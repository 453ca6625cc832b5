"""The only writer of the record: a change set becomes one numbered revision, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, insert, select, text, update
from sqlalchemy.orm import Session

from api.ledger import absences, chronicle, positions, references
from api.ledger.nouns import NOUNS, Entry, Noun, complete, flat_values, row_of
from api.models import Agency, Jurisdiction, Revision, table_of
from api.rules.vocabulary import METHOD_VERSION

_CHUNK = 5000
# Entries of a change after which a database that has not counted its rows anew would plan badly, by whole tables.
_LARGE = 2000


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Entries to state (or, with None, to withdraw), by noun and key."""

    entries: Mapping[str, Mapping[str, Entry | None]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(self.entries.values())


def publish(session: Session, changes: ChangeSet, *, curator: str, reason: str, reviewer: str | None = None) -> Revision:
    """Write a change set as the next revision, with the positions and changes it moves; the caller commits."""
    lock(session)
    number = (session.scalar(select(func.max(Revision.number))) or 0) + 1
    entries = {noun: {key: complete(NOUNS[noun], entry) if entry is not None else None for key, entry in items.items()} for noun, items in changes.entries.items()}
    references.check(session, entries)
    states, bodies, listed = _touched(session, entries), _spoken_for(session, entries), absences.lists(session)
    revision = Revision(
        number=number,
        published_at=datetime.now(UTC),
        curator=curator,
        reviewer=reviewer,
        reason=reason,
        method=METHOD_VERSION,
        changes={noun: _summary(items) for noun, items in entries.items() if items},
    )
    session.add(revision)
    session.flush()
    for name, noun in NOUNS.items():
        if entries.get(name):
            _write(session, noun, entries[name], number)
    session.flush()
    session.expire_all()
    if sum(len(items) for items in entries.values()) > _LARGE:
        refresh_statistics(session, *(table_of(NOUNS[name].model).name for name, items in entries.items() if items))
    states |= _touched(session, entries) | _relisted(session, absences.moved(listed, absences.lists(session)))
    positions.recompute(session, states, bodies | _spoken_for(session, entries), revision=number)
    chronicle.write(session, [noun for noun, items in entries.items() if items], revision=number)
    return revision


def refresh_statistics(session: Session, *tables: str) -> None:
    """Let the database count rows anew after a large change, of some tables or of all, so that it plans its next reads well."""
    # A table counted while it is empty is read whole from then on, so the tables still to be filled are left out.
    for table in tables or ("",):
        session.execute(text(f"ANALYZE {table}"))


def lock(session: Session) -> None:
    """Let one write at a time: SQLite by its write lock, PostgreSQL by an advisory lock until the transaction ends."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(2870287)"))


def _summary(items: Mapping[str, Entry | None]) -> dict[str, Any]:
    """How many entries changed, and which, for changes small enough to list."""
    keys = sorted(items)
    return {"count": len(keys), "keys": keys if len(keys) <= 1000 else None}


def _write(session: Session, noun: Noun, items: Mapping[str, Entry | None], number: int) -> None:
    model: Any = noun.model
    keys = sorted(items)
    for start in range(0, len(keys), 500):
        chunk = keys[start : start + 500]
        session.execute(update(model).where(model.key.in_(chunk), model.rev_until.is_(None)).values(rev_until=number))
    stated = [(key, entry) for key, entry in sorted(items.items()) if entry is not None]
    if noun.clause or noun.cited:
        session.add_all(row_of(noun, key, entry, number) for key, entry in stated)
        return
    for start in range(0, len(stated), _CHUNK):
        session.execute(insert(table_of(model)), [flat_values(noun, key, entry, number) for key, entry in stated[start : start + _CHUNK]])


def _touched(session: Session, entries: Mapping[str, Mapping[str, Entry | None]]) -> set[str]:
    """The states of which a change of these entries can move any position, but for what lists show by not naming a body."""
    states: set[str] = set()
    geoids: set[str] = set()
    for noun, column in (("custody", "geoid"), ("service_area", "jurisdiction"), ("jurisdiction", "key")):
        for key, entry in entries.get(noun, {}).items():
            geoids.update({key} if column == "key" else {entry[column]} if entry else set())
        geoids.update(_now(session, noun, entries, column))
    for noun in ("state_law", "agency"):
        states.update(_now(session, noun, entries, "state"))
        states.update(e["state"] for e in entries.get(noun, {}).values() if e)
    agencies = {e["agency"] for e in entries.get("agreement", {}).values() if e} | set(_now(session, "agreement", entries, "agency"))
    states.update(_column(session, Agency.state, Agency.key, Agency.rev_until, agencies))
    states.update(_column(session, Jurisdiction.state, Jurisdiction.key, Jurisdiction.rev_until, geoids))
    states.update(e["state"] for e in entries.get("jurisdiction", {}).values() if e)
    return states


def _spoken_for(session: Session, entries: Mapping[str, Mapping[str, Entry | None]]) -> set[str]:
    """The jurisdictions whose own instruments change: it moves them, and those whose jail they run."""
    said = {entry["jurisdiction"] for entry in entries.get("policy", {}).values() if entry}
    return said | set(_now(session, "policy", entries, "jurisdiction"))


def _relisted(session: Session, geoids: frozenset[str] | None) -> set[str]:
    """The states of the jurisdictions that the lists now leave out otherwise; None: of all."""
    if geoids is not None:
        return set(_column(session, Jurisdiction.state, Jurisdiction.key, Jurisdiction.rev_until, set(geoids)))
    return set(session.scalars(select(Jurisdiction.state).where(Jurisdiction.rev_until.is_(None)).distinct()))


def _now(session: Session, noun: str, entries: Mapping[str, Mapping[str, Entry | None]], column: str) -> list[str]:
    """What the current versions of the changed entries say in one field."""
    model: Any = NOUNS[noun].model
    return _column(session, getattr(model, column), model.key, model.rev_until, set(entries.get(noun, {})))


def _column(session: Session, wanted: Any, key: Any, rev_until: Any, keys: set[str]) -> list[str]:
    asked = sorted(keys)
    found: list[str] = []
    for start in range(0, len(asked), 500):
        found.extend(session.scalars(select(wanted).where(rev_until.is_(None), key.in_(asked[start : start + 500])).distinct()))
    return found
