"""Boundaries alone: the geometry of the maps, kept for good by whoever has it once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from geojson_pydantic import FeatureCollection

from api import outlines
from geo import placefiles
from geo.places import build_places
from tests.conftest import Databases, answer, app_for, shut
from tests.functional.addresses import refused
from tests.functional.test_place_outlines import place_files

IMMUTABLE = "public, max-age=31536000, immutable"


@pytest.fixture(scope="module")
def drawn_app(templates: Databases, vintage_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The application on the small record, with outlines of some places."""
    folder = tmp_path_factory.mktemp("drawn")
    name = (vintage_dir / "current").read_text().strip()
    (folder / "vintages").mkdir()
    (folder / "vintages" / name).symlink_to(vintage_dir / name)
    (folder / "vintages" / "current").write_text(name)
    build_places(folder / "vintages", placefiles.from_folder(place_files(folder / "files")), work=folder / "work")
    app = app_for(templates.create("functional_drawn", "small"), folder)
    yield app
    shut(app)


@pytest.fixture
def drawn(drawn_app: Flask) -> FlaskClient:
    """A client of it."""
    return drawn_app.test_client()


def vintage_of(client: FlaskClient, layer: str) -> str:
    """The vintage that draws a layer."""
    return next(one["vintage"] for one in answer(client, "/v1/boundaries")["data"] for drawn in one["layers"] if drawn["layer"] == layer)


def test_every_vintage_in_use_is_listed_with_its_layers(drawn: FlaskClient) -> None:
    listed = {layer["layer"]: (one, layer) for one in answer(drawn, "/v1/boundaries")["data"] for layer in one["layers"]}
    assert {layer: shown["features"] for layer, (_, shown) in listed.items()} == {"states": 56, "counties": 3233, "places": 4}
    assert listed["states"][0] is listed["counties"][0] is not listed["places"][0]
    for one, layer in listed.values():
        assert one["details"] == ["low", "medium", "high"]
        assert one["title"].startswith("US Census Bureau")
        assert len(answer(drawn, layer["address"])["features"]) == layer["features"]


def test_places_are_listed_only_where_their_outlines_are_built(small_client: FlaskClient) -> None:
    (one,) = answer(small_client, "/v1/boundaries")["data"]
    assert [layer["layer"] for layer in one["layers"]] == ["states", "counties"]
    problem = refused(small_client.get(f"/v1/boundaries/{one['vintage']}/places"), 404, field="vintage")
    assert "points" in problem["errors"][0]["fix"]


@pytest.mark.parametrize("layer", ["states", "counties", "places"])
@pytest.mark.parametrize("detail", ["low", "medium", "high"])
def test_they_are_the_geometry_of_the_map_and_nothing_else(drawn: FlaskClient, layer: str, detail: str) -> None:
    response = drawn.get(f"/v1/boundaries/{vintage_of(drawn, layer)}/{layer}?detail={detail}")
    assert response.content_type == "application/geo+json"
    FeatureCollection.model_validate_json(response.data)
    found = {feature["id"]: feature for feature in response.get_json()["features"]}
    assert list(found) == sorted(found)
    for geoid, feature in found.items():
        assert set(feature) == {"type", "id", "properties", "geometry"}
        assert feature["properties"] == {"geoid": geoid}
    for shown in answer(drawn, f"/v1/maps/{layer}?detail={detail}")["features"]:
        if shown["geometry"] and shown["geometry"]["type"] != "Point":
            assert found[shown["id"]]["geometry"] == shown["geometry"]


@pytest.mark.parametrize("question", ["", "?detail=low", "?bbox=-107,25,-93,37"])
def test_they_are_kept_for_good(drawn: FlaskClient, question: str) -> None:
    address = f"/v1/boundaries/{vintage_of(drawn, 'counties')}/counties{question}"
    for encoding in ("identity", "gzip", "br"):
        response = drawn.get(address, headers={"Accept-Encoding": encoding})
        assert response.headers.get("Content-Encoding", "identity") == encoding
        assert response.headers["Cache-Control"] == IMMUTABLE
        again = drawn.get(address, headers={"Accept-Encoding": encoding, "If-None-Match": response.headers["ETag"]})
        assert (again.status_code, again.headers["Cache-Control"]) == (304, IMMUTABLE)


def test_the_word_current_leads_to_those_in_use_and_is_asked_again(drawn: FlaskClient) -> None:
    for layer in ("states", "places"):
        response = drawn.get(f"/v1/boundaries/current/{layer}?detail=low")
        assert response.get_json()["vintage"] == vintage_of(drawn, layer)
        assert "immutable" not in response.headers["Cache-Control"]


@pytest.mark.parametrize("layer", ["states", "places"])
def test_another_vintage_is_not_found_and_the_problem_names_the_one_in_use(drawn: FlaskClient, layer: str) -> None:
    problem = refused(drawn.get(f"/v1/boundaries/cb1990-00000000/{layer}"), 404, field="vintage")
    assert vintage_of(drawn, layer) in problem["errors"][0]["fix"]


@pytest.mark.parametrize(
    ("layer", "box", "found"),
    [
        pytest.param("counties", "-97.9,30.2,-97.9,30.2", {"48209", "48453"}, id="a point in the boxes of two counties"),
        pytest.param("states", "170,50,-170,55", {"02"}, id="across the antimeridian"),
        pytest.param("states", "-180,50,-179,55", {"02"}, id="west of it"),
        pytest.param("counties", "0,0,1,1", set(), id="the Gulf of Guinea"),
        pytest.param("places", "-98,30,-97,31", {"4805000"}, id="around Austin"),
        pytest.param("places", "-123,30,-97,38", {"0667000", "4800000", "4805000", "4899999"}, id="from San Francisco to Austin"),
    ],
)
def test_a_box_keeps_what_meets_it(drawn: FlaskClient, layer: str, box: str, found: set[str]) -> None:
    assert {feature["id"] for feature in answer(drawn, f"/v1/boundaries/current/{layer}?bbox={box}")["features"]} == found


def test_a_box_meets_what_the_map_draws_in_it(drawn: FlaskClient, client: FlaskClient) -> None:
    for box in ("-107,25,-93,37", "170,-20,-60,72", "-180,-90,180,90", "-80,38,-70,45"):
        shown = {feature["id"] for feature in answer(client, f"/v1/maps/counties?detail=low&bbox={box}")["features"] if feature["geometry"]}
        assert {feature["id"] for feature in answer(drawn, f"/v1/boundaries/current/counties?detail=low&bbox={box}")["features"]} == shown


def test_a_box_with_too_much_in_it_is_refused(drawn: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlines, "MOST", 3)
    problem = refused(drawn.get("/v1/boundaries/current/places?bbox=-180,-90,180,90"), 400, field="bbox")
    assert "smaller box" in problem["errors"][0]["fix"]
    assert len(answer(drawn, "/v1/boundaries/current/places")["features"]) == 4


@pytest.mark.parametrize("question", ["on=2026-06-01", "revision=1", "detail=extreme", "bbox=1,2", "bbox=1,2,3,4,5"])
def test_what_they_do_not_know_is_refused(small_client: FlaskClient, question: str) -> None:
    refused(small_client.get(f"/v1/boundaries/current/states?{question}"), 400, field=question.split("=")[0])
