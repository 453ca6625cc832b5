"""Places on the map: polygons where their outlines have been built, points else, and the answer says which."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.jobs import store_maps
from geo import placefiles
from geo.places import build_places
from tests.conftest import Databases, answer, app_for, shut
from tests.functional.conftest import publish_into
from tests.functional.test_maps import DAY, drawn, valid
from tests.functional.worlds import second_revision

Ring = list[tuple[float, float]]


def square(west: float, south: float, size: float) -> Ring:
    """A square's ring, from its south-western corner."""
    east, north = west + size, south + size
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


# A city of two parts, the small one left out at low detail and the other around a lake that is not its; a town whose point nobody knows; a city; a town that the record does not hold.
OUTLINES: dict[str, list[list[Ring]]] = {
    "4805000": [[square(-97.8, 30.2, 0.1), square(-97.76, 30.24, 0.02)[::-1]], [square(-97.69, 30.2, 0.01)]],
    "4800000": [[square(-101.0, 35.0, 0.01)]],
    "0667000": [[square(-122.5, 37.7, 0.1)]],
    "4899999": [[square(-103.0, 31.0, 0.1)]],
}
WITH_POINT_ONLY = {"4819000", "4873376", "0603526", "2255000", "0811810", "3300561140"}


def place_files(folder: Path) -> Path:
    """The outlines as files of Census' places of 2019."""
    folder.mkdir()
    for state in sorted({geoid[:2] for geoid in OUTLINES}):
        features = [
            {"type": "Feature", "properties": {"GEOID": geoid, "NAME": geoid}, "geometry": {"type": "MultiPolygon", "coordinates": parts}}
            for geoid, parts in OUTLINES.items()
            if geoid.startswith(state)
        ]
        (folder / f"places_2019_{state}.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return folder


@pytest.fixture(scope="module")
def outlined_dir(vintage_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the real vintage of the land and a made one of places."""
    folder = tmp_path_factory.mktemp("outlined")
    vintages = folder / "vintages"
    name = (vintage_dir / "current").read_text().strip()
    vintages.mkdir()
    (vintages / name).symlink_to(vintage_dir / name)
    shutil.copyfile(vintage_dir / "current", vintages / "current")
    build_places(vintages, placefiles.from_folder(place_files(folder / "files")), work=folder / "work")
    return folder


@pytest.fixture(scope="module")
def outlined_app(templates: Databases, outlined_dir: Path) -> Iterator[Flask]:
    """The application on the wide record, with outlines of some of its places."""
    url = templates.create("functional_outlined", "small")
    publish_into(url, second_revision())
    app = app_for(url, outlined_dir)
    yield app
    shut(app)


@pytest.fixture
def outlined(outlined_app: Flask) -> FlaskClient:
    """A client of it."""
    return outlined_app.test_client()


def kinds(features: dict[str, Any]) -> dict[str, str]:
    """What each place is drawn as."""
    return {geoid: feature["geometry"]["type"] for geoid, feature in features.items()}


@pytest.mark.parametrize("detail", ["low", "medium", "high"])
def test_places_with_outlines_are_polygons_and_the_answer_says_so(outlined: FlaskClient, outlined_dir: Path, detail: str) -> None:
    response = outlined.get(f"/v1/maps/places{DAY}&detail={detail}")
    collection = valid(response.data)
    assert (collection["geometry"], collection["detail"]) == ("polygon", detail)
    assert collection["vintage"] == (outlined_dir / "vintages" / "current-places").read_text().strip()
    features = {feature["id"]: feature for feature in collection["features"]}
    assert list(features) == sorted(features)
    assert kinds(features) == {
        **dict.fromkeys(WITH_POINT_ONLY, "Point"),
        "4805000": "Polygon" if detail == "low" else "MultiPolygon",
        "4800000": "Polygon",
        "0667000": "Polygon",
    }


def test_a_lake_within_a_city_stays_a_hole(outlined: FlaskClient) -> None:
    parts = drawn(outlined, "places", f"{DAY}&detail=high")["4805000"]["geometry"]["coordinates"]
    assert sorted(len(part) for part in parts) == [1, 2]


def test_a_place_without_an_outline_is_its_point(outlined: FlaskClient) -> None:
    features = drawn(outlined, "places")
    assert {features[geoid]["geometry"]["coordinates"] == [-97.0, 30.0] for geoid in WITH_POINT_ONLY} == {True}


def test_without_outlines_places_are_points_and_the_answer_says_so(wide_client: FlaskClient) -> None:
    bodies = {detail: wide_client.get(f"/v1/maps/places{DAY}&detail={detail}") for detail in ("low", "medium", "high")}
    assert len({response.data for response in bodies.values()}) == 1
    assert len({response.headers["ETag"] for response in bodies.values()}) == 1
    collection = bodies["low"].get_json()
    assert (collection["geometry"], collection["detail"]) == ("point", "point")
    assert collection["vintage"] == answer(wide_client, f"/v1/maps/states{DAY}")["vintage"]
    assert {feature["geometry"]["type"] for feature in collection["features"]} == {"Point"}


def test_the_other_layers_are_drawn_as_without_outlines(outlined: FlaskClient, wide_client: FlaskClient) -> None:
    for layer in ("states", "counties"):
        one, other = (answer(client, f"/v1/maps/{layer}{DAY}") for client in (outlined, wide_client))
        assert one["features"] == other["features"]
        assert (one["bbox"], one["vintage"]) == (other["bbox"], other["vintage"])
        assert "geometry" not in one


@pytest.mark.parametrize(
    ("box", "found"),
    [
        pytest.param("-97.79,30.21,-97.78,30.22", {"4805000"}, id="within a city, away from its point"),
        pytest.param("-97.001,29.999,-96.999,30.001", WITH_POINT_ONLY, id="around the point of those without an outline"),
        pytest.param("-102,34,-100,36", {"4800000"}, id="around a town without a point"),
        pytest.param("-104,30.5,-102,32", set(), id="around a town that the record does not hold"),
        pytest.param("170,37,-122,38", {"0667000"}, id="across the antimeridian to San Francisco"),
        pytest.param("-180,-90,180,90", {*WITH_POINT_ONLY, "4805000", "4800000", "0667000"}, id="the earth"),
    ],
)
def test_a_box_keeps_the_outlines_and_points_that_it_meets(outlined: FlaskClient, box: str, found: set[str]) -> None:
    response = outlined.get(f"/v1/maps/places{DAY}&bbox={box}")
    assert {feature["id"] for feature in valid(response.data)["features"]} == found


def test_the_whole_earth_as_a_box_has_the_bytes_of_the_whole_map(outlined: FlaskClient) -> None:
    for layer in ("states", "places"):
        whole, boxed = (outlined.get(f"/v1/maps/{layer}{DAY}{box}").data for box in ("", "&bbox=-180,-90,180,90"))
        assert whole == boxed


def test_outlines_that_are_built_meanwhile_are_drawn_at_once(templates: Databases, outlined_dir: Path, tmp_path: Path) -> None:
    shutil.copytree(outlined_dir / "vintages", tmp_path / "vintages", symlinks=True)
    pointer = tmp_path / "vintages" / "current-places"
    name = pointer.read_text()
    pointer.unlink()
    app = app_for(templates.create("functional_outlined_later", "small"), tmp_path)
    try:
        client = app.test_client()
        before = [client.get(f"/v1/maps/places{DAY}") for _ in range(2)]
        assert store_maps(app) == 10, "states and counties at two details, places as points; positions of three layers; boundaries of two"
        pointer.write_text(name)
        after = client.get(f"/v1/maps/places{DAY}")
        assert [r.get_json()["geometry"] for r in (*before, after)] == ["point", "point", "polygon"]
        assert after.headers["ETag"] != before[0].headers["ETag"]
        assert store_maps(app) == 3, "places at two details, and their positions, which name the boundaries"
        pointer.unlink()
        assert client.get(f"/v1/maps/places{DAY}").data == before[0].data
    finally:
        shut(app)
