"""A small made country for the map workshop's tests, and the real boundaries drawn once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import geopandas
import numpy as np
import pytest
import shapely

from geo import sources
from geo.build import build_vintage
from geo.details import LAND, Scale
from geo.sources import NAD83, Source

WIGGLE = [(10 + 0.2 * np.sin(7 * y) + 0.05 * np.sin(90 * y), y) for y in np.linspace(0, 10, 600)]
CITY = shapely.Point(5, 5).buffer(0.03, quad_segs=32)


LOW = Scale(LAND.details[:1], LAND.steps)

Counties = dict[str, shapely.Geometry]


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
