"""What changed among the agreements: each kind of change, on its day, with its rule and evidence."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from api.ledger.agreement_changes import changes
from api.ledger.asof import resolve
from api.ledger.pages import Asked, cut
from tests.builders import World, stretch

Plain = dict[str, Any]
OMITTED = ["2025-07-01", "2025-08-01"]


def gone(start: str, until: str | None = None, rule: str = "absent_not_long_enough", omitted: list[str] = OMITTED) -> Plain:
    """Days on which later lists omit it."""
    return stretch("not_listed_since", start, until, rule, last_named="2025-06-01", omitted_by=omitted)


HISTORIES: dict[str, list[Plain]] = {
    "applied": [stretch("pending", "2025-02-21", "2025-03-03", "on_the_list_of_applicants", last_named="2025-02-21"), stretch("active", "2025-03-03")],
    "ended": [stretch("active", "2025-03-01", "2025-05-09"), stretch("ended", "2025-05-09", rule="a_source_states_it", last_named="2025-05-01", omitted_by=OMITTED)],
    "gap": [stretch("active", "2025-01-15")],
    "left": [stretch("active", "2020-01-01", "2021-01-14"), gone("2021-01-14", "2021-06-01", "absent_long_enough", ["2021-06-01", *OMITTED]), stretch("removed", "2021-06-01", rule="absent_long_enough", last_named="2021-01-13", omitted_by=["2021-06-01", *OMITTED])],
    "missing": [stretch("active", "2025-03-01", "2025-06-02"), gone("2025-06-02")],
    "renewed": [stretch("active", "2019-06-01", "2025-04-04", "renewed", last_named="2025-03-06"), stretch("active", "2025-04-04")],
    "returned": [stretch("active", "2025-03-01", "2025-06-02"), gone("2025-06-02", "2025-08-15", "between_two_memoranda"), stretch("active", "2025-08-15")],
    "switched": [stretch("active", "2019-06-01", "2025-04-04", "another_model"), stretch("superseded", "2025-04-04", rule="another_model", last_named="2025-03-06", omitted_by=["2025-04-29"])],
    "unsigned": [stretch("active", "2025-06-01", signed=None)],
}
EXPECTED = {
    "applied": [("applied", "2025-02-21", "on_the_list_of_applicants"), ("signed", "2025-03-03", "signed_or_listed")],
    "ended": [("signed", "2025-03-01", "signed_or_listed"), ("ended", "2025-05-09", "a_source_states_it")],
    "gap": [("signed", "2025-01-15", "signed_or_listed")],
    "left": [("signed", "2020-01-01", "signed_or_listed"), ("left", "2021-06-01", "absent_long_enough")],
    "missing": [("signed", "2025-03-01", "signed_or_listed"), ("not_listed", "2025-07-01", "absent_not_long_enough")],
    "renewed": [("signed", "2019-06-01", "signed_or_listed"), ("signed", "2025-04-04", "signed_or_listed"), ("superseded", "2025-04-04", "renewed")],
    "returned": [("signed", "2025-03-01", "signed_or_listed"), ("not_listed", "2025-07-01", "between_two_memoranda"), ("signed", "2025-08-15", "signed_or_listed")],
    "switched": [("signed", "2019-06-01", "signed_or_listed"), ("superseded", "2025-04-04", "another_model")],
    "unsigned": [("first_listed", "2025-06-01", "signed_or_listed")],
}


def world() -> World:
    """One agreement for each way a history can go, half of them in another state."""
    made = World().lists("2025-06-01", "2025-07-01", "2025-08-01").state("48", "TX", "Texas").county("48001", "TX", "First County").state("06", "CA", "California")
    for number, (key, history) in enumerate(sorted(HISTORIES.items())):
        usps = ("TX", "CA")[number % 2]
        made.agency(key, "48001" if usps == "TX" else None, usps).agreement(key, "WSO", None, None, None, history=history, gaps=["2025-07-01"] if key == "gap" else None)
    return made


def found(session: Session, *, on: str = "2026-06-01", **asked: str) -> list[Plain]:
    return changes(session, resolve(session, on=on), **asked)


def brief(events: list[Plain]) -> list[tuple[str, str, str | None]]:
    return [(event["kind"], event["date"], event["rule"]) for event in events]


@pytest.mark.parametrize("key", list(HISTORIES))
def test_what_changed_of_one(blank: Session, key: str) -> None:
    world().publish(blank)
    events = [event for event in found(blank) if event["agency"] == key]
    assert brief(events) == EXPECTED[key]
    for event in events:
        assert (event["agreement"], event["model"], event["agency_kind"], event["note"], event["list"]) == (f"{key}-wso", "WSO", "sheriff", None, None)


def test_a_change_shows_the_lists_it_rests_on(blank: Session) -> None:
    world().publish(blank)
    by_key = {event["key"]: event for event in found(blank)}
    left, ended = by_key["left-wso/2021-06-01/left"], by_key["ended-wso/2025-05-09/ended"]
    assert (left["last_named"], left["omitted_by"]) == ("2021-01-13", ["2021-06-01", *OMITTED])
    assert (ended["last_named"], ended["omitted_by"]) == ("2025-05-01", OMITTED)
    superseded = by_key["renewed-wso/2025-04-04/superseded"]
    assert (superseded["last_named"], superseded["omitted_by"]) == ("2025-03-06", [])


def test_they_come_oldest_first_under_keys_of_their_own(blank: Session) -> None:
    world().publish(blank)
    events = found(blank)
    order = [(event["date"], event["key"]) for event in events]
    assert order == sorted(set(order))
    assert len({event["key"] for event in events}) == len(events) == sum(len(each) for each in EXPECTED.values())


@pytest.mark.parametrize(
    ("asked", "keeps"),
    [
        pytest.param({"since": "2025-04-04"}, lambda e: e["date"] >= "2025-04-04", id="from a day on, with it"),
        pytest.param({"until": "2025-04-04"}, lambda e: e["date"] <= "2025-04-04", id="up to a day, with it"),
        pytest.param({"since": "2025-03-01", "until": "2025-04-04"}, lambda e: "2025-03-01" <= e["date"] <= "2025-04-04", id="between two days"),
        pytest.param({"since": "2025-04-05", "until": "2025-04-04"}, lambda _: False, id="between two days the wrong way round"),
        pytest.param({"on": "2025-04-04"}, lambda e: e["date"] <= "2025-04-04", id="nothing after the day asked about"),
        pytest.param({"on": "2025-04-04", "until": "2026-01-01"}, lambda e: e["date"] <= "2025-04-04", id="nor if asked for later days"),
        pytest.param({"state": "CA"}, lambda e: e["state"] == "CA", id="a state"),
        pytest.param({"kind": "superseded"}, lambda e: e["kind"] == "superseded", id="a kind"),
        pytest.param({"kind": "left", "state": "CA", "since": "2020-01-01"}, lambda e: e["kind"] == "left" and e["state"] == "CA", id="all at once"),
    ],
)
def test_they_are_narrowed(blank: Session, asked: dict[str, str], keeps: Any) -> None:
    world().publish(blank)
    assert found(blank, **asked) == [event for event in found(blank) if keeps(event)]


def with_rows() -> World:
    """Rows of lists that spell or date an agreement otherwise than the list before."""
    made = world().editions("pending", "2025-07-15")
    respelt, dated = "agency: 'Gap Sherif' before", "signed: '2025-01-14' before"
    made.listed_row("2025-07-01", 5, "gap-wso", verdict="relabelled", reason=respelt).listed_row("2025-08-01", 6, "gap-wso", verdict="relabelled", reason=dated, signed="2025-01-15")
    made.listed_row("2025-08-01", 7, "gap-wso", verdict="relabelled", reason=respelt).listed_row("2025-07-15", 1, "applied-wso", verdict="relabelled", reason="county: 'Frist' before")
    # Neither is a correction: the first says only how the row was placed, the next that a memorandum was signed anew, the others nothing.
    made.listed_row("2025-07-01", 8, "missing-wso", verdict="relabelled", reason="placed by another list that names the same agreement")
    made.listed_row("2025-07-01", 9, "renewed-wso", verdict="relabelled", reason="signed: '2019-06-01' before", signed="2025-04-04")
    made.listed_row("2025-07-01", 10, "left-wso").listed_row("2025-07-01", 11, reason="name_shared").listed_row("2025-07-01", 12, "left-wso", verdict="merged")
    return made


def test_what_a_later_list_corrects(blank: Session) -> None:
    with_rows().publish(blank)
    events = found(blank, kind="corrected")
    assert [(event["date"], event["agreement"], event["note"], event["list"]) for event in events] == [
        ("2025-07-01", "gap-wso", "agency: 'Gap Sherif' before", "p-2025-07-01"),
        ("2025-07-15", "applied-wso", "county: 'Frist' before", "p-2025-07-15"),
        ("2025-08-01", "gap-wso", "signed: '2025-01-14' before", "p-2025-08-01"),
        ("2025-08-01", "gap-wso", "agency: 'Gap Sherif' before", "p-2025-08-01"),
    ]
    assert len({event["key"] for event in events}) == 4
    assert {event["rule"] for event in events} == {None}


def test_a_new_name_that_comes_with_a_new_memorandum_is_a_correction(blank: Session) -> None:
    both = "agency: 'Renewd' before; signed: '2019-06-01' before"
    world().listed_row("2025-07-01", 9, "renewed-wso", verdict="relabelled", reason=both, signed="2025-04-04").publish(blank)
    assert [event["note"] for event in found(blank, kind="corrected")] == [both]


def test_a_correction_of_an_agreement_of_another_state_is_left_out(blank: Session) -> None:
    with_rows().publish(blank)
    states = {event["agreement"]: event["state"] for event in found(blank)}
    for usps in ("TX", "CA"):
        assert {event["agreement"] for event in found(blank, state=usps, kind="corrected")} == {key for key in ("gap-wso", "applied-wso") if states[key] == usps}


@pytest.mark.parametrize("sort", [pytest.param(None, id="oldest first"), pytest.param("date", id="upwards"), pytest.param("-date", id="newest first")])
@pytest.mark.parametrize("limit", [1, 2, 5, 100])
def test_pages_hold_every_change_once(blank: Session, sort: str | None, limit: int) -> None:
    with_rows().publish(blank)
    events = found(blank)
    asked = {"sort": sort} if sort else {}
    pages = [cut(events, Asked.read("changes", asked, limit=limit, cursor=None), by="date")]
    while pages[-1].next:
        pages.append(cut(events, Asked.read("changes", asked, limit=limit, cursor=pages[-1].next), by="date"))
    assert [row for page in pages for row in page.rows] == (events[::-1] if sort == "-date" else events)
    assert {page.total for page in pages} == {len(events)}
    assert all(len(page.rows) == limit for page in pages[:-1])


def test_changes_are_those_known_at_the_revision(blank: Session) -> None:
    world().publish(blank)
    before = found(blank)
    World().agreement("left", "WSO", None, None, None, history=HISTORIES["left"][:1]).withdraw("agreement", "missing-wso").publish(blank)
    assert {event["agreement"] for event in before} - {event["agreement"] for event in found(blank)} == {"missing-wso"}
    assert "left" not in {event["kind"] for event in found(blank)}
    assert changes(blank, resolve(blank, on="2026-06-01", revision=1)) == before
