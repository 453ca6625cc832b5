"""Points looked up in a vintage's rings, beside geopandas' own join on the unsimplified polygons.

    python -m tests.geo.agreement VINTAGE FOLDER   a vintage of places, and the folder of files that it was built from

prints every point on which the two differ; none is expected.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path

import geopandas
import numpy as np
import pandas
import shapely
from numpy.typing import NDArray

from geo import locate, sources, tables, vintage

SEED = 20260101
# West, south, east, north of the nation's larger part; the box of all of it is mostly ocean.
LOWER_48 = (-124.8, 24.5, -66.9, 49.4)
# The furthest a point is moved from the border point that it was drawn from, in degrees.
NEAR = 0.001


@dataclass(frozen=True)
class Verdict:
    """How many points were found in some area, and those on which rings and join differ: lon, lat, rings, join."""

    found: int
    seconds: float
    differ: list[tuple[float, float, list[str], list[str]]]


def draw_points(frame: geopandas.GeoDataFrame, count: int, box: tuple[float, ...] | None = None) -> NDArray[np.float64]:
    """Points half of which lie anywhere in a box (the layer's own if none is given) and half near the areas' borders."""
    dice = np.random.default_rng(SEED)
    west, south, east, north = box or frame.total_bounds
    anywhere = dice.uniform((west, south), (east, north), (count // 2, 2))
    border = shapely.get_coordinates(frame.geometry.to_numpy())
    near = border[dice.integers(len(border), size=count - len(anywhere))] + dice.uniform(-NEAR, NEAR, (count - len(anywhere), 2))
    return np.concatenate([anywhere, near])


def compare(home: Path, layer: str, frame: geopandas.GeoDataFrame, points: NDArray[np.float64]) -> Verdict:
    """Look each point up both ways; `frame` has the unsimplified areas with their `geoid`."""
    at = geopandas.GeoDataFrame(geometry=shapely.points(points), crs=frame.crs)
    joined = geopandas.sjoin(at, frame[["geoid", "geometry"]], predicate="intersects")
    expected: dict[int, list[str]] = {index: sorted(rows) for index, rows in joined.groupby(level=0)["geoid"]}
    found, differ = 0, []
    begun = time.perf_counter()
    with tables.opened(vintage.database_of(home)) as database:
        for index, (lon, lat) in enumerate(points.tolist()):
            answer = locate.areas_at(database, layer, lon=lon, lat=lat)
            found += bool(answer)
            if answer != expected.get(index, []):
                differ.append((lon, lat, answer, expected.get(index, [])))
    return Verdict(found, time.perf_counter() - begun, differ)


def main(home: Path, folder: Path, count: int = 1000) -> int:
    """Compare the nation's places, read as the files have them."""
    frames = [sources.read_places(path).rename(columns={"GEOID": "geoid"})[["geoid", "geometry"]] for path in sources.place_files(folder)]
    whole = geopandas.GeoDataFrame(pandas.concat(frames, ignore_index=True), crs=sources.NAD83)
    verdict = compare(home, "places", whole, draw_points(whole, count, LOWER_48))
    print(f"{count} points, {verdict.found} in a place, {verdict.seconds:.2f} s, {len(verdict.differ)} differ")
    for lon, lat, rings, join in verdict.differ:
        print(f"{lon!r} {lat!r}: rings {rings}, join {join}")
    return 1 if verdict.differ else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:])))
