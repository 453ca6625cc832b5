"""What a change set would do: it is published, looked at, and taken back, so that the preview is what the writer does."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from api.ledger.nouns import Entry
from api.ledger.revisions import ChangeSet, publish
from api.ledger.standings import position_row
from api.models import Explanation, Jurisdiction, Position, table_of

Plain = dict[str, Any]
_SAID = ("category", "policy_score", "marks", "operative_category", "operative_score", "operative_low", "operative_high", "operative_marks", "models", "operator")
_READ = ("level", "low", "high", "words", "set_by")


@dataclass(frozen=True)
class Stretch:
    """Days on which a position would differ: before and after (null: no position), the fields, and the dimensions read otherwise."""

    start: date
    until: date | None
    before: Plain | None
    after: Plain | None
    fields: tuple[str, ...]
    dimensions: tuple[Plain, ...]


@dataclass(frozen=True)
class Moved:
    """A jurisdiction whose positions a change set would move."""

    geoid: str
    name: str
    slug: str
    kind: str
    state: str
    spans: tuple[Stretch, ...]


@dataclass(frozen=True)
class Preview:
    """The jurisdictions that would move, by state and name."""

    moved: tuple[Moved, ...]


def preview(session: Session, entries: Mapping[str, Mapping[str, Entry | None]]) -> Preview:
    """Positions before and after a change set, across all days; the session writes, and what it wrote is taken back."""
    trial = session.begin_nested()
    try:
        number = publish(session, ChangeSet(entries), curator="preview", reason="preview").number
        session.flush()
        return Preview(tuple(_moved(session, number)))
    finally:
        trial.rollback()
        session.expire_all()


def _moved(session: Session, number: int) -> Iterable[Moved]:
    query = select(*table_of(Position).c, Explanation.body).join(Explanation, Explanation.id == Position.explanation_id)
    old: dict[str, list[Plain]] = defaultdict(list)
    new: dict[str, list[Plain]] = defaultdict(list)
    for row in session.execute(query.where(or_(Position.rev_from == number, Position.rev_until == number)).order_by(Position.valid_from)).mappings():
        (new if row["rev_from"] == number else old)[row["geoid"]].append(dict(row))
    bodies = _bodies(session, sorted({*old, *new}), number)
    for geoid in sorted({*old, *new}, key=lambda g: (bodies[g].state, bodies[g].name, g)):
        spans = tuple(_stretches(old[geoid], new[geoid]))
        if spans:
            body = bodies[geoid]
            yield Moved(geoid, body.name, body.slug, body.kind, body.state, spans)


def _bodies(session: Session, geoids: list[str], number: int) -> dict[str, Jurisdiction]:
    """The bodies as they would be, or as they were where the change withdraws them."""
    found: dict[str, Jurisdiction] = {}
    for start in range(0, len(geoids), 500):
        query = select(Jurisdiction).where(Jurisdiction.key.in_(geoids[start : start + 500]), or_(Jurisdiction.rev_until.is_(None), Jurisdiction.rev_until == number))
        found |= {row.key: row for row in session.scalars(query.order_by(Jurisdiction.rev_from))}
    return found


def _stretches(old: list[Plain], new: list[Plain]) -> Iterable[Stretch]:
    days = sorted({day for row in (*old, *new) for day in (row["valid_from"], row["valid_until"]) if day})
    for index, start in enumerate(days):
        before, after = _at(old, start), _at(new, start)
        until = days[index + 1] if index + 1 < len(days) else None
        fields = tuple(name for name in _SAID if (before or {}).get(name) != (after or {}).get(name))
        dimensions = tuple(_dimensions(before, after))
        if (before or after) and (fields or dimensions):
            yield Stretch(start, until, _shown(before), _shown(after), fields, dimensions)


def _at(rows: list[Plain], day: date) -> Plain | None:
    """The row of a list in order of days that holds on a day."""
    place = bisect_right(rows, day, key=lambda row: row["valid_from"]) - 1
    if place < 0:
        return None
    return rows[place] if rows[place]["valid_until"] is None or day < rows[place]["valid_until"] else None


def _shown(row: Plain | None) -> Plain | None:
    return position_row({name: row[name] for name in (*_SAID, "agreement_known", "coverage", "operative_coverage")}) if row else None


def _dimensions(before: Plain | None, after: Plain | None) -> Iterable[Plain]:
    """The dimensions that would be read otherwise: own policy and what applies, before and after."""
    for side in ("policy", "operative"):
        old, new = _readings(before, side), _readings(after, side)
        for dimension in sorted({*old, *new}):
            if old.get(dimension) != new.get(dimension):
                yield {"position": side, "dimension": dimension, "before": old.get(dimension), "after": new.get(dimension)}


def _readings(row: Plain | None, side: str) -> dict[str, Plain]:
    return {r["dimension"]: {name: r[name] for name in _READ} for r in row["body"][side]["dimensions"]} if row else {}
