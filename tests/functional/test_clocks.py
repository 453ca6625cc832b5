"""The two clocks on every door: the day asked about, the revision it is asked of."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.app import DESK
from api.ledger.asof import today
from api.rules.dates import last_answerable_day
from tests.conftest import answer
from tests.functional.addresses import ANNALS, EVERY, POINT, TIMELESS, asking, refused


def named(client: FlaskClient, address: str) -> tuple[str, int, str | None]:
    """The day, the revision and the newest list that an answer names."""
    response = client.get(address)
    assert response.status_code == 200, response.get_data(as_text=True)
    body = response.get_json()
    return response.headers.get("Spectrum-On") or body["on"], body["revision"], body["evidence_through"]


def test_the_table_of_addresses_opens_every_door(wide_app: Flask) -> None:
    bound = wide_app.url_map.bind("localhost")
    of_desk = {resource.blueprint.name for resource in DESK}
    doors = {rule.endpoint for rule in wide_app.url_map.iter_rules() if rule.rule.startswith("/v1") and rule.endpoint.split(".")[0] not in of_desk}
    assert {bound.match(address.split("?")[0])[0] for address in [*EVERY, POINT, *TIMELESS, *ANNALS]} == doors


@pytest.mark.parametrize("address", [*EVERY, POINT])
def test_without_clocks_today_and_the_latest_revision(wide_client: FlaskClient, address: str) -> None:
    assert named(wide_client, address) == (today().isoformat(), 2, "2026-06-20")


@pytest.mark.parametrize("address", [*EVERY, POINT])
def test_both_clocks_are_named_as_asked(wide_client: FlaskClient, address: str) -> None:
    assert named(wide_client, f"{asking(address)}on=2025-01-01&revision=1") == ("2025-01-01", 1, "2026-05-18")


@pytest.mark.parametrize("address", [*EVERY, POINT])
def test_what_was_known_at_a_revision_never_changes(wide_client: FlaskClient, small_client: FlaskClient, address: str) -> None:
    question = f"{asking(address)}on=2026-06-01&revision=1"
    then, now = answer(small_client, question), answer(wide_client, question)
    if address == "/v1/revisions":
        for row in (*then["data"], *now["data"]):
            del row["published_at"]
    assert now == then


@pytest.mark.parametrize("address", [*EVERY, POINT])
def test_a_revision_that_is_not_published_is_not_found(wide_client: FlaskClient, address: str) -> None:
    problem = refused(wide_client.get(f"{asking(address)}revision=3"), 404, field="revision")
    assert "latest is 2" in problem["detail"]


@pytest.mark.parametrize("address", [*EVERY, POINT])
@pytest.mark.parametrize(
    "day",
    [
        pytest.param("1979-12-31", id="the day before 1980"),
        pytest.param("past the last", id="the day after five years ahead"),
        pytest.param("9999-12-31", id="the end of the calendar"),
    ],
)
def test_a_day_outside_the_range_is_refused(wide_client: FlaskClient, address: str, day: str) -> None:
    asked = (last_answerable_day(today()) + timedelta(days=1)).isoformat() if day == "past the last" else day
    problem = refused(wide_client.get(f"{asking(address)}on={asked}"), 400, field="on")
    assert "1980-01-01" in problem["detail"]


@pytest.mark.parametrize("address", [*EVERY, POINT])
def test_the_first_and_the_last_day_are_answered(wide_client: FlaskClient, address: str) -> None:
    for day in (date(1980, 1, 1), last_answerable_day(today())):
        assert named(wide_client, f"{asking(address)}on={day}")[0] == day.isoformat()


def test_a_future_day_goes_by_what_is_enacted_now(wide_client: FlaskClient) -> None:
    def duties(on: str) -> list[dict[str, Any]]:
        dimensions = answer(wide_client, f"/v1/jurisdictions/48453/position?on={on}")["data"]["operative"]["dimensions"]
        return [law for d in dimensions for law in d["laws"] if law["law"] == "tx-later"]

    assert duties("2026-11-30") == []
    assert [d["deadline"] for d in duties("2027-06-01")] == ["2027-01-01"]


def test_a_day_past_the_newest_list_reads_as_last_listed(wide_client: FlaskClient) -> None:
    later = answer(wide_client, "/v1/agreements/tx-el-paso-county-sheriff-tfm?on=2027-01-01")
    assert (later["data"]["status"], later["data"]["last_listed"], later["evidence_through"]) == ("active", "2026-06-20", "2026-06-20")


@pytest.mark.parametrize("address", [*EVERY, POINT])
def test_a_pinned_answer_lives_a_day_and_others_a_minute(wide_client: FlaskClient, address: str) -> None:
    pinned = wide_client.get(f"{asking(address)}on=2026-06-01&revision=1")
    assert pinned.cache_control.max_age == 86_400
    assert "ETag" in pinned.headers
    for moving in ("", "on=2026-06-01", "revision=1"):
        assert wide_client.get(f"{asking(address)}{moving}").cache_control.max_age == 60


def test_a_thing_of_a_later_revision_is_not_found_at_an_earlier_one(wide_client: FlaskClient) -> None:
    answer(wide_client, "/v1/policies/orleans-decree")
    refused(wide_client.get("/v1/policies/orleans-decree?revision=1"), 404, field="key")
    answer(wide_client, "/v1/jurisdictions/new-orleans-la")
    refused(wide_client.get("/v1/jurisdictions/new-orleans-la?revision=1"), 404, field="id")


def test_sub_resources_read_the_revision_asked_of(wide_client: FlaskClient) -> None:
    assert answer(wide_client, "/v1/jurisdictions/4805000/designations")["total"] == 1
    assert answer(wide_client, "/v1/jurisdictions/4805000/designations?revision=1")["total"] == 0
    laws = [row["key"] for row in answer(wide_client, "/v1/jurisdictions/4805000/laws?revision=1")["data"]]
    assert laws == ["tx-law"]
