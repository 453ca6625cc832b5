"""An agency that serves several governments: its agreements are each one's own on the days it serves it, and count once."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.builders import World
from tests.conftest import answer
from tests.functional.conftest import OwnApp
from tests.functional.test_sources_page import shown

METRO = "tx-metro-police"
KEY = f"{METRO}-tfm"
COUNTY, CITY = "48453", "4805000"
ON = "on=2026-06-01"


def metro() -> World:
    """The police of Travis County, which signed in 2025 and is on every list since."""
    world = World().lists("2025-06-01", "2026-05-18").agency(METRO, COUNTY, "TX", "police")
    return world.agreement(METRO, "TFM", "2025-03-01", "2025-06-01", "2026-05-18")


def agreements_of(client: FlaskClient, geoid: str, question: str = ON) -> list[str]:
    """The agreements that a jurisdiction's own door answers."""
    return [row["key"] for row in answer(client, f"/v1/jurisdictions/{geoid}/agreements?{question}")["data"]]


def level(client: FlaskClient, geoid: str, on: str) -> int | None:
    """The level of its own agreements on a day; None: not known."""
    told = answer(client, f"/v1/jurisdictions/{geoid}/position?on={on}")["data"]["policy"]["dimensions"]
    return next((row["level"] for row in told if row["dimension"] == "agreement_287g"), None)


@pytest.fixture
def client(own_app: OwnApp) -> FlaskClient:
    """The small record, in which Austin is served from 2024 on."""
    return own_app(metro().serves(METRO, CITY, "2024-01-01")).test_client()


def test_its_agreements_are_those_of_both(client: FlaskClient) -> None:
    assert KEY in agreements_of(client, COUNTY)
    assert KEY in agreements_of(client, CITY)
    assert level(client, CITY, "2026-06-01") == level(client, COUNTY, "2026-06-01") == 2


def test_who_is_not_served_has_none_of_it(own_app: OwnApp) -> None:
    client = own_app(metro()).test_client()
    assert KEY not in agreements_of(client, CITY)
    assert level(client, CITY, "2026-06-01") != 2


@pytest.mark.parametrize(
    ("start", "until", "on", "expected"),
    [
        pytest.param("2025-08-01", None, "2025-07-01", False, id="before it served"),
        pytest.param("2025-08-01", None, "2025-08-01", True, id="from its first day"),
        pytest.param(None, "2026-01-01", "2025-12-31", True, id="to its last day"),
        pytest.param(None, "2026-01-01", "2026-01-01", False, id="no longer"),
        pytest.param("2025", None, "2025-07-01", False, id="a year leaves its days uncertain"),
    ],
)
def test_only_on_the_days_it_serves(own_app: OwnApp, start: str | None, until: str | None, on: str, expected: bool) -> None:
    client = own_app(metro().serves(METRO, CITY, start, until)).test_client()
    assert (level(client, CITY, on) == 2) is expected
    assert level(client, COUNTY, on) == 2
    (area,) = answer(client, f"/v1/agencies/{METRO}?on={on}")["data"]["also_serves"]
    assert (area["jurisdiction"], area["valid_from"], area["valid_until"], area["serves"], area["source"]) == (CITY, start, until, expected, "src")
    (row,) = [row for row in answer(client, f"/v1/jurisdictions/{CITY}/agreements?on={on}")["data"] if row["key"] == KEY]
    assert row["agency"]["also_serves"] == [area]


def test_the_page_of_each_says_whose_police_it_is(client: FlaskClient) -> None:
    for slug in ("austin-tx", "travis-county-tx"):
        told = " ".join(shown(client, f"/{slug}?{ON}").split('id="agreements"')[1].split("</section>")[0].split())
        assert "Tx Metro Police belongs to" in told
        assert "one agreement, counted once, is of both" in told
        assert "Source src" in told


def test_the_page_of_who_is_served_no_more_does_not_show_it_as_its_own(own_app: OwnApp) -> None:
    client = own_app(metro().serves(METRO, CITY, None, "2026-01-01")).test_client()
    assert "counted once" not in shown(client, f"/austin-tx?{ON}")
    assert "Of its own agencies" not in shown(client, f"/austin-tx?{ON}")


@pytest.mark.parametrize(("until", "shown_there"), [pytest.param("2026-01-01", False, id="no longer"), pytest.param(None, True, id="still")])
def test_police_of_another_county_are_not_taken_for_those_of_the_jail(own_app: OwnApp, until: str | None, shown_there: bool) -> None:
    world = World().lists("2025-06-01", "2026-05-18").agency(METRO, "48141", "TX", "police").agreement(METRO, "TFM", "2025-03-01", "2025-06-01", "2026-05-18")
    client = own_app(world.serves(METRO, CITY, None, until)).test_client()
    assert ("Tx Metro Police" in shown(client, f"/austin-tx?{ON}").split('id="agreements"')[1].split("</section>")[0]) is shown_there


def test_agreements_and_agencies_count_once_and_governments_each(client: FlaskClient, own_app: OwnApp) -> None:
    address = "/v1/stats/agreements?state=TX&model=TFM&interval=year&on=2026-06-01"
    served = answer(client, address)["data"][-1]
    alone = answer(own_app(metro()).test_client(), address)["data"][-1]
    assert [served[unit] - alone[unit] for unit in ("agreements", "agencies", "jurisdictions")] == [0, 0, 1]


def test_a_comparison_shows_it_at_both(client: FlaskClient) -> None:
    assert shown(client, f"/compare?ids={COUNTY},{CITY}&{ON}").count("TFM of Tx Metro Police") == 2


def test_its_changes_are_told_of_both(client: FlaskClient) -> None:
    for geoid in (COUNTY, CITY):
        assert KEY in {row["entry"] for row in answer(client, f"/v1/changes?jurisdiction={geoid}&{ON}")["data"]}


def test_disputes_over_its_agreements_are_found_at_both(own_app: OwnApp) -> None:
    client = own_app(metro().serves(METRO, CITY).dispute("whose", "agreement", KEY, "2025-05")).test_client()
    for geoid in (COUNTY, CITY):
        assert "whose" in {row["key"] for row in answer(client, f"/v1/disputes?jurisdiction={geoid}&{ON}")["data"]}


@pytest.mark.parametrize("change", [pytest.param(lambda w: w.serves(METRO, CITY, "2024-01-01"), id="begun"), pytest.param(lambda w: w.withdraw("service_area", f"{METRO}/48141/"), id="withdrawn")])
def test_who_asks_what_changed_is_told(own_app: OwnApp, change: object) -> None:
    client = own_app(metro().serves(METRO, "48141"), change(World.bare())).test_client()  # type: ignore[operator]
    for noun, key in (("agencies", METRO), ("agreements", KEY)):
        assert key in {row["key"] for row in answer(client, f"/v1/{noun}?updated_since=2")["data"]}


def test_the_source_names_what_rests_on_it(client: FlaskClient) -> None:
    rows = [row for row in answer(client, "/v1/sources/src/claims?limit=500")["data"] if row["noun"] == "service_area"]
    assert [(row["part"], row["called"], row["geoid"]) for row in rows] == [("serves", "Served by Tx Metro Police", CITY)]


def test_an_earlier_revision_does_not_know_it(own_app: OwnApp) -> None:
    client = own_app(metro(), World.bare().serves(METRO, CITY)).test_client()
    assert level(client, CITY, "2026-06-01") == 2
    assert KEY not in agreements_of(client, CITY, f"{ON}&revision=2")
    assert answer(client, f"/v1/agencies/{METRO}?revision=2")["data"]["also_serves"] == []


def test_a_city_and_county_is_served_once_by_any_of_its_ids(own_app: OwnApp) -> None:
    world = World().lists("2026-05-18").agency("ca-joint-police", None, "CA", "police").agreement("ca-joint-police", "TFM", "2025-03-01", "2026-05-18", "2026-05-18")
    client = own_app(world.serves("ca-joint-police", "06075")).test_client()
    for geoid in ("06075", "0667000"):
        assert agreements_of(client, geoid) == ["ca-joint-police-tfm"]
        assert level(client, geoid, "2026-06-01") == 2
