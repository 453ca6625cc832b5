"""Where the boundaries come from: the Census files, read as they are and named as Census names them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo.refusals import Refusal

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

# The cartographic files carry no .prj and no .cpg: Census publishes them in NAD83 and, since 2015, in UTF-8.
NAD83 = "EPSG:4269"
ENCODING = "utf-8"

# Legal/statistical area description -> the word that follows a county's name.
COUNTY_WORDS = {
    "00": "", "03": "City and Borough", "04": "Borough", "05": "Census Area", "06": "County", "07": "District",
    "10": "Island", "12": "Municipality", "13": "Municipio", "15": "Parish", "25": "city",
}  # fmt: skip


class UnknownSource(Refusal):
    """The name stands for no set of boundary files we know, or its files are not installed."""


@dataclass(frozen=True)
class Source:
    """A pair of boundary files (states and counties) published together by Census."""

    key: str
    edition: str
    title: str
    counties: Path
    states: Path

    def files(self) -> list[Path]:
        """Every file that a reader of these boundaries opens, in a fixed order."""
        shapes = (self.counties, self.states)
        return [shape.with_suffix(suffix) for shape in shapes for suffix in (".dbf", ".shp", ".shx")]

    def checksums(self) -> dict[str, str]:
        """File name -> sha256, so that a vintage can say exactly what it was made of."""
        return {path.name: sha256(path) for path in self.files()}


def sha256(path: Path) -> str:
    """The sha256 of a file, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def find(key: str) -> Source:
    """The source that goes by this name."""
    if key != "plotly-geo":
        raise UnknownSource(f"no boundary source is called {key!r}; known: plotly-geo")
    spec = find_spec("_plotly_geo")
    if spec is None or spec.origin is None:
        raise UnknownSource("the package plotly-geo, which carries the Census files, is not installed")
    folder = Path(spec.origin).parent / "package_data"
    return Source(
        key=key,
        edition="cb2016",
        title="US Census Bureau, Cartographic Boundary Files 2016, 1:500,000 (as packed in plotly-geo)",
        counties=folder / "cb_2016_us_county_500k.shp",
        states=folder / "cb_2016_us_state_500k.shp",
    )


def read_shapes(path: Path) -> GeoDataFrame:
    """The shapes of one cartographic file, in NAD83."""
    import geopandas

    return geopandas.read_file(path, encoding=ENCODING).set_crs(NAD83, allow_override=True)


def read_layers(source: Source) -> dict[str, GeoDataFrame]:
    """Both layers with the columns geoid, name, state (USPS) and geometry, sorted by geoid."""
    states, counties = read_shapes(source.states), read_shapes(source.counties)
    usps = dict(zip(states["STATEFP"], states["STUSPS"], strict=True))
    states = states.assign(geoid=states["GEOID"], name=states["NAME"], state=states["STUSPS"])
    names = [county_name(name, lsad) for name, lsad in zip(counties["NAME"], counties["LSAD"], strict=True)]
    counties = counties.assign(geoid=counties["GEOID"], name=names, state=counties["STATEFP"].map(usps))
    return {"states": _plain(states), "counties": _plain(counties)}


def county_name(name: str, lsad: str) -> str:
    """A county's name with its legal word: Travis County, Orleans Parish, Carson City, Richmond city."""
    return f"{name} {COUNTY_WORDS[lsad]}".strip()


def place_files(folder: Path) -> list[Path]:
    """The place files of a folder: TIGER/Line zips and GeoJSON, plain or gzipped."""
    found = [path for path in folder.iterdir() if path.name.endswith((".zip", ".geojson", ".geojson.gz"))]
    if not found:
        raise UnknownSource(f"no place files (.zip, .geojson, .geojson.gz) in {folder}")
    return sorted(found)


def read_places(path: Path) -> GeoDataFrame:
    """The places of one file with the reference system the file itself declares."""
    import geopandas

    places = geopandas.read_file(f"/vsigzip/{path}" if path.suffix == ".gz" else path)
    return places.to_crs(NAD83)


def _plain(frame: Any) -> GeoDataFrame:
    """Only the columns we keep, in the order we write them."""
    return frame[["geoid", "name", "state", "geometry"]].sort_values("geoid").reset_index(drop=True)
