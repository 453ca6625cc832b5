"""Disputes: which entries can be disputed, and whether one is open on a day."""

from __future__ import annotations

from datetime import date

from api.rules.dates import certain_start
from api.rules.term import Term

DISPUTABLE = ("policy", "state_law", "agreement", "designation", "custody", "federal_action", "agency")
FEWEST_SIDES = 2
STATUSES = (
    Term("open", "open", "Public bodies or published reports contradict each other on the entry."),
    Term("settled", "settled", "The dispute is over; its outcome says how."),
    Term("not_yet", "not yet", "It began after the day asked about."),
)


def status(since: str, settled: str | None, on: date) -> str:
    """Whether a dispute is open on a day, by what its dates make certain."""
    if certain_start(since) > on:
        return "not_yet"
    return "settled" if settled and certain_start(settled) <= on else "open"
