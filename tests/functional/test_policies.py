"""Local instruments: the list, one of them, and what their clauses say on a day."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.conftest import answer
from tests.functional.addresses import refused


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param("", ["austin-order", "orleans-decree", "sf-refuge", "travis-statement"], id="all, in order of their keys"),
        pytest.param("state=TX", ["austin-order", "travis-statement"], id="a state"),
        pytest.param("state=48", ["austin-order", "travis-statement"], id="a state by its Census code"),
        pytest.param("instrument=decree", ["orleans-decree"], id="an instrument"),
        pytest.param("instrument=resolution&state=TX", ["travis-statement"], id="both"),
        pytest.param("instrument=decree&state=TX", [], id="both, and nothing passes"),
        pytest.param("on=1990-01-01", ["austin-order", "orleans-decree", "sf-refuge", "travis-statement"], id="whatever the day"),
        pytest.param("revision=1", ["austin-order", "sf-refuge"], id="as known before"),
    ],
)
def test_the_list_is_narrowed(wide_client: FlaskClient, question: str, found: list[str]) -> None:
    body = answer(wide_client, f"/v1/policies?{question}")
    assert ([row["key"] for row in body["data"]], body["total"], body["unit"], body["next"]) == (found, len(found), "policies", None)


def test_pages_follow_each_other(wide_client: FlaskClient) -> None:
    address: str | None = "/v1/policies?limit=3"
    seen: list[str] = []
    while address:
        body = answer(wide_client, address)
        seen += [row["key"] for row in body["data"]]
        address = body["next"]
    assert seen == ["austin-order", "orleans-decree", "sf-refuge", "travis-statement"]


def test_one_is_as_in_the_list(wide_client: FlaskClient) -> None:
    for row in answer(wide_client, "/v1/policies?on=2026-06-01")["data"]:
        assert answer(wide_client, f"/v1/policies/{row['key']}?on=2026-06-01")["data"] == row


@pytest.mark.parametrize(
    ("on", "statuses"),
    [
        pytest.param("1989-12-30", {"not yet in force"}, id="before the certain start of a year"),
        pytest.param("1989-12-31", {"in force", "not yet in force"}, id="one clause holds, two do not yet"),
        pytest.param("2013-12-31", {"in force"}, id="all hold"),
    ],
)
def test_a_clause_says_whether_it_holds_on_the_day(wide_client: FlaskClient, on: str, statuses: set[str]) -> None:
    clauses = answer(wide_client, f"/v1/policies/sf-refuge?on={on}")["data"]["clauses"]
    assert {clause["status"] for clause in clauses} == statuses


def test_a_date_keeps_the_precision_of_its_source(wide_client: FlaskClient) -> None:
    assert {c["valid_from"] for c in answer(wide_client, "/v1/policies/sf-refuge")["data"]["clauses"]} == {"1989", "2013"}


def test_a_declaration_says_that_it_does_not_bind(wide_client: FlaskClient) -> None:
    assert answer(wide_client, "/v1/policies/travis-statement")["data"]["binding"] is False
    assert answer(wide_client, "/v1/policies/austin-order")["data"]["binding"] is True


def test_every_claim_names_a_source_of_the_record(wide_client: FlaskClient) -> None:
    for row in answer(wide_client, "/v1/policies")["data"]:
        assert row["citations"]
        for citation in (*row["citations"], *(c for clause in row["clauses"] for c in clause["citations"])):
            answer(wide_client, f"/v1/sources/{citation['source']}")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param("4805000", ["austin-order"], id="a city"),
        pytest.param("22071", ["orleans-decree"], id="a parish"),
        pytest.param("2255000", ["orleans-decree"], id="the city of the same government"),
        pytest.param("02", [], id="none"),
    ],
)
def test_a_jurisdiction_has_its_own(wide_client: FlaskClient, wanted: str, found: list[str]) -> None:
    body = answer(wide_client, f"/v1/jurisdictions/{wanted}/policies")
    assert ([row["key"] for row in body["data"]], body["total"], body["unit"]) == (found, len(found), "policies")


def test_an_unknown_policy_is_not_found(wide_client: FlaskClient) -> None:
    refused(wide_client.get("/v1/policies/nothing"), 404, field="key")
