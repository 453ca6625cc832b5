"""Work that outlasts a request: asked for in the request, done beside the server by one runner at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from api.ledger.curators import now
from api.models import Task

APPLY_DECISIONS = "apply_decisions"
WORDS = {APPLY_DECISIONS: "Apply curators' decisions to the rows of ICE's lists"}
# The longest task takes about a minute on the whole record; a worker that has said nothing for this long is taken for dead.
GIVEN_UP_AFTER = timedelta(minutes=15)
_OPEN = ("waiting", "running")


def ask(session: Session, kind: str, curator_id: int | None) -> Task:
    """Ask for some work; what is waiting already is not asked for twice."""
    _alone(session)
    waiting = session.scalar(select(Task).where(Task.kind == kind, Task.state == "waiting").order_by(Task.id).limit(1))
    if waiting:
        return waiting
    task = Task(kind=kind, state="waiting", curator_id=curator_id, asked_at=now())
    session.add(task)
    session.flush()
    return task


def after_publish(session: Session, who_id: int | None, entries: Mapping[str, Mapping[str, Any]]) -> None:
    """Ask for the work that a published change set leaves behind; part of the same transaction."""
    if entries.get("decision"):
        ask(session, APPLY_DECISIONS, who_id)


def take(session: Session) -> Task | None:
    """Begin the oldest waiting task, or one whose worker died, unless another is under way; the caller commits."""
    _alone(session)
    moment = now()
    if session.scalar(select(func.count()).where(Task.state == "running", Task.started_at >= moment - GIVEN_UP_AFTER)):
        return None
    task = session.scalar(select(Task).where(Task.state.in_(_OPEN)).order_by(Task.id).limit(1))
    if task:
        task.state, task.started_at, task.ended_at, task.outcome = "running", moment, None, None
        session.flush()
    return task


def give_back(session: Session) -> int:
    """Let what a dead worker had begun be taken again at once; only for the one runner that knows itself alone."""
    _alone(session)
    freed: Any = session.execute(update(Task).where(Task.state == "running").values(state="waiting", started_at=None))
    return int(freed.rowcount)


def done(session: Session, id: int, outcome: str) -> None:
    """Note that a task was done, and what came of it."""
    _end(session, id, "done", outcome)


def failed(session: Session, id: int, outcome: str) -> None:
    """Note that a task could not be done, and why."""
    _end(session, id, "failed", outcome)


def is_waiting(session: Session) -> bool:
    """Whether there is anything to take, asked without holding others back."""
    return session.scalar(select(Task.id).where(Task.state.in_(_OPEN)).limit(1)) is not None


def overdue(session: Session) -> bool:
    """Whether something has waited longer than any task takes, so that no runner can be at work."""
    return session.scalar(select(Task.id).where(Task.state.in_(_OPEN), Task.asked_at < now() - 2 * GIVEN_UP_AFTER).limit(1)) is not None


def listing(session: Session, kind: str | None = None, *, limit: int = 10) -> list[Task]:
    """The newest tasks first."""
    query = select(Task).order_by(Task.id.desc()).limit(limit)
    return list(session.scalars(query.where(Task.kind == kind) if kind else query))


def _end(session: Session, id: int, state: str, outcome: str) -> None:
    session.execute(update(Task).where(Task.id == id).values(state=state, outcome=outcome, ended_at=now()))


def _alone(session: Session) -> None:
    """One at a time: SQLite by the write lock of a session that writes, PostgreSQL by an advisory lock until the transaction ends."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(2870288)"))
