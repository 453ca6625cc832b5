"""Gather which agreements the governments of a state hold through their agencies, and on which days they may have held one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from api.ledger import service_areas
from api.ledger.absences import Lists
from api.ledger.histories import history_of, possible_days
from api.models import Agency, Agreement, Jurisdiction, ServiceArea
from api.rules import timelines
from api.rules.dates import certain_start
from api.rules.evidence import SPEAKING_KINDS, HeldAgreement
from api.rules.history import Span

Held = dict[str, list[HeldAgreement]]
Possible = dict[str, list[Span]]


def of_state(session: Session, state: str, canonical: Mapping[str, str], covered: Lists) -> tuple[Held, Possible]:
    """By government: the agreements of its agencies, and the days on which one may have been in force; `canonical` names the government of each id."""
    query = (
        select(Agreement, Agency)
        .join(Agency, Agency.key == Agreement.agency)
        .where(Agreement.rev_until.is_(None), Agency.rev_until.is_(None), Agency.state == state)
        .options(selectinload(Agreement.citations))
        .order_by(Agreement.key)
    )
    further = service_areas.served(session, ServiceArea.rev_until.is_(None), Jurisdiction.rev_until.is_(None), Jurisdiction.state == state)
    held: Held = defaultdict(list)
    possible: Possible = defaultdict(list)
    for agreement, agency in session.execute(query):
        history = history_of(agreement, covered.last)
        open_days = possible_days(agreement, history)
        for geoid, days in service_areas.policed(canonical.get(agency.jurisdiction or ""), further[agency.key]):
            if open_days is not None and agency.kind in SPEAKING_KINDS and days.overlaps(open_days):
                possible[geoid].append(days.intersection(open_days))
            theirs = (replace(item, span=days.intersection(item.span)) for item in _held(agreement, agency, history))
            held[geoid] += [item for item in theirs if not item.span.empty]
    return held, possible


def _held(agreement: Agreement, agency: Agency, history: Sequence[timelines.Stretch]) -> Iterator[HeldAgreement]:
    """The agreement once for each run of days on which it was in force; a stated end belongs to the last."""
    spans = timelines.active_spans(history)
    for span in spans:
        last = span == spans[-1]
        yield HeldAgreement(
            key=agreement.key,
            agency=agency.key,
            agency_name=agency.name,
            agency_kind=agency.kind,
            model=agreement.model,
            span=span,
            ended_by=agreement.ended_by if last else None,
            ended_on=certain_start(agreement.ended) if last and agreement.ended else None,
            sources=tuple(dict.fromkeys([c.source for c in agreement.citations] + ([agreement.ended_source] if agreement.ended_source else []))),
        )
