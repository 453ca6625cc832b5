"""Pages of the record's instruments: laws, policies, agreements, designations, sources, revisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session, selectinload, subqueryload

from api.ledger import disputed, service_areas
from api.ledger.asof import AsOf, as_row, in_utc, known
from api.ledger.keyset import Condition, Listing, page
from api.ledger.nouns import NOUNS, entry_of
from api.ledger.pages import Asked, Mark, Page
from api.models import (
    Agency,
    Designation,
    FederalAction,
    Jurisdiction,
    LawClause,
    ListedRow,
    Policy,
    PolicyClause,
    Publication,
    ResearchNote,
    Revision,
    Source,
    StateLaw,
    table_of,
)
from api.rules.dates import certain_end, certain_start
from api.rules.history import certain_days
from api.rules.numbers import number_of
from api.rules.refusals import ForeignCursor, UnknownRecord

Plain = dict[str, Any]
# Which jurisdictions, at a moment.
Ids = Callable[[AsOf], Select[str]]


def state_laws(session: Session, as_of: AsOf, asked: Asked, *, state: str | None = None, direction: str | None = None) -> Page:
    """Laws, bills and directives of the states, in order of their keys."""
    narrowed = equal({StateLaw.state: state, StateLaw.direction: direction})
    loads = {"clauses": subqueryload(StateLaw.clauses).subqueryload(LawClause.citations), "citations": subqueryload(StateLaw.citations)}
    sorts = {"state": StateLaw.state, "name": StateLaw.name}
    return page(session, _of_one("state_law", as_of, asked, lambda _: narrowed, sorts, loads), as_of, asked)


def policies(session: Session, as_of: AsOf, asked: Asked, *, geoids: Ids | None = None, state: str | None = None, instrument: str | None = None) -> Page:
    """Local instruments, in order of their keys."""
    narrowed = equal({Policy.instrument: instrument})
    placed = _placed(Policy.jurisdiction, geoids, state)
    loads = {"clauses": subqueryload(Policy.clauses).subqueryload(PolicyClause.citations), "citations": subqueryload(Policy.citations)}
    sorts = {"jurisdiction": Policy.jurisdiction, "adopted": Policy.adopted, "effective": Policy.effective}
    return page(session, _of_one("policy", as_of, asked, lambda moment: [*narrowed, *placed(moment)], sorts, loads), as_of, asked)


def designations(session: Session, as_of: AsOf, asked: Asked, *, geoids: Ids | None = None, designator: str | None = None) -> Page:
    """Labels given by outside bodies, in order of their keys; none enters the score."""
    narrowed = equal({Designation.designator: designator})
    sorts = {"geoid": Designation.geoid, "listed_on": Designation.listed_on, "removed_on": Designation.removed_on}
    loads = {"citations": subqueryload(Designation.citations)}
    listing = _of_one("designation", as_of, asked, lambda moment: [*narrowed, *among(Designation.geoid, geoids, moment)], sorts, loads)
    return page(session, listing, as_of, asked)


def research_notes(session: Session, as_of: AsOf, asked: Asked, *, geoids: Ids | None = None, state: str | None = None) -> Page:
    """What was looked for and where, in order of its keys."""
    sorts = {"jurisdiction": ResearchNote.jurisdiction, "searched": ResearchNote.searched}
    return page(session, _of_one("research_note", as_of, asked, _placed(ResearchNote.jurisdiction, geoids, state), sorts), as_of, asked)


def agencies(session: Session, as_of: AsOf, asked: Asked, *, state: str | None = None, kind: str | None = None) -> Page:
    """Law enforcement agencies, in order of their keys."""
    narrowed = equal({Agency.state: state, Agency.kind: kind})
    sorts = {"name": Agency.name, "jurisdiction": Agency.jurisdiction}
    listing = _of_one("agency", as_of, asked, lambda _: narrowed, sorts)
    served = {"also_serves": lambda session, keys: service_areas.by_agency(session, as_of, keys)}

    def changed(then: AsOf, now: AsOf) -> Condition:
        return or_(listing.changed(then, now), Agency.key.in_(service_areas.moved(then, now)))

    return page(session, replace(listing, changed=changed, beside=served), as_of, asked)


def federal_actions(session: Session, as_of: AsOf, asked: Asked, *, kind: str | None = None) -> Page:
    """Federal orders, memoranda, lists, statutes and suits, in order of their keys."""
    narrowed = equal({FederalAction.kind: kind})
    listing = _of_one("federal_action", as_of, asked, lambda _: narrowed, {"date": FederalAction.date}, {"citations": subqueryload(FederalAction.citations)})
    return page(session, listing, as_of, asked)


def sources(session: Session, as_of: AsOf, asked: Asked, *, kind: str | None = None, publisher: str | None = None, q: str | None = None) -> Page:
    """Documents the record cites, in order of their keys."""
    narrowed = equal({Source.kind: kind, Source.publisher: publisher})
    if q:
        narrowed.append(or_(*(column.icontains(q, autoescape=True) for column in (Source.title, Source.publisher, Source.url))))
    sorts = {"published": Source.published, "retrieved": Source.retrieved, "publisher": Source.publisher}
    return page(session, _of_one("source", as_of, asked, lambda _: narrowed, sorts), as_of, asked)


def publications(session: Session, as_of: AsOf, asked: Asked, *, kind: str | None = None) -> Page:
    """The editions of ICE's lists, in order of their keys."""
    narrowed = equal({Publication.list: kind})
    return page(session, _of_one("publication", as_of, asked, lambda _: narrowed, {"published": Publication.published}), as_of, asked)


def listed_rows(session: Session, as_of: AsOf, asked: Asked, *, publication: str, verdict: str | None = None) -> Page:
    """The rows of one edition, in the order of the file."""
    narrowed = equal({ListedRow.publication: publication, ListedRow.verdict: verdict})
    return page(session, _of_one("listed_row", as_of, asked, lambda _: narrowed, {}), as_of, asked)


def revisions(session: Session, as_of: AsOf, asked: Asked) -> Page:
    """Published changes of the record up to the revision asked about, newest first."""
    before = _number(asked.after.key) if asked.after else as_of.revision + 1
    query = select(*table_of(Revision).c).where(Revision.number < before, Revision.number <= as_of.revision)
    found = session.execute(query.order_by(Revision.number.desc()).limit(asked.limit + 1))
    rows = [as_row(row) | {"published_at": in_utc(row.published_at), "reviewed": row.reviewer is not None} for row in found]
    return asked.page(rows, [Mark(None, str(row["number"])) for row in rows], as_of.revision)


def _of_one(
    noun: str, as_of: AsOf, asked: Asked, within: Callable[[AsOf], list[Condition]], sorts: Mapping[str, Any], loads: Mapping[str, Any] | None = None
) -> Listing:
    """The list of one noun. What hangs on a row is loaded by subquery: `selectinload` asks again for every 500 rows."""
    model: Any = NOUNS[noun].model
    return Listing(
        query=select(model),
        key=model.key,
        within=lambda moment: and_(known(model, moment.revision), *within(moment)),
        changed=lambda then, now: or_(model.rev_from > then.revision, *([model.key.in_(disputed.moved(noun, then, now))] if noun in disputed.SHOWING else [])),
        show=lambda row: _entry(noun, row[0], as_of, without=unasked(loads or {}, asked)),
        sorts=sorts,
        loads=loads or {},
        beside={"disputes": lambda session, keys: disputed.open_over(session, noun, keys, as_of)} if noun in disputed.SHOWING else {},
    )


def unasked(loads: Mapping[str, Any], asked: Asked) -> frozenset[str]:
    """What hangs on a row and is not asked for."""
    return frozenset(name for name in loads if not asked.shows(name))


def _number(after: str) -> int:
    """The revision that a cursor names; raises ForeignCursor for one that no page gave out."""
    number = number_of(after)
    if number is None:
        raise ForeignCursor
    return number


def one(session: Session, noun: str, key: str, as_of: AsOf) -> Plain:
    """One entry by its key; raises UnknownRecord."""
    model: Any = NOUNS[noun].model
    query = select(model).where(model.key == key, known(model, as_of.revision))
    if NOUNS[noun].clause:
        query = query.options(selectinload(model.clauses).selectinload(NOUNS[noun].clause.citations))  # type: ignore[union-attr]
    if NOUNS[noun].cited:
        query = query.options(selectinload(model.citations))
    row = session.scalar(query)
    if row is None:
        raise UnknownRecord(noun.replace("_", " "), key)
    over = {"disputes": disputed.open_over(session, noun, [key], as_of).get(key, [])} if noun in disputed.SHOWING else {}
    return _entry(noun, row, as_of) | over


def equal(wanted: dict[Any, str | None]) -> list[Condition]:
    """Narrow to what each column is asked to be; None asks for all."""
    return [column == value for column, value in wanted.items() if value is not None]


def among(column: Any, ids: Ids | None, moment: AsOf) -> list[Condition]:
    """Narrow to some jurisdictions, as they were at a moment; None asks for all."""
    return [] if ids is None else [column.in_(ids(moment))]


def _placed(column: Any, geoids: Ids | None, state: str | None) -> Callable[[AsOf], list[Condition]]:
    """Narrow to some jurisdictions and to those of a state."""
    of_state = None if state is None else partial(_geoids_of, state)
    return lambda moment: [*among(column, geoids, moment), *among(column, of_state, moment)]


def _geoids_of(state: str, as_of: AsOf) -> Select[str]:
    return select(Jurisdiction.key).where(Jurisdiction.state == state, known(Jurisdiction, as_of.revision))


def _entry(noun: str, row: Any, as_of: AsOf, *, without: frozenset[str] = frozenset()) -> Plain:
    entry = {"key": row.key, **entry_of(NOUNS[noun], row, without=without)}
    for clause in entry.get("clauses", ()):
        clause["status"] = _status(clause["valid_from"], clause["valid_until"], as_of)
        if clause["status"] == "in force" and _suspended(clause, as_of):
            clause["status"] = "suspended"
    if noun == "designation":
        entry["status"] = _status(entry["listed_on"], entry["removed_on"], as_of).replace("in force", "listed").replace("ended", "removed")
    return entry


def _status(start: str, end: str | None, as_of: AsOf) -> str:
    if certain_start(start) > as_of.on:
        return "not yet in force"
    return "ended" if end and certain_end(end) <= as_of.on else "in force"


def _suspended(clause: Plain, as_of: AsOf) -> bool:
    return any(as_of.on in certain_days(s["from"], s.get("until")) and not s.get("for") for s in clause.get("suspended", ()))
