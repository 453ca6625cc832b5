"""What waits for a curator, and what happened since the last visit."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template
from sqlalchemy.orm import Session

from api.auth import asking, guarded
from api.db import db
from api.ledger import held_rows, queues, staleness, tasks
from api.ledger.asof import today
from api.pages.desk.blueprint import desk
from api.rules.staleness import INTERVALS

# What waits by name in the ledger's counts: the words, and where it leads.
QUEUES = {
    "to_review": ("Proposals of others to review", "/desk/proposals"),
    "own_proposed": ("Proposals of mine that wait for a reviewer", "/desk/proposals"),
    "own_drafts": ("Drafts of mine", "/desk/proposals"),
    "corrections": ("Readers' corrections", "/desk/corrections"),
    "disputes": ("Open disputes", "/desk/records?noun=dispute"),
    "rows": ("Held rows of ICE's lists", "/desk/held-rows"),
    "agencies": ("Agencies without a government", "/desk/held-rows?what=agencies"),
    "without_source": ("Claims without a source", "/desk/drafts"),
}


@dataclass(frozen=True, slots=True)
class Queue:
    """One queue: what it is, how much waits, and where."""

    words: str
    waiting: int
    address: str


@desk.get("")
@guarded("read")
def overview() -> str:
    """Show the queues, and what happened since the last visit."""
    session, who = db.session, asking()
    counts = queues.counts(session, who)
    waiting = counts | held_rows.counts(session)
    since = queues.last_visit(session, who)
    return render_template(
        "desk/overview.html",
        queues=[Queue(words, waiting[name], address) for name, (words, address) in QUEUES.items()],
        stale=_stale(session),
        work=counts,
        tasks=tasks.listing(session, limit=3) if counts["tasks_open"] or counts["tasks_failed"] else [],
        since=since,
        news=queues.news(session, who, since) if since else None,
    )


def _stale(session: Session) -> list[Queue]:
    counts = staleness.counts(session, today())
    return [Queue(f"{interval.label}, {interval.months} months", counts[noun], f"/desk/stale?noun={noun}") for noun, interval in INTERVALS.items()]
