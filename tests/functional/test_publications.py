"""ICE's lists, one of them, and its rows with what became of each."""

from __future__ import annotations

from collections import Counter

import pytest
from flask.testing import FlaskClient

from tests.conftest import answer
from tests.functional.addresses import refused, walked

LISTS = ["p-2021-01-13", "p-2025-06-01", "p-2026-02-27", "p-2026-05-18", "p-2026-06-20"]
NEWEST = "/v1/publications/p-2026-05-18"


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param("", LISTS, id="all, in order of their keys"),
        pytest.param("sort=-published", LISTS[::-1], id="newest first"),
        pytest.param("list=pending", [LISTS[2]], id="the lists of applicants"),
        pytest.param("list=participating&limit=2", [LISTS[0], LISTS[1], LISTS[3], LISTS[4]], id="those of agencies that take part, page by page"),
        pytest.param("list=web", [], id="nothing passes"),
        pytest.param("revision=1", [LISTS[0], LISTS[1], LISTS[3]], id="as known before"),
        pytest.param("updated_since=2", [LISTS[4]], id="what is new"),
    ],
)
def test_the_lists(told_client: FlaskClient, question: str, found: list[str]) -> None:
    assert [row["key"] for row in walked(told_client, f"/v1/publications?{question}")] == found
    assert answer(told_client, f"/v1/publications?{question}")["unit"] == "lists"


def test_one_is_as_in_the_list(told_client: FlaskClient) -> None:
    for row in answer(told_client, "/v1/publications")["data"]:
        assert answer(told_client, f"/v1/publications/{row['key']}")["data"] == row
    refused(told_client.get("/v1/publications/nothing"), 404, field="key")


def test_the_verdicts_are_all_its_rows(told_client: FlaskClient) -> None:
    publication = answer(told_client, NEWEST)["data"]
    rows = answer(told_client, f"{NEWEST}/rows")
    assert publication["rows"] == rows["total"] == sum(publication["verdicts"].values()) == 7
    assert rows["unit"] == "rows"
    assert Counter(row["verdict"] for row in rows["data"]) == publication["verdicts"]
    assert [row["row"] for row in rows["data"]] == [2, 3, 4, 5, 6, 7, 8]
    for verdict, number in publication["verdicts"].items():
        assert answer(told_client, f"{NEWEST}/rows?verdict={verdict}")["total"] == number


def test_what_waits_for_a_person_says_why(told_client: FlaskClient) -> None:
    held = answer(told_client, f"{NEWEST}/rows?verdict=held")["data"]
    assert [(row["row"], row["reason"], row["agreement"]) for row in held] == [(6, "name_shared", None), (7, "other_county", None)]


def test_a_row_leads_to_its_agreement(told_client: FlaskClient) -> None:
    for row in answer(told_client, f"{NEWEST}/rows?verdict=imported")["data"]:
        assert answer(told_client, f"/v1/agreements/{row['agreement']}")["data"]["key"] == row["agreement"]


def test_a_list_without_rows_and_one_that_is_not_there(told_client: FlaskClient) -> None:
    assert answer(told_client, "/v1/publications/p-2025-06-01/rows")["data"] == []
    refused(told_client.get("/v1/publications/nothing/rows"), 404, field="key")
    refused(told_client.get(f"{NEWEST}/rows?revision=1&verdict=lost"), 400, field="verdict")
    assert answer(told_client, f"{NEWEST}/rows?revision=1")["total"] == 0


@pytest.mark.parametrize(("question", "field"), [("list=all", "list"), ("sort=rows", "sort")])
def test_what_cannot_be_asked(told_client: FlaskClient, question: str, field: str) -> None:
    refused(told_client.get(f"/v1/publications?{question}"), 400, field=field)
