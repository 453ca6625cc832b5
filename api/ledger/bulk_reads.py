"""What an uploaded table can name, read at once: jurisdictions, agencies, and sources by address."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.models import Agency, Jurisdiction, Source
from api.rules.gazetteer import Body, Gazetteer, Layer

# A place that is only a name on the census map has no government.
_GOVERNING = {
    "state": Layer.STATE,
    "district": Layer.STATE,
    "territory": Layer.STATE,
    "county": Layer.COUNTY,
    "place": Layer.PLACE,
    "subdivision": Layer.SUBDIVISION,
}


def jurisdictions(session: Session) -> list[tuple[str, str, str, str]]:
    """Every jurisdiction as it stands: id, slug, name, state."""
    query = select(Jurisdiction.key, Jurisdiction.slug, Jurisdiction.name, Jurisdiction.state).where(Jurisdiction.rev_until.is_(None))
    return [tuple(row) for row in session.execute(query)]  # type: ignore[misc]


def gazetteers(session: Session) -> Callable[[str], Gazetteer]:
    """The governments of a state by name, each state read when first asked for."""

    @cache
    def of(state: str) -> Gazetteer:
        query = select(Jurisdiction).where(Jurisdiction.rev_until.is_(None), Jurisdiction.state == state, Jurisdiction.kind.in_(_GOVERNING))
        return Gazetteer(_body(row) for row in sorted(session.scalars(query), key=lambda row: (list(_GOVERNING).index(row.kind), row.key)))

    return of


def _body(row: Jurisdiction) -> Body:
    counties = {shared["geoid"] for shared in row.counties} | ({row.county} if row.county else set())
    layer = _GOVERNING[row.kind]
    own = {row.key[:5]} if layer is Layer.SUBDIVISION else set()
    return Body(row.key, layer, row.state, row.name, row.legal_name or row.name, row.slug, frozenset(counties | own), row.same_as or "")


def agencies(session: Session) -> list[tuple[str, str, str]]:
    """Every agency as it stands: key, name, state."""
    return [tuple(row) for row in session.execute(select(Agency.key, Agency.name, Agency.state).where(Agency.rev_until.is_(None)))]  # type: ignore[misc]


def sources(session: Session) -> list[tuple[str, str]]:
    """Every source as it stands: key, address."""
    return [tuple(row) for row in session.execute(select(Source.key, Source.url).where(Source.rev_until.is_(None)).order_by(Source.key))]  # type: ignore[misc]
