"""The record's governments, read from its own CSV files, as the list that agency names are looked up in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from api.rules.gazetteer import Body, Gazetteer, Layer
from seeds import tables

# A place that is only a name on the census map has no police and signs nothing.
GOVERNING = {
    "state": Layer.STATE,
    "district": Layer.STATE,
    "territory": Layer.STATE,
    "county": Layer.COUNTY,
    "place": Layer.PLACE,
    "subdivision": Layer.SUBDIVISION,
}


def _files(record: Path) -> Iterator[Path]:
    yield record / "states.csv"
    yield record / "counties.csv"
    yield from sorted((record / "places").glob("*.csv"))
    yield from sorted((record / "subdivisions").glob("*.csv"))


def _counties_of(record: Path) -> dict[str, set[str]]:
    """The counties of the places that lie in several."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in tables.read(record / "place_counties.csv"):
        found[row["geoid"]].add(row["county"])
    return found


def read_gazetteer(record: Path) -> Gazetteer:
    """Every county, place and township of the record with the counties it lies in and its canonical id."""
    canonical = {row["other_geoid"]: row["geoid"] for row in tables.read(record / "governments.csv")}
    several = _counties_of(record)
    bodies: list[Body] = []
    for path in _files(record):
        for row in tables.read(path):
            layer = GOVERNING.get(row["kind"])
            if layer is None:
                continue
            counties = several[row["geoid"]] | ({row["county"]} if row["county"] else set())
            if layer is Layer.SUBDIVISION:
                counties |= {row["geoid"][:5]}
            bodies.append(_body(row, layer, counties=frozenset(counties), canonical=canonical.get(row["geoid"], "")))
    return Gazetteer(bodies)


def _body(row: dict[str, str], layer: Layer, *, counties: frozenset[str], canonical: str) -> Body:
    return Body(
        geoid=row["geoid"],
        layer=layer,
        state=row["state"],
        name=row["name"],
        legal_name=row["legal_name"],
        slug=row["slug"],
        counties=counties,
        canonical=canonical,
    )
