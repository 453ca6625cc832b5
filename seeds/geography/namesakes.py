"""Estimates that the population file gives to a place though they may count its namesake.

Where a place and a township of one county share a name (Hempstead village and Hempstead town), the file keeps one row,
named after the place, with the larger number of the two. A place inside the township is the smaller one, so the number
is the township's. Beside the township, the number is kept only if the FBI's population served by the place's own
police agrees; else neither gets one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from seeds.geography.census import Estimates, Row
from seeds.geography.police import Served, agrees

INSIDE_TOWNSHIPS = "C1"  # Census class of a place that is part of the townships around it
FORM = re.compile(" (Town city|charter township|township|town|plantation|city|village|borough|municipality)$")


@dataclass(frozen=True, slots=True)
class Namesake:
    """A place and a subdivision of one name in one county, with the one number the file has."""

    place: str
    subdivision: str
    name: str
    county: str
    people: str
    inside: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """Places whose number is not theirs or not known to be, and subdivisions whose number it is."""

    uncounted: frozenset[str]
    subdivisions: dict[str, str]


def bare(legal: str) -> str:
    """A legal name without its form."""
    return FORM.sub("", legal)


def find(estimates: Estimates, divisions: dict[str, Row], listed: dict[str, Row]) -> Iterator[Namesake]:
    """Pairs in states whose townships the file counts, where the township has no row of its own."""
    covered = {county[:2] for county, _ in estimates.subdivisions}
    lone = {
        (geoid[:5], bare(row["name"])): geoid
        for geoid, row in divisions.items()
        if len(geoid) == 10 and geoid[:2] in covered and (geoid[:5], row["name"]) not in estimates.subdivisions
    }
    for geoid, row in estimates.places.items():
        county, name = row["state"] + row["county"], bare(row["name"])
        if (county, name) in lone:
            inside = listed.get(geoid, {}).get("CLASSFP") == INSIDE_TOWNSHIPS
            yield Namesake(geoid, lone[county, name], name, county, row["population_2021"], inside)


def judge(found: Iterator[Namesake], counties: dict[str, Row], served: Served) -> Verdict:
    """Whose number it is, as far as can be told."""
    uncounted: set[str] = set()
    subdivisions: dict[str, str] = {}
    for one in found:
        if one.inside:
            subdivisions[one.subdivision] = one.people
        if one.inside or not is_place(one, counties[one.county], served):
            uncounted.add(one.place)
    return Verdict(frozenset(uncounted), subdivisions)


def is_place(one: Namesake, county: Row, served: Served) -> bool:
    """Whether the place's police serve that many people, and no township's police of that name do."""
    base, people, state = county["name"].removesuffix(" County"), int(one.people), county["usps"]
    township = any(agrees(served, state, f"{one.name} {form}", base, people) for form in ("Town", "Township"))
    return agrees(served, state, one.name, base, people) and not township
