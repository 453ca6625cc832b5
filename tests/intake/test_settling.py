"""What curators say of rows in the queue: which of it cannot be kept, and the decision that the rest becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from api.intake.decisions import Decisions, from_row
from api.intake.printed import Printed
from api.intake.settling import Settling, decisions, faults

NOTE = "The memorandum's letterhead says so."
PLACES: dict[str, dict[str, Any]] = {
    "austin-tx": {"id": "4805000", "name": "Austin", "state": "TX"},
    "0603526": {"id": "0603526", "name": "Bakersfield", "state": "CA"},
}


@dataclass
class Words:
    """The words of a group."""

    state: str = "TEXAS"
    agency: str = "Ostin Police Department"
    county: str = "Travis County"
    usps: str = "TX"


QUEUE = {"p#1": Words(), "p#2": Words(county="")}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        pytest.param({"action": "place"}, "jurisdiction", id="placed nowhere"),
        pytest.param({"action": "place", "jurisdiction": "0603526"}, "jurisdiction", id="placed in another state"),
        pytest.param({"action": "read"}, "read_agency", id="read as nothing else"),
        pytest.param({"action": "read", "read_agency": "OSTIN POLICE DEPT."}, "read_agency", id="read as it stands"),
        pytest.param({"action": "read", "read_state": "Texarkana"}, "read_state", id="read in no state"),
        pytest.param({"action": "explained"}, "action", id="an action that is of lists"),
        pytest.param({"action": "own", "kind": "posse"}, "kind", id="an unknown kind of agency"),
        pytest.param({"action": "own", "note": "So."}, "note", id="no evidence"),
        pytest.param({"key": "p#9", "action": "own"}, "key", id="rows that are not in the queue"),
    ],
)
def test_a_fault_is_named_by_its_field(said: dict[str, Any], field: str) -> None:
    found = list(faults([Settling(**{"key": "p#1", "note": NOTE} | said)], QUEUE, PLACES))
    assert field in {fault.field for fault in found}
    assert all(fault.detail and fault.fix for fault in found)


def test_two_decisions_on_the_same_words_are_one_too_many() -> None:
    both = [Settling("p#1", "own", any_county=True, note=NOTE), Settling("p#2", "refuse", any_county=True, note=NOTE)]
    assert [(fault.key, fault.field) for fault in faults(both, QUEUE, PLACES)] == [("p#2", "any_county")]


@pytest.mark.parametrize(
    ("said", "fits", "misses"),
    [
        pytest.param(Settling("p#1", "place", "austin-tx", note=NOTE), "Travis County", "Bexar County", id="its own county only"),
        pytest.param(Settling("p#1", "own", any_county=True, note=NOTE), "Bexar County", None, id="any county"),
        pytest.param(Settling("p#2", "refuse", note=NOTE), "", "Travis County", id="no county printed"),
    ],
)
def test_the_importer_finds_the_decision_by_the_printed_words(said: Settling, fits: str, misses: str | None) -> None:
    assert list(faults([said], QUEUE, PLACES)) == []
    ((key, entry),) = decisions([said], QUEUE, PLACES).items()
    assert key.startswith(f"{said.action}/TEXAS/Ostin Police Department/")
    known = Decisions([from_row(entry)])
    found = known.of(_row(fits))
    assert found is not None
    assert (found.action, found.jurisdiction, found.note) == (said.action, "4805000" if said.jurisdiction else "", NOTE)
    assert misses is None or known.of(_row(misses)) is None


def _row(county: str) -> Printed:
    return Printed(number=1, state="Texas", agency="OSTIN POLICE DEPARTMENT", county=county)
