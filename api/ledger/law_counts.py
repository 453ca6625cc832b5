"""How many laws of each state are in force, and of how many a second reader confirmed the text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.ledger.asof import AsOf, known
from api.models import LawClause, StateLaw
from api.rules.dates import certain_end, certain_start


@dataclass(slots=True)
class LawCounts:
    """Laws and bills in the record, those with a clause in force on the day, and those of them that were confirmed."""

    laws: int = 0
    in_force: int = 0
    confirmed: int = 0


def law_counts(session: Session, as_of: AsOf) -> dict[str, LawCounts]:
    """The counts of each state that has a law in the record; one query."""
    query = (
        select(StateLaw.state, StateLaw.key, StateLaw.confirmed, LawClause.valid_from, LawClause.valid_until)
        .outerjoin(LawClause, LawClause.state_law_id == StateLaw.id)
        .where(known(StateLaw, as_of.revision))
    )
    states: dict[str, str] = {}
    in_force: set[str] = set()
    confirmed: set[str] = set()
    for state, key, day, start, end in session.execute(query):
        states[key] = state
        if day is not None:
            confirmed.add(key)
        if start is not None and certain_start(start) <= as_of.on and (end is None or certain_end(end) > as_of.on):
            in_force.add(key)
    counted: dict[str, LawCounts] = defaultdict(LawCounts)
    for key, state in states.items():
        found = counted[state]
        found.laws += 1
        found.in_force += key in in_force
        found.confirmed += key in in_force & confirmed
    return counted
