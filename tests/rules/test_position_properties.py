"""Positions: what holds for any evidence under any law, and the reasons that every result carries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from api.rules.evidence import Bound, Evidence, HeldAgreement, Laws, OwnLevel
from api.rules.history import cut_days, stretches
from api.rules.position import Operator, Position, position
from api.rules.reasons import explain
from api.rules.vocabulary import Category, Mark
from tests.rules.builders import JAIL, TODAY, absent, bound, county, own, shown
from tests.rules.strategies import DAYS, FIRST, days, evidences, laws, own_levels


class TestReasons:
    """Every result carries its reasons."""

    def test_a_moved_level_tells_own_rule_law_source_and_words(self) -> None:
        plain = explain(position(county(own("detainers", -2), absent()), [bound("detainers", "floor", 2, law="sb4", sources=("statute",))], TODAY))
        told = plain["operative"]["dimensions"][0]
        assert (told["dimension"], told["weight"], told["level"]) == ("detainers", 25, 2)
        assert (told["own"]["level"], told["own"]["instrument"]) == (-2, "own-detainers")
        assert [(m["law"], m["side"]) for m in told["laws"]] == [("sb4", "floor")]
        assert told["sources"] == ["src", "statute"]
        assert told["set_by_law"]
        assert told["words"] == "a written duty to honour"

    @settings(deadline=None, max_examples=50)
    @given(evidences(), laws, days)
    def test_each_known_dimension_is_told_and_has_a_cause(self, found: Evidence, bounds: tuple[Bound, ...], on: date) -> None:
        for side, result in zip(explain(position(found, bounds, on)).values(), ("policy", "operative"), strict=True):
            assert result in {"policy", "operative"}
            assert all(told["own"] or told["laws"] or told["set_by"] for told in side["dimensions"])


def at(found: Evidence, bounds: tuple[Bound, ...], on: date, operator: Operator | None) -> Position:
    """A position, with an operator for the bodies that have one."""
    return position(found, bounds, on, None if found.body.runs_jail or found.body.is_state else operator)


OPERATORS = st.none() | st.just(JAIL)


@settings(deadline=None, max_examples=60)
@given(evidences(), laws, OPERATORS)
def test_within_a_stretch_the_position_is_that_of_each_of_its_days(found: Evidence, bounds: tuple[Bound, ...], operator: Operator | None) -> None:
    cuts = cut_days(found.spans() + Laws(bounds).spans(), first=FIRST)
    runs = stretches(cuts, lambda on: at(found, bounds, on, operator))
    for on in DAYS:
        assert [value for period, value in runs if on in period] == [at(found, bounds, on, operator)]


@settings(deadline=None, max_examples=60)
@given(evidences(), laws, OPERATORS, days, st.lists(own_levels(counts=False), max_size=4))
def test_declarations_and_context_move_nothing(found: Evidence, bounds: tuple[Bound, ...], operator: Operator | None, on: date, noise: list[OwnLevel]) -> None:
    quiet = at(found, bounds, on, operator)
    noisy = at(replace(found, own=(*found.own, *noise)), bounds, on, operator)
    assert shown(quiet.policy) == shown(noisy.policy)
    assert shown(quiet.operative) == shown(noisy.operative)
    assert quiet.models == noisy.models


@settings(deadline=None, max_examples=60)
@given(evidences(), laws, OPERATORS, days)
def test_whatever_the_evidence_the_two_results_hold_together(found: Evidence, bounds: tuple[Bound, ...], operator: Operator | None, on: date) -> None:
    result = at(found, bounds, on, operator)
    for side in (result.policy, result.operative):
        ranged = any(r.level is None for r in side.readings)
        assert (Mark.CONTESTED in side.marks) == ranged
        assert side.low is None or side.high is None or -100 <= side.low <= side.high <= 100
        assert ranged or side.low == side.high == side.score.value
        assert len({r.dimension for r in side.readings}) == len(side.readings)
    assert all(r.level is not None for r in result.policy.readings)
    assert (result.policy.category is Category.NO_GOVERNMENT) == (not found.body.governs)
    if result.operative.category is Category.AGREEMENT:
        assert any(isinstance(a, HeldAgreement) and a.speaks and on in a.span for a in found.agreements)


@settings(deadline=None, max_examples=60)
@given(evidences(), laws, days)
def test_a_floor_more_never_lowers_and_a_ceiling_more_never_raises_any_end(found: Evidence, bounds: tuple[Bound, ...], on: date) -> None:
    if found.body.is_state:
        return
    before = {r.dimension: r for r in position(found, bounds, on).operative.readings}
    for side, level in (("floor", 2), ("ceiling", -2)):
        for dimension, was in before.items():
            more = bound(str(dimension), side, level)
            now = next(r for r in position(found, (*bounds, more), on).operative.readings if r.dimension is dimension)
            assert now.high >= was.high if side == "floor" else now.low <= was.low
