"""What waits for a curator, and what happened since they last came: a fixed number of questions, however much there is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.ledger.curators import Who
from api.models import Correction, Curator, Dispute, Draft, Proposal, Revision, Task

Plain = dict[str, Any]
SHOWN = 20


def counts(session: Session, who: Who) -> dict[str, int]:
    """How much waits in each queue: in one query."""
    others, own = Proposal.curator_id != who.id, Proposal.curator_id == who.id
    asked: dict[str, tuple[Any, tuple[Any, ...]]] = {
        "to_review": (Proposal, (Proposal.state == "proposed", others)),
        "own_proposed": (Proposal, (Proposal.state == "proposed", own)),
        "own_drafts": (Proposal, (Proposal.state == "draft", own)),
        "corrections": (Correction, (Correction.state == "open",)),
        "disputes": (Dispute, (Dispute.rev_until.is_(None), Dispute.settled.is_(None))),
        "tasks_open": (Task, (Task.state.in_(("waiting", "running")),)),
        "tasks_failed": (Task, (Task.state == "failed", Task.id.not_in(_made_good()))),
        "without_source": (Draft, ()),
    }
    found = session.execute(select(*(select(func.count()).select_from(model).where(*conditions).scalar_subquery().label(name) for name, (model, conditions) in asked.items()))).one()
    return dict(zip(asked, found, strict=True))


def _made_good() -> Any:
    """Failed tasks after which one of the same kind was done."""
    after = Task.__table__.alias("after")
    return select(Task.id).where(Task.state == "failed", select(after.c.id).where(after.c.kind == Task.kind, after.c.state == "done", after.c.id > Task.id).exists())


def last_visit(session: Session, who: Who) -> datetime | None:
    """When a curator was last here before this visit."""
    return session.scalar(select(Curator.visited_before).where(Curator.id == who.id))


def news(session: Session, who: Who, since: datetime) -> dict[str, Any]:
    """What was published, decided and received since a moment; the newest of each, with how many there are in all."""
    revisions = session.execute(select(Revision.number, Revision.published_at, Revision.curator, Revision.reviewer, Revision.reason).where(Revision.published_at > since).order_by(Revision.number.desc()))
    mine = select(Proposal.id, Proposal.state, Proposal.reason, Proposal.answer, Proposal.revision).where(Proposal.curator_id == who.id, Proposal.decided_at > since)
    received = select(Correction.id, Correction.target, Correction.state).where(Correction.received_at > since)
    told = {
        "revisions": revisions,
        "decided": session.execute(mine.order_by(Proposal.decided_at.desc())),
        "corrections": session.execute(received.order_by(Correction.id.desc())),
    }
    return {name: _newest(rows.mappings()) for name, rows in told.items()}


def _newest(rows: Iterable[Any]) -> Plain:
    found = [dict(row) for row in rows]
    return {"total": len(found), "rows": found[:SHOWN]}


def drafts(session: Session) -> list[Draft]:
    """The claims that wait for a source, in order of topic and title."""
    return list(session.scalars(select(Draft).order_by(Draft.topic, Draft.title, Draft.key)))
