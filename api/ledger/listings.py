"""Pages of the record's instruments: laws, policies, agreements, designations, sources, revisions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, selectinload, subqueryload

from api.ledger.asof import AsOf, as_row, in_utc, known
from api.ledger.facts import agreement_span
from api.ledger.nouns import NOUNS, entry_of
from api.ledger.pages import Asked, Page
from api.models import Agency, Agreement, Designation, FederalAction, Jurisdiction, LawClause, Policy, PolicyClause, Revision, Source, StateLaw, table_of
from api.rules.dates import certain_end, certain_start
from api.rules.refusals import ForeignCursor, UnknownRecord

Plain = dict[str, Any]


def state_laws(session: Session, as_of: AsOf, asked: Asked, *, state: str | None = None, direction: str | None = None) -> Page:
    """Laws, bills and directives of the states, in order of their keys."""
    narrowed = _equal({StateLaw.state: state, StateLaw.direction: direction})
    query = select(StateLaw).options(subqueryload(StateLaw.clauses).subqueryload(LawClause.citations), subqueryload(StateLaw.citations))
    return _page(session, Listing(StateLaw, query, narrowed, lambda row: _entry("state_law", row, as_of)), as_of, asked)


def policies(
    session: Session, as_of: AsOf, asked: Asked, *, jurisdictions: list[str] | None = None, state: str | None = None, instrument: str | None = None
) -> Page:
    """Local instruments, in order of their keys."""
    narrowed = _equal({Policy.instrument: instrument})
    if jurisdictions is not None:
        narrowed.append(Policy.jurisdiction.in_(jurisdictions))
    if state is not None:
        narrowed.append(Policy.jurisdiction.in_(_geoids_of(state, as_of)))
    query = select(Policy).options(subqueryload(Policy.clauses).subqueryload(PolicyClause.citations), subqueryload(Policy.citations))
    return _page(session, Listing(Policy, query, narrowed, lambda row: _entry("policy", row, as_of)), as_of, asked)


def designations(session: Session, as_of: AsOf, asked: Asked, *, geoids: list[str] | None = None, designator: str | None = None) -> Page:
    """Labels given by outside bodies, in order of their keys; none enters the score."""
    narrowed = _equal({Designation.designator: designator})
    if geoids is not None:
        narrowed.append(Designation.geoid.in_(geoids))
    query = select(Designation).options(subqueryload(Designation.citations))
    return _page(session, Listing(Designation, query, narrowed, lambda row: _entry("designation", row, as_of)), as_of, asked)


def agreements(
    session: Session, as_of: AsOf, asked: Asked, *, geoids: list[str] | None = None, state: str | None = None, model: str | None = None, kind: str | None = None
) -> Page:
    """287(g) agreements with their agencies, in order of their keys."""
    narrowed = _equal({Agency.state: state, Agreement.model: model, Agency.kind: kind})
    if geoids is not None:
        narrowed.append(Agency.jurisdiction.in_(geoids))
    narrowed.append(known(Agency, as_of.revision))
    query = select(Agreement, Agency).join(Agency, Agency.key == Agreement.agency).options(subqueryload(Agreement.citations))
    return _page(session, Listing(Agreement, query, narrowed, lambda row: _agreement(row, as_of), joined=True), as_of, asked)


def agencies(session: Session, as_of: AsOf, asked: Asked, *, geoids: list[str] | None = None, state: str | None = None, kind: str | None = None) -> Page:
    """Law enforcement agencies, in order of their keys."""
    narrowed = _equal({Agency.state: state, Agency.kind: kind})
    if geoids is not None:
        narrowed.append(Agency.jurisdiction.in_(geoids))
    return _page(session, Listing(Agency, select(Agency), narrowed, lambda row: _entry("agency", row, as_of)), as_of, asked)


def federal_actions(session: Session, as_of: AsOf, asked: Asked, *, kind: str | None = None) -> Page:
    """Federal orders, memoranda, lists, statutes and suits, in order of their keys."""
    narrowed = _equal({FederalAction.kind: kind})
    query = select(FederalAction).options(subqueryload(FederalAction.citations))
    return _page(session, Listing(FederalAction, query, narrowed, lambda row: _entry("federal_action", row, as_of)), as_of, asked)


def sources(session: Session, as_of: AsOf, asked: Asked, *, kind: str | None = None, publisher: str | None = None) -> Page:
    """Documents the record cites, in order of their keys."""
    narrowed = _equal({Source.kind: kind, Source.publisher: publisher})
    return _page(session, Listing(Source, select(Source), narrowed, lambda row: {"key": row.key, **entry_of(NOUNS["source"], row)}), as_of, asked)


def revisions(session: Session, as_of: AsOf, asked: Asked) -> Page:
    """Published changes of the record up to the revision asked about, newest first."""
    total = as_of.revision
    before = _number(asked.after) if asked.after else as_of.revision + 1
    query = select(*table_of(Revision).c).where(Revision.number < before, Revision.number <= as_of.revision)
    found = session.execute(query.order_by(Revision.number.desc()).limit(asked.limit + 1))
    rows = [as_row(row) | {"published_at": in_utc(row.published_at)} for row in found]
    return asked.page(rows, total, key="number")


def _number(after: str) -> int:
    """The revision that a cursor names; raises ForeignCursor for one that no page gave out."""
    if not (after.isascii() and after.isdigit() and len(after) < 10):
        raise ForeignCursor
    return int(after)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: its table, its query, what narrows it, and how a row is shown."""

    model: Any
    query: Any
    narrowed: list[ColumnElement[bool]]
    show: Callable[[Any], Plain]
    joined: bool = False


def _page(session: Session, listing: Listing, as_of: AsOf, asked: Asked) -> Page:
    # What hangs on a row is loaded by subquery: `selectinload` asks again for every 500 rows.
    model = listing.model
    condition = and_(known(model, as_of.revision), *listing.narrowed)
    counted = listing.query.with_only_columns(func.count(), maintain_column_froms=True).where(condition)
    total = session.scalar(counted.order_by(None)) or 0
    query = listing.query.where(condition, *([model.key > asked.after] if asked.after else []))
    found = session.execute(query.order_by(model.key).limit(asked.limit + 1))
    rows = [listing.show(row if listing.joined else row[0]) for row in found]
    return asked.page(rows, total)


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
    if noun == "agreement":
        agency = session.scalar(select(Agency).where(Agency.key == row.agency, known(Agency, as_of.revision)))
        return _agreement((row, agency), as_of)
    return _entry(noun, row, as_of)


def _equal(wanted: dict[Any, str | None]) -> list[ColumnElement[bool]]:
    return [column == value for column, value in wanted.items() if value is not None]


def _geoids_of(state: str, as_of: AsOf) -> Select[str]:
    return select(Jurisdiction.key).where(Jurisdiction.state == state, known(Jurisdiction, as_of.revision))


def _entry(noun: str, row: Any, as_of: AsOf) -> Plain:
    entry = {"key": row.key, **entry_of(NOUNS[noun], row)}
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
    return any(
        certain_start(s["from"]) <= as_of.on and not (s.get("until") and certain_end(s["until"]) <= as_of.on) and not s.get("for")
        for s in clause.get("suspended", ())
    )


def _agreement(row: Any, as_of: AsOf) -> Plain:
    agreement, agency = row
    entry: Plain = {"key": agreement.key, **entry_of(NOUNS["agreement"], agreement)}
    span = agreement_span(agreement, as_of.evidence_through)
    entry["agency"] = {"key": agency.key, **entry_of(NOUNS["agency"], agency)}
    entry["valid_from"] = span.start.isoformat() if span else None
    entry["valid_until"] = span.until.isoformat() if span and span.until else None
    entry["status"] = _agreement_status(agreement, span, as_of)
    return entry


def _agreement_status(agreement: Agreement, span: Any, as_of: AsOf) -> str:
    if span is None and agreement.ended and certain_start(agreement.ended) <= as_of.on:
        return "ended"
    if span is None or span.start > as_of.on:
        return "future"
    if as_of.on in span:
        return "active"
    return "ended" if agreement.ended else "not_listed_since"

