"""Maps as GeoJSON (RFC 7946): every jurisdiction of a layer, with where it stands on a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from urllib.request import Request, urlopen

import geopandas
import orjson
import pyogrio
import pytest
from flask.testing import FlaskClient
from geojson_pydantic import FeatureCollection
from werkzeug.test import TestResponse

from api.caching import BEST_QUALITY, encoded
from api.schemas.map import FeaturePropertiesSchema
from tests.conftest import answer
from tests.functional.addresses import MAPS, refused

Ring = list[list[float]]
DAY = "?on=2026-06-01"
PROPERTIES = set(FeaturePropertiesSchema().fields)


def drawn(client: FlaskClient, layer: str, question: str = DAY) -> dict[str, Any]:
    """The features of a map by id, each there once."""
    features = answer(client, f"/v1/maps/{layer}{question}")["features"]
    found = {feature["id"]: feature for feature in features}
    assert len(found) == len(features)
    return found


def rings(geometry: dict[str, Any]) -> Iterator[tuple[bool, Ring]]:
    """Every ring of a polygon or of several, and whether it is an outer one."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        for index, ring in enumerate(polygon):
            yield index == 0, ring


def turning(ring: Ring) -> float:
    """Twice the area that a ring encloses, above 0 where it runs counterclockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))


def valid(body: bytes) -> dict[str, Any]:
    """A feature collection checked against RFC 7946, beyond what its schema says."""
    collection: dict[str, Any] = orjson.loads(body)
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    assert re.search(rb"\.\d{7}", body) is None, "at most six decimals"
    west, south, east, north = collection["bbox"]
    for feature in collection["features"]:
        assert feature["id"] == feature["properties"]["geoid"]
        assert set(feature["properties"]) == PROPERTIES
        geometry = feature["geometry"]
        for outer, ring in rings(geometry) if geometry and geometry["type"] != "Point" else ():
            assert len(ring) >= 4
            assert ring[0] == ring[-1]
            assert (turning(ring) > 0) is outer, feature["id"]
            assert max(x for x, _ in ring) - min(x for x, _ in ring) < 180, "cut at the antimeridian"
            assert all(west <= x <= east and south <= y <= north for x, y in ring)
    return collection


@pytest.mark.parametrize("address", MAPS)
@pytest.mark.parametrize("detail", ["low", "medium", "high"])
def test_every_map_is_valid_geojson(wide_client: FlaskClient, address: str, detail: str) -> None:
    response = wide_client.get(f"{address}{DAY}&detail={detail}")
    assert response.content_type == "application/geo+json"
    FeatureCollection.model_validate_json(response.data)
    collection = valid(response.data)
    assert collection["features"]
    assert collection["detail"] == ("point" if "places" in address else detail)
    assert [feature["id"] for feature in collection["features"]] == sorted(feature["id"] for feature in collection["features"])


def test_states_counties_and_places_are_each_in_their_layer_once(wide_client: FlaskClient) -> None:
    kinds = {"states": {"state"}, "counties": {"county"}, "places": {"place", "cdp", "subdivision"}}
    rows = {kind: answer(wide_client, f"/v1/jurisdictions?limit=500&kind={kind}")["data"] for kinds_ in kinds.values() for kind in kinds_}
    for layer, wanted in kinds.items():
        expected = {row["id"] for kind in wanted for row in rows[kind] if layer != "places" or row["lat"] is not None}
        found = drawn(wide_client, layer)
        assert set(found) == expected
        assert {feature["properties"]["kind"] for feature in found.values()} == wanted


def test_a_feature_says_what_the_list_says(wide_client: FlaskClient) -> None:
    for kind, layer in (("state", "states"), ("county", "counties"), ("place", "places")):
        found = drawn(wide_client, layer)
        for row in answer(wide_client, f"/v1/jurisdictions?limit=500&on=2026-06-01&kind={kind}")["data"]:
            if row["lat"] is not None:
                said = {name: found[row["id"]]["properties"][name] for name in PROPERTIES - {"geoid"}}
                assert said == {name: row[name] for name in PROPERTIES - {"geoid"}}


def test_a_government_with_two_ids_is_drawn_in_each_layer_alike(wide_client: FlaskClient) -> None:
    counties, places = drawn(wide_client, "counties"), drawn(wide_client, "places")
    for county, place in (("06075", "0667000"), ("22071", "2255000")):
        one, other = counties[county]["properties"], places[place]["properties"]
        differing = {name for name in PROPERTIES if one[name] != other[name]}
        assert differing <= {"geoid", "name", "kind", "slug", "same_as"}
        assert (one["same_as"], other["same_as"]) == (place, None)


def test_places_are_points_within_their_box(wide_client: FlaskClient) -> None:
    for feature in drawn(wide_client, "places").values():
        assert feature["geometry"] == {"type": "Point", "coordinates": [-97.0, 30.0]}


def test_a_place_without_a_known_point_is_not_drawn(wide_client: FlaskClient) -> None:
    assert "4800000" not in drawn(wide_client, "places")


def test_a_county_of_another_vintage_is_kept_without_a_shape(wide_client: FlaskClient) -> None:
    assert drawn(wide_client, "counties")["02063"]["geometry"] is None


def test_more_detail_is_more_to_send(wide_client: FlaskClient) -> None:
    sizes = [len(wide_client.get(f"/v1/maps/counties{DAY}&detail={detail}").data) for detail in ("low", "medium", "high")]
    assert sizes == sorted(set(sizes))
    assert wide_client.get(f"/v1/maps/counties{DAY}").data == wide_client.get(f"/v1/maps/counties{DAY}&detail=medium").data


@pytest.mark.parametrize(
    ("box", "found"),
    [
        pytest.param("-98,30,-97,31", {"48453"}, id="around Austin"),
        pytest.param("-107,25,-93,37", {"48453", "48141", "48113", "48121"}, id="around Texas"),
        pytest.param("-97.9,30.2,-97.9,30.2", {"48453"}, id="a point within a county"),
        pytest.param("-124,32,-114,42", {"06029", "06075"}, id="around California"),
        pytest.param("0,0,1,1", set(), id="the Gulf of Guinea"),
        pytest.param("170,30,-105,33", {"48141"}, id="across the antimeridian to El Paso"),
        pytest.param("-180,-90,180,90", {"48453", "48141", "48113", "48121", "06029", "06075", "08043", "22071", "33005"}, id="the earth"),
    ],
)
def test_a_box_keeps_what_meets_it(wide_client: FlaskClient, box: str, found: set[str]) -> None:
    response = wide_client.get(f"/v1/maps/counties{DAY}&bbox={box}")
    assert {feature["id"] for feature in valid(response.data)["features"]} == found
    FeatureCollection.model_validate_json(response.data)


def test_a_box_keeps_places_by_their_point(wide_client: FlaskClient) -> None:
    assert set(drawn(wide_client, "places", f"{DAY}&bbox=-98,29,-96,31")) == set(drawn(wide_client, "places"))
    assert drawn(wide_client, "places", f"{DAY}&bbox=-96.9,29,-96,31") == {}


def etag(response: TestResponse) -> str:
    """The ETag of an answer."""
    return response.headers["ETag"]


@pytest.mark.parametrize("address", MAPS)
def test_the_days_of_a_period_share_one_answer(wide_client: FlaskClient, address: str) -> None:
    inside = [wide_client.get(f"{address}?on={on}") for on in ("2018-01-01", "2018-06-01", "2019-12-31")]
    assert len({etag(response) for response in inside}) == 1
    assert len({response.data for response in inside}) == 1
    assert [response.headers["Spectrum-On"] for response in inside] == ["2018-01-01", "2018-06-01", "2019-12-31"]
    body = inside[0].get_json()
    assert (body["valid_from"], body["valid_until"]) == ("2018-01-01", "2020-01-01")
    for on in ("2017-12-31", "2020-01-01"):
        assert etag(wide_client.get(f"{address}?on={on}")) != etag(inside[0])


def test_a_map_names_its_revision_and_vintage(wide_client: FlaskClient) -> None:
    now, then = (answer(wide_client, f"/v1/maps/counties{DAY}&revision={number}") for number in (2, 1))
    assert (now["revision"], then["revision"]) == (2, 1)
    assert now["vintage"] == then["vintage"] == answer(wide_client, "/readyz")["checks"]["vintage"]["found"]
    assert {feature["id"] for feature in then["features"]} == {"48453", "48141", "06029", "06075"}


def test_a_map_comes_as_geojson_or_json_with_the_same_bytes(wide_client: FlaskClient) -> None:
    geojson = wide_client.get(f"/v1/maps/counties.geojson{DAY}")
    json = wide_client.get(f"/v1/maps/counties.json{DAY}")
    accepted = wide_client.get(f"/v1/maps/counties{DAY}", headers={"Accept": "application/json"})
    assert [r.content_type for r in (geojson, json, accepted)] == ["application/geo+json", "application/json", "application/json"]
    assert geojson.data == json.data == accepted.data


def test_a_feature_says_what_a_reader_needs() -> None:
    said = {"name", "geoid", "state", "category", "operative_category", "policy_score", "operative_score", "coverage", "operative_coverage", "marks"}
    assert said <= PROPERTIES


def test_an_unknown_layer_is_not_found(small_client: FlaskClient) -> None:
    refused(small_client.get("/v1/maps/moons"), 404)


# The whole record, each engine once; the live server is asked for the rest.


def test_every_state_and_county_of_the_country_is_drawn_once(client: FlaskClient) -> None:
    for layer, count in (("states", 56), ("counties", 3_233)):
        found = drawn(client, layer, f"{DAY}&detail=low")
        assert len(found) == count
        for feature in found.values():
            assert feature["geometry"] is not None, feature["id"]
            assert set(feature["properties"]) == PROPERTIES
            assert all(feature["properties"][name] for name in ("geoid", "name", "state", "category", "operative_category"))
            assert all(feature["properties"][name] is not None for name in ("coverage", "operative_coverage", "marks", "operative_marks"))


def fetched(address: str, **headers: str) -> bytes:
    """The body at an address of the live server."""
    with urlopen(Request(address, headers=headers), timeout=60) as response:
        return bytes(response.read())


@pytest.fixture(scope="module")
def counties(live_server: str) -> bytes:
    """The default map of the counties, as the live server sends it."""
    return fetched(f"{live_server}/v1/maps/counties{DAY}")


def test_the_default_map_of_the_counties_is_valid(counties: bytes) -> None:
    FeatureCollection.model_validate_json(counties)
    assert len(valid(counties)["features"]) == 3_233


def test_the_default_map_of_the_counties_is_small_once_stored(counties: bytes) -> None:
    assert len(encoded(counties, "br", quality=BEST_QUALITY)) <= 400_000


def test_the_states_cross_the_antimeridian_cut_in_two(live_server: str) -> None:
    collection = valid(fetched(f"{live_server}/v1/maps/states{DAY}"))
    assert (collection["bbox"][0], collection["bbox"][2]) == (-180.0, 180.0)
    near = orjson.loads(fetched(f"{live_server}/v1/maps/states{DAY}&bbox=170,50,-170,55"))
    assert [feature["id"] for feature in near["features"]] == ["02"]


def test_geopandas_reads_the_map_from_its_address(live_server: str) -> None:
    frame = geopandas.read_file(f"{live_server}/v1/maps/counties.geojson{DAY}&detail=low")
    assert len(frame) == 3_233
    assert frame.crs.to_epsg() == 4326
    assert frame["geoid"].is_unique
    assert frame.geometry.is_valid.all()
    assert {"category", "operative_category", "policy_score", "operative_score", "coverage", "marks"} <= set(frame.columns)


def test_gdal_reads_the_map_from_its_address(live_server: str) -> None:
    address = f"/vsicurl/{live_server}/v1/maps/counties.geojson?on=2026-06-01&detail=low"
    about = pyogrio.read_info(address)
    assert (about["driver"], about["features"], about["crs"]) == ("GeoJSON", 3_233, "EPSG:4326")
    frame = pyogrio.read_dataframe(address, where="state = 'TX'", columns=["geoid", "operative_category"])
    assert len(frame) == 254
