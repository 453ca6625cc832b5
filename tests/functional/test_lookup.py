"""What applies at a point, by the real outlines of the counties."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.conftest import answer


def test_a_point_in_a_county_answers_the_county_and_its_state(small_client: FlaskClient) -> None:
    data = answer(small_client, "/v1/lookup?lat=30.2672&lon=-97.7431&on=2026-06-01")["data"]
    assert [j["id"] for j in data["jurisdictions"]] == ["48", "48453"]
    assert data["jurisdictions"][1]["operative_category"] == "cooperates"


def test_without_outlines_of_places_the_answer_says_so(small_client: FlaskClient) -> None:
    assert answer(small_client, "/v1/lookup?lat=30.2672&lon=-97.7431")["data"]["places"] is None


def test_the_open_sea_lies_in_no_jurisdiction(small_client: FlaskClient) -> None:
    assert answer(small_client, "/v1/lookup?lat=0&lon=0")["data"]["jurisdictions"] == []


@pytest.mark.parametrize(("query", "field"), [("lat=91&lon=0", "lat"), ("lat=0&lon=181", "lon"), ("lat=x&lon=0", "lat"), ("lat=1", "lon")])
def test_a_point_off_the_earth_is_refused(small_client: FlaskClient, query: str, field: str) -> None:
    response = small_client.get(f"/v1/lookup?{query}")
    assert response.status_code == 400
    assert field in {fault["field"] for fault in response.get_json()["errors"]}
