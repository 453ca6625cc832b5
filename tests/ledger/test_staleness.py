"""Stale claims: by the newest look at any source, after as many months as the kind of claim allows."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from api.ledger import staleness
from api.ledger.pages import Asked
from api.rules.staleness import INTERVALS, SORTS, last_day
from tests.builders import CITED, World, own

OLD, NEW = "2025-01-15", "2026-11-01"
ON = date(2026, 11, 22)
AGED = [{"source": "old", "locator": None, "quote": None}]


def aged() -> World:
    """One stale entry of every noun, beside those that are fresh, ended or taken off their list."""
    world = World().source("old", retrieved=OLD).source("older", retrieved="2024-01-15")
    world.policy("stale", "4805000", own("detainers", 1, citations=AGED), citations=AGED)
    world.policy("looked-at-in-a-clause", "4805000", own("detainers", 1, citations=CITED), citations=AGED)
    world.policy("ended", "4805000", citations=AGED, ended="2020-01-01")
    world.law("tx-stale", "TX", citations=AGED)
    world.designation("open", "48453", "2025-01-01").designation("closed", "48453", "2025-01-01", "2025-02-01")
    for key in ("open", "closed"):
        world.entries["designation"][key]["citations"] = AGED
    world.custody("4805000", "48453").custody("06029", "06029", "2010", "2011")
    world.entries["custody"]["4805000/"]["source"] = world.entries["custody"]["06029/2010"]["source"] = "older"
    world.serves("tx-el-paso-county-sheriff", "4805000").entries["service_area"]["tx-el-paso-county-sheriff/4805000/"]["source"] = "older"
    world.serves("tx-el-paso-county-sheriff", "48453", "2010", "2011").entries["service_area"]["tx-el-paso-county-sheriff/48453/2010"]["source"] = "older"
    return world.agreement("tx-el-paso-county-sheriff", "WSO", None, "2025-06-01", "2025-06-01", ended="2025-07-01", ended_by="law", ended_source="old")


def asked(sort: str = "checked", *, limit: int = 50, cursor: str | None = None) -> Asked:
    return Asked.read("stale", {"sort": sort}, limit=limit, cursor=cursor)


@pytest.fixture
def record(small: Session) -> Session:
    """The small record with old sources; rolled back at the end."""
    aged().publish(small)
    return small


@pytest.mark.parametrize(
    ("noun", "on", "day"),
    [
        pytest.param("policy", date(2026, 11, 22), date(2025, 11, 22), id="a year for an instrument"),
        pytest.param("state_law", date(2026, 8, 31), date(2026, 2, 28), id="half a year for a law, on the last day of a shorter month"),
        pytest.param("state_law", date(2026, 6, 1), date(2025, 12, 1), id="half a year over the turn of the year"),
        pytest.param("custody", date(2028, 2, 29), date(2026, 2, 28), id="two years from a leap day"),
    ],
)
def test_the_last_day_is_counted_in_months_of_the_calendar(noun: str, on: date, day: date) -> None:
    assert last_day(noun, on) == day


def test_every_kind_counts_what_is_open_and_old_in_all_its_sources(record: Session) -> None:
    assert staleness.counts(record, ON) == {"policy": 1, "state_law": 1, "designation": 1, "custody": 1, "service_area": 1, "agreement": 1, "dispute": 0}
    assert set(staleness.counts(record, ON)) == set(INTERVALS)
    assert set(staleness.counts(record, date(2025, 1, 16)).values()) == {0}


def test_the_longest_unchecked_comes_first_with_where_it_belongs(record: Session) -> None:
    found = staleness.listing(record, asked(), ON)
    assert [(row["noun"], row["key"], row["checked"]) for row in found.rows] == [
        ("custody", "4805000/", "2024-01-15"),
        ("service_area", "tx-el-paso-county-sheriff/4805000/", "2024-01-15"),
        ("agreement", "tx-el-paso-county-sheriff-wso", OLD),
        ("designation", "open", OLD),
        ("policy", "stale", OLD),
        ("state_law", "tx-stale", OLD),
    ]
    assert {row["state"] for row in found.rows} == {"TX"}
    assert [row["name"] for row in found.rows] == ["Austin", "Austin", "El Paso County", "Travis County", "Austin", "Texas"]
    assert found.total == 6


def test_it_is_narrowed_by_noun_and_state(record: Session) -> None:
    assert [row["key"] for row in staleness.listing(record, asked(), ON, noun="policy").rows] == ["stale"]
    assert staleness.listing(record, asked(), ON, state="CA").rows == []


@pytest.mark.parametrize("sort", SORTS)
def test_the_pages_follow_each_other_without_gap_or_double(record: Session, sort: str) -> None:
    whole = staleness.listing(record, asked(sort), ON).rows
    found, cursor = [], None
    while True:
        page = staleness.listing(record, asked(sort, limit=2, cursor=cursor), ON)
        found, cursor = [*found, *page.rows], page.next
        if cursor is None:
            break
    assert found == whole


def test_a_new_look_at_a_source_ends_it(record: Session) -> None:
    World().source("old", retrieved=NEW).source("older", retrieved=NEW).publish(record)
    assert set(staleness.counts(record, ON).values()) == {0}
