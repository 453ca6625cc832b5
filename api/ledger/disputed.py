"""Which entries are disputed, for those that show the entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from api.ledger.asof import AsOf, known
from api.models import Dispute
from api.rules import disputes as rules

Plain = dict[str, Any]
# The nouns whose entries name the disputes over them.
SHOWING = ("policy", "state_law", "agreement", "designation")


def open_over(session: Session, noun: str, keys: Collection[str], as_of: AsOf) -> dict[str, list[str]]:
    """The disputes open on the day over some entries, by entry: one query."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    columns = (Dispute.key, Dispute.entry, Dispute.since, Dispute.settled)
    query = select(*columns).where(Dispute.noun == noun, Dispute.entry.in_(sorted(keys)), known(Dispute, as_of.revision)).order_by(Dispute.key)
    for row in session.execute(query):
        if rules.status(row.since, row.settled, as_of.on) == "open":
            found[row.entry].append(row.key)
    return found


def moved(noun: str, then: AsOf, now: AsOf) -> Select[str]:
    """The entries of a noun over which a dispute was written, changed or withdrawn between two revisions."""
    began = and_(Dispute.rev_from > then.revision, Dispute.rev_from <= now.revision)
    ended = and_(Dispute.rev_until > then.revision, Dispute.rev_until <= now.revision)
    return select(Dispute.entry).where(Dispute.noun == noun, or_(began, ended))


def of_place(session: Session, entries: Mapping[str, Collection[str]], ids: Collection[str], as_of: AsOf) -> dict[tuple[str, str], list[Plain]]:
    """Every dispute over some entries, and over who runs the jail for some ids, that has begun by the day: one query."""
    asked = [and_(Dispute.noun == noun, Dispute.entry.in_(sorted(keys))) for noun, keys in entries.items()]
    asked += [and_(Dispute.noun == "custody", Dispute.entry.startswith(f"{id}/", autoescape=True)) for id in sorted(ids)]
    found: defaultdict[tuple[str, str], list[Plain]] = defaultdict(list)
    for row in session.scalars(select(Dispute).where(or_(*asked), known(Dispute, as_of.revision)).order_by(Dispute.since, Dispute.key)):
        status = rules.status(row.since, row.settled, as_of.on)
        if status != "not_yet":
            names = ("key", "noun", "entry", "question", "since", "settled", "outcome", "sides")
            found[row.noun, row.entry].append({**{name: getattr(row, name) for name in names}, "status": status})
    return found
