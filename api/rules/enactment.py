"""What a state law is on a day: law whose clauses count, law without coded clauses, or a bill that binds nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from api.rules.dates import certain_start
from api.rules.law_terms import ENACTING, IN_COURT

Plain = Mapping[str, Any]


class Enactment(StrEnum):
    """Where an entry stands on a day."""

    CODED = "coded"
    UNCODED = "uncoded"
    BILL = "bill"
    LATER = "later"


def enactment(law: Plain, on: date) -> Enactment:
    """Only an act can be a bill: what an office or a court issues is never pending; nothing is a bill before its first event."""
    if law["clauses"]:
        return Enactment.CODED
    happened = [event for event in law["events"] if certain_start(event["date"]) <= on]
    if law["events"] and not happened:
        return Enactment.LATER
    issued = law["instrument"] != "act" or any(event["kind"] in ENACTING for event in happened)
    return Enactment.UNCODED if issued else Enactment.BILL


def in_court(events: Sequence[Plain]) -> list[Plain]:
    """The events of a law that happened in a court."""
    return [event for event in events if event["kind"] in IN_COURT]


def last_in_court(law: Plain, on: date) -> Plain | None:
    """What a court did last by a day; events stand in the order in which they happened, which dates of a year alone do not tell."""
    return next((event for event in reversed(in_court(law["events"])) if certain_start(event["date"]) <= on), None)


def present_state(law: Plain) -> str:
    """How many of a law's clauses hold on the day they were read for, in one sentence."""
    states = Counter(clause["status"] for clause in law["clauses"])
    if not states:
        return "None of its clauses is coded, so it moves no position."
    total = sum(states.values())
    if len(states) == 1:
        state = next(iter(states))
        return f"Its one clause is {_held(state)}." if total == 1 else f"All {total} of its clauses are {_held(state)}."
    order = ("in force", "suspended", "not yet in force", "ended")
    return f"Of its {total} clauses, {_joined([f'{states[state]} {_is(states[state])} {_held(state)}' for state in order if states[state]])}."


def _held(state: str) -> str:
    return "suspended by a court" if state == "suspended" else state


def _is(number: int) -> str:
    return "is" if number == 1 else "are"


def _joined(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"

