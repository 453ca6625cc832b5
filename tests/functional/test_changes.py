"""What happened, and when the record came to say so: the door, its filters, orders and forms."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.db import db
from api.ledger import changes
from api.ledger.asof import resolve
from tests.builders import World, own
from tests.conftest import answer
from tests.functional.addresses import refused, walked
from tests.functional.conftest import OwnApp

ADDRESS = "/v1/changes"
ON = "on=2026-06-15"


def keys(client: FlaskClient, question: str) -> list[str]:
    """The changes of a question, page by page."""
    return [row["key"] for row in walked(client, f"{ADDRESS}?{question}")]


def happenings() -> World:
    """A policy, a law and a suit with dates of every precision, and a law of next year."""
    world = World().policy("travis-order", "48453", own("detainers", 1), adopted="2026", effective="2026-02-01", ended="2026-03", ended_by="law")
    world.law("tx-steps", "TX", events=[{"date": f"2026-0{n}", "kind": "passed", "note": None, "source": "src"} for n in (1, 1)])
    world.law("tx-next", "TX", events=[{"date": "2027-01-01", "kind": "effective", "note": None, "source": "src"}])
    world.policy("sf-county", "06075", own("detainers", -1), adopted="2026-04-01")
    return world.federal_action("suit", "2026-05-01", kind="suit", jurisdictions=["48453", "48141"])


@pytest.fixture
def own_client(own_app: OwnApp) -> FlaskClient:
    """A client of the small record with happenings at revision 2."""
    return own_app(happenings()).test_client()


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param("since=2026-01-01", [
            "policy/travis-order/adopted", "state_law/tx-steps/2026-01/passed", "state_law/tx-steps/2026-01/passed/2", "policy/travis-order/effective",
            "policy/travis-order/ended", "policy/sf-county/adopted", "federal_action/suit/taken",
        ], id="oldest first, a year before its months, nothing of next year"),
        pytest.param("since=2026-03-31&until=2026-04-30&state=TX", ["policy/travis-order/adopted", "policy/travis-order/ended"], id="a month and a year lie on any of their days"),
        pytest.param("jurisdiction=travis-county-tx&noun=policy", ["policy/travis-order/adopted", "policy/travis-order/effective", "policy/travis-order/ended"], id="a body by its slug"),
        pytest.param("jurisdiction=06075&since=2026", None, id="a year is no day"),
        pytest.param("jurisdiction=06075&noun=policy", ["policy/sf-county/adopted"], id="a government by another of its ids"),
        pytest.param("jurisdiction=0667000&noun=policy", ["policy/sf-county/adopted"], id="a government by its own id"),
        pytest.param("kind=removed", ["designation/doj-tx/removed"], id="a kind"),
        pytest.param("noun=federal_action&state=TX", ["federal_action/suit/taken"], id="an action that names bodies of one state"),
        pytest.param("noun=state_law&on=2027-06-01&since=2027-01-01", ["state_law/tx-next/2027-01-01/effective"], id="what is enacted for a later day, asked of that day"),
        pytest.param("noun=state_law&revision=1", [], id="as known before"),
    ],
)
def test_which_changes(own_client: FlaskClient, question: str, found: list[str] | None) -> None:
    asked = question if "on=" in question else f"{question}&{ON}"
    if found is None:
        refused(own_client.get(f"{ADDRESS}?{asked}"), 400, field="since")
        return
    assert keys(own_client, asked) == found
    assert keys(own_client, f"{asked}&limit=2") == found
    assert sorted(keys(own_client, f"{asked}&sort=-date&limit=2")) == sorted(found)


def test_a_change_says_when_it_happened_and_when_it_was_recorded(own_client: FlaskClient) -> None:
    (ended,) = answer(own_client, f"{ADDRESS}?kind=ended&noun=policy&{ON}")["data"]
    recorded = ended.pop("recorded_at")
    assert recorded == answer(own_client, "/v1/revisions")["data"][0]["published_at"]
    assert ended == {
        "key": "policy/travis-order/ended",
        "date": "2026-03",
        "precision": "month",
        "noun": "policy",
        "kind": "ended",
        "sentence": "In March 2026, in Travis County, TX, “Policy travis-order” ends, by law.",
        "note": None,
        "state": "TX",
        "jurisdiction": "48453",
        "entry": "travis-order",
        "link": "/v1/policies/travis-order",
        "sources": ["src"],
        "recorded_in": 2,
    }
    assert [row["recorded_in"] for row in walked(own_client, f"{ADDRESS}?{ON}&sort=-recorded_in&limit=3")] == sorted(
        (row["recorded_in"] for row in walked(own_client, f"{ADDRESS}?{ON}")), reverse=True
    )


def test_every_change_leads_to_its_entry_and_its_sources(told_client: FlaskClient) -> None:
    rows = walked(told_client, f"{ADDRESS}?on=2026-07-01")
    assert {row["noun"] for row in rows} == {"agreement", "designation", "federal_action"}
    for row in rows:
        assert answer(told_client, row["link"])["data"]["key"] == row["entry"]
        assert row["sources"]
        for source in row["sources"]:
            answer(told_client, f"/v1/sources/{source}")


@pytest.mark.parametrize("question", ["on=2026-06-15", "on=2026-07-01", "on=2026-07-01&revision=2", "on=2024-12-31&state=TX", "on=2026-07-01&since=2023-01-01&until=2025-06-01"])
def test_those_of_agreements_are_the_same_as_theirs(told_client: FlaskClient, question: str) -> None:
    theirs = {row["key"]: row for row in walked(told_client, f"/v1/agreements/changes?{question}")}
    ours = {row["key"]: row for row in walked(told_client, f"{ADDRESS}?noun=agreement&{question}")}
    assert theirs
    assert {key: (row["date"], row["kind"], row["entry"], row["state"]) for key, row in ours.items()} == {
        key: (row["date"], row["kind"], row["agreement"], row["state"]) for key, row in theirs.items()
    }


def test_what_the_record_no_longer_tells_is_a_tombstone(own_app: OwnApp) -> None:
    world = World().withdraw("designation", "doj-tx").policy("travis-order", "48453", own("detainers", 1), title="Renamed", adopted="2026", effective="2026-02-01")
    client = own_app(happenings(), world).test_client()
    changed = {row["key"]: row["removed"] for row in walked(client, f"{ADDRESS}?{ON}&updated_since=2")}
    assert changed == {
        "designation/doj-tx/listed": True,
        "designation/doj-tx/removed": True,
        "policy/travis-order/adopted": False,
        "policy/travis-order/effective": False,
        "policy/travis-order/ended": True,
    }
    renamed = next(row for row in walked(client, f"{ADDRESS}?{ON}") if row["key"] == "policy/travis-order/adopted")
    assert (renamed["recorded_in"], "“Renamed”" in renamed["sentence"]) == (3, True)


def test_a_renamed_body_is_told_under_its_name(own_app: OwnApp) -> None:
    client = own_app(happenings(), World().county("48453", "TX", "Travis Borough")).test_client()
    (row,) = answer(client, f"{ADDRESS}?kind=removed&{ON}")["data"]
    assert "Travis Borough, TX" in row["sentence"]
    assert keys(client, f"updated_since=2&{ON}&kind=removed") == ["designation/doj-tx/removed"]


def test_as_csv_and_geojson(own_client: FlaskClient) -> None:
    rows = list(csv.DictReader(io.StringIO(own_client.get(f"{ADDRESS}.csv?{ON}").get_data(as_text=True))))
    listed = walked(own_client, f"{ADDRESS}?{ON}")
    assert [(row["key"], row["date"], row["sentence"]) for row in rows] == [(row["key"], row["date"], row["sentence"]) for row in listed]
    features: list[dict[str, Any]] = answer(own_client, f"{ADDRESS}.geojson?{ON}")["features"]
    assert [feature["id"] for feature in features] == [row["key"] for row in rows]
    placed = {feature["id"]: feature["geometry"] for feature in features}
    assert placed["policy/travis-order/ended"]["type"] == "Point"
    assert placed["federal_action/suit/taken"] is None, "it names two bodies"


@pytest.mark.parametrize(
    ("question", "status", "field"),
    [
        ("since=yesterday", 400, "since"),
        ("until=2025-02-30", 400, "until"),
        ("kind=fled", 400, "kind"),
        ("noun=rumour", 400, "noun"),
        ("state=ZZ", 400, "state"),
        ("sort=kind", 400, "sort"),
        ("cursor=garbage", 400, "cursor"),
        ("updated_since=9", 400, "updated_since"),
        ("jurisdiction=nowhere-at-all", 404, None),
    ],
)
def test_what_cannot_be_asked(told_client: FlaskClient, question: str, status: int, field: str | None) -> None:
    refused(told_client.get(f"{ADDRESS}?{question}"), status, field=field)


def test_a_body_has_its_own_changes_and_a_state_its_laws(own_app: OwnApp) -> None:
    app: Flask = own_app(happenings())
    with app.app_context():
        as_of = resolve(db.session, on="2026-06-15")
        county, state = (changes.of(db.session, geoid, as_of) for geoid in ("48453", "48"))
        beside = changes.of(db.session, "48453", as_of, laws_of="TX")
    assert [row["key"] for row in county] == [
        "designation/doj-tx/listed", "designation/doj-tx/removed", "policy/travis-order/adopted", "policy/travis-order/effective", "policy/travis-order/ended",
    ]
    assert [row["key"] for row in state] == ["state_law/tx-steps/2026-01/passed", "state_law/tx-steps/2026-01/passed/2", "state_law/tx-next/2027-01-01/effective"]
    assert {row["key"] for row in beside} == {row["key"] for row in (*county, *state)}
    assert [row["date"] for row in beside] == sorted(row["date"] for row in beside)
    assert all(date.fromisoformat(row["date"]) for row in beside if row["precision"] == "day")
