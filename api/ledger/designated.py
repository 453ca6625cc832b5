"""Who carries the label of an outside body, on the days on which that is certain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.ledger.asof import AsOf, known
from api.models import Designation, Jurisdiction
from api.rules.designators import key_of, name_of
from api.rules.history import Span, certain_days

Carried = list[tuple[str, Span]]


def on_day(session: Session, as_of: AsOf, designator: str) -> list[str]:
    """The ids that certainly carry a label of a body on the day, by the body's key."""
    query = select(Designation.geoid, Designation.listed_on, Designation.removed_on).where(known(Designation, as_of.revision))
    found = session.execute(query.where(Designation.designator == name_of(designator)))
    return sorted({row.geoid for row in found if as_of.on in certain_days(row.listed_on, row.removed_on)})


def by_government(session: Session, revision: int) -> dict[str, Carried]:
    """For each government, at its city where it has several ids, the bodies that label it and the certain days of each label."""
    government = {row.key: row.same_as for row in session.execute(select(Jurisdiction.key, Jurisdiction.same_as).where(known(Jurisdiction, revision), Jurisdiction.same_as.is_not(None)))}
    found: dict[str, set[tuple[str, Span]]] = defaultdict(set)
    for row in _labels(session, revision):
        span = certain_days(row.listed_on, row.removed_on)
        if not span.empty:
            found[government.get(row.geoid, row.geoid)].add((key_of(row.designator), span))
    return {geoid: _joined(carried) for geoid, carried in found.items()}


def named(session: Session, revision: int) -> dict[str, str]:
    """The bodies that label anyone, by key: the name of each and its labels as printed; ratings are summed up as such."""
    labels: dict[str, tuple[str, set[str]]] = {}
    for row in _labels(session, revision):
        labels.setdefault(key_of(row.designator), (row.designator, set()))[1].add(row.label)
    return {key: f"{name}: {', '.join(sorted(_words(printed)))}" for key, (name, printed) in sorted(labels.items())}


def _labels(session: Session, revision: int) -> Iterable[Designation]:
    return session.scalars(select(Designation).where(known(Designation, revision)).order_by(Designation.key))


def _words(printed: set[str]) -> set[str]:
    """Labels that are numbers are ratings, which differ from one to the next."""
    return {label if any(c.isalpha() for c in label) else "rating" for label in printed}


def _joined(carried: set[tuple[str, Span]]) -> Carried:
    """Labels of one body that touch or overlap as one: a city and its county can be named apart and be one government."""
    joined: Carried = []
    for key, span in sorted(carried, key=lambda item: (item[0], item[1].start, item[1].until or date.max)):
        last = joined[-1] if joined and joined[-1][0] == key else None
        if last and (last[1].until is None or span.start <= last[1].until):
            ends = (last[1].until, span.until)
            joined[-1] = (key, Span(last[1].start, None if None in ends else max(end for end in ends if end)))
        else:
            joined.append((key, span))
    return joined
