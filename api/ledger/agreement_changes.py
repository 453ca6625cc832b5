"""What changed among the agreements, day by day: signed, superseded, ended, left, no longer listed, and corrected by a later list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.ledger.asof import AsOf, known
from api.ledger.histories import HISTORY, history_of
from api.models import Agency, Agreement, ListedRow, Publication
from api.rules.timelines import Stretch, events, renewals

Plain = dict[str, Any]
CORRECTED = "relabelled"


def changes(
    session: Session, as_of: AsOf, *, since: str | None = None, until: str | None = None, state: str | None = None, kind: str | None = None
) -> list[Plain]:
    """Every change from a day on, up to and including another, oldest first; none lies after the day asked about."""
    last = min(until or as_of.on.isoformat(), as_of.on.isoformat())
    query = select(Agreement.key, Agreement.model, *HISTORY, Agency.key.label("agency"), Agency.name, Agency.kind, Agency.state, Agency.jurisdiction)
    query = query.join(Agency, Agency.key == Agreement.agency).where(known(Agreement, as_of.revision), known(Agency, as_of.revision))
    found = session.execute(query if state is None else query.where(Agency.state == state)).all()
    named = {row.key: _named(row) for row in found}
    histories = {row.key: history_of(row, as_of.evidence_through) for row in found}
    made = [_event(named[key], event) for key, history in histories.items() for event in events(history)]
    made += _corrections(session, as_of, named, histories)
    chosen = (event for event in made if (since or "") <= event["date"] <= last and kind in {None, event["kind"]})
    return sorted(chosen, key=lambda event: (event["date"], event["key"]))


def _named(row: Any) -> Plain:
    return {
        "agreement": row.key,
        "model": row.model,
        "agency": row.agency,
        "agency_name": row.name,
        "agency_kind": row.kind,
        "state": row.state,
        "jurisdiction": row.jurisdiction,
    }


def _event(named: Plain, event: tuple[str, str, Stretch]) -> Plain:
    kind, day, shown = event
    evidence = {"rule": shown["rule"], "note": None, "last_named": shown["last_named"], "omitted_by": list(shown["omitted_by"]), "list": None}
    return {"key": f"{named['agreement']}/{day}/{kind}", "date": day, "kind": kind, **named, **evidence}


def _corrections(session: Session, as_of: AsOf, named: Mapping[str, Plain], histories: Mapping[str, Sequence[Stretch]]) -> Iterator[Plain]:
    """Rows in which a later list spells or dates the same agreement anew, but for the first row of a later memorandum."""
    query = (
        select(ListedRow.row, ListedRow.agreement, ListedRow.reason, ListedRow.signed, Publication.key, Publication.published)
        .join(Publication, Publication.key == ListedRow.publication)
        .where(known(ListedRow, as_of.revision), known(Publication, as_of.revision), ListedRow.verdict == CORRECTED, ListedRow.reason.like("% before%"))
    )
    for row in session.execute(query):
        agreement = row.agreement or ""
        if agreement in named and not _renews(row.reason or "", row.signed, histories[agreement]):
            evidence = {"rule": None, "note": row.reason, "last_named": None, "omitted_by": [], "list": row.key}
            yield {"key": f"{agreement}/{row.published}/corrected/{row.key}/{row.row}", "date": row.published.isoformat(), "kind": "corrected", **named[agreement], **evidence}


def _renews(reason: str, signed: str | None, history: Sequence[Stretch]) -> bool:
    """Whether only the signing day differs, and it is that of a later memorandum."""
    return reason.startswith("signed:") and signed in renewals(history)
