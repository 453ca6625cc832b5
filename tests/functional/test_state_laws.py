"""State laws and bills: the list, one of them, and what holds on a day."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.conftest import answer
from tests.functional.addresses import refused

Row = dict[str, Any]


def keys(client: FlaskClient, question: str) -> list[str]:
    """The keys of a list of laws."""
    body = answer(client, f"/v1/state-laws?{question}")
    assert (body["unit"], body["total"], body["next"]) == ("state laws", len(body["data"]), None)
    return [row["key"] for row in body["data"]]


def statuses(client: FlaskClient, key: str, on: str) -> dict[str, str]:
    """The status of each clause of a law on a day, by dimension."""
    data = answer(client, f"/v1/state-laws/{key}?on={on}")["data"]
    return {clause["dimension"]: clause["status"] for clause in data["clauses"]}


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param("", ["ca-law", "ca-stayed", "la-act", "tx-bill", "tx-later", "tx-law"], id="all, in order of their keys"),
        pytest.param("state=TX", ["tx-bill", "tx-later", "tx-law"], id="a state"),
        pytest.param("state=48", ["tx-bill", "tx-later", "tx-law"], id="a state by its Census code"),
        pytest.param("state=AK", [], id="a state without laws"),
        pytest.param("direction=requires_cooperation", ["tx-bill", "tx-later"], id="a direction"),
        pytest.param("direction=mixed&state=TX", ["tx-law"], id="both"),
        pytest.param("direction=limits_cooperation&state=TX", [], id="both, and nothing passes"),
    ],
)
def test_the_list_is_narrowed(wide_client: FlaskClient, question: str, found: list[str]) -> None:
    assert keys(wide_client, question) == found


def test_the_list_keeps_repealed_and_future_laws_whatever_the_day(wide_client: FlaskClient) -> None:
    assert keys(wide_client, "on=1990-01-01") == keys(wide_client, "on=2030-01-01")


def test_pages_follow_each_other(wide_client: FlaskClient) -> None:
    address: str | None = "/v1/state-laws?limit=1&state=TX"
    seen: list[str] = []
    while address:
        body = answer(wide_client, address)
        seen += [row["key"] for row in body["data"]]
        assert body["total"] == 3
        address = body["next"]
    assert seen == ["tx-bill", "tx-later", "tx-law"]


def test_one_is_as_in_the_list(wide_client: FlaskClient) -> None:
    for row in answer(wide_client, "/v1/state-laws?on=2026-06-01")["data"]:
        assert answer(wide_client, f"/v1/state-laws/{row['key']}?on=2026-06-01")["data"] == row


@pytest.mark.parametrize(
    ("on", "status"),
    [pytest.param("2017-08-31", "not yet in force", id="the day before"), pytest.param("2017-09-01", "in force", id="the first day")],
)
def test_a_clause_begins_on_its_day(wide_client: FlaskClient, on: str, status: str) -> None:
    assert set(statuses(wide_client, "tx-law", on).values()) == {status}


@pytest.mark.parametrize(
    ("on", "stayed", "ended"),
    [
        pytest.param("2010-06-01", "not yet in force", "not yet in force", id="within the year of its start, which is not yet certain"),
        pytest.param("2010-12-31", "not yet in force", "in force", id="the last day of the year of its start"),
        pytest.param("2014-12-31", "not yet in force", "in force", id="the last certain day"),
        pytest.param("2015-01-01", "not yet in force", "ended", id="the first day it may have ended"),
        pytest.param("2026-01-01", "in force", "ended", id="before the stay"),
        pytest.param("2026-02-01", "suspended", "ended", id="from the stay on"),
    ],
)
def test_a_clause_is_suspended_or_ends_on_its_day(wide_client: FlaskClient, on: str, stayed: str, ended: str) -> None:
    assert statuses(wide_client, "ca-stayed", on) == {"courthouse_and_property": stayed, "detention_contracts": ended}


def test_a_bill_never_enacted_has_events_and_binds_nobody(wide_client: FlaskClient) -> None:
    bill = answer(wide_client, "/v1/state-laws/tx-bill")["data"]
    assert bill["clauses"] == []
    assert bill["events"] == [{"date": "2025-02-03", "kind": "introduced", "note": "Never enacted.", "source": "src"}]


def test_a_clause_says_whom_it_binds_and_by_what_source(wide_client: FlaskClient) -> None:
    clause = answer(wide_client, "/v1/state-laws/tx-later")["data"]["clauses"][0]
    assert (clause["binds"], clause["bound"], clause["level"], clause["duty"], clause["deadline"]) == (["sheriff"], "floor", 0, "sign", "2027-01-01")
    assert clause["citations"] == [{"source": "src", "locator": None, "quote": None}]


def test_the_laws_of_a_jurisdiction_are_those_of_its_state(wide_client: FlaskClient) -> None:
    for wanted, state in (("austin-tx", "TX"), ("06", "CA"), ("22071", "LA"), ("02063", "AK")):
        body = answer(wide_client, f"/v1/jurisdictions/{wanted}/laws?on=2026-06-01")
        assert body["unit"] == "state laws"
        assert body["data"] == answer(wide_client, f"/v1/state-laws?state={state}&on=2026-06-01")["data"]


def test_an_unknown_law_is_not_found(wide_client: FlaskClient) -> None:
    refused(wide_client.get("/v1/state-laws/tx-nothing"), 404, field="key")
