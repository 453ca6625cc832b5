"""Where the places' polygons come from: the Census files of a year, files at hand, or an npm package."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo import npm, sources
from geo.download import BASE, fetch_places
from geo.sources import NAD83, UnknownSource
from geo.states import STATES, code_of

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

YEAR = re.compile(r"(?:tl|places)_(\d{4})_")


@dataclass(frozen=True)
class PlaceSource:
    """Files that together hold the places of one edition."""

    key: str
    edition: str
    title: str
    files: tuple[Path, ...]

    def checksums(self) -> dict[str, str]:
        """File name -> sha256, so that a vintage can say exactly what it was made of."""
        return {path.name: sources.sha256(path) for path in self.files}


def from_census(folder: Path, year: int, *, base: str = BASE, states: Sequence[str] = ()) -> PlaceSource:
    """The TIGER/Line files of a year, downloaded into a folder of that year; all states unless some are named."""
    codes = sorted({code_of(state) for state in states} or STATES)
    return _tiger(str(year), fetch_places(folder / f"tiger{year}", year, codes, base=base))


def from_folder(folder: Path) -> PlaceSource:
    """The files at hand in a folder: TIGER/Line zips and GeoJSON, plain or gzipped, all of one year."""
    files = sources.place_files(folder)
    years = {match[1] for path in files if (match := YEAR.match(path.name))}
    if len(years) > 1:
        raise UnknownSource(f"the place files in {folder} are of several years: {', '.join(sorted(years))}")
    return _tiger(next(iter(years), ""), files)


def from_npm(folder: Path) -> PlaceSource:
    """The npm package `boundaries`, fetched into a folder."""
    title = f"US Census Bureau, TIGER/Line 2016, places (as packed in the npm package {npm.PACKAGE} {npm.VERSION})"
    return PlaceSource(npm.PACKAGE, "tiger2016", title, (npm.fetch(folder),))


def read(path: Path) -> GeoDataFrame:
    """The places of one file with the columns geoid, name, state (USPS) and geometry, sorted by geoid."""
    frame = _packed(path) if path.suffix == ".tgz" else sources.read_places(path).rename(columns={"GEOID": "geoid", "NAME": "name"})
    frame["state"] = frame["geoid"].str[:2].map(STATES)
    return frame[["geoid", "name", "state", "geometry"]].sort_values("geoid").reset_index(drop=True)


def _packed(path: Path) -> GeoDataFrame:
    """The places in the npm package."""
    import geopandas
    from shapely.geometry import shape

    columns: dict[str, list[str]] = {"geoid": [], "name": []}
    shapes = []
    for geoid, name, area in npm.places(path):
        columns["geoid"].append(geoid)
        columns["name"].append(name)
        shapes.append(shape(area))
    return geopandas.GeoDataFrame(columns, geometry=shapes, crs=NAD83)


def _tiger(year: str, files: Sequence[Path]) -> PlaceSource:
    title = f"US Census Bureau, TIGER/Line {year}".strip() + ", places"
    return PlaceSource("tiger", f"tiger{year}" if year else "places", title, tuple(files))
