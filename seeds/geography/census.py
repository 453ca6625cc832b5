"""The Census Bureau's lists: places with points, counties with points, and population estimates."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from seeds.geography import table

POINTS = "us_places_2019_points.csv"
COUNTIES = "gazetteer-2017-counties.txt"
PLACE_POPULATION = "place-population-2021.csv"
COUNTY_POPULATION = "county-population-2021.csv"

COUNTY_HEADER = [
    "usps",
    "geoid",
    "ansi",
    "name",
    "land",
    "water",
    "land_sqmi",
    "water_sqmi",
    "lat",
    "lon",
]

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Estimates:
    """Population estimates of 2021 by what they count."""

    places: dict[str, Row]
    consolidated: dict[tuple[str, str], str]
    subdivisions: dict[tuple[str, str], str]
    counties: dict[str, str]


def places(folder: Path) -> dict[str, Row]:
    """Every place of the 2019 file by GEOID, whether it governs or not."""
    return {row["GEOID"]: row for row in table.read(folder / POINTS)}


def counties(folder: Path) -> dict[str, Row]:
    """Every county of the 2017 Gazetteer by GEOID; the island areas are not in it."""
    rows = table.read(folder / COUNTIES, header=COUNTY_HEADER, delimiter="|")
    return {row["geoid"]: row for row in rows}


def estimates(folder: Path) -> Estimates:
    """Split the two population files by summary level."""
    found = Estimates({}, {}, {}, {})
    for row in table.read(folder / PLACE_POPULATION):
        people = row["population_2021"]
        if row["sumlev"] in ("157", "162"):
            found.places[row["state"] + row["place"]] = row
        elif row["sumlev"] == "170":
            found.consolidated[row["state"], row["name"]] = people
        elif row["sumlev"] == "061":
            found.subdivisions[row["state"] + row["county"], row["name"]] = people
    for row in table.read(folder / COUNTY_POPULATION):
        geoid = row["state"] if row["sumlev"] == "040" else row["state"] + row["county"]
        found.counties[geoid] = row["population_2021"]
    return found
