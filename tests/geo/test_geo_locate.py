"""Where a point lies, from the rings alone: the same answer as a join on the unsimplified shapes."""

from __future__ import annotations

import json
import shutil
import sqlite3
import struct
from collections.abc import Iterator
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import check, rings, sources, tables, vintage
from geo.locate import areas_at
from tests.geo.agreement import compare, draw_points

SQUARE = shapely.Polygon([(-98, 30), (-97, 30), (-97, 31), (-98, 31)], [[(-97.7, 30.3), (-97.7, 30.7), (-97.3, 30.7), (-97.3, 30.3)]])
SHAPES = {
    "holed": SQUARE,
    "inner": shapely.box(-97.6, 30.4, -97.4, 30.6),
    "next": shapely.Polygon([(-97, 30), (-96, 30.5), (-97, 31)]),
    "isles": shapely.MultiPolygon([shapely.box(179.9, 51, 180, 52), shapely.box(-180, 51, -179.9, 52)]),
}


def kept(path: Path, shapes: dict[str, shapely.Geometry]) -> Path:
    """A database with the rings of some shapes."""
    tables.fill(path, tables.Contents([], [], rings.pack("made", shapes, np.array(list(shapes.values()), dtype=object))))
    return path


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """The rings of the shapes above."""
    with tables.opened(kept(tmp_path / "rings.sqlite", SHAPES)) as connection:
        yield connection


@pytest.mark.parametrize(
    ("lon", "lat", "expected"),
    [
        pytest.param(-97.9, 30.5, ["holed"], id="inside"),
        pytest.param(-97.65, 30.5, [], id="in a hole"),
        pytest.param(-97.5, 30.5, ["inner"], id="on an island in a hole"),
        pytest.param(-98.1, 30.5, [], id="to the west"),
        pytest.param(-96.1, 30.9, [], id="in the box, not in the shape"),
        pytest.param(-97, 30.5, ["holed", "next"], id="on a border: both sides"),
        pytest.param(-97, 31, ["holed", "next"], id="on a corner of both"),
        pytest.param(-97.5, 31, ["holed"], id="on an edge along a latitude"),
        pytest.param(-97.5, 30.7, ["holed"], id="on a hole's edge along a latitude"),
        pytest.param(-96, 30.5, ["next"], id="on the easternmost corner"),
        pytest.param(-96.5, 30.25, ["next"], id="on a slanting edge"),
        pytest.param(-96.5, 30.249999999, [], id="a tenth of a millimetre off a slanting edge"),
        pytest.param(-97.7, 30.9, ["holed"], id="level with no corner, above a hole"),
        pytest.param(-97.8, 30.7, ["holed"], id="level with corners further east"),
        pytest.param(179.95, 51.5, ["isles"], id="west of the antimeridian"),
        pytest.param(-179.95, 51.5, ["isles"], id="east of the antimeridian"),
        pytest.param(0, 51.5, [], id="on the other side of the earth"),
    ],
)
def test_a_point_is_found(database: sqlite3.Connection, lon: float, lat: float, expected: list[str]) -> None:
    assert areas_at(database, "made", lon=lon, lat=lat) == expected


def test_another_layer_has_nothing_here(database: sqlite3.Connection) -> None:
    assert areas_at(database, "counties", lon=-97.9, lat=30.5) == []


def test_rings_are_whole_microdegrees_as_the_vintage_describes_them(database: sqlite3.Connection) -> None:
    query = "SELECT part, ring, coordinates, minx, maxx, miny, maxy FROM ring JOIN ring_rtree USING (id) WHERE geoid = 'holed' ORDER BY id"
    (part, number, outer, *box), hole = database.execute(query).fetchall()
    assert (part, number, hole[:2]) == (0, 0, (0, 1))
    assert struct.unpack("<10i", outer)[:4] == (-98000000, 30000000, -97000000, 30000000)
    assert outer[:8] == outer[-8:]
    assert box == [-98000000, -97000000, 30000000, 31000000]
    assert all(shapely.equals_exact(shape, SHAPES[geoid], 0) for geoid, shape in rings.unpack(database, "made"))


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_any_tessellation_answers_as_geopandas_does(seed: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    dice = np.random.default_rng(seed)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(dice.random((30, 2)))))
    cells = shapely.transform(cells, lambda points: np.round(points, 3))
    cells = cells[shapely.is_valid(cells) & (shapely.area(cells) > 0)]
    frame = geopandas.GeoDataFrame({"geoid": [f"{n:02}" for n in range(len(cells))]}, geometry=cells)
    corners = shapely.get_coordinates(cells)
    anywhere = dice.uniform(-0.2, 1.2, (60, 2))
    level = np.column_stack([dice.uniform(-0.2, 1.2, len(corners)), corners[:, 1]])
    home = tmp_path_factory.mktemp("cells")
    kept(home / vintage.LAND.database, dict(zip(frame["geoid"], cells, strict=True)))
    assert compare(home, "made", frame, np.concatenate([corners, anywhere, level])).differ == []


def test_the_made_places_answer_as_geopandas_does(made_place_vintage: Path, place_folder: Path) -> None:
    frames = [sources.read_places(path) for path in sources.place_files(place_folder)]
    geoids, shapes = (np.concatenate([frame[column] for frame in frames]) for column in ("GEOID", "geometry"))
    frame = geopandas.GeoDataFrame({"geoid": geoids}, geometry=shapes, crs=sources.NAD83)
    verdict = compare(made_place_vintage, "places", frame, draw_points(frame, 600))
    assert verdict.differ == []
    assert 100 < verdict.found < 600


@pytest.fixture
def copy(made_place_vintage: Path, tmp_path: Path) -> Path:
    """A vintage of places that a test may change."""
    shutil.copytree(made_place_vintage, tmp_path / made_place_vintage.name)
    return tmp_path / made_place_vintage.name


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param("DELETE FROM ring WHERE geoid = '4805000'", "not the rings of every feature", id="lost rings"),
        pytest.param("UPDATE ring_rtree SET minx = minx - 1 WHERE id = 1", "the index of rings has other boxes: 0500001", id="a wider box"),
        pytest.param("DELETE FROM ring_rtree WHERE id = 1", "the index of rings has other boxes: 0500001", id="a lost box"),
        pytest.param(
            "UPDATE ring SET coordinates = substr(coordinates, 1, length(coordinates) - 8) WHERE id = 1", "not closed rings: 0500001", id="an open ring"
        ),
        pytest.param("DELETE FROM ring WHERE geoid = '4805000' AND part = 1", "another box than the feature: 4805000", id="a lost part"),
        pytest.param("UPDATE feature SET lon = -97.695 WHERE geoid = '4805000'", "do not find a feature at its point: 4805000", id="a strayed point"),
    ],
)
def test_a_check_names_what_is_wrong_with_rings(copy: Path, change: str, fault: str) -> None:
    connection = sqlite3.connect(copy / vintage.PLACES.database)
    with connection:
        connection.execute(change)
    connection.close()
    facts = vintage.manifest(copy) | {"files": vintage.checksums(copy)}
    (copy / vintage.MANIFEST).write_text(json.dumps(facts), encoding="utf-8")
    assert fault in check.check(copy).text()
