"""Two clocks: whatever is edited, each day of each revision has one answer, and what was known stays known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.rules.dates import FIRST_DAY
from api.rules.history import Fact, Span, as_known, certain_days, cut_days, difference, holding, revise, stated_days, stretches
from api.rules.refusals import OverlappingPeriods
from tests.rules.builders import span
from tests.rules.strategies import DAYS, FIRST, HORIZON, spans

History = list[Fact[str]]
Timeline = list[tuple[Span, str]]
ANY_SPANS = st.builds(
    lambda start, length: Span(DAYS[start], None if length is None else DAYS[start] + timedelta(days=length)), st.integers(0, HORIZON - 1), st.none() | st.integers(-3, 12)
)


@dataclass(frozen=True)
class Edit:
    """One statement: a value, or nothing, for a period; `later` begins a new revision."""

    value: str | None
    span: Span
    later: bool


EDITS = st.lists(st.builds(Edit, st.none() | st.sampled_from("abc"), ANY_SPANS, st.booleans()), max_size=9)


def told(edits: list[Edit]) -> list[tuple[History, History, Edit, int]]:
    """The history before and after each edit, with the edit and its revision."""
    steps: list[tuple[History, History, Edit, int]] = []
    facts: History = []
    revision = 1
    for edit in edits:
        revision += edit.later
        after = revise(facts, value=edit.value, span=edit.span, revision=revision)
        steps.append((facts, after, edit, revision))
        facts = after
    return steps


def values(facts: History, revision: int) -> dict[date, str | None]:
    """The value of every day at a revision; `holding` itself refuses two facts for one day."""
    return {on: found.value if (found := holding(facts, on=on, revision=revision)) else None for on in DAYS}


@settings(deadline=None)
@given(EDITS)
def test_every_day_of_every_revision_has_at_most_one_fact(edits: list[Edit]) -> None:
    for _, facts, _, newest in told(edits):
        for revision in range(1, newest + 2):
            for on in DAYS:
                assert sum(f.known_at(revision) and on in f.span for f in facts) <= 1


@settings(deadline=None)
@given(EDITS)
def test_what_was_known_at_an_earlier_revision_never_changes(edits: list[Edit]) -> None:
    for before, after, _, revision in told(edits):
        for earlier in range(1, revision):
            assert [(f.span, f.value) for f in as_known(before, earlier)] == [(f.span, f.value) for f in as_known(after, earlier)]
            assert values(before, earlier) == values(after, earlier)


@settings(deadline=None)
@given(EDITS)
def test_an_edit_touches_its_period_and_no_other_day(edits: list[Edit]) -> None:
    for before, after, edit, revision in told(edits):
        then, now = values(before, revision), values(after, revision)
        assert now == {on: edit.value if on in edit.span else then[on] for on in DAYS}


@settings(deadline=None)
@given(EDITS)
def test_facts_of_earlier_revisions_are_closed_and_never_rewritten(edits: list[Edit]) -> None:
    for before, after, _, revision in told(edits):
        for fact in before:
            if fact.rev_from < revision:
                assert fact in after or replace(fact, rev_until=revision) in after


def test_an_edit_of_no_day_changes_nothing() -> None:
    facts = revise([], value="a", span=span(), revision=1)
    assert revise(facts, value="b", span=span("2021-01-01", "2021-01-01"), revision=2) == facts


def test_a_revision_before_one_already_written_is_refused() -> None:
    facts = revise([], value="a", span=span(), revision=3)
    with pytest.raises(OverlappingPeriods):
        revise(facts, value="b", span=span(), revision=2)


def test_two_facts_for_one_day_are_refused_when_asked() -> None:
    facts = [Fact("a", span(), 1), Fact("b", span("2024-01-01"), 2)]
    with pytest.raises(OverlappingPeriods):
        holding(facts, on=date(2025, 1, 1), revision=2)


def test_an_edit_in_the_middle_leaves_both_ends() -> None:
    facts = revise([], value="a", span=span("2020-01-01", "2024-01-01"), revision=1)
    facts = revise(facts, value="b", span=span("2021-01-01", "2022-01-01"), revision=2)
    assert [(f.value, f.span) for f in as_known(facts, 2)] == [
        ("a", span("2020-01-01", "2021-01-01")),
        ("b", span("2021-01-01", "2022-01-01")),
        ("a", span("2022-01-01", "2024-01-01")),
    ]
    assert [(f.value, f.span) for f in as_known(facts, 1)] == [("a", span("2020-01-01", "2024-01-01"))]


def days_of(period: Span) -> set[date]:
    """The days of the horizon within a period."""
    return {on for on in DAYS if on in period}


@settings(deadline=None)
@given(ANY_SPANS, ANY_SPANS)
def test_periods_are_sets_of_days(one: Span, other: Span) -> None:
    assert days_of(one.intersection(other)) == days_of(one) & days_of(other)
    assert one.overlaps(other) == other.overlaps(one)
    parts = one.without(other)
    assert set().union(*map(days_of, parts)) == days_of(one) - days_of(other)
    assert sum(len(days_of(p)) for p in parts) == len(days_of(one) - days_of(other))
    assert not any(p.empty for p in parts)


def test_the_last_day_of_a_period_is_the_day_before_its_end() -> None:
    period = span("2026-01-01", "2026-02-01")
    assert date(2026, 1, 31) in period
    assert date(2026, 2, 1) not in period


@settings(deadline=None)
@given(st.lists(spans(), max_size=6))
def test_a_value_changes_only_on_the_days_that_cut_time(periods: list[Span]) -> None:
    def value_on(on: date) -> frozenset[int]:
        return frozenset(n for n, period in enumerate(periods) if on in period)

    runs = stretches(cut_days(periods, first=FIRST), value_on)
    assert [[value for period, value in runs if on in period] for on in DAYS] == [[value_on(on)] for on in DAYS]
    assert runs[0][0].start == FIRST
    assert runs[-1][0].until is None
    assert all(a[0].until == b[0].start and a[1] != b[1] for a, b in pairwise(runs))


def test_days_before_the_first_answerable_one_cut_nothing() -> None:
    assert cut_days([span("1970-01-01", "1975-01-01")], first=date(1980, 1, 1)) == [date(1980, 1, 1)]


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Values over consecutive periods, some days without any."""
    starts = sorted(draw(st.sets(st.integers(0, HORIZON - 1), min_size=1, max_size=5)))
    ends = [DAYS[n] for n in starts[1:]] + [None]
    found = [(Span(DAYS[start], end), draw(st.sampled_from("ab"))) for start, end in zip(starts, ends, strict=True)]
    return [item for item in found if draw(st.integers(0, 4))]


@settings(deadline=None)
@given(timelines(), timelines())
def test_a_difference_applied_gives_the_wanted_timeline_and_is_the_least(present: Timeline, wanted: Timeline) -> None:
    facts = [Fact(value, period, 1) for period, value in present]
    change = difference(facts, wanted, revision=2)
    after = [replace(f, rev_until=2) if f in change.closed else f for f in facts] + list(change.added)
    assert [(f.span, f.value) for f in as_known(after, 2)] == wanted
    assert [(f.span, f.value) for f in as_known(after, 1)] == present
    assert not {(f.span, f.value) for f in change.closed} & {(f.span, f.value) for f in change.added}


def test_an_unchanged_timeline_writes_nothing() -> None:
    facts = [Fact("a", span("2020-01-01", "2021-01-01"), 1), Fact("b", span("2021-01-01"), 1)]
    change = difference(facts, [(f.span, f.value) for f in facts], revision=2)
    assert (change.closed, change.added) == ((), ())


def test_what_is_closed_already_is_left_alone() -> None:
    closed = Fact("a", span(), 1, 2)
    assert difference([closed], [(span(), "a")], revision=3).added == (Fact("a", span(), 3),)


@pytest.mark.parametrize(
    ("start", "until", "expected"),
    [
        pytest.param("2005", None, Span(date(2005, 12, 31)), id="a year is certain on its last day"),
        pytest.param("2005-07-01", "2018-07-01", Span(date(2005, 7, 1), date(2018, 7, 1)), id="days as they are told"),
        pytest.param(None, "2006", Span(FIRST_DAY, date(2006, 1, 1)), id="no first day: every day up to the year of its end"),
        pytest.param(None, None, Span(FIRST_DAY), id="neither: always"),
        pytest.param("2005", "2005-03-01", Span(date(2005, 12, 31), date(2005, 12, 31)), id="none of its days is certain"),
    ],
)
def test_days_as_stated(start: str | None, until: str | None, expected: Span) -> None:
    assert stated_days(start, until) == expected
    assert start is None or stated_days(start, until) == certain_days(start, until)
