"""Names, codes and outlines of states and counties in the Census cartographic boundary files of 2016."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from seeds.geography import shapefile
from seeds.geography.outline import Outline

PACKAGE = "_plotly_geo"  # the PyPI package plotly-geo carries the files unchanged
STATES, COUNTIES = "cb_2016_us_state_500k", "cb_2016_us_county_500k"


@dataclass(frozen=True, slots=True)
class Feature:
    """One state or county: its attributes and its land down to the shoreline."""

    attributes: dict[str, str]
    outline: Outline


def folder() -> Path:
    """Where the installed package keeps its files."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the package plotly-geo is not installed")
    return Path(next(iter(spec.submodule_search_locations))) / "package_data"


def features(layer: str) -> dict[str, Feature]:
    """States or counties by GEOID."""
    base = folder() / layer
    rows = shapefile.attributes(base.with_suffix(".dbf"))
    shapes = shapefile.polygons(base.with_suffix(".shp"))
    return {row["GEOID"]: Feature(row, Outline(rings)) for row, rings in zip(rows, shapes, strict=True)}
