"""Cohen's kappa, and what is counted as a pair."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.reliability import agreement, reliability

LEVELS = st.none() | st.integers(-2, 2)


def test_the_table_of_a_textbook() -> None:
    """50 grants, two readers: 20 both yes, 15 both no, 5 and 10 apart; kappa 0.4 (the example of many introductions)."""
    pairs = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    found = agreement(pairs)
    assert (found.pairs, found.equal) == (50, 35)
    assert found.kappa == pytest.approx(0.4)


def test_opposite_readers_are_below_chance() -> None:
    assert agreement([(1, 2), (2, 1)]).kappa == pytest.approx(-1)


def test_one_answer_only_has_no_kappa() -> None:
    assert agreement([(None, None)] * 3).kappa is None


def test_nothing_coded_has_no_kappa() -> None:
    found = reliability([])
    assert (found.instruments, found.overall.pairs, found.overall.kappa) == (0, 0, None)


@given(st.lists(LEVELS, min_size=1))
def test_a_reader_agrees_with_themselves(levels: list[int | None]) -> None:
    found = agreement([(level, level) for level in levels])
    assert found.equal == found.pairs
    assert found.kappa is None if len(set(levels)) == 1 else found.kappa == pytest.approx(1)


@given(st.lists(st.tuples(LEVELS, LEVELS), min_size=1))
def test_kappa_does_not_ask_who_was_first(pairs: list[tuple[int | None, int | None]]) -> None:
    one, other = agreement(pairs), agreement([(second, first) for first, second in pairs])
    assert one.equal == other.equal
    assert one.kappa == other.kappa if one.kappa is None else one.kappa == pytest.approx(other.kappa)
    assert one.kappa is None or one.kappa <= 1


def test_silence_of_both_is_a_pair_of_whether_and_none_of_the_level() -> None:
    found = reliability([[(-2, -2), (-1, 1), (None, 1)], []])
    assert found.instruments == 2
    assert (found.spoken_of.pairs, found.spoken_of.equal) == (16, 15)
    assert (found.level.pairs, found.level.equal, found.within_one) == (2, 1, 1)
    assert (found.overall.pairs, found.overall.equal) == (16, 14)
