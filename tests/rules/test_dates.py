"""Dates known to a day, a month or a year, and the days they make certain."""

from __future__ import annotations

import calendar
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.rules.dates import FIRST_DAY, PartialDate, certain_end, certain_start, day, last_answerable_day
from api.rules.refusals import BadDate

TODAY = date(2026, 11, 21)
FORM = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
STATED = st.one_of(
    st.dates().map(date.isoformat), st.dates().map(lambda d: d.isoformat()[:7]), st.dates().map(lambda d: d.isoformat()[:4])
)


@pytest.mark.parametrize(
    ("text", "precision", "start", "end"),
    [
        pytest.param("2017", "year", date(2017, 12, 31), date(2017, 1, 1), id="2017 is certain from 31 December and possible from 1 January"),
        pytest.param("2024-02", "month", date(2024, 2, 29), date(2024, 2, 1), id="a month, in a leap year"),
        pytest.param("2026-06-01", "day", date(2026, 6, 1), date(2026, 6, 1), id="a day"),
    ],
)
def test_what_is_certain(text: str, precision: str, start: date, end: date) -> None:
    assert PartialDate.parse(text).precision == precision
    assert certain_start(text) == start
    assert certain_end(text) == end


@settings(deadline=None)
@given(STATED)
def test_a_stated_date_covers_its_days_and_no_others(text: str) -> None:
    partial = PartialDate.parse(text)
    assert partial.first.isoformat().startswith(text)
    assert partial.last.isoformat().startswith(text)
    length = {"day": 1, "month": calendar.monthrange(partial.first.year, partial.first.month)[1], "year": 366 if calendar.isleap(partial.first.year) else 365}
    assert (partial.last - partial.first).days + 1 == length[partial.precision]
    assert partial.stated == text


@settings(deadline=None)
@given(st.text(alphabet="0123456789-\n ٣", max_size=11) | st.from_regex(r"\d{4}(-\d{2}){0,2}\n?", fullmatch=True))
def test_anything_else_is_refused(text: str) -> None:
    try:
        partial: PartialDate | None = PartialDate.parse(text)
    except BadDate:
        partial = None
    if partial is not None:
        assert FORM.fullmatch(text)
        assert partial.precision in {"day", "month", "year"}
        assert partial.first.isoformat().startswith(text)


def test_a_refusal_names_the_field_and_the_way_to_mend_it() -> None:
    with pytest.raises(BadDate, match="adopted=") as refused:
        PartialDate.parse("soon", field="adopted")
    assert refused.value.field == "adopted"
    assert refused.value.fix


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2026-02-30", id="no such day"),
        pytest.param("2026-13", id="no such month"),
        pytest.param("2026-00", id="month nought"),
        pytest.param("2026-05-00", id="day nought"),
        pytest.param("0000", id="year nought"),
        pytest.param("2026-6-1", id="without noughts"),
        pytest.param("20260601", id="without hyphens"),
        pytest.param("2026-06-01\n", id="a line break after it"),
        pytest.param("2026-06-01T00:00", id="with a time"),
        pytest.param("٢٠٢٦", id="other digits"),
        pytest.param("about 2017", id="words"),
        pytest.param("", id="nothing"),
    ],
)
def test_no_date_of_the_calendar(text: str) -> None:
    with pytest.raises(BadDate):
        PartialDate.parse(text)


@settings(deadline=None)
@given(st.dates(min_value=FIRST_DAY, max_value=last_answerable_day(TODAY)))
def test_every_day_from_1980_to_five_years_ahead_can_be_asked(asked: date) -> None:
    assert day(asked.isoformat(), today=TODAY) == asked


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1979-12-31", id="before 1980"),
        pytest.param("2031-11-22", id="more than five years ahead"),
        pytest.param("2026-06", id="a month is no day"),
        pytest.param("2026", id="a year is no day"),
    ],
)
def test_days_that_cannot_be_asked_name_the_field(text: str) -> None:
    with pytest.raises(BadDate, match="on=") as refused:
        day(text, today=TODAY)
    assert refused.value.field == "on"


def test_five_years_after_a_leap_day_is_the_last_of_february() -> None:
    assert last_answerable_day(date(2024, 2, 29)) == date(2029, 2, 28)
