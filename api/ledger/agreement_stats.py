"""How many agreements were in force over time: rows of lists, agreements, agencies and jurisdictions, each counted apart."""

from __future__ import annotations

import calendar
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.ledger import service_areas
from api.ledger.asof import AsOf, known
from api.ledger.histories import HISTORY, history_of
from api.ledger.publications import Edition, complete_lists, newest
from api.models import Agency, Agreement, Jurisdiction, ListedRow, ServiceArea
from api.rules import timelines
from api.rules.evidence import SPEAKING_KINDS
from api.rules.history import Span
from api.rules.memoranda import Status
from api.rules.names import state_code

Plain = dict[str, Any]
UNPLACED = "unplaced"
ALL = "all"


@dataclass(frozen=True, slots=True)
class Held:
    """One agreement with what it is counted by, and its stretches in order."""

    groups: dict[str, str]
    agency: str
    governments: Sequence[tuple[str, Span]]
    history: Sequence[timelines.Stretch]


@dataclass(slots=True)
class Count:
    """The counts of one group on one day."""

    agreements: int = 0
    pending: int = 0
    not_listed: int = 0
    agencies: set[str] = field(default_factory=set)
    jurisdictions: set[str] = field(default_factory=set)


def over_time(session: Session, as_of: AsOf, *, by: str | None, interval: str, state: str | None = None, model: str | None = None, kind: str | None = None) -> list[Plain]:
    """The counts at the end of each month or year, from the first complete list to the newest by the day asked about, by state, model or kind of agency."""
    editions = [edition for edition in complete_lists(session, as_of) if edition.day <= as_of.on]
    wanted = {name: value for name, value in (("state", state), ("model", model), ("kind", kind)) if value is not None}
    held = (item for item in _held(session, as_of) if all(item.groups[name] == value for name, value in wanted.items()))
    rows = _rows(session, as_of, by, wanted)
    periods = list(_periods(editions, interval))
    made: list[Plain] = []
    for (period, day), counts in zip(periods, _counted(held, by, [day for _, day in periods]), strict=True):
        edition = newest(editions, day)
        listed = rows[edition.key]
        made += [_row(period, day, by, group, counts[group], listed[group], edition, editions[0].day) for group in sorted({*counts, *listed} if by else {ALL})]
    return made


def _row(period: str, day: date, by: str | None, group: str, count: Count, rows: int, edition: Edition, complete_from: date) -> Plain:
    return {
        "period": period,
        "day": day,
        "by": by or ALL,
        "group": group,
        "rows": rows,
        "agreements": count.agreements,
        "agencies": len(count.agencies),
        "jurisdictions": len(count.jurisdictions),
        "pending": count.pending,
        "not_listed_since": count.not_listed,
        "list": edition.key,
        "complete_from": complete_from,
    }


def _periods(editions: Sequence[Edition], interval: str) -> Iterator[tuple[str, date]]:
    """Each period and its last day; the last one ends with the newest list."""
    if not editions:
        return
    first, last = editions[0].day, editions[-1].day
    for year in range(first.year, last.year + 1):
        for month in range(1, 13) if interval == "month" else (12,):
            end = date(year, month, calendar.monthrange(year, month)[1])
            if end >= first and date(year, month if interval == "month" else 1, 1) <= last:
                yield f"{year}-{month:02}" if interval == "month" else str(year), min(end, last)


def _counted(held: Iterable[Held], by: str | None, days: Sequence[date]) -> list[defaultdict[str, Count]]:
    """The counts on some days in order, by group; a group stays once it has had an agreement or an application."""
    counts: list[defaultdict[str, Count]] = [defaultdict(Count) for _ in days]
    for item in held:
        group = item.groups[by] if by else ALL
        for stretch in item.history:
            span = timelines.span_of(stretch)
            start = bisect_left(days, span.start)
            until = bisect_left(days, span.until) if span.until else len(days)
            for day, count in zip(days[start:until], counts[start:until], strict=True):
                _add(count[group], item, stretch["status"], day)
        for count in counts[bisect_left(days, timelines.span_of(item.history[0]).start) :] if item.history else ():
            count[group]
    return counts


def _add(count: Count, item: Held, status: str, day: date) -> None:
    count.pending += status == Status.PENDING
    count.not_listed += status == Status.NOT_LISTED
    if status == Status.ACTIVE:
        count.agreements += 1
        count.agencies.add(item.agency)
        count.jurisdictions.update(government for government, served in item.governments if day in served)


def _held(session: Session, as_of: AsOf) -> Iterator[Held]:
    canonical = func.coalesce(Jurisdiction.same_as, Jurisdiction.key)
    query = (
        select(Agreement.model, *HISTORY, Agency.key, Agency.state, Agency.kind, canonical.label("government"))
        .join(Agency, Agency.key == Agreement.agency)
        .outerjoin(Jurisdiction, (Jurisdiction.key == Agency.jurisdiction) & known(Jurisdiction, as_of.revision))
        .where(known(Agreement, as_of.revision), known(Agency, as_of.revision))
    )
    further = service_areas.served(session, known(ServiceArea, as_of.revision), known(Jurisdiction, as_of.revision))
    for row in session.execute(query):
        groups = {"state": row.state, "model": row.model, "kind": row.kind}
        governments = service_areas.policed(row.government, further[row.key]) if row.kind in SPEAKING_KINDS else ()
        yield Held(groups, row.key, governments, history_of(row, as_of.evidence_through))


def _rows(session: Session, as_of: AsOf, by: str | None, wanted: dict[str, str]) -> defaultdict[str, Counter[str]]:
    """The rows of every list by group; a row that could not be placed counts for its printed state, and else as unplaced."""
    query = (
        select(ListedRow.publication, ListedRow.state, Agency.state, Agreement.model, Agency.kind, func.count())
        .outerjoin(Agreement, (Agreement.key == ListedRow.agreement) & known(Agreement, as_of.revision))
        .outerjoin(Agency, (Agency.key == Agreement.agency) & known(Agency, as_of.revision))
        .where(known(ListedRow, as_of.revision), ListedRow.verdict != "refused")
        .group_by(ListedRow.publication, ListedRow.state, Agency.state, Agreement.model, Agency.kind)
    )
    rows: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for publication, printed, state, model, kind, number in session.execute(query):
        groups = {"state": state or state_code(printed or "") or UNPLACED, "model": model or UNPLACED, "kind": kind or UNPLACED}
        if all(groups[name] == value for name, value in wanted.items()):
            rows[publication][groups[by] if by else ALL] += number
    return rows
