"""Jurisdictions: the list with its filters, one by any of its ids, and what belongs to it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.rules.vocabulary import CATEGORIES, KINDS, MARKS
from tests.conftest import answer
from tests.functional.addresses import refused
from tests.functional.worlds import FORMER_SPLIT, FORMER_TRAVIS, OCD_DALLAS

Row = dict[str, Any]
Test = Callable[[Row], bool]
NEUTRAL = "?on=2026-06-01"
# Filters with the test that a row must pass.
FILTERS: dict[str, Test] = {
    "state=TX": lambda row: row["state"] == "TX",
    "kind=county": lambda row: row["kind"] == "county",
    "category=insufficient_evidence": lambda row: row["category"] == "insufficient_evidence",
    "operative_category=cooperates": lambda row: row["operative_category"] == "cooperates",
    "marks=by_law": lambda row: "by_law" in row["marks"] + row["operative_marks"],
    "has_agreement=true": lambda row: bool(row["models"]),
    "model=TFM": lambda row: "TFM" in (row["models"] or ()),
    "q=county": lambda row: "county" in row["slug"],
    "conflict=overridden": lambda row: row["conflict"] == "overridden",
    "population_min=1000000": lambda row: row["population"] is not None and row["population"] >= 1_000_000,
    "bbox=-98,29,-96,31": lambda row: row["lat"] is not None,
}


def rows(client: FlaskClient, *filters: str, on: str = "2026-06-01") -> list[Row]:
    """The rows of a list that fits on one page."""
    body = answer(client, f"/v1/jurisdictions?{'&'.join(('limit=500', f'on={on}', *filters))}")
    assert body["next"] is None
    assert body["total"] == len(body["data"])
    return body["data"]


def ids(found: list[Row]) -> list[str]:
    """The ids of some rows, as they stand."""
    return [row["id"] for row in found]


@pytest.fixture(scope="module")
def whole(wide_app: Flask) -> list[Row]:
    """Every row there is, second ids of a government included."""
    return sorted((row for kind in KINDS for row in rows(wide_app.test_client(), f"kind={kind.key}")), key=lambda row: row["id"])


def test_a_government_with_two_ids_is_counted_once_at_its_city(wide_client: FlaskClient, whole: list[Row]) -> None:
    listed = rows(wide_client)
    assert ids(listed) == [row["id"] for row in whole if row["same_as"] is None]
    assert {row["id"]: row["same_as"] for row in whole if row["same_as"]} == {"06075": "0667000", "22071": "2255000"}


def test_the_unit_is_named(wide_client: FlaskClient) -> None:
    assert answer(wide_client, "/v1/jurisdictions")["unit"] == "jurisdictions"


@pytest.mark.parametrize("chosen", [*combinations(FILTERS, 1), *combinations(FILTERS, 2), tuple(FILTERS)], ids=" and ".join)
def test_filters_alone_and_together_keep_what_passes_all(wide_client: FlaskClient, whole: list[Row], chosen: tuple[str, ...]) -> None:
    wanted = [row for row in whole if all(FILTERS[f](row) for f in chosen)]
    if "kind=county" not in chosen:
        wanted = [row for row in wanted if row["same_as"] is None]
    assert ids(rows(wide_client, *chosen)) == ids(wanted)
    if len(chosen) == 1:
        assert 0 < len(wanted) < len(whole), "the made-up record tries this filter"


@pytest.mark.parametrize(
    ("name", "field", "values"),
    [
        pytest.param("kind", "kind", [t.key for t in KINDS], id="kind"),
        pytest.param("category", "category", [t.key for t in CATEGORIES], id="category"),
        pytest.param("operative_category", "operative_category", [t.key for t in CATEGORIES], id="operative category"),
    ],
)
def test_every_value_of_a_filter_is_taken(wide_client: FlaskClient, whole: list[Row], name: str, field: str, values: list[str]) -> None:
    found = [(value, row) for value in values for row in rows(wide_client, f"{name}={value}")]
    assert all(row[field] == value for value, row in found)
    assert len(found) == len([row for row in whole if name == "kind" or row["same_as"] is None])


def test_every_mark_is_taken_and_found_in_either_position(wide_client: FlaskClient) -> None:
    for mark in MARKS:
        wanted = [row["id"] for row in rows(wide_client) if mark.key in row["marks"] + row["operative_marks"]]
        assert ids(rows(wide_client, f"marks={mark.key}")) == wanted
    assert ids(rows(wide_client, "marks=contested")) == ["2255000"]


@pytest.mark.parametrize("state", ["TX", "tx", "48"])
def test_a_state_is_taken_by_postal_and_by_census_code(wide_client: FlaskClient, state: str) -> None:
    assert ids(rows(wide_client, f"state={state}")) == ["48", "4800000", "4805000", "48113", "48121", "48141", "4819000", "48453", "4873376"]


def test_has_agreement_follows_the_day(wide_client: FlaskClient) -> None:
    assert ids(rows(wide_client, "has_agreement=true")) == ["2255000", "48141"]
    assert ids(rows(wide_client, "has_agreement=true", on="2022-01-01")) == ["2255000", "48121"]
    unlisted = {row["id"] for row in rows(wide_client) if row["models"] is None}
    assert set(ids(rows(wide_client, "has_agreement=false"))) == set(ids(rows(wide_client))) - {"2255000", "48141"} - unlisted
    assert unlisted, "some are on no list that answers for them"
    assert ids(rows(wide_client, "has_agreement=false", on="2019-12-01")) == ["06", "4873376"], "before the first list only a law says so, and a place without a government has none"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param("austin", ["4805000"], id="a name"),
        pytest.param("AUSTIN", ["4805000"], id="capitals"),
        pytest.param("Cañon", ["0811810"], id="with its tilde"),
        pytest.param("canon", ["0811810"], id="without its tilde"),
        pytest.param("el paso", ["48141"], id="two words"),
        pytest.param("100%", [], id="a wildcard of the database is no wildcard"),
        pytest.param("__", [], id="nor is an underscore"),
        pytest.param("東京", [], id="letters that no name holds find nothing"),
        pytest.param("??", [], id="nor do signs"),
        pytest.param("zzz", [], id="nothing of that name"),
        pytest.param("tx", [], id="the state at the end of an address is no name"),
    ],
)
def test_q_finds_part_of_a_name(wide_client: FlaskClient, asked: str, found: list[str]) -> None:
    assert ids(rows(wide_client, f"q={asked.replace('%', '%25')}")) == found


def test_ids_pick_jurisdictions_by_geoid_or_slug_at_each_of_their_ids(wide_client: FlaskClient) -> None:
    assert ids(rows(wide_client, "ids=48453,austin-tx,06075,nowhere")) == ["06075", "4805000", "48453"]
    assert ids(rows(wide_client, "ids=48453,austin-tx,06075", "state=TX")) == ["4805000", "48453"]
    assert ids(rows(wide_client, "ids=nowhere")) == []


def test_pages_follow_each_other_without_gap_or_double(wide_client: FlaskClient) -> None:
    address: str | None = "/v1/jurisdictions?limit=4&state=TX&on=2026-06-01"
    seen: list[str] = []
    while address:
        response = wide_client.get(address)
        body = response.get_json()
        assert len(body["data"]) <= 4
        assert body["total"] == 9
        seen += ids(body["data"])
        address = body["next"]
        assert [link for link in response.headers.getlist("Link") if 'rel="next"' in link] == ([f'<{address}>; rel="next"'] if address else [])
    assert seen == ids(rows(wide_client, "state=TX"))


@pytest.mark.parametrize("asked", ["4805000", "austin-tx"])
def test_one_by_geoid_or_slug(wide_client: FlaskClient, asked: str) -> None:
    data = answer(wide_client, f"/v1/jurisdictions/{asked}{NEUTRAL}")["data"]
    assert (data["id"], data["slug"], data["name"], data["kind"], data["state"]) == ("4805000", "austin-tx", "Austin", "place", "TX")


def test_one_says_the_same_as_its_row_in_the_list(wide_client: FlaskClient, whole: list[Row]) -> None:
    for row in whole:
        one = answer(wide_client, f"/v1/jurisdictions/{row['id']}{NEUTRAL}")["data"]
        assert {name: one[name] for name in row} == row


@pytest.mark.parametrize("question", [pytest.param("", id="no clocks"), pytest.param("on=2026-06-01&revision=2", id="both clocks")])
def test_an_ocd_id_leads_to_its_jurisdiction_with_the_question(wide_client: FlaskClient, question: str) -> None:
    response = wide_client.get(f"/v1/jurisdictions?ocd_id={OCD_DALLAS}&{question}".rstrip("&"))
    assert response.status_code == 303
    assert response.headers["Location"] == "/v1/jurisdictions/4819000" + (f"?{question}" if question else "")
    assert "html" not in response.content_type
    assert answer(wide_client, response.headers["Location"])["data"]["ocd_id"] == OCD_DALLAS


def test_an_unknown_ocd_id_is_not_found(wide_client: FlaskClient) -> None:
    refused(wide_client.get("/v1/jurisdictions?ocd_id=ocd-division/country:us/state:zz"), 404)


@pytest.mark.parametrize(
    ("former", "present"),
    [pytest.param(FORMER_TRAVIS, "48453", id="renumbered"), pytest.param(FORMER_SPLIT, "02063", id="split, to the first of its parts")],
)
def test_a_former_id_leads_to_the_present_one_with_the_question(wide_client: FlaskClient, former: str, present: str) -> None:
    response = wide_client.get(f"/v1/jurisdictions/{former}?on=2026-06-01&revision=2")
    assert response.status_code == 301
    assert response.headers["Location"] == f"/v1/jurisdictions/{present}?on=2026-06-01&revision=2"
    assert "html" not in response.content_type
    assert answer(wide_client, response.headers["Location"])["data"]["id"] == present


def test_the_parts_of_a_former_id_answer_as_the_present_one(wide_client: FlaskClient) -> None:
    for part in ("position", "history", "laws"):
        assert answer(wide_client, f"/v1/jurisdictions/{FORMER_TRAVIS}/{part}")["data"] == answer(wide_client, f"/v1/jurisdictions/48453/{part}")["data"]


def test_every_link_answers_for_the_same_jurisdiction(wide_client: FlaskClient, whole: list[Row]) -> None:
    for row in [*{row["kind"]: row for row in whole}.values(), *(row for row in whole if row["same_as"])]:
        links = answer(wide_client, f"/v1/jurisdictions/{row['id']}{NEUTRAL}")["data"]["links"]
        assert set(links) == {"position", "history", "policies", "agreements", "laws", "designations", "research-notes", "sources"}
        for part, link in links.items():
            assert link == f"/v1/jurisdictions/{row['id']}/{part}"
            answer(wide_client, link)


@pytest.mark.parametrize("wanted", ["99999", "atlantis-tx", "4805000x", "0", "austin tx"])
@pytest.mark.parametrize("part", ["", "/position", "/history", "/policies", "/agreements", "/laws", "/designations", "/research-notes", "/sources"])
def test_an_unknown_id_is_not_found(wide_client: FlaskClient, wanted: str, part: str) -> None:
    assert wanted in refused(wide_client.get(f"/v1/jurisdictions/{wanted}{part}"), 404, field="id")["detail"]


@pytest.mark.parametrize(("one", "other"), [("06075", "0667000"), ("22071", "2255000")])
def test_both_ids_of_a_government_answer_alike(wide_client: FlaskClient, one: str, other: str) -> None:
    county, city = (answer(wide_client, f"/v1/jurisdictions/{i}{NEUTRAL}")["data"] for i in (one, other))
    assert ([s["id"] for s in county["same_government"]], [s["id"] for s in city["same_government"]]) == ([other], [one])
    assert county["same_as"] == other
    assert (county["policy_score"], county["category"], county["operative_category"]) == (city["policy_score"], city["category"], city["operative_category"])
    for part in ("history", "policies", "agreements", "laws", "designations", "research-notes", "sources"):
        left, right = (answer(wide_client, f"/v1/jurisdictions/{i}/{part}{NEUTRAL}") for i in (one, other))
        assert left["data"] == right["data"], part
    left, right = (answer(wide_client, f"/v1/jurisdictions/{i}/position{NEUTRAL}")["data"] for i in (one, other))
    # What differs is the name alone, and so the sentence that holds it.
    assert {**left, "jurisdiction": None, "sentence": None} == {**right, "jurisdiction": None, "sentence": None}
    assert left["sentence"].replace(left["jurisdiction"]["name"], "") == right["sentence"].replace(right["jurisdiction"]["name"], "")
    assert left["jurisdiction"]["id"] == one


def test_a_government_of_one_id_names_no_other(wide_client: FlaskClient) -> None:
    assert answer(wide_client, "/v1/jurisdictions/4805000")["data"]["same_government"] == []


def test_a_place_in_several_counties_names_them_with_shares(wide_client: FlaskClient) -> None:
    data = answer(wide_client, "/v1/jurisdictions/4819000")["data"]
    assert data["county"] is None
    assert data["counties"] == [{"geoid": "48113", "share": 0.9}, {"geoid": "48121", "share": 0.1}]
    assert (data["population"], data["population_year"], data["population_source"]) == (1304379, 2020, "src")


def test_what_is_missing_is_null(wide_client: FlaskClient) -> None:
    data = answer(wide_client, "/v1/jurisdictions/4800000")["data"]
    assert [data[name] for name in ("lat", "lon", "population", "population_year", "ocd_id")] == [None] * 5
