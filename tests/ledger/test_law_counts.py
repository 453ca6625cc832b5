"""How many laws are in force on a day, and of how many the text was confirmed."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from api.ledger.asof import resolve
from api.ledger.law_counts import LawCounts, law_counts
from tests.builders import World, clause


def publish(session: Session, world: World) -> None:
    world.state("48", "TX", "Texas").state("06", "CA", "California").publish(session)


def counted(session: Session, on: str, state: str = "TX") -> LawCounts:
    return law_counts(session, resolve(session, on=on))[state]


def test_a_bill_is_a_law_of_the_record_that_is_never_in_force(blank: Session) -> None:
    publish(blank, World().law("bill", "TX", confirmed="2026-11-22"))
    assert counted(blank, "2026-06-01") == LawCounts(laws=1, in_force=0, confirmed=0)


@pytest.mark.parametrize(
    ("on", "in_force"),
    [
        pytest.param("2016-12-31", 0, id="before its first day"),
        pytest.param("2017-09-01", 1, id="on its first day"),
        pytest.param("2019-12-31", 1, id="on its last day"),
        pytest.param("2020-01-01", 0, id="after it"),
    ],
)
def test_a_law_is_in_force_between_its_days(blank: Session, on: str, in_force: int) -> None:
    publish(blank, World().law("act", "TX", clause("detainers", "floor", 2, ["jail"], "2017-09-01", "2020-01-01"), confirmed="2026-11-22"))
    found = counted(blank, on)
    assert (found.in_force, found.confirmed) == (in_force, in_force)


@pytest.mark.parametrize("days", [["2026-11-22", "2026-11-22"], ["2026-11-22", None], [None, None]], ids=["each", "one of two", "none"])
def test_a_law_with_several_clauses_counts_once(blank: Session, days: list[Any]) -> None:
    world = World()
    for number, day in enumerate(days):
        world.law(f"act-{number}", "TX", clause("detainers", "floor", 2, ["jail"], "2017"), clause("jail_access", "floor", 1, ["jail"], "2017"), confirmed=day)
    publish(blank, world)
    assert counted(blank, "2026-06-01") == LawCounts(laws=2, in_force=2, confirmed=sum(day is not None for day in days))
