"""What happened, and when the record came to say so: a list to filter, the newest of it, and a jurisdiction's own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from api.ledger import jurisdictions, service_areas
from api.ledger.asof import AsOf, in_utc, known
from api.ledger.keyset import Listing, page
from api.ledger.pages import Asked, Page
from api.models import Change, Jurisdiction, Revision, Source
from api.rules.change_terms import record_path
from api.rules.dates import PartialDate
from api.rules.vocabulary import STATE_KINDS

Plain = dict[str, Any]
NEWEST = 100
_SHOWN = ("key", "date", "noun", "kind", "sentence", "note", "state", "jurisdiction", "entry", "sources")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which changes; None asks for all. A change dated by its month or year lies on any of its days."""

    since: date | None = None
    until: date | None = None
    state: str | None = None
    noun: str | None = None
    kind: str | None = None
    jurisdiction: str | None = None

    def within(self, moment: AsOf) -> ColumnElement[bool]:
        """The changes as known at a moment, none later than its day."""
        exact = {Change.state: self.state, Change.noun: self.noun, Change.kind: self.kind}
        conditions = [column == value for column, value in exact.items() if value is not None]
        if self.jurisdiction is not None:
            conditions.append(_of(self.jurisdiction, moment))
        last = min(self.until or moment.on, moment.on)
        first = [] if self.since is None else [Change.latest >= self.since]
        return and_(known(Change, moment.revision), Change.earliest <= last, *first, *conditions)


def changes(session: Session, as_of: AsOf, asked: Asked, wanted: Wanted) -> Page:
    """Changes by the day they happened, or by the revision that came to say so; oldest first unless asked otherwise."""
    listing = Listing(
        query=_query(),
        key=Change.key,
        within=wanted.within,
        changed=lambda then, _: Change.rev_from > then.revision,
        show=_shown,
        sorts={"date": Change.date, "recorded_in": Change.rev_from},
    )
    return page(session, listing, as_of, replace(asked, sort=asked.sort or "date"))


def newest(session: Session, as_of: AsOf, wanted: Wanted) -> list[Plain]:
    """The changes that the record came to say last, of those the latest first."""
    query = _query().where(wanted.within(as_of)).order_by(Change.rev_from.desc(), Change.date.desc(), Change.key).limit(NEWEST)
    return [_shown(row) for row in session.execute(query)]


def of(session: Session, canonical: str, as_of: AsOf, *, laws_of: str | None = None) -> list[Plain]:
    """A jurisdiction's own changes, oldest first, those to come with them; `laws_of` names a state (TX) whose laws are told beside them."""
    own = _of(canonical, as_of)
    beside = [] if laws_of is None else [and_(Change.noun == "state_law", Change.state == laws_of)]
    query = _query().where(known(Change, as_of.revision), or_(own, *beside)).order_by(Change.date, Change.key)
    return [_shown(row) for row in session.execute(query)]


def _of(canonical: str, moment: AsOf) -> ColumnElement[bool]:
    """The changes of a government, and those of the agreements of an agency that serves it and belongs to another."""
    served = service_areas.agreements_beside(jurisdictions.ids_of(canonical), moment)
    return or_(Change.jurisdiction == canonical, and_(Change.noun == "agreement", Change.entry.in_(served)))


def _query() -> Any:
    return select(Change, Revision.published_at).join(Revision, Revision.number == Change.rev_from)


def _shown(row: Any) -> Plain:
    change = row[0]
    return {
        **{name: getattr(change, name) for name in _SHOWN},
        "precision": PartialDate.parse(change.date).precision,
        "link": record_path(change.noun, change.entry),
        "recorded_in": change.rev_from,
        "recorded_at": in_utc(row[1]),
    }


def places(session: Session, rows: Iterable[Plain], as_of: AsOf) -> dict[str, Plain]:
    """Name, address and kind of the jurisdictions that changes stand at, by id."""
    ids = sorted({row["jurisdiction"] for row in rows if row["jurisdiction"]})
    query = select(Jurisdiction.key, Jurisdiction.name, Jurisdiction.slug, Jurisdiction.kind, Jurisdiction.state)
    found = session.execute(query.where(Jurisdiction.key.in_(ids), known(Jurisdiction, as_of.revision))) if ids else ()
    return {row.key: dict(row._mapping) for row in found}


def states(session: Session, as_of: AsOf) -> list[tuple[str, str]]:
    """Code and name of every state, by name, to choose one from."""
    query = select(Jurisdiction.state, Jurisdiction.name).where(Jurisdiction.kind.in_(STATE_KINDS), known(Jurisdiction, as_of.revision))
    return [(row.state, row.name) for row in session.execute(query.order_by(Jurisdiction.name))]


def sources(session: Session, rows: Iterable[Plain], as_of: AsOf) -> dict[str, Plain]:
    """Title, publisher and address of the sources that changes rest on, by key."""
    keys = sorted({key for row in rows for key in row["sources"]})
    query = select(Source.key, Source.title, Source.publisher, Source.url)
    found = session.execute(query.where(Source.key.in_(keys), known(Source, as_of.revision))) if keys else ()
    return {row.key: dict(row._mapping) for row in found}
