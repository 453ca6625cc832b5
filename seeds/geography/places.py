"""Cities, towns, villages and boroughs that govern, and the few unincorporated places that the facts name."""

from __future__ import annotations

from dataclasses import dataclass

from seeds.geography import names, points, sources
from seeds.geography.census import Estimates, Row
from seeds.geography.jurisdiction import Jurisdiction

GOVERNING = frozenset("ABCF")
WASHINGTON = "1150000"  # its functional status is N: the District governs it

# Named in the facts, with no government of that name in the state.
NAMED = frozenset({"4873376"})

# Consolidated governments that the estimates list by name only.
CONSOLIDATED = {
    "0947515": ("09", "Milford city"),
    "1836003": ("18", "Indianapolis city"),
    "3011397": ("30", "Butte-Silver Bow"),
}


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists that say what a place is called and how many live there."""

    listed: dict[str, Row]
    estimates: Estimates
    divisions: dict[str, Row]
    recoded: dict[str, str]  # ids that only the estimates use -> ids of the 2019 file
    uncounted: frozenset[str]  # places whose estimate may count a namesake
    usps: dict[str, str]


def governs(row: Row) -> bool:
    """Whether the 2019 file says that a place has a government."""
    return row["FUNCSTAT"] in GOVERNING or row["GEOID"] == WASHINGTON


def build(lists: Lists) -> list[Jurisdiction]:
    """Every place that governs by the 2019 file or has an estimate of 2021, under its 2019 id."""
    estimates = {lists.recoded.get(geoid, geoid): row for geoid, row in lists.estimates.places.items()}
    governing = {geoid for geoid, row in lists.listed.items() if governs(row)}
    return [one(geoid, estimates.get(geoid), lists) for geoid in sorted({*estimates, *NAMED, *governing})]


def one(geoid: str, estimate: Row | None, lists: Lists) -> Jurisdiction:
    """One place; the estimates name it where the 2019 file does not have it, or not yet or no longer so."""
    row = from_points(lists.listed[geoid], lists.usps) if geoid in lists.listed else None
    if estimate is not None and (row is None or row.kind == "cdp" or geoid in lists.recoded.values()):
        row = renamed(row, geoid, estimate["name"], lists.usps)
    if row is None:
        raise ValueError(f"{geoid} is in no list")
    if estimate is not None:
        row.county = "" if estimate["county"] == "000" else geoid[:2] + estimate["county"]
        if geoid not in lists.uncounted:
            row.counted(estimate["population_2021"], sources.PLACE_POPULATION)
    if geoid in CONSOLIDATED:
        row.counted(lists.estimates.consolidated[CONSOLIDATED[geoid]], sources.PLACE_POPULATION)
    row.ocd_id = lists.divisions.get(geoid, {}).get("id", "")
    return row


def from_points(listed: Row, usps: dict[str, str]) -> Jurisdiction:
    """A place as the 2019 file has it."""
    geoid = listed["GEOID"]
    row = Jurisdiction(geoid, "place" if governs(listed) else "cdp", "", listed["NAMELSAD"], usps[geoid[:2]])
    row.name = names.short(geoid, listed["NAME"], listed["LSAD"])
    row.lsad, row.funcstat = listed["LSAD"], listed["FUNCSTAT"]
    row.placed(points.official(listed, "INTPTLON", "INTPTLAT"))
    return row


def renamed(row: Jurisdiction | None, geoid: str, legal: str, usps: dict[str, str]) -> Jurisdiction:
    """A place under the name it has in the estimates, keeping its point if the 2019 file gives one."""
    name, lsad = names.split(legal)
    fresh = Jurisdiction(geoid, "place", names.short(geoid, name, lsad), legal, usps[geoid[:2]], lsad=lsad)
    if row is None:
        fresh.placed(points.GAZETTEER_2010.get(geoid))
    else:
        fresh.lat, fresh.lon = row.lat, row.lon
    return fresh
