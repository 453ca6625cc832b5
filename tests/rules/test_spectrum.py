"""The score: a number between -100 and +100 that moves with each level, and the words that it carries."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.rules.spectrum import MINIMUM_COVERAGE, Case, borderline, category, coverage, score, sensitivity, split, weighted
from api.rules.vocabulary import JAIL_DIMENSIONS, WEIGHTS, Category, Dimension
from tests.rules.strategies import dimensions, level_sets

D = Dimension
ALL = list(Dimension)
SHIFTED = [{**WEIGHTS, d: WEIGHTS[d] + step} for d in ALL for step in (-5, 5)]


def case(levels: dict[D, int], *, own_limits: set[D] | None = None, agreement: bool = False, runs_jail: bool = True) -> Case:
    """A case as judged: every level below 0 is an own rule unless said otherwise."""
    number = score(levels, runs_jail=runs_jail)
    limits = {d for d, level in levels.items() if level < 0} if own_limits is None else own_limits
    return Case(levels, number.coverage, number.value is not None, agreement, frozenset(limits))


@settings(deadline=None)
@given(level_sets, st.booleans())
def test_a_score_and_its_parts_lie_on_the_scale_and_add_up(levels: dict[D, int], runs_jail: bool) -> None:
    found = score(levels, runs_jail=runs_jail)
    assert 0 <= found.coverage <= 1
    if found.value is None:
        assert (found.cooperates, found.limits) == (None, None)
        return
    assert found.cooperates is not None
    assert found.limits is not None
    assert -100 <= found.value <= 100
    assert 0 <= found.cooperates <= 100
    assert 0 <= found.limits <= 100
    assert found.value == round(found.cooperates - found.limits, 1), "the published parts make the published score"
    assert found.value == round(weighted(levels), 1)
    assert found.cooperates == round(weighted({d: max(level, 0) for d, level in levels.items()}), 1)
    assert found.limits == pytest.approx(-weighted({d: min(level, 0) for d, level in levels.items()}), abs=0.1 + 1e-9)


@settings(deadline=None)
@given(level_sets, dimensions)
def test_one_level_more_moves_the_score_up(levels: dict[D, int], dimension: D) -> None:
    at = levels.get(dimension, 0)
    if at == 2:
        return
    lower, higher = {**levels, dimension: at}, {**levels, dimension: at + 1}
    assert weighted(higher) > weighted(lower)
    one, other = score(lower, runs_jail=True), score(higher, runs_jail=True)
    assert (one.value is None) == (other.value is None)
    assert one.value is None or other.value is None or other.value > one.value
    assert one.coverage == other.coverage


@settings(deadline=None)
@given(level_sets)
def test_turning_every_level_round_turns_the_score_round(levels: dict[D, int]) -> None:
    assert weighted({d: -level for d, level in levels.items()}) == pytest.approx(-weighted(levels))


@pytest.mark.parametrize(("level", "value"), [(-2, -100), (-1, -50), (0, 0), (1, 50), (2, 100)])
def test_the_same_level_everywhere(level: int, value: float) -> None:
    assert score(dict.fromkeys(ALL, level), runs_jail=True).value == value


def test_silence_and_opposition_never_look_alike() -> None:
    silent = score(dict.fromkeys(ALL, 0), runs_jail=True)
    opposed = score({D.AGREEMENT: 2, D.INQUIRIES: -2, D.SHARING: -2, D.DETAINERS: 0}, runs_jail=True)
    assert silent.value == opposed.value == 0
    assert (silent.cooperates, silent.limits) == (0, 0)
    assert opposed.cooperates
    assert opposed.limits


@settings(deadline=None)
@given(st.frozensets(dimensions), st.booleans())
def test_coverage_is_known_weight_over_applicable_weight(known: frozenset[D], runs_jail: bool) -> None:
    applicable = set(ALL) if runs_jail else (set(ALL) - JAIL_DIMENSIONS) | known
    assert coverage(known, runs_jail=runs_jail) == pytest.approx(sum(WEIGHTS[d] for d in known) / sum(WEIGHTS[d] for d in applicable))


@pytest.mark.parametrize(
    ("levels", "runs_jail", "scored"),
    [
        pytest.param({}, True, False, id="no evidence"),
        pytest.param({D.DETAINERS: 1}, True, False, id="a single dimension [Miami-Dade 2016]"),
        pytest.param({D.AGREEMENT: 2}, False, False, id="a single dimension of a city"),
        pytest.param({D.DETAINERS: 1, D.NOTICE: 1}, True, False, id="coverage 0.35"),
        pytest.param({D.DETAINERS: 1, D.NOTICE: 1, D.COURTHOUSE: 0}, True, True, id="coverage 0.40"),
        pytest.param({D.AGREEMENT: 0, D.COURTHOUSE: 0}, False, True, id="a city: 25 of 55"),
        pytest.param({D.AGREEMENT: 0, D.DETAINERS: -2}, False, True, id="a city that speaks of detainers: 45 of 80"),
        pytest.param({D.SHARING: 0, D.INQUIRIES: 0}, False, False, id="a city: 20 of 55"),
    ],
)
def test_when_there_is_a_score(levels: dict[D, int], runs_jail: bool, scored: bool) -> None:
    found = score(levels, runs_jail=runs_jail)
    assert (found.value is not None) is scored
    assert (len(levels) > 1 and found.coverage >= MINIMUM_COVERAGE) is scored
    if not scored:
        assert category(case(levels, runs_jail=runs_jail)) is Category.INSUFFICIENT


@settings(deadline=None)
@given(level_sets)
def test_a_jail_never_makes_more_known(levels: dict[D, int]) -> None:
    assert score(levels, runs_jail=True).coverage <= score(levels, runs_jail=False).coverage


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        pytest.param({D.DETAINERS: -2, D.AGREEMENT: 0, D.NOTICE: -2, D.ACCESS: 0, D.SHARING: 0, D.INQUIRIES: 0, D.CONTRACTS: 0, D.COURTHOUSE: 0}, Category.LIMITS, id="-35"),
        pytest.param({D.DETAINERS: -1, D.AGREEMENT: 0, D.NOTICE: -1, D.SHARING: 0, D.INQUIRIES: 0, D.COURTHOUSE: 0, D.CONTRACTS: -1}, Category.LIMITS, id="-25"),
        pytest.param({D.AGREEMENT: -1, D.DETAINERS: 0, D.COURTHOUSE: 0}, Category.LIMITS, id="exactly -20 is limits"),
        pytest.param({D.AGREEMENT: 1, D.DETAINERS: 0, D.COURTHOUSE: 0}, Category.MIXED, id="exactly +20 is mixed"),
        pytest.param({D.AGREEMENT: 0, D.DETAINERS: 0}, Category.MIXED, id="0"),
        pytest.param({D.AGREEMENT: 0, D.DETAINERS: 1}, Category.COOPERATES, id="above +20"),
    ],
)
def test_words_by_the_score(levels: dict[D, int], expected: Category) -> None:
    assert category(case(levels)) is expected


FULL = {D.DETAINERS: -2, D.INQUIRIES: -2, D.SHARING: -2, D.AGREEMENT: -2}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(case(FULL), Category.SANCTUARY, id="own binding rules [San Francisco, Denver]"),
        pytest.param(case(FULL, own_limits={D.DETAINERS, D.INQUIRIES}), Category.SANCTUARY, id="two own rules, one of them in the jail"),
        pytest.param(case(FULL, own_limits={D.DETAINERS}), Category.LIMITS, id="one own rule is not enough"),
        pytest.param(case(FULL, own_limits={D.INQUIRIES, D.SHARING}), Category.LIMITS, id="two own rules outside the jail are not enough [Houston 2026-04-10]"),
        pytest.param(case(FULL, own_limits=set()), Category.LIMITS, id="limits by law alone [Kern]"),
        pytest.param(case({D.DETAINERS: -1, D.ACCESS: -1, D.AGREEMENT: -1}), Category.SANCTUARY, id="exactly -50"),
        pytest.param(case({D.DETAINERS: -1, D.ACCESS: -1, D.AGREEMENT: 0}), Category.LIMITS, id="above -50"),
        pytest.param(case({D.DETAINERS: -2, D.INQUIRIES: -2, D.SHARING: -2}), Category.LIMITS, id="coverage 0.45 is not a half"),
        pytest.param(case({D.DETAINERS: -2, D.INQUIRIES: -2, D.SHARING: -2, D.COURTHOUSE: -2}), Category.SANCTUARY, id="coverage one half"),
    ],
)
def test_what_the_word_sanctuary_needs(found: Case, expected: Category) -> None:
    assert category(found) is expected


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        pytest.param({D.AGREEMENT: 1}, Category.AGREEMENT, id="an agreement and nothing else known"),
        pytest.param({D.AGREEMENT: 2, D.INQUIRIES: -1, D.DETAINERS: 1}, Category.AGREEMENT, id="others above -20"),
        pytest.param({D.AGREEMENT: 2, D.INQUIRIES: -2, D.SHARING: -2}, Category.MIXED, id="others at or below -20 [Orlando, Massachusetts]"),
        pytest.param({D.AGREEMENT: 2, D.DETAINERS: 0, D.INQUIRIES: -2, D.COURTHOUSE: 0}, Category.MIXED, id="others at -25"),
        pytest.param({D.AGREEMENT: 2, D.DETAINERS: 0, D.INQUIRIES: -1, D.COURTHOUSE: 0}, Category.AGREEMENT, id="others at -12.5"),
    ],
)
def test_an_agreement_beside_other_levels(levels: dict[D, int], expected: Category) -> None:
    found = case(levels, agreement=True)
    assert category(found) is expected
    assert split(found) is (expected is Category.MIXED)


def test_without_an_agreement_nothing_is_split() -> None:
    assert not split(case({D.AGREEMENT: 0, D.DETAINERS: -2}))


@settings(deadline=None)
@given(level_sets.filter(bool), st.booleans())
def test_borderline_is_said_exactly_when_a_shifted_weight_changes_the_word(levels: dict[D, int], agreement: bool) -> None:
    found = case(levels, agreement=agreement)
    words = {category(found, weights) for weights in SHIFTED}
    assert borderline(lambda weights: category(found, weights)) == (words != {category(found)})


@pytest.mark.parametrize(
    ("levels", "close"),
    [
        pytest.param({D.AGREEMENT: 1, D.DETAINERS: 0, D.COURTHOUSE: 0}, True, id="+20.0"),
        pytest.param(dict.fromkeys(ALL, 2), False, id="+100"),
        pytest.param(dict.fromkeys(ALL, 0), False, id="0"),
    ],
)
def test_borderline_cases(levels: dict[D, int], close: bool) -> None:
    assert borderline(lambda weights: category(case(levels), weights)) is close


@settings(deadline=None)
@given(level_sets.filter(bool))
def test_sensitivity_brackets_the_score(levels: dict[D, int]) -> None:
    found = sensitivity(levels)
    assert found["lowest"] <= round(weighted(levels), 1) <= found["highest"]
    assert found["lowest"] >= -100
    assert found["highest"] <= 100
    assert found["equal_weights"] == round(sum(levels.values()) / len(levels) * 50, 1)
    assert found["lowest"] == round(min(weighted(levels, weights) for weights in SHIFTED), 1)
