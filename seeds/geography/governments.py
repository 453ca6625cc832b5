"""Governments that answer to several ids: the city is the canonical one."""

from __future__ import annotations

from collections.abc import Iterable

from seeds.geography import sources
from seeds.geography.jurisdiction import Jurisdiction

COLUMNS = ["geoid", "other_geoid", "source", "note"]
Row = dict[str, str]

CONSOLIDATED = {
    "0203000": ("02020", "Municipality of Anchorage"),
    "0236400": ("02110", "City and Borough of Juneau"),
    "0270540": ("02220", "City and Borough of Sitka"),
    "0286380": ("02275", "City and Borough of Wrangell"),
    "0667000": ("06075", "City and County of San Francisco"),
    "0809280": ("08014", "City and County of Broomfield"),
    "0820000": ("08031", "City and County of Denver"),
    "1235000": ("12031", "Jacksonville and Duval County"),
    "1303440": (
        "13059",
        "Athens and Clarke County, without the towns that keep their own government",
    ),
    "1304204": (
        "13245",
        "Augusta and Richmond County, without the towns that keep their own government",
    ),
    "1319000": ("13215", "Columbus and Muscogee County"),
    "1321017": ("13053", "Cusseta and Chattahoochee County"),
    "1326156": ("13101", "Echols County, listed as a place of its own"),
    "1332528": ("13239", "Georgetown and Quitman County"),
    "1349008": ("13021", "Macon and Bibb County"),
    "1381128": ("13307", "Webster County, listed as a place of its own"),
    "1836003": (
        "18097",
        "Indianapolis and Marion County, without the towns that keep their own government",
    ),
    "2036000": ("20209", "Kansas City and Wyandotte County"),
    "2028412": ("20071", "Greeley County, without the towns that keep their own government"),
    "2146027": ("21067", "Lexington and Fayette County"),
    "2148006": (
        "21111",
        "Louisville and Jefferson County, without the towns that keep their own government",
    ),
    "2255000": ("22071", "New Orleans and Orleans Parish"),
    "3001675": ("30023", "Anaconda and Deer Lodge County"),
    "3011397": (
        "30093",
        "Butte and Silver Bow County, without the town that keeps its own government",
    ),
    "3209700": ("32510", "Carson City, independent of any county"),
    "4260000": ("42101", "Philadelphia and Philadelphia County"),
    "4732742": ("47169", "Hartsville and Trousdale County"),
    "4744382": ("47127", "Lynchburg and Moore County"),
    "4752006": (
        "47037",
        "Nashville and Davidson County, without the towns that keep their own government",
    ),
}

# Where the list of counties says that city and county are one; the list of places says so for the others.
EVIDENCE = dict.fromkeys(
    [
        "0203000",
        "0236400",
        "0270540",
        "0667000",
        "0809280",
        "0820000",
        "1235000",
        "1303440",
        "1304204",
        "1319000",
        "2146027",
        "2255000",
        "4260000",
        "4732742",
        "4744382",
        "4752006",
    ],
    sources.COUNTY_CODES,
) | {"2036000": sources.WYANDOTTE}

SEVERAL = {
    "1150000": (("11", "11001"), "The District of Columbia as a state, a county and a city"),
    "3651000": (
        ("36005", "36047", "36061", "36081", "36085"),
        "New York City and a county that is one of its boroughs",
    ),
}

# New England towns that became cities under a new code: the list of townships keeps the older one.
FORMER_TOWNS = {
    "2365725": "2303165760",
    "2501370": "2501501325",
    "2508130": "2502308085",
    "2524960": "2501724925",
    "2546598": "2500546575",
    "2556000": "2502155955",
}

INDEPENDENT_CITY = "25"


def row(geoid: str, other: str, note: str, source: str = sources.PLACES) -> Row:
    """One row of the table."""
    return {"geoid": geoid, "other_geoid": other, "source": source, "note": note}


def independent(places: list[Jurisdiction], counties: list[Jurisdiction]) -> Iterable[Row]:
    """Independent cities: the place and the county equivalent carry the same legal name."""
    equivalents = {(c.state, c.legal_name): c for c in counties if c.lsad == INDEPENDENT_CITY}
    for place in places:
        county = equivalents.get((place.state, place.legal_name))
        if county is not None:
            yield row(place.geoid, county.geoid, "Independent city: its own county equivalent")


def former_towns(places: list[Jurisdiction], subdivisions: list[Jurisdiction]) -> dict[str, str]:
    """Towns that became cities or villages: by hand where the code changed, else by the code they kept."""
    governing = {place.geoid for place in places if place.kind == "place"}
    kept = {town.geoid[:2] + town.geoid[5:]: town.geoid for town in subdivisions}
    return FORMER_TOWNS | {geoid: town for geoid, town in kept.items() if geoid in governing}


def build(places: list[Jurisdiction], counties: list[Jurisdiction], towns: list[Jurisdiction]) -> list[Row]:
    """Every further id of a government."""
    rows = [
        row(geoid, other, note, EVIDENCE.get(geoid, sources.PLACES)) for geoid, (other, note) in CONSOLIDATED.items()
    ]
    rows += [row(geoid, other, note) for geoid, (others, note) in SEVERAL.items() for other in others]
    former = former_towns(places, towns).items()
    rows += [row(geoid, town, "The town before it became a city or village", sources.OCD) for geoid, town in former]
    return [*rows, *independent(places, counties)]
