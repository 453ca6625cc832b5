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


def test_every_status_is_a_term_of_the_vocabulary(told_client: FlaskClient) -> None:
    terms = {term["key"] for term in answer(told_client, "/v1/vocabulary")["data"]["agreement_statuses"]}
    seen = {row["status"] for on in ("2017-01-01", "2026-06-15", "2026-07-01") for row in answer(told_client, f"/v1/agreements?on={on}")["data"]}
    assert seen == terms


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param("status=active&on=2026-05-18", ["fl-lake-placid-police-tfm", "tx-bexar-county-sheriff-tfm", "tx-el-paso-county-sheriff-tfm", "tx-travis-county-sheriff-jem"], id="active"),
        pytest.param("status=active&on=2026-07-01", ["fl-lake-placid-police-tfm", "tx-bexar-county-sheriff-tfm", "tx-el-paso-county-sheriff-tfm"], id="active after a newer list"),
        pytest.param("status=active&on=2019-06-01&state=TX", ["tx-bexar-county-sheriff-wso", "tx-travis-county-sheriff-jem"], id="active long ago, in a state"),
        pytest.param("status=pending&on=2026-06-15", ["tx-dallas-county-sheriff-wso"], id="applied for, as last listed"),
        pytest.param("status=superseded&on=2026-06-15", ["tx-bexar-county-sheriff-wso"], id="another model took over"),
        pytest.param("status=removed&on=2026-06-15", ["ca-kern-county-sheriff-jem"], id="inferred to have left"),
        pytest.param("status=removed&on=2025-05-31", [], id="not yet inferred of that day"),
        pytest.param("status=not_listed_since&on=2025-05-31", ["ca-kern-county-sheriff-jem"], id="between its last listing and the first list without it"),
        pytest.param("status=not_listed_since&on=2026-07-01", ["tx-travis-county-sheriff-jem"], id="omitted by the newest list alone"),
        pytest.param("status=ended&on=2026-06-15&model=JEM", ["tx-dallas-county-sheriff-jem"], id="a source states the end"),
        pytest.param("status=future&on=2019-05-31&kind=sheriff&model=JEM", ["tx-dallas-county-sheriff-jem", "tx-travis-county-sheriff-jem"], id="not yet signed"),
    ],
)
def test_the_list_is_narrowed_to_a_status_on_the_day(told_client: FlaskClient, question: str, found: list[str]) -> None:
    body = answer(told_client, f"/v1/agreements?{question}")
    assert ([row["key"] for row in body["data"]], body["total"]) == (found, len(found))
    assert {row["status"] for row in body["data"]} <= {question.split("&")[0].removeprefix("status=")}


def test_what_stopped_being_active_is_a_tombstone_of_the_active_ones(told_client: FlaskClient) -> None:
    def changed(question: str) -> dict[str, bool]:
        return {row["key"]: row["removed"] for row in answer(told_client, f"/v1/agreements?{question}&updated_since=2")["data"]}

    travis = "tx-travis-county-sheriff-jem"
    listed_anew = dict.fromkeys(["fl-lake-placid-police-tfm", "tx-bexar-county-sheriff-tfm", "tx-el-paso-county-sheriff-tfm"], False)
    assert changed("status=active&on=2026-07-01") == listed_anew | {travis: True}
    assert changed("status=not_listed_since&on=2026-07-01") == {travis: False}
    assert changed("status=active&on=2026-05-18") == listed_anew | {travis: False}, "on that day it still was"
    assert changed("status=superseded&on=2026-07-01") == {}
    assert changed("on=2026-07-01") == listed_anew | {travis: False}


def test_the_history_says_what_became_of_it_and_why(told_client: FlaskClient) -> None:
    found = answer(told_client, "/v1/agreements/ca-kern-county-sheriff-jem?on=2026-06-15")["data"]
    assert [(s["status"], s["begins"], s["until"], s["rule"]) for s in found["history"]] == [
        ("active", "2018-01-01", "2021-01-14", "signed_or_listed"),
        ("not_listed_since", "2021-01-14", "2025-06-01", "absent_long_enough"),
        ("removed", "2025-06-01", None, "absent_long_enough"),
    ]
    assert found["history"][2]["omitted_by"] == ["2025-06-01", "2026-05-18"]
    assert (found["status"], found["valid_from"], found["valid_until"], found["gaps"]) == ("removed", "2018-01-01", "2021-01-14", [])
    assert answer(told_client, "/v1/agreements/tx-travis-county-sheriff-jem?revision=2")["data"]["gaps"] == ["2025-06-01"]


def test_memoranda_that_follow_each_other_are_in_force_as_one(told_client: FlaskClient) -> None:
    found = answer(told_client, "/v1/agreements/tx-travis-county-sheriff-jem?on=2020-01-01&revision=2")["data"]
    assert (found["status"], found["valid_from"], found["valid_until"]) == ("active", "2019-06-01", None)


@pytest.mark.parametrize("ending", ["", ".json", ".csv", ".geojson"])
@pytest.mark.parametrize("question", ["", "?on=2026-06-15", "?on=2026-06-15&revision=2"])
@pytest.mark.parametrize(
    ("former", "present"),
    [
        pytest.param("agencies/ny-lake-placid-police", "agencies/fl-lake-placid-police", id="an agency"),
        pytest.param("agreements/ny-lake-placid-police-tfm", "agreements/fl-lake-placid-police-tfm", id="its agreement"),
    ],
)
def test_a_former_key_leads_to_the_present_one_with_the_question(told_client: FlaskClient, former: str, present: str, question: str, ending: str) -> None:
    response = told_client.get(f"/v1/{former}{ending}{question}")
    assert response.status_code == 301
    assert response.headers["Location"] == f"/v1/{present}{ending}{question}"
    assert told_client.get(response.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("agreements/ny-lake-placid-police-wso", id="a model it never had"),
        pytest.param("agreements/ny-lake-placid-police", id="a key of an agency"),
        pytest.param("agreements/ny-lake-placid-police-", id="no model"),
        pytest.param("agreements/tfm", id="a model alone"),
        pytest.param("agreements/ny-lake-placid-police-tfm?revision=1", id="before the record knew it"),
        pytest.param("agencies/ny-lake-placid-police?revision=1", id="an agency before the record knew it"),
        pytest.param("agencies/ny-lake-placid", id="the beginning of a key"),
    ],
)
def test_what_was_never_a_key_is_not_found(told_client: FlaskClient, address: str) -> None:
    refused(told_client.get(f"/v1/{address}"), 404, field="key")


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
