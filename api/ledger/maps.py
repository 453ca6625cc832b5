"""What a map draws: every jurisdiction of a layer with its position on a day, and the days for which that holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from api.ledger.asof import AsOf, as_row, holding, known, published_at
from api.ledger.standings import position_row
from api.models import Jurisdiction, Position
from api.rules.vocabulary import METHOD_VERSION

LAYERS: dict[str, tuple[str, ...]] = {
    "states": ("state", "district", "territory"),
    "counties": ("county",),
    "places": ("place", "cdp", "subdivision"),
}
_SHOWN = ["category", "policy_score", "operative_category", "operative_score", "operative_low", "operative_high", "coverage", "operative_coverage", "marks", "operative_marks", "models", "agreement_known"]


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
    shown = (getattr(Position, column) for column in _SHOWN)
    query = (
        select(
            Jurisdiction.key.label("geoid"),
            Jurisdiction.name,
            Jurisdiction.state,
            Jurisdiction.kind,
            Jurisdiction.slug,
            Jurisdiction.same_as,
            Jurisdiction.lat,
            Jurisdiction.lon,
            *shown,
        )
        .join(Position, and_(Position.geoid == func.coalesce(Jurisdiction.same_as, Jurisdiction.key), holding(as_of)))
        .where(known(Jurisdiction, as_of.revision), Jurisdiction.kind.in_(LAYERS[name]))
        .order_by(Jurisdiction.key)
    )
    return [position_row(as_row(row)) for row in session.execute(query)]
