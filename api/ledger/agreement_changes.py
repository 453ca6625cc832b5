"""What changed among the agreements, day by day: signed, superseded, ended, left, no longer listed, and corrected by a later list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.ledger.asof import AsOf, known
from api.ledger.facts import history_of
from api.models import Agency, Agreement, ListedRow, Publication
from api.rules.memoranda import Status
from api.rules.timelines import Stretch

Plain = dict[str, Any]
CORRECTED = "relabelled"


def changes(
    session: Session, as_of: AsOf, *, since: str | None = None, until: str | None = None, state: str | None = None, kind: str | None = None
) -> list[Plain]:
    """Every change from a day on, up to and including another, oldest first; none lies after the day asked about."""
    last = min(until or as_of.on.isoformat(), as_of.on.isoformat())
    query = select(Agreement, Agency).join(Agency, Agency.key == Agreement.agency)
    if state is not None:
        query = query.where(Agency.state == state)
    found = session.execute(query.where(known(Agreement, as_of.revision), known(Agency, as_of.revision))).all()
    named = {agreement.key: _named(agreement, agency) for agreement, agency in found}
    events = [event for agreement, _ in found for event in _events(named[agreement.key], history_of(agreement, as_of.evidence_through))]
    events += _corrections(session, as_of, named)
    chosen = (event for event in events if (since or "") <= event["date"] <= last and kind in {None, event["kind"]})
    return sorted(chosen, key=lambda event: (event["date"], event["key"]))


def _named(agreement: Agreement, agency: Agency) -> Plain:
    return {
        "agreement": agreement.key,
        "model": agreement.model,
        "agency": agency.key,
        "agency_name": agency.name,
        "agency_kind": agency.kind,
        "state": agency.state,
        "jurisdiction": agency.jurisdiction,
    }


def _events(named: Plain, history: list[Stretch]) -> Iterator[Plain]:
    before: Stretch | None = None
    for stretch in history:
        kind, day = _kind(stretch, before)
        yield {
            "key": f"{named['agreement']}/{day}/{kind}",
            "date": day,
            "kind": kind,
            **named,
            "rule": stretch["rule"],
            "note": None,
            "last_named": stretch["last_named"],
            "omitted_by": list(stretch["omitted_by"]),
            "list": None,
        }
        before = stretch


def _kind(stretch: Stretch, before: Stretch | None) -> tuple[str, str]:
    """What began with a stretch, and on which day it shows; an agreement without a signing day shows on its first list."""
    status, day = stretch["status"], str(stretch["from"])
    if status == Status.ACTIVE:
        if before and before["status"] == Status.ACTIVE:
            return "superseded", day
        return ("signed" if stretch["signed"] else "first_listed"), day
    if status == Status.NOT_LISTED:
        return "not_listed", str(stretch["omitted_by"][0]) if stretch["omitted_by"] else day
    return {Status.PENDING: "applied", Status.REMOVED: "left", Status.SUPERSEDED: "superseded"}.get(status, "ended"), day


def _corrections(session: Session, as_of: AsOf, named: dict[str, Plain]) -> Iterator[Plain]:
    """Rows in which a later list spells or dates the same agreement anew."""
    query = (
        select(ListedRow.key, ListedRow.agreement, ListedRow.reason, Publication.key, Publication.published)
        .join(Publication, Publication.key == ListedRow.publication)
        .where(known(ListedRow, as_of.revision), known(Publication, as_of.revision), ListedRow.verdict == CORRECTED, ListedRow.reason.like("% before%"))
    )
    for row, agreement, reason, publication, published in session.execute(query):
        if agreement in named:
            event = {"key": f"{agreement}/{published}/corrected/{row}", "date": published.isoformat(), "kind": "corrected", **named[agreement]}
            yield event | {"rule": None, "note": reason, "last_named": None, "omitted_by": [], "list": publication}
