"""Lists and items as GeoJSON (RFC 7946): every row a feature at the point of the jurisdiction it stands at."""

from __future__ import annotations

import re
from typing import Any

import geopandas
import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient
from geojson_pydantic import Feature, FeatureCollection
from werkzeug.test import TestResponse

from tests.builders import World, clause, own
from tests.conftest import answer
from tests.functional.addresses import GEOJSON, ITEMS, LISTS, PAGED, asking, at, offered, refused, walked
from tests.functional.conftest import OwnApp
from tests.functional.worlds import LONG_LIST

Plain = dict[str, Any]
ON = "on=2026-06-01"
DRAWN = tuple(address for address in LISTS if GEOJSON in offered(address))
PLACED_ITEMS = tuple(address for address in ITEMS if GEOJSON in offered(address))
PLACELESS = tuple(address for address in (*LISTS, *ITEMS) if GEOJSON not in offered(address))
CLOCKS = ("on", "revision", "evidence_through")


def collected(response: TestResponse) -> Plain:
    """A collection, checked against RFC 7946."""
    assert (response.status_code, response.content_type) == (200, GEOJSON), response.get_data(as_text=True)[:300]
    FeatureCollection.model_validate_json(response.data)
    collection: Plain = orjson.loads(response.data)
    assert "crs" not in collection
    assert re.search(rb'"coordinates":\[[^]]*\.\d{7}', response.data) is None, "at most six decimals"
    return collection


def stands_at(row: Plain) -> str | None:
    """The jurisdiction of a row, whatever it is a row of."""
    if "designator" in row:
        return str(row["geoid"])
    if "agency" in row:
        return row["agency"]["jurisdiction"]  # type: ignore[no-any-return]
    if "direction" in row:
        return {"TX": "48", "CA": "06", "LA": "22"}[row["state"]]
    return row["jurisdiction"] if "jurisdiction" in row else row["id"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("address", DRAWN)
@pytest.mark.parametrize("clock", [ON, "on=2016-06-01&revision=1"])
def test_a_feature_says_what_its_row_says(wide_client: FlaskClient, address: str, clock: str) -> None:
    question = asking(address) + clock
    if wide_client.get(question).status_code == 404:
        refused(wide_client.get(at(question, "{}.geojson")), 404)
        return
    collection = collected(wide_client.get(at(question, "{}.geojson")))
    rows = walked(wide_client, question)
    assert [feature["properties"] for feature in collection["features"]] == rows
    assert [feature["id"] for feature in collection["features"]] == [row.get("key", row.get("id")) for row in rows]
    listed = answer(wide_client, question)
    assert {name: collection[name] for name in (*CLOCKS, "total", "unit")} == {name: listed[name] for name in (*CLOCKS, "total", "unit")}
    assert collection["next"] is None


@pytest.mark.parametrize("address", PLACED_ITEMS)
def test_one_thing_is_a_feature(wide_client: FlaskClient, address: str) -> None:
    response = wide_client.get(asking(at(address, "{}.geojson")) + ON)
    assert response.content_type == GEOJSON
    Feature.model_validate_json(response.data)
    feature = response.get_json(force=True)
    body = answer(wide_client, asking(address) + ON)
    assert feature["properties"] == {name: body["data"][name] for name in feature["properties"]}
    assert feature["id"] == body["data"].get("key", body["data"].get("id"))
    assert {name: feature[name] for name in CLOCKS} == {name: body[name] for name in CLOCKS}
    assert feature["geometry"] == {"type": "Point", "coordinates": [-97.0, 30.0]}


POINTS = {
    "48": (-99.331744, 31.447389),
    "48453": (-97.691274, 30.239513),
    "4805000": (-97.754846, 30.305881),
    "06": (-119.600049, 37.148085),
    "0667000": (-123.032229, 37.727239),
}


@pytest.fixture
def placed(own_app: OwnApp) -> FlaskClient:
    """A client of a record whose jurisdictions lie apart, with one instrument of each kind at several of them."""

    def lying(id: str) -> dict[str, float]:
        return {"lon": POINTS[id][0], "lat": POINTS[id][1] + 1e-9}

    world = World().state("48", "TX", "Texas", **lying("48")).county("48453", "TX", "Travis County", **lying("48453"))
    world.place("4805000", "TX", "Austin", "48453", **lying("4805000"))
    world.state("06", "CA", "California", **lying("06")).place("0667000", "CA", "San Francisco", "06075", **lying("0667000"))
    world.policy("travis", "48453", own("detainers", 1)).designation("d-austin", "4805000", "2025")
    world.agency("tx-austin-police", "4805000", "TX", "police").agreement("tx-austin-police", "TFM", "2025-03-01", "2025-06-01", "2026-05-18")
    world.agency("tx-travis-county-sheriff", "48453", "TX").agreement("tx-travis-county-sheriff", "WSO", "2025-03-01", "2025-06-01", "2026-05-18")
    world.agency("tx-campus-police", None, "TX", "campus").agreement("tx-campus-police", "TFM", "2025-03-01", "2025-06-01", "2026-05-18")
    world.law("tx-more", "TX", clause("detainers", "floor", 0, ["jail"]))
    return own_app(world).test_client()


@pytest.mark.parametrize("address", ["/v1/jurisdictions", "/v1/policies", "/v1/agencies", "/v1/agreements", "/v1/designations", "/v1/state-laws", "/v1/states"])
def test_everything_lies_at_its_jurisdiction(placed: FlaskClient, address: str) -> None:
    features = collected(placed.get(f"{address}.geojson"))["features"]
    moved = [feature for feature in features if stands_at(feature["properties"]) in POINTS]
    assert len(moved) >= 2
    for feature in moved:
        assert feature["geometry"]["coordinates"] == list(POINTS[stands_at(feature["properties"]) or ""]), feature["id"]
    for feature in features:
        if feature not in moved and stands_at(feature["properties"]):
            assert feature["geometry"]["coordinates"] == [-97.0, 30.0]
    before = {feature["id"]: feature for feature in collected(placed.get(f"{address}.geojson?revision=1"))["features"]}
    assert {tuple(feature["geometry"]["coordinates"]) for feature in before.values()} == {(-97.0, 30.0)}, "as known then"


def test_what_stands_nowhere_has_no_geometry(placed: FlaskClient, wide_client: FlaskClient) -> None:
    for client, address, id in (
        (placed, "/v1/agencies", "tx-campus-police"),
        (placed, "/v1/agreements", "tx-campus-police-tfm"),
        (wide_client, "/v1/jurisdictions", "4800000"),
    ):
        listed = {feature["id"]: feature for feature in collected(client.get(f"{address}.geojson"))["features"]}
        assert listed[id]["geometry"] is None
        assert [key for key, feature in listed.items() if feature["geometry"] is None] == [id]
        assert client.get(f"{address}/{id}.geojson").get_json(force=True)["geometry"] is None


@pytest.mark.parametrize("address", PLACELESS)
def test_what_has_no_place_is_no_map(wide_client: FlaskClient, address: str) -> None:
    refused(wide_client.get(at(address, "{}.geojson")), 406)
    refused(wide_client.get(address, headers={"Accept": GEOJSON}), 406)
    assert wide_client.get(address, headers={"Accept": f"{GEOJSON}, application/json;q=0.5"}).mimetype == "application/json"


@pytest.mark.parametrize("address", [address for address in PAGED if address in DRAWN])
def test_pages_of_features_follow_each_other(wide_client: FlaskClient, address: str) -> None:
    whole = collected(wide_client.get(asking(at(address, "{}.geojson")) + ON))["features"]
    found: list[Plain] = []
    following: str | None = asking(at(address, "{}.geojson")) + f"{ON}&limit=2"
    while following:
        response = wide_client.get(following)
        collection = collected(response)
        assert len(collection["features"]) <= 2
        assert collection["total"] == len(whole)
        found += collection["features"]
        following = collection["next"]
        assert [link for link in response.headers.getlist("Link") if 'rel="next"' in link] == ([f'<{following}>; rel="next"'] if following else [])
    assert found == whole


def test_a_long_list_is_one_collection(long_app: Flask) -> None:
    client = long_app.test_client()
    collection = collected(client.get(f"/v1/jurisdictions.geojson?{ON}&kind=place&state=WY"))
    assert len(collection["features"]) == collection["total"] == LONG_LIST
    assert collection["next"] is None
    points = [feature["geometry"]["coordinates"] for feature in collection["features"]]
    assert points == [[round(-105 - n / 1000, 6), round(41 + n / 1000, 6)] for n in range(LONG_LIST)]


def test_an_empty_list_is_an_empty_collection(wide_client: FlaskClient) -> None:
    collection = collected(wide_client.get("/v1/policies.geojson?state=NV"))
    assert (collection["features"], collection["total"]) == ([], 0)


def test_some_fields_are_the_properties(wide_client: FlaskClient) -> None:
    collection = collected(wide_client.get(f"/v1/jurisdictions.geojson?{ON}&fields=name,operative_score"))
    assert {tuple(feature["properties"]) for feature in collection["features"]} == {("name", "operative_score")}
    assert [feature["geometry"] is None for feature in collection["features"]].count(True) == 1, "the place is there all the same"
    assert all(feature["id"] for feature in collection["features"])


def test_what_left_a_list_is_a_feature_without_a_place(own_app: OwnApp) -> None:
    client = own_app(World().withdraw("policy", "sf-refuge")).test_client()
    collection = collected(client.get(f"/v1/policies.geojson?{ON}&updated_since=1"))
    assert collection["features"] == [{"type": "Feature", "id": "sf-refuge", "properties": {"key": "sf-refuge", "removed": True}, "geometry": None}]


@pytest.mark.parametrize(
    ("address", "field"),
    [
        pytest.param("/v1/jurisdictions.geojson?state=TX&kind=county", "operative_category", id="counties of a state"),
        pytest.param("/v1/agreements.geojson?state=TX", "status", id="agreements"),
        pytest.param("/v1/policies.geojson?state=CA", "instrument", id="local instruments"),
    ],
)
def test_geopandas_reads_a_list_from_its_address(live_server: str, address: str, field: str) -> None:
    frame = geopandas.read_file(f"{live_server}{address}&{ON}")
    assert len(frame) > 10
    assert frame.crs.to_epsg() == 4326
    assert set(frame.geom_type.dropna()) == {"Point"}
    assert frame[field].notna().all()
    if "kind=county" in address:
        assert len(frame) == 254
        assert frame.total_bounds.round().tolist() == [-106.0, 26.0, -94.0, 36.0]
