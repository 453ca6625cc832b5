"""What a map draws: every jurisdiction of a layer with its position on a day, and the days for which that holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from api.ledger.asof import AsOf, as_row, holding, known, published_at
from api.ledger.standings import position_row
from api.models import Jurisdiction, Position
from api.rules.vocabulary import METHOD_VERSION, STATE_KINDS

LAYERS: dict[str, tuple[str, ...]] = {
    "states": STATE_KINDS,
    "counties": ("county",),
    "places": ("place", "cdp", "subdivision"),
}
_ABOUT = ["name", "state", "kind", "slug", "same_as", "lat", "lon"]
_SHOWN = ["category", "policy_score", "operative_category", "operative_score", "operative_low", "operative_high", "coverage", "operative_coverage", "marks", "operative_marks", "models", "agreement_known"]

# Rows fetched at a time: enough to cost little, few enough to hold.
BATCH = 200
Point = tuple[str, float | None, float | None]


@dataclass(frozen=True, slots=True)
class Stable:
    """The days around one on which no position anywhere begins or ends, and when the record came to say so."""

    start: date
    until: date | None
    published: datetime


def stable_days(session: Session, as_of: AsOf) -> Stable:
    """The run of days with the same answers as the day asked about."""
    here = and_(known(Position, as_of.revision), Position.method == METHOD_VERSION)
    start = session.scalar(select(func.max(Position.valid_from)).where(here, Position.valid_from <= as_of.on))
    until = session.scalar(select(func.min(Position.valid_from)).where(here, Position.valid_from > as_of.on))
    return Stable(start or as_of.on, until, published_at(session, as_of.revision))


def layer(session: Session, name: str, as_of: AsOf) -> list[dict[str, Any]]:
    """Every jurisdiction of a layer with its position; a government with several ids is drawn at each."""
    return [row for batch in batches(session, name, as_of) for row in batch]


def batches(session: Session, name: str, as_of: AsOf, *, only: Sequence[str] | None = None) -> Iterator[list[dict[str, Any]]]:
    """The same, or some of them, a few at a time: the rows of all places together are a hundred megabytes."""
    about = (getattr(Jurisdiction, column) for column in _ABOUT)
    query = _drawn(select(Jurisdiction.key.label("geoid"), *about, *(getattr(Position, column) for column in _SHOWN)), name, as_of)
    if only is not None:
        query = query.where(Jurisdiction.key.in_(only))
    for rows in session.execute(query, execution_options={"yield_per": BATCH}).partitions():
        yield [position_row(as_row(row)) for row in rows]


def points(session: Session, name: str, as_of: AsOf) -> Iterator[list[Point]]:
    """Id, latitude and longitude of what a layer draws, a few at a time."""
    query = _drawn(select(Jurisdiction.key, Jurisdiction.lat, Jurisdiction.lon), name, as_of)
    for rows in session.execute(query, execution_options={"yield_per": BATCH}).partitions():
        yield [(key, lat, lon) for key, lat, lon in rows]


def _drawn(query: Any, name: str, as_of: AsOf) -> Any:
    return (
        query.join(Position, and_(Position.geoid == func.coalesce(Jurisdiction.same_as, Jurisdiction.key), holding(as_of)))
        .where(known(Jurisdiction, as_of.revision), Jurisdiction.kind.in_(LAYERS[name]))
        .order_by(Jurisdiction.key)
    )
