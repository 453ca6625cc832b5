"""What the complete lists show by not naming a body."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.models import HeldRow, Publication
from api.rules.evidence import OwnLevel
from api.rules.history import Span
from api.rules.vocabulary import Dimension


@dataclass(frozen=True, slots=True)
class Lists:
    """The complete editions of ICE's list that the record holds: their days, oldest first, with their sources; `withheld` may be named by a row in doubt."""

    days: tuple[date, ...]
    sources: tuple[str, ...]
    withheld: frozenset[str]

    @property
    def last(self) -> date | None:
        """The day of the newest list."""
        return self.days[-1] if self.days else None


def lists(session: Session) -> Lists:
    """Which days ICE's lists cover, and the jurisdictions that an unplaced row might name."""
    found = session.execute(
        select(Publication.published, Publication.source)
        .where(Publication.rev_until.is_(None), Publication.counting())
        .order_by(Publication.published)
    ).all()
    held = session.scalars(select(HeldRow.candidates).where(HeldRow.rev_until.is_(None)))
    withheld = frozenset(c for candidates in held for c in candidates)
    return Lists(tuple(row.published for row in found), tuple(row.source for row in found), withheld)


def moved(before: Lists, after: Lists) -> frozenset[str] | None:
    """Of which jurisdictions lists that became others can move the positions; None: of all."""
    return None if (before.days, before.sources) != (after.days, after.sources) else before.withheld ^ after.withheld


def absences(covered: Lists, possible: Iterable[Span]) -> tuple[OwnLevel, ...]:
    """Level 0 from the first list on, but for the days on which an agreement of the body's own agencies may have been in force."""
    if not covered.days:
        return ()
    spans = [Span(covered.days[0])]
    for days in possible:
        spans = [part for span in spans for part in span.without(days)]
    return tuple(_absence(span, covered) for span in spans if any(day in span for day in covered.days))


def _absence(span: Span, covered: Lists) -> OwnLevel:
    """The lists that do not name the body over a run of days, of which the newest is its source."""
    shown = [(day, source) for day, source in zip(covered.days, covered.sources, strict=True) if day in span]
    (first, _), (last, source) = shown[0], shown[-1]
    return OwnLevel(
        dimension=Dimension.AGREEMENT,
        level=0,
        basis="list",
        instrument="ice-287g-lists",
        title="No agency of this government on ICE's lists of participating agencies",
        span=span,
        words=f"Absent from {len(shown)} lists published from {first} to {last}." if len(shown) > 1 else f"Absent from the list published on {first}.",
        sources=(source,),
    )
