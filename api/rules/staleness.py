"""How long a claim may go unchecked before a curator should look at its sources again, by kind."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

SORTS = ("checked", "-population")


@dataclass(frozen=True, slots=True)
class Interval:
    """After how many months without a look at its sources a claim is stale, and why so many."""

    months: int
    label: str
    why: str


INTERVALS: dict[str, Interval] = {
    "policy": Interval(12, "Local instruments in force", "Councils and sheriffs seldom change an instrument more than once in a budget year."),
    "state_law": Interval(6, "State laws and bills", "A session or a ruling can change what is in force within half a year."),
    "designation": Interval(12, "Labels still open", "Those who keep lists revise them about once a year and seldom say whom they left out."),
    "custody": Interval(24, "Who runs the jail", "Jails change hands with an election or a contract of several years."),
    "service_area": Interval(24, "Whom an agency serves", "Police of several governments are joined or parted by a vote or an act, a few times in a decade."),
    "agreement": Interval(12, "Ends of agreements that a source states", "An end stated once can be undone by a new agreement; ICE's lists tell so within the year."),
    "dispute": Interval(6, "Open disputes", "A dispute is about what is said now; either side may have moved."),
}


def last_day(noun: str, on: date) -> date:
    """The day before which a claim's newest look at a source makes it stale on a day."""
    years, month = divmod(on.year * 12 + on.month - 1 - INTERVALS[noun].months, 12)
    return date(years, month + 1, min(on.day, calendar.monthrange(years, month + 1)[1]))
