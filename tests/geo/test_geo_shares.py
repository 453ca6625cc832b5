"""Which counties a place lies in: true parts count, slivers and open water do not."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import geopandas
import pytest
import shapely

from geo import shares, sources
from geo.shares import Piece, Share, overlay, projection, weigh

KM2 = 1_000_000.0
RECORD = Path(__file__).parents[2] / "seeds" / "record" / "place_counties.csv"


def piece(county: str, area: float, *, width: float, county_area: float = 2000 * KM2) -> Piece:
    """A piece of so many square metres that is so many metres wide on average."""
    return Piece(county, area, 2 * area / width, county_area)


@pytest.mark.parametrize(
    ("second", "kept"),
    [
        pytest.param(piece("B", 5 * KM2, width=900), True, id="a true part"),
        pytest.param(piece("B", 0.3 * KM2, width=12), False, id="a long thin strip along the border"),
        pytest.param(piece("B", 0.06 * KM2, width=100), True, id="a small solid corner of a big city (Milwaukee)"),
        pytest.param(piece("B", 0.012 * KM2, width=36), False, id="a crumb of a big city (Austin in Bastrop)"),
    ],
)
def test_slivers(second: Piece, kept: bool) -> None:
    found = weigh("4805000", [piece("A", 800 * KM2, width=2000), second])
    assert [share.county for share in found] == (["A", "B"] if kept else ["A"])
    assert sum(share.share for share in found) == pytest.approx(1)


def test_a_crumb_is_a_true_part_of_a_small_place() -> None:
    found = weigh("3100001", [piece("A", 0.5 * KM2, width=400), piece("B", 0.015 * KM2, width=60)])
    assert [share.county for share in found] == ["A", "B"]


def test_a_place_that_is_its_county_lies_in_no_other() -> None:
    home = piece("02110", 7000 * KM2, width=9000, county_area=7010 * KM2)
    assert weigh("0236400", [piece("02105", 14 * KM2, width=190), home]) == [Share("0236400", "02110", 1.0)]


def test_the_largest_part_stays_however_thin_and_a_place_outside_all_counties_has_none() -> None:
    assert weigh("0100001", [piece("A", 100.0, width=3)]) == [Share("0100001", "A", 1.0)]
    assert weigh("0100001", []) == []


@pytest.mark.parametrize(
    ("state", "lon", "lat", "expected"),
    [
        pytest.param("48", -98, 31, "EPSG:5070", id="the lower 48"),
        pytest.param("02", 179.99, 52, "EPSG:3338", id="Alaska, by the antimeridian"),
        pytest.param("15", -157, 21, "EPSG:6933", id="Hawaii"),
        pytest.param("60", -170, -14, "EPSG:6933", id="American Samoa"),
    ],
)
def test_each_state_is_measured_in_true_areas(state: str, lon: float, lat: float, expected: str) -> None:
    assert projection(state) == expected
    cells = [shapely.box(lon, lat + up, lon + 0.01, lat + up + 0.01) for up in (0, 3)]
    frame = geopandas.GeoSeries(cells, crs=sources.NAD83)
    south, north = frame.to_crs(expected).area
    on_the_globe = [abs(frame.crs.get_geod().geometry_area_perimeter(cell)[0]) for cell in cells]
    assert [south, north] == pytest.approx(on_the_globe, rel=1e-4)


def test_water_outside_the_counties_weighs_nothing() -> None:
    land = geopandas.GeoDataFrame({"GEOID": ["A", "B"]}, geometry=[shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)])
    places = geopandas.GeoDataFrame({"GEOID": ["port"]}, geometry=[shapely.box(8, 4, 12, 400)])
    found = overlay(places, land.assign(geometry=land.geometry.scale(1000, 1000, origin=(0, 0))))
    assert [piece.area for piece in found["port"]] == [4 * 396]
    scaled = places.assign(geometry=places.geometry.scale(1000, 1000, origin=(0, 0)))
    found = overlay(scaled, land.assign(geometry=land.geometry.scale(1000, 1000, origin=(0, 0))))
    assert [(share.county, share.share) for share in weigh("port", found["port"])] == [("A", 0.5), ("B", 0.5)]


def test_shares_are_written_as_the_record_keeps_them(tmp_path: Path) -> None:
    places = [
        ("4800001", "A", shapely.box(-97.9, 30.2, -97.6, 30.3)),
        ("4800002", "S", shapely.box(-97.9, 30.3, -97.2, 30.4)),
        ("4800003", "A", shapely.box(-97.8, 30.3, -97.79, 30.31)),
    ]
    columns = {"GEOID": [p[0] for p in places], "FUNCSTAT": [p[1] for p in places], "STATEFP": ["48"] * 3}
    frame = geopandas.GeoDataFrame(columns, geometry=[p[2] for p in places], crs="EPSG:4326")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "places.geojson.gz").write_bytes(gzip.compress(frame.to_json().encode()))
    out, single, designated = (tmp_path / name for name in ("several.csv", "single.csv", "designated.csv"))
    shares.write(tmp_path / "in", out, single=single, statistical=designated)
    assert single.read_text() == "geoid,county\n4800001,48453\n4800003,48453\n"
    header, *rows = designated.read_text().splitlines()
    assert header == "geoid,county,share,method"
    assert {row.split(",")[0] for row in rows} == {"4800002"}
    assert out.read_text() == "geoid,county,share,method\n"


def test_a_folder_without_places_is_refused(tmp_path: Path) -> None:
    with pytest.raises(sources.UnknownSource):
        shares.write(tmp_path, tmp_path / "several.csv")


@pytest.mark.parametrize(
    ("place", "counties"),
    [
        pytest.param("4805000", {"48453", "48491", "48209"}, id="Austin: Travis, Williamson, Hays"),
        pytest.param("4835000", {"48201", "48157", "48339"}, id="Houston: Harris, Fort Bend, Montgomery"),
        pytest.param("4819000", {"48113", "48085", "48397", "48257", "48121"}, id="Dallas: five counties"),
        pytest.param("5553000", {"55079", "55131", "55133"}, id="Milwaukee: three, the lake aside"),
        pytest.param("3651000", {"36005", "36047", "36061", "36081", "36085"}, id="New York: five boroughs"),
        pytest.param("0667000", set(), id="San Francisco: its own county, so not in this list"),
    ],
)
def test_the_record_of_shares(place: str, counties: set[str]) -> None:
    with RECORD.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["geoid"] == place]
    assert {row["county"] for row in rows} == counties
    assert not rows or sum(float(row["share"]) for row in rows) == pytest.approx(1, abs=0.0005)
