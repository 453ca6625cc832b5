"""What a history says of a day: one status for every day, the runs in force, a stated end, and what changed when."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules import timelines
from api.rules.departures import histories
from api.rules.history import Span
from api.rules.list_terms import AGREEMENT_CHANGES
from api.rules.memoranda import History, Known, Series, Status
from api.rules.timelines import Stretch
from tests.builders import stretch
from tests.rules.test_departures import series, worlds

ANY_DAY = st.dates(date(2023, 12, 1), date(2028, 12, 31))


def plain(history: History) -> list[Stretch]:
    """A history as the record keeps it."""
    return [
        {
            "status": str(s.status),
            "from": s.span.start.isoformat(),
            "until": s.span.until.isoformat() if s.span.until else None,
            "rule": str(s.rule),
            "signed": s.span.start.isoformat() if s.status is Status.ACTIVE else None,
            "last_named": s.last_named.isoformat() if s.last_named else None,
            "omitted_by": [day.isoformat() for day in s.omitted_by],
        }
        for s in history.stretches
    ]


def told(world: dict[str, Known], lists: Series) -> list[list[Stretch]]:
    """Every history of a made-up world."""
    return [plain(history) for history in histories(world, lists).values()]


def in_order(history: list[Stretch]) -> bool:
    """Whether no day lies in two stretches and none is empty."""
    parted = all(before["until"] is not None and before["until"] <= after["from"] for before, after in pairwise(history))
    return parted and all(s["until"] is None or s["from"] < s["until"] for s in history)


@given(worlds, series, ANY_DAY)
def test_every_day_has_the_status_of_its_stretch(world: dict[str, Known], lists: Series, on: date) -> None:
    for history in told(world, lists):
        assert in_order(history)
        held = [s["status"] for s in history if on in timelines.span_of(s)]
        begun = any(date.fromisoformat(s["from"]) <= on for s in history)
        assert [timelines.status_on(history, on)] == (held or ["not_listed_since" if begun else "future"])


@given(worlds, series, ANY_DAY)
def test_the_runs_in_force_are_the_active_days_and_never_touch(world: dict[str, Known], lists: Series, on: date) -> None:
    for history in told(world, lists):
        spans = timelines.active_spans(history)
        assert any(on in span for span in spans) == (timelines.status_on(history, on) == "active")
        assert all(before.until is not None and before.until < after.start for before, after in pairwise(spans))


@given(worlds, series, ANY_DAY, ANY_DAY)
def test_a_stated_end_is_an_end_on_that_day_whatever_the_lists_say(world: dict[str, Known], lists: Series, ended: date, on: date) -> None:
    for history in told(world, lists):
        cut = timelines.ended_by(history, ended)
        assert in_order(cut)
        assert timelines.ended_by(cut, ended) == cut
        if any(s["status"] == "ended" for s in history):
            assert cut == history
            continue
        begun = [s for s in history if s["status"] == "active" and s["from"] < ended.isoformat()]
        expected = timelines.status_on(history, on)
        if on >= ended:
            expected = "ended"
        elif begun and on.isoformat() >= begun[-1]["from"]:
            expected = "active"
        assert timelines.status_on(cut, on) == expected


@given(worlds, series)
def test_it_is_over_by_the_lists_only_where_the_last_stretch_says_so(world: dict[str, Known], lists: Series) -> None:
    for history in told(world, lists):
        over = timelines.over_from(history)
        assert (over is not None) == bool(history and history[-1]["status"] in {"removed", "superseded"})
        if over:
            assert timelines.status_on(history, over) == timelines.status_on(history, date(2100, 1, 1)) != "active"


@given(worlds, series)
def test_changes_come_in_order_each_once_in_words_of_the_vocabulary(world: dict[str, Known], lists: Series) -> None:
    kinds = {term.key for term in AGREEMENT_CHANGES}
    for history in told(world, lists):
        found = [(day, kind) for kind, day, _ in timelines.events(history)]
        assert [day for day, _ in found] == sorted(day for day, _ in found)
        assert len(set(found)) == len(found)
        assert {kind for _, kind in found} <= kinds
        assert len(found) >= len([s for s in history if s["status"] != "not_listed_since"])
        assert sum(kind == "left" for _, kind in found) == sum(s["status"] == "removed" for s in history)


ACTIVE = stretch("active", "2025-03-01", last_named="2025-06-01")
GONE = stretch("not_listed_since", "2025-06-02", rule="absent_not_long_enough", omitted_by=["2025-07-01", "2025-08-01"])


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        pytest.param([ACTIVE], [("signed", "2025-03-01", "signed_or_listed")], id="signed"),
        pytest.param([ACTIVE | {"signed": None}], [("first_listed", "2025-03-01", "signed_or_listed")], id="without a signature it is first listed"),
        pytest.param([ACTIVE | {"signed": "2025-05-01"}], [("first_listed", "2025-03-01", "signed_or_listed")], id="listed before the day that is printed as its signature"),
        pytest.param([ACTIVE | {"from": "2025-03-31", "signed": "2025-03"}], [("signed", "2025-03-31", "signed_or_listed")], id="signed in a month: shown when it is certain"),
        pytest.param(
            [stretch("pending", "2025-02-01", "2025-03-01", "on_the_list_of_applicants"), ACTIVE],
            [("applied", "2025-02-01", "on_the_list_of_applicants"), ("signed", "2025-03-01", "signed_or_listed")],
            id="applied, then signed",
        ),
        pytest.param(
            [ACTIVE | {"until": "2026-01-01", "rule": "renewed"}, stretch("active", "2026-01-01")],
            [("signed", "2025-03-01", "signed_or_listed"), ("superseded", "2026-01-01", "renewed"), ("signed", "2026-01-01", "signed_or_listed")],
            id="a renewal supersedes one memorandum and is another",
        ),
        pytest.param(
            [ACTIVE | {"until": "2026-01-01", "rule": "another_model"}, stretch("superseded", "2026-01-01", rule="another_model")],
            [("signed", "2025-03-01", "signed_or_listed"), ("superseded", "2026-01-01", "another_model")],
            id="another model takes over",
        ),
        pytest.param(
            [ACTIVE | {"until": "2025-06-02"}, GONE],
            [("signed", "2025-03-01", "signed_or_listed"), ("not_listed", "2025-07-01", "absent_not_long_enough")],
            id="no longer listed, on the day of the first list without it",
        ),
        pytest.param(
            [ACTIVE | {"until": "2025-06-02"}, GONE | {"until": "2025-07-01"}, stretch("removed", "2025-07-01", rule="absent_long_enough")],
            [("signed", "2025-03-01", "signed_or_listed"), ("left", "2025-07-01", "absent_long_enough")],
            id="left is one change, not two",
        ),
        pytest.param(
            [ACTIVE | {"until": "2025-06-02"}, GONE | {"until": "2025-07-20", "rule": "between_two_memoranda"}, stretch("active", "2025-07-20")],
            [("signed", "2025-03-01", "signed_or_listed"), ("not_listed", "2025-07-01", "between_two_memoranda"), ("signed", "2025-07-20", "signed_or_listed")],
            id="back under a new memorandum",
        ),
        pytest.param(
            [ACTIVE | {"until": "2025-06-02"}, GONE | {"until": "2025-06-20", "rule": "between_two_memoranda"}, stretch("active", "2025-06-20")],
            [("signed", "2025-03-01", "signed_or_listed"), ("not_listed", "2025-06-02", "between_two_memoranda"), ("signed", "2025-06-20", "signed_or_listed")],
            id="signed anew before the first list without it",
        ),
        pytest.param(
            [ACTIVE | {"until": "2025-09-01"}, stretch("ended", "2025-09-01", rule="a_source_states_it")],
            [("signed", "2025-03-01", "signed_or_listed"), ("ended", "2025-09-01", "a_source_states_it")],
            id="a source states the end",
        ),
        pytest.param([], [], id="nothing known, nothing changed"),
    ],
)
def test_what_changed(history: list[Stretch], expected: list[tuple[str, str, str]]) -> None:
    assert [(kind, day, shown["rule"]) for kind, day, shown in timelines.events(history)] == expected


def test_the_change_that_supersedes_shows_the_memorandum_it_ended() -> None:
    before, after = ACTIVE | {"until": "2026-01-01", "rule": "renewed", "omitted_by": ["2025-12-01"]}, stretch("active", "2026-01-01", last_named="2026-05-18")
    _, superseded, signed = [shown for _, _, shown in timelines.events([before, after])]
    assert (superseded["last_named"], superseded["omitted_by"]) == ("2025-06-01", ["2025-12-01"])
    assert (signed["last_named"], signed["omitted_by"]) == ("2026-05-18", [])


def test_the_days_of_memoranda_after_the_first() -> None:
    history = [ACTIVE | {"until": "2026-01-01"}, stretch("active", "2026-01-01", "2026-03-01"), stretch("active", "2026-04-01"), stretch("active", "2026-05-01", signed=None)]
    assert timelines.renewals(history) == {"2026-01-01", "2026-04-01"}
    assert timelines.renewals([ACTIVE]) == frozenset()


@pytest.mark.parametrize(
    ("span", "after", "expected"),
    [
        pytest.param(Span(date(2025, 3, 1)), Status.NOT_LISTED, [("active", "2025-03-01", None)], id="in force"),
        pytest.param(Span(date(2025, 3, 1), date(2025, 6, 2)), Status.NOT_LISTED, [("active", "2025-03-01", "2025-06-02"), ("not_listed_since", "2025-06-02", None)], id="not listed since"),
        pytest.param(Span(date(2025, 3, 1), date(2025, 6, 2)), Status.ENDED, [("active", "2025-03-01", "2025-06-02"), ("ended", "2025-06-02", None)], id="ended"),
    ],
)
def test_the_history_of_an_agreement_known_by_its_days(span: Span, after: Status, expected: list[tuple[str, str, str | None]]) -> None:
    found = timelines.plain(span, after=after, signed="2025-03-01", last_named="2025-06-01")
    assert [(s["status"], s["from"], s["until"]) for s in found] == expected
    assert in_order(found)
