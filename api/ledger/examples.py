"""The government that a worked example of the method is drawn from."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from api.ledger.asof import AsOf, as_row, holding, known
from api.models import Jurisdiction, Position
from api.rules.vocabulary import STATE_KINDS


def example(session: Session, as_of: AsOf, wanted: str | None = None) -> dict[str, Any] | None:
    """A government with a policy score on the day: the one asked for by slug or GEOID, else the most populous local one."""
    query = select(Jurisdiction.key.label("id"), Jurisdiction.slug, Jurisdiction.name, Jurisdiction.state)
    query = query.join(Position, Position.geoid == Jurisdiction.key).where(known(Jurisdiction, as_of.revision), holding(as_of), Position.policy_score.is_not(None))
    chosen = or_(Jurisdiction.slug == wanted, Jurisdiction.key == wanted) if wanted else Jurisdiction.kind.not_in(STATE_KINDS)
    found = session.execute(query.where(chosen).order_by(func.coalesce(Jurisdiction.population, 0).desc(), Jurisdiction.key).limit(1)).first()
    return as_row(found) if found else None
