"""Ids of other vintages of the Census Bureau's files, and the ids of the record that stand for them."""

from __future__ import annotations

from collections.abc import Iterable

from seeds.geography import sources

COLUMNS = ["old_geoid", "geoid", "relation", "date", "note", "source"]

# Places that the estimates of 2021 list under a new code: new -> the id of the 2019 file that maps draw.
RECODED = {
    "0812030": "0812080",
    "1239081": "1239075",
    "2527060": "2527100",
    "3727324": "3727320",
    "4764668": "4740240",
}

# Counties that came out of one that maps of 2016 draw whole.
SPLIT = {"02063": "02261", "02066": "02261"}

COUNTIES = [
    ("46113", "46102", "renamed", "2015", "Shannon County took the name Oglala Lakota County"),
    (
        "02270",
        "02158",
        "renamed",
        "2015",
        "Wade Hampton Census Area took the name Kusilvak Census Area",
    ),
    (
        "02063",
        "02261",
        "split",
        "2019",
        "Chugach Census Area came out of Valdez-Cordova, which maps of 2016 draw whole",
    ),
    (
        "02066",
        "02261",
        "split",
        "2019",
        "Copper River Census Area came out of Valdez-Cordova, which maps of 2016 draw whole",
    ),
    (
        "51515",
        "51019",
        "merged",
        "2013-07-01",
        "The independent city of Bedford became a town in Bedford County",
    ),
]

PLACES = [
    ("0812030", "recoded", "", "Carbonate under its code in the estimates of 2021"),
    (
        "1239081",
        "renamed",
        "",
        "Lake Worth in the file of 2019, Lake Worth Beach in the estimates of 2021",
    ),
    (
        "2527060",
        "renamed",
        "",
        "Greenfield Town in the file of 2019, Greenfield in the estimates of 2021",
    ),
    (
        "3727324",
        "renamed",
        "",
        "Grandfather in the file of 2019, Grandfather Village in the estimates of 2021",
    ),
    ("4764668", "renamed", "", "Lake City in the file of 2019, Rocky Top in the estimates of 2021"),
]

# Entries of the Open Civic Data list under codes that ended before the 2019 file.
ENDED = [
    ("0205200", "0281920", "renamed", "", "Barrow, Utqiagvik in the file of 2019"),
    ("1250900", "1250875", "renamed", "", "Ocean Breeze Park, Ocean Breeze in the file of 2019"),
    ("1337816", "1349100", "merged", "", "Helena, part of McRae-Helena in the file of 2019"),
    ("1349084", "1349100", "merged", "", "McRae, part of McRae-Helena in the file of 2019"),
    ("1349000", "1349008", "merged", "", "Macon, part of Macon-Bibb County in the file of 2019"),
    (
        "1836000",
        "1836003",
        "same",
        "",
        "Indianapolis with the towns inside it that keep their own government",
    ),
    ("2904240", "2904248", "renamed", "", "Bellerive, Bellerive Acres in the file of 2019"),
]

# Connecticut's planning regions took the counties' place in Census data; their borders cross.
REGIONS = {
    "09110": ("09003", "09013"),
    "09120": ("09001",),
    "09130": ("09007", "09011"),
    "09140": ("09001", "09003", "09005", "09009"),
    "09150": ("09013", "09015"),
    "09160": ("09003", "09005"),
    "09170": ("09009",),
    "09180": ("09011", "09015"),
    "09190": ("09001", "09005"),
}

Row = dict[str, str]


def alias(old: str, new: str, relation: str, date: str, note: str, source: str) -> Row:
    """One row of the alias table."""
    return dict(zip(COLUMNS, (old, new, relation, date, note, source), strict=True))


def inherited(divisions: dict[str, Row]) -> dict[str, str]:
    """Open Civic Data ids that stand under an ended code, by the id that the government has now."""
    return {new: divisions[old]["id"] for old, new, relation, *_ in ENDED if relation in ("renamed", "same")}


def build() -> Iterable[Row]:
    """Every alias."""
    for row in COUNTIES:
        yield alias(*row, sources.COUNTY_CHANGES)
    for new, relation, date, note in PLACES:
        yield alias(new, RECODED[new], relation, date, note, sources.PLACE_POPULATION)
    for row in ENDED:
        yield alias(*row, sources.OCD)
    for region, counties in REGIONS.items():
        for county in counties:
            note = "Planning region that shares towns with this county"
            yield alias(region, county, "overlaps", "2022", note, sources.CONNECTICUT)
