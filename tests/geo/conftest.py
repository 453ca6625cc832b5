"""A small made country with places for the map workshop's tests, and the real boundaries drawn once."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely

from geo import placefiles, sources
from geo.build import build_vintage
from geo.details import LAND, Scale
from geo.places import build_places
from geo.sources import NAD83, Source

WIGGLE = [(10 + 0.2 * np.sin(7 * y) + 0.05 * np.sin(90 * y), y) for y in np.linspace(0, 10, 600)]
CITY = shapely.Point(5, 5).buffer(0.03, quad_segs=32)


LOW = Scale(LAND.details[:1], LAND.steps)

Counties = dict[str, shapely.Geometry]
Places = dict[str, tuple[str, shapely.Geometry]]


@pytest.fixture(scope="session")
def made_counties() -> Counties:
    """Four counties: west and east of a wiggly border, a small city inside the west, isles on both sides of 180."""
    west = shapely.Polygon([(0, 0), *WIGGLE, (0, 10)]).difference(CITY)
    east = shapely.Polygon([(20, 0), (20, 10), *reversed(WIGGLE)])
    islets = [shapely.box(lon, 50, lon + 0.01, 50.01) for lon in (172, 173)]
    isles = shapely.MultiPolygon([shapely.box(178, 50, 180, 51), shapely.box(-180, 50, -177, 51), *islets])
    return {"01001": west, "01003": east, "01510": CITY, "02016": isles}


@pytest.fixture(scope="session")
def write_country() -> Callable[[Path, Counties], Source]:
    """Writes a country as Census would publish it: two shapefiles, in a folder that it makes."""

    def write(folder: Path, counties: Counties) -> Source:
        folder.mkdir()
        shapes = [counties[geoid] for geoid in sorted(counties)]
        columns = {
            "STATEFP": [geoid[:2] for geoid in sorted(counties)],
            "GEOID": sorted(counties),
            "NAME": ["Doña Ana", "East", "Small", "Isles"],
            "LSAD": ["06", "15", "25", "05"],
        }
        states = {"STATEFP": ["01", "02"], "GEOID": ["01", "02"], "NAME": ["Alpha", "Beta"], "STUSPS": ["AA", "BB"]}
        whole = [shapely.union_all(shapes[:3]), shapes[3]]
        for name, table, geometry in (("county.shp", columns, shapes), ("state.shp", states, whole)):
            frame = geopandas.GeoDataFrame(table, geometry=geometry, crs=NAD83)
            frame.to_file(folder / name, encoding="utf-8", engine="pyogrio")
        return Source("made", "made", "A made country", folder / "county.shp", folder / "state.shp")

    return write


@pytest.fixture(scope="session")
def made_places() -> Places:
    """Twin cities on a wavy state line, a town in a hole of the eastern one, a city of two parts, a village afar."""
    line = [(-94.04 + 0.004 * np.sin(200 * lat), lat) for lat in np.linspace(33.4, 33.5, 300)]
    town = shapely.Point(-93.98, 33.45).buffer(0.01)
    west = shapely.Polygon([(-94.1, 33.4), *line, (-94.1, 33.5)])
    east = shapely.Polygon([(-93.9, 33.4), (-93.9, 33.5), *reversed(line)]).difference(town)
    parts = shapely.MultiPolygon([shapely.box(-97.8, 30.2, -97.7, 30.3), shapely.box(-97.69, 30.2, -97.68, 30.21)])
    return {
        "4800001": ("Westtwin", west),
        "0500001": ("Easttwin", east),
        "0500002": ("Peñón", town),
        "4805000": ("Two Parts", parts),
        "4800009": ("Afar", shapely.box(-101, 35, -100.99, 35.01)),
    }


@pytest.fixture(scope="session")
def write_places() -> Callable[[Path, Places], Path]:
    """Writes places as Census publishes them: one zip for each state, in a folder that it makes where needed."""

    def write(folder: Path, places: Places) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for code in sorted({geoid[:2] for geoid in places}):
            here = {geoid: named for geoid, named in places.items() if geoid[:2] == code}
            columns = {"STATEFP": [code] * len(here), "GEOID": list(here), "NAME": [name for name, _ in here.values()]}
            frame = geopandas.GeoDataFrame(columns, geometry=[shape for _, shape in here.values()], crs=NAD83)
            with tempfile.TemporaryDirectory() as draft, zipfile.ZipFile(folder / f"tl_2019_{code}_place.zip", "w") as bundle:
                frame.to_file(Path(draft) / f"tl_2019_{code}_place.shp", encoding="utf-8", engine="pyogrio")
                for path in sorted(Path(draft).iterdir()):
                    bundle.write(path, path.name)
        return folder

    return write


@pytest.fixture(scope="session")
def place_folder(
    write_places: Callable[[Path, Places], Path],
    made_places: Places,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """The made places' files; read them, never change them."""
    return write_places(tmp_path_factory.mktemp("places") / "files", made_places)


@pytest.fixture(scope="session")
def made_place_vintage(place_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made places' vintage; read it, never change it."""
    out = tmp_path_factory.mktemp("made-places")
    return build_places(out, placefiles.from_folder(place_folder), work=out / ".places")


@pytest.fixture(scope="session")
def made_source(
    write_country: Callable[[Path, Counties], Source],
    made_counties: Counties,
    tmp_path_factory: pytest.TempPathFactory,
) -> Source:
    """The made country's boundary files."""
    return write_country(tmp_path_factory.mktemp("country") / "files", made_counties)


@pytest.fixture(scope="session")
def made_vintage(made_source: Source, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made country's vintage; read it, never change it."""
    return build_vintage(tmp_path_factory.mktemp("made"), source=made_source)


@pytest.fixture(scope="session")
def real_vintage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real boundaries at the lowest level of detail: the other two take the same path and twice the time."""
    return build_vintage(tmp_path_factory.mktemp("real"), source=sources.find("plotly-geo"), scale=LOW)
