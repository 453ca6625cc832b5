"""Counts of agreements over time, each unit against a plain recount of made-up worlds."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.ledger.agreement_stats import over_time
from api.ledger.asof import AsOf, resolve
from api.rules.evidence import SPEAKING_KINDS
from tests.builders import World, stretch

Plain = dict[str, Any]
UNITS = ("rows", "agreements", "agencies", "jurisdictions", "pending", "not_listed_since")
STATES = ("TX", "CA")
# Two ids of one government, and three governments of their own.
GOVERNMENTS = {"48001": "48001", "48003": "4800000", "4800000": "4800000", "06001": "06001", "06003": "06003"}
KINDS = ("sheriff", "police", "constable")
LISTS = ("2024-11-20", "2025-01-31", "2025-02-10", "2025-04-02")
STALE, APPLICANTS, REPEATING = "2025-02-20", "2025-03-15", "2025-03-20"


def bodies() -> World:
    """Five ids of four governments in two states, the complete lists, and editions that count for nothing or for rows only."""
    world = World().lists(*LISTS).editions("participating", STALE, REPEATING).editions("pending", APPLICANTS)
    world.entries["publication"][f"p-{STALE}"]["standing"] = "stale"
    world.entries["publication"][f"p-{REPEATING}"]["standing"] = "repeats"
    world.state("48", "TX", "Texas").county("48001", "TX", "First County").county("48003", "TX", "Joint County", same_as="4800000")
    world.place("4800000", "TX", "Joint", "48003")
    return world.state("06", "CA", "California").county("06001", "CA", "Third County").county("06003", "CA", "Fourth County")


def history(chance: random.Random) -> list[Plain]:
    """Some stretches without a gap, as the rules draw them: an application perhaps, runs in force, and what became of it."""
    days = sorted({(date(2024, 9, 1) + timedelta(days=chance.randrange(270))).isoformat() for _ in range(chance.randint(1, 5))})
    words = [chance.choice(["pending", "active"]), *(chance.choice(["active", "not_listed_since"]) for _ in days[2:]), chance.choice(["active", "removed", "ended", "superseded", "not_listed_since"])]
    return [stretch(word, start, until) for word, start, until in zip(words[: len(days)], days, [*days[1:], None], strict=True)]


def made(chance: random.Random) -> World:
    """A world of agencies with agreements, and rows of every list, placed or not."""
    world = bodies()
    for number in range(chance.randint(4, 9)):
        home = chance.choice([*GOVERNMENTS, None])
        state = {"48": "TX", "06": "CA", "": chance.choice(STATES)}[(home or "")[:2]]
        agency = f"a{number}"
        world.agency(agency, home, state, chance.choice(KINDS))
        for model in chance.sample(["JEM", "WSO", "TFM"], chance.randint(0, 3)):
            world.agreement(agency, model, None, None, None, history=history(chance))
    for edition in (*LISTS, STALE, REPEATING, APPLICANTS):
        for row in range(1, chance.randint(2, 12)):
            listed = chance.choice([*world.entries["agreement"], None])
            verdict = chance.choice(["imported", "relabelled", "merged"]) if listed else chance.choice(["held", "refused"])
            world.listed_row(edition, row, listed, verdict=verdict, state=chance.choice(["TEXAS", "CALIFORNIA", "TEXS", None]))
    return world


def recount(world: World, *, by: str | None, interval: str, wanted: dict[str, str]) -> Iterator[Plain]:
    """The same, counted day by day from the entries alone."""
    lists = sorted([*LISTS, REPEATING])
    first, last = date.fromisoformat(lists[0]), date.fromisoformat(lists[-1])
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    periods: dict[str, date] = {}
    for day in days:
        periods[day.isoformat()[: 7 if interval == "month" else 4]] = day
    for period, day in periods.items():
        newest = max(listed for listed in lists if listed <= day.isoformat())
        groups: dict[str, dict[str, set[str]]] = {} if by else {"all": {unit: set() for unit in UNITS}}
        for key, agreement in world.entries["agreement"].items():
            _count_agreement(groups, key, agreement, world.entries["agency"][agreement["agency"]], day.isoformat(), by, wanted)
        for key, row in world.entries["listed_row"].items():
            _count_row(groups, key, row, world, newest, by, wanted)
        for group in sorted(groups):
            yield {"period": period, "day": day, "group": group, "list": f"p-{newest}", **{unit: len(groups[group][unit]) for unit in UNITS}}


def _count_agreement(groups: dict[str, Any], key: str, agreement: Plain, agency: Plain, on: str, by: str | None, wanted: dict[str, str]) -> None:
    labels = {"state": agency["state"], "model": agreement["model"], "kind": agency["kind"]}
    if any(labels[name] != value for name, value in wanted.items()) or agreement["history"][0]["from"] > on:
        return
    sets = groups.setdefault(labels[by] if by else "all", {unit: set() for unit in UNITS})
    for told in agreement["history"]:
        if told["from"] <= on and (told["until"] is None or on < told["until"]):
            unit = {"active": "agreements"}.get(told["status"], told["status"])
            if unit in sets:
                sets[unit].add(key)
            if unit == "agreements":
                sets["agencies"].add(agreement["agency"])
                if agency["jurisdiction"] and agency["kind"] in SPEAKING_KINDS:
                    sets["jurisdictions"].add(GOVERNMENTS[agency["jurisdiction"]])


def _count_row(groups: dict[str, Any], key: str, row: Plain, world: World, newest: str, by: str | None, wanted: dict[str, str]) -> None:
    if row["publication"] != f"p-{newest}" or row["verdict"] == "refused":
        return
    labels = {"state": {"TEXAS": "TX", "CALIFORNIA": "CA"}.get(row["state"] or "", "unplaced"), "model": "unplaced", "kind": "unplaced"}
    if row["agreement"]:
        agreement = world.entries["agreement"][row["agreement"]]
        agency = world.entries["agency"][agreement["agency"]]
        labels = {"state": agency["state"], "model": agreement["model"], "kind": agency["kind"]}
    if all(labels[name] == value for name, value in wanted.items()):
        groups.setdefault(labels[by] if by else "all", {unit: set() for unit in UNITS})["rows"].add(key)


WANTED: tuple[dict[str, str], ...] = ({}, {"state": "TX"}, {"model": "TFM"}, {"kind": "sheriff"}, {"state": "CA", "model": "JEM", "kind": "police"})
SEEDS = range(4)


@pytest.fixture(params=SEEDS)
def counted(request: pytest.FixtureRequest, blank_engine: Engine) -> Iterator[tuple[Session, World]]:
    """A made-up world in a database, and its entries."""
    world = made(random.Random(request.param))
    entries = dict(world.entries)
    with Session(blank_engine.execution_options(writing=True)) as session:
        world.publish(session)
        world.entries.update(entries)
        yield session, world


def asked(session: Session, *, on: str = "2026-06-01", by: str | None = None, interval: str = "month", **wanted: str) -> list[Plain]:
    return over_time(session, resolve(session, on=on), by=by, interval=interval, **wanted)


def test_every_count_is_that_of_a_plain_recount(counted: tuple[Session, World]) -> None:
    session, world = counted
    for by in (None, "state", "model", "kind"):
        for interval in ("month", "year"):
            for wanted in WANTED:
                found = [{name: value for name, value in row.items() if name not in {"by", "complete_from"}} for row in asked(session, by=by, interval=interval, **wanted)]
                assert found == list(recount(world, by=by, interval=interval, wanted=wanted)), (by, interval, wanted)


# What a part has alone adds up to the whole: an agency is of one state and one kind, but can hold several models; a government of one state.
ADDS_UP = {
    "state": set(UNITS),
    "kind": set(UNITS) - {"jurisdictions"},
    "model": set(UNITS) - {"jurisdictions", "agencies"},
}


@pytest.mark.parametrize("by", list(ADDS_UP))
def test_parts_add_up_to_the_whole_where_nothing_is_in_two_of_them(counted: tuple[Session, World], by: str) -> None:
    session, _ = counted
    parts = asked(session, by=by)
    for whole in asked(session):
        within = [row for row in parts if row["period"] == whole["period"]]
        assert {row["by"] for row in within} <= {by}
        for unit in UNITS:
            total = sum(row[unit] for row in within)
            if unit in ADDS_UP[by]:
                assert total == whole[unit], (whole["period"], unit)
            else:
                assert total >= whole[unit] >= max((row[unit] for row in within), default=0), (whole["period"], unit)


@pytest.mark.parametrize(("by", "value"), [("state", "TX"), ("model", "WSO"), ("kind", "constable")])
def test_a_filter_is_the_part_of_that_name(counted: tuple[Session, World], by: str, value: str) -> None:
    session, _ = counted
    parts = {row["period"]: row for row in asked(session, by=by) if row["group"] == value}
    none = dict.fromkeys(UNITS, 0)
    for row in asked(session, **{by: value}):
        part = parts.get(row["period"], none)
        assert {unit: row[unit] for unit in UNITS} == {unit: part[unit] for unit in UNITS}


def small_history(session: Session, *more: Plain, kind: str = "sheriff", home: str | None = "48003") -> None:
    """One sheriff of a consolidated government with one agreement, its city's police with another."""
    world = bodies().agency("sheriff", home, "TX", kind).agency("police", "4800000", "TX", "police")
    world.agreement("sheriff", "JEM", None, None, None, history=[stretch("active", "2024-12-01"), *more])
    world.agreement("police", "TFM", None, None, None, history=[stretch("active", "2024-12-01")]).publish(session)


def newest(session: Session, **asks: Any) -> Plain:
    return asked(session, **asks)[-1]


def test_a_government_with_several_ids_is_counted_once(blank: Session) -> None:
    small_history(blank)
    row = newest(blank)
    assert (row["agreements"], row["agencies"], row["jurisdictions"]) == (2, 2, 1)
    assert [row["jurisdictions"] for row in asked(blank, by="kind") if row["period"] == "2025-04"] == [1, 1]


def test_two_models_are_two_agreements_of_one_agency(blank: Session) -> None:
    bodies().agency("sheriff", "48001", "TX").agreement("sheriff", "JEM", "2025-01-01", "2025-01-31", "2025-04-02").agreement("sheriff", "TFM", "2025-01-01", "2025-01-31", "2025-04-02").publish(blank)
    row = newest(blank)
    assert (row["rows"], row["agreements"], row["agencies"], row["jurisdictions"]) == (0, 2, 1, 1)
    assert [(row["group"], row["agencies"]) for row in asked(blank, by="model") if row["period"] == "2025-04"] == [("JEM", 1), ("TFM", 1)]


@pytest.mark.parametrize(("kind", "home"), [pytest.param("constable", "48001", id="a constable's"), pytest.param("campus", None, id="a campus's")])
def test_an_agreement_that_does_not_speak_for_a_government_counts_for_none(blank: Session, kind: str, home: str | None) -> None:
    small_history(blank, kind=kind, home=home)
    assert newest(blank, kind=kind)["agencies"] == 1
    assert newest(blank, kind=kind)["jurisdictions"] == 0


def test_periods_run_from_the_first_complete_list_to_the_newest(blank: Session) -> None:
    small_history(blank)
    rows = asked(blank)
    assert [(row["period"], str(row["day"]), row["list"]) for row in rows] == [
        ("2024-11", "2024-11-30", "p-2024-11-20"),
        ("2024-12", "2024-12-31", "p-2024-11-20"),
        ("2025-01", "2025-01-31", "p-2025-01-31"),
        ("2025-02", "2025-02-28", "p-2025-02-10"),
        ("2025-03", "2025-03-31", "p-2025-03-20"),
        ("2025-04", "2025-04-02", "p-2025-04-02"),
    ]
    assert {str(row["complete_from"]) for row in rows} == {"2024-11-20"}
    assert [(row["period"], str(row["day"])) for row in asked(blank, interval="year")] == [("2024", "2024-12-31"), ("2025", "2025-04-02")]


@pytest.mark.parametrize(
    ("on", "last"),
    [
        pytest.param("2025-03-19", ("2025-02", "2025-02-10"), id="the last period ends with the newest list by then"),
        pytest.param("2025-02-15", ("2025-02", "2025-02-10"), id="within a month"),
        pytest.param("2024-11-20", ("2024-11", "2024-11-20"), id="the day of the first list"),
        pytest.param("2024-11-19", None, id="no period before the first list"),
    ],
)
def test_nothing_is_counted_after_the_day_asked_about(blank: Session, on: str, last: tuple[str, str] | None) -> None:
    small_history(blank)
    rows = asked(blank, on=on)
    assert [(row["period"], str(row["day"])) for row in rows[-1:]] == ([last] if last else [])


def test_without_a_list_nothing_is_counted(blank: Session) -> None:
    World().state("48", "TX", "Texas").county("48001", "TX", "First County").editions("pending", "2025-01-01").publish(blank)
    assert asked(blank) == []


def test_an_application_that_later_lists_omit_is_no_agreement_that_is_not_listed(blank: Session) -> None:
    bodies().agency("sheriff", "48001", "TX").agreement("sheriff", "JEM", None, None, None, history=[stretch("pending", "2025-01-01", "2025-02-01")]).publish(blank)
    told = {row["period"]: (row["pending"], row["not_listed_since"], row["agreements"]) for row in asked(blank)}
    assert told["2025-01"] == (1, 0, 0)
    assert told["2025-04"] == (0, 0, 0)


def test_counts_are_those_known_at_the_revision(blank: Session) -> None:
    small_history(blank)
    before = newest(blank)
    World().withdraw("agreement", "sheriff-jem").publish(blank)
    assert newest(blank)["agreements"] == 1
    as_of: AsOf = resolve(blank, on="2026-06-01", revision=1)
    assert over_time(blank, as_of, by=None, interval="month")[-1] == before
