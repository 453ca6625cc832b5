"""`python -m seeds work`: do the tasks that curators' deeds leave behind, one after another, beside the server."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from filelock import FileLock, Timeout
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from api.ledger import tasks
from api.rules.refusals import Refusal
from seeds import ice_287g

EVERY = 3.0
TRIES = 5
Kinds = dict[str, Callable[[Session], str]]


class Busy(Exception):
    """Another runner is at work on this database."""


def work(engine: Engine, *, once: bool = False, beside: int | None = None) -> None:
    """Do what waits; `once` ends when nothing is left, `beside` when the process of this number, which started this one, has ended."""
    # As a container's first process this would otherwise be deaf to being stopped.
    signal.signal(signal.SIGTERM, _leave)
    while beside in (None, os.getppid()):
        try:
            with _only(engine) as still_alone:
                _free(engine)
                while beside in (None, os.getppid()):
                    still_alone()
                    if _one(engine):
                        continue
                    if once:
                        return
                    time.sleep(EVERY)
        except (Busy, DBAPIError) as refusal:
            if once:
                raise
            if not isinstance(refusal, Busy):
                print(f"work: the database cannot be reached ({type(refusal).__name__})", file=sys.stderr, flush=True)
            time.sleep(EVERY)


def _leave(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


@contextmanager
def _only(engine: Engine) -> Iterator[Callable[[], object]]:
    """Be the one runner of a database, and ask whether one still is; the database, or the kernel, frees the place of one that dies."""
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.detach()  # Closed at the end rather than lent to others, and the lock with it.
            if not connection.scalar(text("SELECT pg_try_advisory_lock(2870289)")):
                raise Busy
            yield lambda: connection.scalar(text("SELECT 1"))
        return
    path = Path(engine.url.database or "record")
    try:
        with FileLock(path.with_name(f"{path.name}.work.lock"), timeout=0):
            yield lambda: None
    except Timeout as timeout:
        raise Busy from timeout


def _free(engine: Engine) -> None:
    with Session(engine.execution_options(writing=True)) as session, session.begin():
        tasks.give_back(session)


def _one(engine: Engine) -> bool:
    """Do one task, if one waits; what it does is committed by itself, so that a worker killed in between leaves all or nothing."""
    with Session(engine) as session:
        if not tasks.is_waiting(session):
            return False
    with Session(engine.execution_options(writing=True), expire_on_commit=False) as session, session.begin():
        task = tasks.take(session)
    if task is None:
        return False
    note, outcome = _done(engine, task.kind)
    with Session(engine.execution_options(writing=True)) as session, session.begin():
        note(session, task.id, outcome)
    print(f"{task.kind}: {outcome}", file=sys.stderr, flush=True)
    return True


def _done(engine: Engine, kind: str) -> tuple[Callable[[Session, int, str], None], str]:
    """What came of a task; one that met another publication begins anew."""
    for left in reversed(range(TRIES)):
        try:
            with Session(engine) as session:
                return tasks.done, KINDS[kind](session)
        except ice_287g.RecordMoved as refusal:
            if not left:
                return tasks.failed, str(refusal)
        except Refusal as refusal:
            return tasks.failed, str(refusal)
        except Exception as error:  # The runner must outlive any one task; the whole error stands in its log.
            print(f"{kind}: {error!r}", file=sys.stderr, flush=True)
            return tasks.failed, f"It broke off: {type(error).__name__}. Nothing was changed."
    raise AssertionError(kind)


def apply_decisions(session: Session) -> str:
    """Judge the rows of every list by the decisions there are now; answers what that changed."""
    report = ice_287g.into_database(session, [])
    told = []
    for step in report.steps:
        changed = [f"{noun.replace('_', ' ')}: {', '.join(f'{len(keys):,} {word}' for word, keys in sorted(found.items()))}" for noun, found in sorted(step.changes.items())]
        told += [f"Revision {step.revision}; {'; '.join(changed)}."] if changed else []
        told += [f"Kept as curators left it: {', '.join(step.kept)}."] if step.kept else []
    return " ".join(told) or "Nothing was left to change."


KINDS: Kinds = {tasks.APPLY_DECISIONS: apply_decisions}
