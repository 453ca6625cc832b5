"""Floors and ceilings: a floor never lowers, a ceiling never raises, and where they contradict each other both are named."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.rules.evidence import Body, Bound
from api.rules.levels import OwnReadings, Reading, own_readings
from api.rules.preemption import after_law, binding_on, duties, operative_readings, own_law_levels, voids_agreement
from api.rules.vocabulary import Dimension
from tests.rules.builders import TODAY, absent, bound, city, county, held, own, span, state, stay
from tests.rules.strategies import bounds, laws, levels

D = Dimension
COUNTY = county().body
CITY = city().body
STATE = state().body
FLOORS = st.sampled_from([0, 1, 2])
CEILINGS = st.sampled_from([-1, -2])


def told(dimension: str, level: int | None) -> Reading | None:
    """An own reading, or none."""
    return None if level is None else Reading(D(dimension), level, level, own=own(dimension, level))


def after(dimension: str, level: int | None, *found: Bound) -> Reading:
    """The reading after the law, which must be there."""
    reading = after_law(told(dimension, level), found, D(dimension))
    assert reading is not None
    return reading


@settings(deadline=None)
@given(levels, st.lists(FLOORS, min_size=1, max_size=3))
def test_a_floor_never_lowers_a_level(level: int, floors: list[int]) -> None:
    reading = after("detainers", level, *(bound("detainers", "floor", f) for f in floors))
    assert reading.level == max(level, *floors)


@settings(deadline=None)
@given(levels, st.lists(CEILINGS, min_size=1, max_size=3))
def test_a_ceiling_never_raises_a_level(level: int, ceilings: list[int]) -> None:
    reading = after("detainers", level, *(bound("detainers", "ceiling", c) for c in ceilings))
    assert reading.level == min(level, *ceilings)


@settings(deadline=None)
@given(st.none() | levels, st.lists(st.tuples(st.sampled_from(["floor", "ceiling"]), levels), min_size=1, max_size=4))
def test_any_floors_and_ceilings_keep_the_level_between_them_or_give_a_range(level: int | None, found: list[tuple[str, int]]) -> None:
    reading = after("detainers", level, *(bound("detainers", side, at) for side, at in found))
    floor = max((at for side, at in found if side == "floor"), default=-2)
    ceiling = min((at for side, at in found if side == "ceiling"), default=2)
    if floor <= ceiling:
        assert reading.level is not None
        assert floor <= reading.level <= ceiling
        assert level is None or reading.level == max(floor, min(level, ceiling))
    else:
        assert reading.level is None
        assert reading.low <= ceiling < floor <= reading.high


@settings(deadline=None)
@given(st.none() | levels, st.lists(FLOORS, max_size=2), st.lists(CEILINGS, max_size=2))
def test_whatever_law_decides_names_a_law(level: int | None, floors: list[int], ceilings: list[int]) -> None:
    reading = after_law(
        told("detainers", level), [*(bound("detainers", "floor", f) for f in floors), *(bound("detainers", "ceiling", c) for c in ceilings)], D.DETAINERS
    )
    if reading is None:
        assert level is None
        return
    moved = reading.level is None or level is None or reading.level != level
    assert reading.law_decided == moved
    assert reading.laws or not moved
    assert (reading.own is not None) == (level is not None)


def test_without_law_the_own_level_stands() -> None:
    reading = told("detainers", -2)
    assert after_law(reading, [], D.DETAINERS) is reading


@pytest.mark.parametrize(
    ("level", "clause", "expected"),
    [
        pytest.param(None, bound("detainers", "floor", 2), 2, id="without an own level the floor sets it"),
        pytest.param(None, bound("detainers", "ceiling", -2), -2, id="without an own level the ceiling sets it"),
        pytest.param(None, bound("detainers", "floor", 0), 0, id="a law that only forbids limits on detainers sets 0"),
        pytest.param(2, bound("detainers", "ceiling", -1), -1, id="a ceiling lowers a duty"),
        pytest.param(2, bound("detainers", "floor", 1), 2, id="a floor leaves more"),
        pytest.param(-2, bound("detainers", "ceiling", -1), -2, id="a ceiling leaves less"),
    ],
)
def test_one_clause(level: int | None, clause: Bound, expected: int) -> None:
    assert after("detainers", level, clause).level == expected


def test_a_floor_of_1_against_an_own_minus_2_names_both() -> None:
    reading = after("status_inquiries", -2, bound("status_inquiries", "floor", 1, law="sb4"))
    assert reading.level == 1
    assert reading.own
    assert reading.own.level == -2
    assert [(m.law, m.side, m.level) for m in reading.laws] == [("sb4", "floor", 1)]


def test_of_two_floors_the_one_that_moved_the_level_is_named() -> None:
    reading = after("jail_access", -2, bound("jail_access", "floor", 1, law="one"), bound("jail_access", "floor", 2, law="two"))
    assert [m.law for m in reading.laws] == ["two"]


def test_a_floor_already_passed_is_not_named() -> None:
    assert after("jail_access", 2, bound("jail_access", "floor", 1)).laws == ()


def test_where_a_floor_passes_a_ceiling_each_end_is_a_law_and_both_are_named() -> None:
    """[Orleans Parish]"""
    reading = after("detainers", -2, bound("detainers", "floor", 2, law="act"), bound("detainers", "ceiling", -2, law="decree"))
    assert (reading.low, reading.high, reading.level) == (-2, 2, None)
    assert {(m.law, m.side) for m in reading.laws} == {("act", "floor"), ("decree", "ceiling")}
    assert reading.words == "none without a judicial warrant, or a written duty to honour"


@pytest.mark.parametrize(("level", "low", "high"), [(None, -1, 1), (0, -1, 1), (2, -1, 2), (-2, -2, 1)])
def test_the_ends_of_a_contradiction_are_what_each_law_alone_would_leave(level: int | None, low: int, high: int) -> None:
    reading = after("jail_access", level, bound("jail_access", "floor", 1), bound("jail_access", "ceiling", -1))
    assert (reading.low, reading.high) == (low, high)


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        pytest.param(None, 0, id="no own level"),
        pytest.param(-1, 0, id="declined"),
        pytest.param(0, 0, id="none"),
        pytest.param(2, 2, id="an agreement stays"),
    ],
)
@pytest.mark.parametrize("demanded", [0, 1, 2])
def test_no_law_makes_an_agreement(level: int | None, expected: int, demanded: int) -> None:
    """[Cobb, Harris, Travis]"""
    duty = bound("agreement_287g", "floor", demanded, law="sb8", duty="sign", deadline="2026-12-01")
    reading = after("agreement_287g", level, duty)
    assert reading.level == expected
    assert [(m.law, m.duty, m.deadline) for m in reading.laws] == [("sb8", "sign", "2026-12-01")]


def test_a_duty_is_shown_even_where_it_is_met() -> None:
    reading = after("agreement_287g", 1, bound("agreement_287g", "floor", 0, duty="seek"))
    assert [m.duty for m in reading.laws] == ["seek"]
    assert not reading.law_decided


def test_duties_bind_whom_they_name() -> None:
    duty = bound("agreement_287g", "floor", 0, duty="seek", binds=["sheriff"])
    floor = bound("agreement_287g", "floor", 0)
    assert duties([duty, floor], COUNTY, TODAY) == [duty]
    assert duties([duty, floor], CITY, TODAY) == []


@pytest.mark.parametrize(
    ("clause", "voided"),
    [
        pytest.param(bound("agreement_287g", "ceiling", -2), True, id="a ban"),
        pytest.param(bound("agreement_287g", "ceiling", -1), True, id="a ban with exceptions"),
        pytest.param(bound("agreement_287g", "ceiling", -2, "2027-01-01"), False, id="a ban not yet in force"),
        pytest.param(bound("agreement_287g", "ceiling", -2, "2020-01-01", "2026-01-01"), False, id="a repealed ban"),
        pytest.param(bound("agreement_287g", "ceiling", -2, suspensions=(stay("2026-01-01"),)), False, id="a suspended ban"),
        pytest.param(bound("agreement_287g", "ceiling", -2, binds=["place"]), False, id="a ban for cities"),
        pytest.param(bound("agreement_287g", "floor", 0, duty="sign"), False, id="a duty"),
        pytest.param(bound("detainers", "ceiling", -2), False, id="a ceiling on something else"),
    ],
)
def test_which_law_voids_a_countys_agreement(clause: Bound, voided: bool) -> None:
    assert voids_agreement([clause], COUNTY, TODAY) is voided


def test_an_agreement_that_a_law_voids_is_minus_2_in_the_end() -> None:
    readings = operative_readings(own_readings(county(held("TFM")), TODAY), [bound("agreement_287g", "ceiling", -2)], COUNTY, TODAY)
    assert readings[D.AGREEMENT].level == -2


def test_statements_bind_nobody() -> None:
    assert binding_on([bound("detainers", "statement", 0)], COUNTY, TODAY) == {}


def test_laws_set_what_nobody_else_says() -> None:
    readings = operative_readings(OwnReadings(), [bound("status_inquiries", "floor", 1), bound("detainers", "floor", 2, binds=["jail"])], CITY, TODAY)
    assert {d: r.level for d, r in readings.items()} == {D.INQUIRIES: 1}


class TestAStatesOwnLevels:
    """A state's policy is its own law, whomever it binds."""

    def test_a_law_that_binds_jails_is_the_states_own(self) -> None:
        levels = own_law_levels([bound("detainers", "floor", 2, binds=["jail"])], STATE, TODAY)
        assert levels[D.DETAINERS].level == 2
        assert levels[D.DETAINERS].laws

    def test_a_contradiction_within_it_gives_no_level(self) -> None:
        assert own_law_levels([bound("detainers", "floor", 2), bound("detainers", "ceiling", -2)], STATE, TODAY) == {}

    def test_a_statement_that_the_law_leaves_it_open_is_0(self) -> None:
        assert own_law_levels([bound("detainers", "statement", 0)], STATE, TODAY)[D.DETAINERS].level == 0

    def test_a_clause_speaks_louder_than_a_statement(self) -> None:
        levels = own_law_levels([bound("detainers", "statement", 0), bound("detainers", "ceiling", -2)], STATE, TODAY)
        assert levels[D.DETAINERS].level == -2

    @pytest.mark.parametrize(
        "clause",
        [
            pytest.param(bound("detainers", "floor", 2, "2020-01-01", "2024-01-01"), id="repealed"),
            pytest.param(bound("detainers", "floor", 2, suspensions=(stay("2024-01-01"),)), id="suspended for all"),
            pytest.param(bound("detainers", "statement", 0, "2020-01-01", "2024-01-01"), id="a statement that no longer holds"),
        ],
    )
    def test_what_is_not_in_force_gives_no_level(self, clause: Bound) -> None:
        assert own_law_levels([clause], STATE, TODAY) == {}

    def test_suspended_for_some_it_is_still_the_states_own(self) -> None:
        clause = bound("detainers", "floor", 2, binds=["jail", "police"], suspensions=(stay("2024-01-01", None, "police"),))
        assert own_law_levels([clause], STATE, TODAY)[D.DETAINERS].level == 2


@settings(deadline=None)
@given(laws, st.dictionaries(st.sampled_from(list(D)), levels, max_size=8), st.sampled_from([COUNTY, CITY]))
def test_law_lifts_or_lowers_but_never_forgets_a_level(found: tuple[Bound, ...], own_levels: dict[D, int], body: Body) -> None:
    own_side = OwnReadings({d: Reading(d, level, level, own=own(str(d), level)) for d, level in own_levels.items()})
    on = TODAY.replace(year=2025, month=1, day=10)
    readings = operative_readings(own_side, found, body, on)
    active = binding_on(found, body, on)
    assert set(readings) == set(own_levels) | set(active)
    for dimension, level in own_levels.items():
        sides = {b.side for b in active.get(dimension, ())}
        reading = readings[dimension]
        assert reading.low >= level or "ceiling" in sides
        assert reading.high <= level or "floor" in sides


@settings(deadline=None)
@given(bounds())
def test_a_law_out_of_force_moves_nothing(clause: Bound) -> None:
    later = span("2099-01-01")
    gone = Bound(clause.law, clause.title, clause.dimension, clause.side, clause.level, clause.binds, later)
    assert operative_readings(OwnReadings(), [gone], COUNTY, TODAY) == {}


def test_an_absence_lifted_by_a_duty_reads_0_and_shows_the_duty() -> None:
    readings = operative_readings(own_readings(county(absent()), TODAY), [bound("agreement_287g", "floor", 0, duty="sign", deadline="2026-12-01")], COUNTY, TODAY)
    assert readings[D.AGREEMENT].level == 0
    assert readings[D.AGREEMENT].laws[0].deadline == "2026-12-01"
