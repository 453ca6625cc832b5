"""The curators' decisions that ship with the record: each fits rows that are there, and nothing printed or known speaks against it."""

from __future__ import annotations

import re
from functools import cache

import pytest

from api.intake.decisions import ANY, Action, Decision, from_row
from api.rules.agencies import read_agency
from api.rules.gazetteer import Body, Layer
from api.rules.names import MUNICIPAL_FORMS, fold, letters, state_code, titles
from seeds import tables
from tests.seeds.test_ice_record import RECORD, gazetteer, rows

DECISIONS = [from_row(row) for row in rows("decisions")]
PLACED = [decision for decision in DECISIONS if decision.action is Action.PLACE]
named = pytest.mark.parametrize("decision", PLACED, ids=lambda decision: decision.agency)


@cache
def printed() -> tuple[dict[str, str], ...]:
    """Every row of every list."""
    return tuple(row for path in sorted((RECORD / "ice-287g" / "rows").glob("*.csv")) for row in tables.read(path))


def fitting(decision: Decision) -> list[dict[str, str]]:
    """The rows with the words of a decision."""
    words = fold(decision.state), fold(decision.agency)
    return [row for row in printed() if (fold(row["state"]), fold(row["agency"])) == words and (decision.county == ANY or fold(row["county"]) == fold(decision.county))]


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda decision: decision.agency)
def test_it_settles_rows_that_are_there_and_says_why(decision: Decision) -> None:
    found = fitting(decision)
    assert found
    assert all(row["agreement"] for row in found), "none is left in the queue"
    assert len({re.sub(r"-\w+$", "", row["agreement"]) for row in found}) == 1, "all are one agency"
    assert re.fullmatch(r"[A-Z].{20,}\.", decision.note)


@named
def test_it_stays_in_the_printed_state_and_county(decision: Decision) -> None:
    body = gazetteer().bodies.get(decision.jurisdiction)
    if body is None:
        # A special body has no county of its own; its id names its state.
        assert decision.jurisdiction.startswith(f"s-{(state_code(decision.state) or '').lower()}-")
        return
    assert body.state == state_code(decision.state)
    for row in fitting(decision):
        counties = {county.geoid for county in gazetteer().counties_named(body.state, row["county"])}
        assert not counties or counties & ({body.geoid} | body.counties), row["county"]


def alike(body: Body, name: str) -> bool:
    """Whether a body's name is the printed one but for a letter, an ending, or a word in short."""
    one, two = letters(titles(fold(body.name), MUNICIPAL_FORMS)[-1].base), letters(name)
    return one.startswith(two) or two.startswith(one) or one.replace("and", "n") == two


@named
def test_no_other_government_of_the_state_could_be_meant(decision: Decision) -> None:
    if decision.kind:
        return  # A jail, or a sheriff of an independent city: named by what it is.
    state = state_code(decision.state) or ""
    read = read_agency(decision.agency, state)
    assert read
    could = {body.geoid for body in gazetteer().bodies.values() if body.state == state and body.layer is not Layer.COUNTY and alike(body, read.government)}
    also_served = {row["jurisdiction"] for row in tables.read(RECORD / "service_areas.csv") if row["agency"] in {re.sub(r"-\w+$", "", listed["agreement"]) for listed in fitting(decision)}}
    assert could == (also_served or {decision.jurisdiction})
