"""Puts the list together from its parts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass, field
from pathlib import Path

from seeds.geography import (
    cartography,
    census,
    counties,
    custody,
    governments,
    namesakes,
    ocd,
    places,
    police,
    slugs,
    sources,
    states,
    subdivisions,
    vintages,
)
from seeds.geography.cartography import Feature
from seeds.geography.jurisdiction import COLUMNS, Jurisdiction

Rows = list[dict[str, str]]
Table = tuple[list[str], Rows]


@dataclass(slots=True)
class Record:
    """The finished list with its side tables."""

    states: list[Jurisdiction]
    counties: list[Jurisdiction]
    places: list[Jurisdiction]
    subdivisions: list[Jurisdiction]
    aliases: Rows
    governments: Rows = field(default_factory=list)
    custody: Rows = field(default_factory=list)

    def everyone(self) -> list[Jurisdiction]:
        """All jurisdictions."""
        return [*self.states, *self.counties, *self.places, *self.subdivisions]

    def files(self) -> dict[str, Table]:
        """Columns and rows by file name."""
        tables: dict[str, Table] = {
            "states.csv": (COLUMNS, dump(self.states)),
            "counties.csv": (COLUMNS, dump(self.counties)),
            "aliases.csv": (vintages.COLUMNS, self.aliases),
            "governments.csv": (governments.COLUMNS, self.governments),
            "custody/states.csv": (custody.COLUMNS, self.custody),
            "sources/census.csv": (sources.COLUMNS, sources.build()),
        }
        for folder, rows in (("places", self.places), ("subdivisions", self.subdivisions)):
            for usps, group in by_state(rows).items():
                tables[f"{folder}/{usps.lower()}.csv"] = (COLUMNS, dump(group))
        return tables


def dump(rows: list[Jurisdiction]) -> Rows:
    """Rows as plain values."""
    return [asdict(row) for row in rows]


def by_state(rows: list[Jurisdiction]) -> dict[str, list[Jurisdiction]]:
    """Rows grouped by state."""
    groups: dict[str, list[Jurisdiction]] = defaultdict(list)
    for row in rows:
        groups[row.state].append(row)
    return groups


def build(census_folder: Path, ids_folder: Path, overlay: dict[str, str]) -> Record:
    """Read every file and build every table; `overlay` names the county of places that maps show inside one."""
    outlines = cartography.features(cartography.COUNTIES)
    made = lists(census_folder, ids_folder, outlines)
    made.governments = governments.build(made.places, made.counties, made.subdivisions)
    settle(made, overlay, outlines)
    made.custody = custody.build(made.everyone(), made.governments)
    slugs.assign(made.everyone())
    return made


def lists(census_folder: Path, ids_folder: Path, outlines: dict[str, Feature]) -> Record:
    """The four lists as the files have them."""
    states_drawn = cartography.features(cartography.STATES)
    gazetteer, listed = census.counties(census_folder), census.places(census_folder)
    divisions, people = ocd.divisions(ids_folder), census.estimates(census_folder)
    usps = {geoid: feature.attributes["STUSPS"] for geoid, feature in states_drawn.items()}
    towns = {geoid: row for geoid, row in divisions.items() if geoid not in governments.FORMER_TOWNS.values()}
    shared = namesakes.find(people, towns, listed)
    verdict = namesakes.judge(shared, gazetteer, police.served(ids_folder))
    named = places.Lists(listed, people, divisions, vintages.RECODED, verdict.uncounted, usps)
    return Record(
        states.build(states_drawn, people.counties),
        counties.build(outlines, gazetteer, divisions, people.counties, usps),
        inherit(places.build(named), vintages.inherited(divisions)),
        subdivisions.build(divisions, people.subdivisions, verdict.subdivisions, usps),
        list(vintages.build()),
    )


def inherit(rows: list[Jurisdiction], ids: dict[str, str]) -> list[Jurisdiction]:
    """Give places the Open Civic Data ids that stand under their ended codes."""
    for row in rows:
        row.ocd_id = row.ocd_id or ids.get(row.geoid, "")
    return rows


def settle(made: Record, overlay: dict[str, str], outlines: dict[str, Feature]) -> None:
    """Fill a place's county, population and point from the county it is one government with, or from the overlay."""
    county = {row.geoid: row for row in made.counties}
    others: dict[str, list[str]] = defaultdict(list)
    for row in made.governments:
        if row["other_geoid"] in county:
            others[row["geoid"]].append(row["other_geoid"])
    for place in made.places:
        place.county = vintages.SPLIT.get(place.county, place.county) or overlay.get(place.geoid, "")
        if len(others[place.geoid]) == 1:
            same = county[others[place.geoid][0]]
            place.county = same.geoid
            if not place.population:
                place.counted(same.population, sources.COUNTY_POPULATION)
            if not outlines[same.geoid].outline.holds((float(place.lon), float(place.lat))):
                place.lat, place.lon = same.lat, same.lon
