"""Which agencies serve a government besides the one that they belong to; few agencies serve several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from api.ledger.asof import AsOf, known
from api.models import Agency, Agreement, Jurisdiction, ServiceArea
from api.rules.history import Span, stated_days

Plain = dict[str, Any]
_SHOWN = ("jurisdiction", "valid_from", "valid_until", "note", "source")


def days(row: Any) -> Span:
    """The days on which an agency certainly serves a further government."""
    return stated_days(row.valid_from, row.valid_until)


def served(session: Session, *versions: ColumnElement[bool]) -> defaultdict[str, list[tuple[str, Span]]]:
    """The further governments of each agency, by the ids at which they answer, with the days on which it serves them; `versions` picks those of both tables."""
    government = func.coalesce(Jurisdiction.same_as, Jurisdiction.key)
    query = select(ServiceArea, government).join(Jurisdiction, Jurisdiction.key == ServiceArea.jurisdiction).where(*versions).order_by(ServiceArea.key)
    found: defaultdict[str, list[tuple[str, Span]]] = defaultdict(list)
    for area, geoid in session.execute(query):
        found[area.agency].append((geoid, days(area)))
    return found


def policed(own: str | None, further: Sequence[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """The governments whose agency it is, each on its days: the one it belongs to on all, and those it serves besides."""
    return [*([(own, Span(date.min))] if own else []), *(item for item in further if item[0] != own)]


def by_agency(session: Session, as_of: AsOf, agencies: Collection[str] | None = None) -> dict[str, list[Plain]]:
    """The further governments of each agency, or of some, as known at a revision; on other days than the one asked about, too."""
    query = select(ServiceArea).where(known(ServiceArea, as_of.revision)).order_by(ServiceArea.agency, ServiceArea.key)
    found: defaultdict[str, list[Plain]] = defaultdict(list)
    for row in session.scalars(query if agencies is None else query.where(ServiceArea.agency.in_(sorted(agencies)))):
        found[row.agency].append({name: getattr(row, name) for name in _SHOWN} | {"serves": as_of.on in days(row)})
    return dict(found)


def serving(ids: Callable[[AsOf], Select[str]], moment: AsOf) -> ColumnElement[bool]:
    """The agencies that belong to some governments, or serve them or once did."""
    served = select(ServiceArea.agency).where(ServiceArea.jurisdiction.in_(ids(moment)), known(ServiceArea, moment.revision))
    return or_(Agency.jurisdiction.in_(ids(moment)), Agency.key.in_(served))


def agreements_beside(ids: Callable[[AsOf], Select[str]], moment: AsOf) -> Select[str]:
    """The agreements of agencies that serve some governments and belong to others."""
    served = and_(ServiceArea.jurisdiction.in_(ids(moment)), known(ServiceArea, moment.revision))
    return select(Agreement.key).join(ServiceArea, ServiceArea.agency == Agreement.agency).where(served, known(Agreement, moment.revision))


def moved(then: AsOf, now: AsOf) -> Select[str]:
    """The agencies of which a further government was written, changed or withdrawn between two revisions."""
    began = and_(ServiceArea.rev_from > then.revision, ServiceArea.rev_from <= now.revision)
    ended = and_(ServiceArea.rev_until > then.revision, ServiceArea.rev_until <= now.revision)
    return select(ServiceArea.agency).where(or_(began, ended))


def governments(agency: Plain) -> set[str]:
    """The ids of an agency as it is shown: the government it belongs to, and those that it serves on the day."""
    return {agency["jurisdiction"], *(area["jurisdiction"] for area in agency["also_serves"] if area["serves"])} - {None}
