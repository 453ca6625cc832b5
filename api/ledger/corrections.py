"""Readers' corrections: received, read by a curator, and closed with an answer that anyone can read.

The public sees of a correction its number, its state, the answer and the revision, never what was written: before a curator
has read it nobody has, and afterwards a declined one may still name private persons. The answer says in checked words what
mattered. A contact is kept only while a correction is open, and a year at the longest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from api.ledger import deeds
from api.ledger.curators import Who, now
from api.models import Correction, Curator, Proposal
from api.rules.refusals import AlreadyDecided, BadValue, NotReady, UnknownRecord

Plain = dict[str, Any]
OPEN = "open"
STATES = (OPEN, "accepted", "declined")
# More than this many would be read by nobody; the rest are asked to wait.
MOST_OPEN = 200
CONTACT_FOR = timedelta(days=365)
LONGEST_ANSWER = 2000
_SHOWN = ("id", "state", "received_at", "closed_at", "target", "claim", "evidence", "contact", "answer", "proposal_id")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What anyone may know of a correction."""

    id: int
    state: str
    received_at: datetime
    closed_at: datetime | None
    answer: str | None
    revision: int | None


def receive(session: Session, *, target: str, claim: str, evidence: str, contact: str | None = None) -> Correction:
    """Take a correction in; raises NotReady while as many are open as can be read."""
    if waiting(session) >= MOST_OPEN:
        raise NotReady(
            f"{MOST_OPEN} corrections wait to be read; no more are taken in.",
            fix="Keep what you wrote and send it again in a few days.",
            more={"retry_after": 86400},
        )
    correction = Correction(received_at=now(), target=target, claim=claim, evidence=evidence, contact=contact or None, state=OPEN)
    session.add(correction)
    session.flush()
    return correction


def waiting(session: Session, since: datetime | None = None) -> int:
    """How many are open, of those received since a moment if one is given."""
    query = select(func.count()).select_from(Correction).where(Correction.state == OPEN)
    return session.scalar(query if since is None else query.where(Correction.received_at >= since)) or 0


def listing(session: Session, state: str | None = None, *, after: int = 0, limit: int = 200) -> Sequence[Correction]:
    """Corrections in a state, or all, the oldest first, those after a number."""
    query = select(Correction).where(Correction.id > after).order_by(Correction.id).limit(limit)
    return session.scalars(query if state is None else query.where(Correction.state == state)).all()


def get(session: Session, id: int) -> Correction:
    """One correction as curators read it; raises UnknownRecord."""
    found = session.get(Correction, id) if 0 < id < 2**31 else None
    if found is None:
        raise UnknownRecord("correction", str(id))
    return found


def outcome(session: Session, id: int) -> Outcome:
    """What anyone may know of one; reads neither the contact nor what was written."""
    columns = (Correction.id, Correction.state, Correction.received_at, Correction.closed_at, Correction.answer, Proposal.revision)
    query = select(*columns).outerjoin(Proposal, Correction.proposal_id == Proposal.id).where(Correction.id == id)
    row = session.execute(query).first() if 0 < id < 2**31 else None
    if row is None:
        raise UnknownRecord("correction", str(id))
    return Outcome(*row)


def as_rows(session: Session, found: Sequence[Correction]) -> list[Plain]:
    """Corrections as curators read them, with who closed each and the revision that made the change."""
    people = {row.id: row.name for row in session.execute(select(Curator.id, Curator.name).where(Curator.id.in_({row.curator_id for row in found} - {None})))}
    made = {row.id: row.revision for row in session.execute(select(Proposal.id, Proposal.revision).where(Proposal.id.in_({row.proposal_id for row in found} - {None})))}
    return [{name: getattr(row, name) for name in _SHOWN} | {"curator": people.get(row.curator_id or 0), "revision": made.get(row.proposal_id or 0)} for row in found]


def close(session: Session, who: Who, id: int, *, state: str, answer: str, proposal_id: int | None = None) -> Correction:
    """Accept or decline one with a public answer, and delete its contact; raises AlreadyDecided, BadValue, UnknownRecord."""
    answer = answer.replace("\r\n", "\n").strip()
    if state not in STATES[1:]:
        raise BadValue(f"state={state[:40]!r} closes no correction.", field="state", fix="Give `accepted` or `declined`.")
    if not answer or len(answer) > LONGEST_ANSWER or "\0" in answer:
        raise BadValue(f"A public answer has 1 to {LONGEST_ANSWER} characters.", field="answer", fix="Say in a sentence or two what was done and on what evidence; name no private person.")
    if proposal_id is not None and session.get(Proposal, proposal_id) is None:
        raise UnknownRecord("proposal", str(proposal_id))
    correction = _held(session, id)
    if correction is None:
        raise UnknownRecord("correction", str(id))
    if correction.state != OPEN:
        raise AlreadyDecided(f"Correction {id} is {correction.state}.", field="id", fix="Read its answer.")
    _decide(session, who, correction, state=state, answer=answer, proposal_id=proposal_id)
    return correction


def settle(session: Session, who: Who, id: int, revision: int) -> None:
    """Accept one because a revision made the change it asks for; one that is closed, or that is not there, stays so."""
    correction = _held(session, id)
    if correction is not None and correction.state == OPEN:
        proposal = session.scalar(select(Proposal.id).where(Proposal.revision == revision))
        _decide(session, who, correction, state="accepted", answer=f"The record was changed with revision {revision}.", proposal_id=proposal)


def forget_contacts(session: Session) -> int:
    """Delete the contacts of corrections that have been open for a year; answers how many."""
    held = select(Correction.id).where(Correction.contact.is_not(None), Correction.received_at < now() - CONTACT_FOR)
    found = session.scalars(held).all()
    session.execute(update(Correction).where(Correction.id.in_(found)).values(contact=None))
    return len(found)


def _held(session: Session, id: int) -> Correction | None:
    """One that no other curator decides meanwhile."""
    return session.get(Correction, id, with_for_update=True, populate_existing=True) if 0 < id < 2**31 else None


def _decide(session: Session, who: Who, correction: Correction, *, state: str, answer: str, proposal_id: int | None) -> None:
    correction.state, correction.answer, correction.proposal_id = state, answer, proposal_id
    correction.contact, correction.closed_at, correction.curator_id = None, now(), who.id
    session.flush()
    deeds.note(session, who.id, f"correction {state}", f"correction:{correction.id}", answer=answer)
