"""What a state law is on a day, and how that is told."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from api.rules.enactment import Enactment, enactment, last_in_court, present_state

DAY = date(2026, 6, 1)


def law(*events: tuple[str, str], instrument: str = "act", clauses: tuple[str, ...] = ()) -> dict[str, Any]:
    """A law with events of some kinds and days, and clauses of some statuses."""
    told = [{"kind": kind, "date": day, "note": None, "source": None} for kind, day in events]
    return {"instrument": instrument, "events": told, "clauses": [{"status": status} for status in clauses]}


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        pytest.param(law(("introduced", "2025-01-01"), ("passed", "2025-03")), Enactment.BILL, id="passed, not signed"),
        pytest.param(law(("passed", "2025"), ("vetoed", "2025-05-01")), Enactment.BILL, id="vetoed"),
        pytest.param(law(("vetoed", "2025-05-01"), ("veto_overridden", "2025-06-01")), Enactment.UNCODED, id="enacted in spite of a veto"),
        pytest.param(law(("introduced", "2025-01-01"), ("signed", "2026-06-02")), Enactment.BILL, id="signed the day after"),
        pytest.param(law(("signed", "2026")), Enactment.LATER, id="signed some time in the year, so perhaps not yet"),
        pytest.param(law(("signed", "2025-01-01"), ("enjoined", "2025-02-01")), Enactment.UNCODED, id="signed, no clause coded"),
        pytest.param(law(("upheld", "2025-01-01"), instrument="ruling"), Enactment.UNCODED, id="a ruling is no bill"),
        pytest.param(law(clauses=("not yet in force",)), Enactment.CODED, id="clauses that begin later"),
        pytest.param(law(), Enactment.BILL, id="nothing known of it"),
    ],
)
def test_only_an_act_that_nobody_enacted_is_a_bill(entry: dict[str, Any], expected: Enactment) -> None:
    assert enactment(entry, DAY) is expected


@pytest.mark.parametrize(
    ("statuses", "words"),
    [
        ((), "None of its clauses is coded, so it moves no position."),
        (("in force",), "Its one clause is in force."),
        (("suspended", "suspended"), "All 2 of its clauses are suspended by a court."),
        (("ended", "in force", "suspended", "in force"), "Of its 4 clauses, 2 are in force, 1 is suspended by a court and 1 is ended."),
    ],
)
def test_the_present_state_counts_every_clause(statuses: tuple[str, ...], words: str) -> None:
    assert present_state(law(clauses=statuses)) == words


def test_the_last_word_of_a_court_is_the_last_by_the_day() -> None:
    told = law(("enjoined", "2025-01-01"), ("amended", "2025-02-01"), ("upheld", "2025-03"), ("struck_in_part", "2026-06-02"))
    found = last_in_court(told, DAY)
    assert found is not None
    assert found["kind"] == "upheld"
    assert last_in_court(told, date(2024, 1, 1)) is None
