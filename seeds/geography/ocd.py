"""Open Civic Data division ids, by Census code."""

from __future__ import annotations

from pathlib import Path

from seeds.geography import table

PLACES = "us_census_places.csv"
PREFIX = "ocd-division/country:us/"


def divisions(folder: Path) -> dict[str, dict[str, str]]:
    """Counties, places and subdivisions of the list; its codes carry `place-` even for counties."""
    return {row["census_geoid"].removeprefix("place-"): row for row in table.read(folder / PLACES)}


def state_id(kind: str, usps: str) -> str:
    """The id of a state, the district or a territory."""
    return f"{PREFIX}{kind}:{usps.lower()}"
