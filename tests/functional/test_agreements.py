"""287(g) agreements: the list, one of them, and how they stand on a day."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.conftest import answer
from tests.functional.addresses import refused

ALL = ["co-canon-city-police-tfm", "la-orleans-parish-sheriff-jem", "tx-campus-police-tfm", "tx-denton-county-sheriff-wso", "tx-el-paso-county-sheriff-tfm"]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param("", ALL, id="all, in order of their keys"),
        pytest.param("state=TX", ALL[2:], id="a state"),
        pytest.param("state=48", ALL[2:], id="a state by its Census code"),
        pytest.param("model=TFM", [ALL[0], ALL[2], ALL[4]], id="a model"),
        pytest.param("kind=sheriff", [ALL[1], ALL[3], ALL[4]], id="a kind of agency"),
        pytest.param("state=TX&model=TFM", [ALL[2], ALL[4]], id="state and model"),
        pytest.param("state=TX&model=TFM&kind=sheriff", [ALL[4]], id="all three"),
        pytest.param("state=CO&model=WSO", [], id="nothing passes"),
        pytest.param("on=1990-01-01", ALL, id="whatever the day"),
        pytest.param("revision=1", [ALL[4]], id="as known before"),
    ],
)
def test_the_list_is_narrowed(wide_client: FlaskClient, question: str, found: list[str]) -> None:
    body = answer(wide_client, f"/v1/agreements?{question}")
    assert ([row["key"] for row in body["data"]], body["total"], body["unit"], body["next"]) == (found, len(found), "agreements", None)


def test_pages_follow_each_other(wide_client: FlaskClient) -> None:
    address: str | None = "/v1/agreements?limit=2"
    seen: list[str] = []
    while address:
        body = answer(wide_client, address)
        seen += [row["key"] for row in body["data"]]
        assert body["total"] == 5
        address = body["next"]
    assert seen == ALL


def test_one_is_as_in_the_list(wide_client: FlaskClient) -> None:
    for row in answer(wide_client, "/v1/agreements?on=2026-06-01")["data"]:
        assert answer(wide_client, f"/v1/agreements/{row['key']}?on=2026-06-01")["data"] == row


@pytest.mark.parametrize(
    ("key", "on", "status"),
    [
        pytest.param(ALL[4], "2025-02-28", "future", id="the day before it was signed"),
        pytest.param(ALL[4], "2025-03-01", "active", id="the day it was signed"),
        pytest.param(ALL[4], "2026-12-01", "active", id="after the newest list, as last listed"),
        pytest.param(ALL[3], "2025-06-01", "active", id="the day it was last listed"),
        pytest.param(ALL[3], "2025-06-02", "not_listed_since", id="the day after it was last listed"),
        pytest.param(ALL[0], "2025-06-30", "active", id="the day before its end"),
        pytest.param(ALL[0], "2025-07-01", "ended", id="the day of its end"),
        pytest.param(ALL[2], "2026-05-17", "future", id="unsigned, the day before it was first listed"),
        pytest.param(ALL[2], "2026-05-18", "active", id="unsigned, the day it was first listed"),
    ],
)
def test_the_status_follows_the_day(wide_client: FlaskClient, key: str, on: str, status: str) -> None:
    assert answer(wide_client, f"/v1/agreements/{key}?on={on}")["data"]["status"] == status


def test_every_status_is_a_term_of_the_vocabulary(wide_client: FlaskClient) -> None:
    terms = {term["key"] for term in answer(wide_client, "/v1/vocabulary")["data"]["agreement_statuses"]}
    seen = {row["status"] for on in ("2019-01-01", "2025-06-15", "2026-06-01") for row in answer(wide_client, f"/v1/agreements?on={on}")["data"]}
    assert seen == terms


def test_the_agency_stands_within(wide_client: FlaskClient) -> None:
    agency = answer(wide_client, f"/v1/agreements/{ALL[4]}")["data"]["agency"]
    assert (agency["key"], agency["kind"], agency["state"], agency["jurisdiction"]) == ("tx-el-paso-county-sheriff", "sheriff", "TX", "48141")
    assert answer(wide_client, f"/v1/agreements/{ALL[2]}")["data"]["agency"]["jurisdiction"] is None


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        pytest.param("48141", [ALL[4]], id="a county"),
        pytest.param("22071", [ALL[1]], id="a parish"),
        pytest.param("2255000", [ALL[1]], id="the city of the same government"),
        pytest.param("48", [], id="not those of other agencies in the state"),
        pytest.param("48113", [], id="none"),
    ],
)
def test_a_jurisdiction_has_those_of_its_own_agencies(wide_client: FlaskClient, wanted: str, found: list[str]) -> None:
    body = answer(wide_client, f"/v1/jurisdictions/{wanted}/agreements")
    assert ([row["key"] for row in body["data"]], body["total"], body["unit"]) == (found, len(found), "agreements")


def test_an_unknown_agreement_is_not_found(wide_client: FlaskClient) -> None:
    refused(wide_client.get("/v1/agreements/nothing"), 404, field="key")
