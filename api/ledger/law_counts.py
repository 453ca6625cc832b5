"""How many laws of each state are in force, and of how many a second reader confirmed the text."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.ledger.asof import AsOf, known
from api.models import LawClause, StateLaw
from api.rules.history import certain_days


@dataclass(slots=True)
class LawCounts:
    """Laws and bills in the record, those with a clause in force on the day, and those of them that were confirmed."""

    laws: int = 0
    in_force: int = 0
    confirmed: int = 0

    @property
    def told(self) -> dict[str, int]:
        """The two counts that stand beside others."""
        return {"laws_in_force": self.in_force, "laws_confirmed": self.confirmed}


def law_counts(session: Session, as_of: AsOf) -> defaultdict[str, LawCounts]:
    """The counts by state, nothing where the record has no law; one query."""
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
        if start is not None and as_of.on in certain_days(start, end):
            in_force.add(key)
    counted: defaultdict[str, LawCounts] = defaultdict(LawCounts)
    for key, state in states.items():
        found = counted[state]
        found.laws += 1
        found.in_force += key in in_force
        found.confirmed += key in in_force & confirmed
    return counted
