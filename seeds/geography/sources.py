"""The sources of the list, as the record cites them."""

from __future__ import annotations

COLUMNS = [
    "key",
    "title",
    "publisher",
    "url",
    "archived_url",
    "published",
    "retrieved",
    "kind",
    "licence",
    "note",
]

PLACES = "census-places-2019"
COUNTIES = "census-gazetteer-counties-2017"
GAZETTEER = "census-gazetteer-places-2010"
CARTOGRAPHY = "census-cartographic-2016"
PLACE_POPULATION = "census-place-population-2021"
COUNTY_POPULATION = "census-county-population-2021"
COUNTY_CODES = "census-county-codes-2010"
COUNTY_CHANGES = "census-county-changes"
CONNECTICUT = "ct-state-library-planning-regions"
OCD = "ocd-division-ids"
POLICE = "fbi-law-enforcement-employees-2025"
UNIFIED = "bjs-integrated-systems"
WYANDOTTE = "ks-wyandotte-unified-government"

BUREAU = "US Census Bureau"
GEOGRAPHIES = "https://www.census.gov/geographies"
ESTIMATES = "https://www.census.gov/data/tables/time-series/demo/popest"
READ = "2026-11-21"


def source(key: str, title: str, url: str, note: str, published: str = "", **other: str) -> dict[str, str]:
    """One row: a public-domain dataset of the Census Bureau unless said otherwise."""
    row = dict.fromkeys(COLUMNS, "")
    row |= {
        "key": key,
        "title": title,
        "url": url,
        "note": note,
        "published": published,
        "retrieved": READ,
    }
    return row | {"publisher": BUREAU, "kind": "dataset", "licence": "public domain"} | other


CENSUS = [
    source(
        PLACES,
        "TIGER/Line places 2019: names, class, functional status, internal points",
        f"{GEOGRAPHIES}/mapping-files/time-series/geo/tiger-line-file.html",
        "29,798 places; lacks 48 that the estimates of 2021 have",
        "2019",
    ),
    source(
        COUNTIES,
        "US Gazetteer 2017, counties",
        f"{GEOGRAPHIES}/reference-files/time-series/geo/gazetteer-files.html",
        "3,220 counties with internal points; the island areas are not in it",
        "2017",
    ),
    source(
        GAZETTEER,
        "US Gazetteer 2010, places",
        f"{GEOGRAPHIES}/reference-files/time-series/geo/gazetteer-files.html",
        "Read in a stored public copy, in part: points of seven cities that the 2019 file lacks",
        "2010",
    ),
    source(
        CARTOGRAPHY,
        "Cartographic boundary files 2016, states and counties, 1:500,000",
        f"{GEOGRAPHIES}/mapping-files/time-series/geo/cartographic-boundary.html",
        "Read from the Python package plotly-geo, which carries them",
        "2016",
    ),
    source(
        PLACE_POPULATION,
        "City and town population totals, estimates for 1 July 2021",
        f"{ESTIMATES}/2020s-total-cities-and-towns.html",
        "An extract in which a place and a township of one name in a county share one row",
        "2022",
    ),
    source(
        COUNTY_POPULATION,
        "County population totals, estimates for 1 July 2021",
        f"{ESTIMATES}/2020s-counties-total.html",
        "Without Puerto Rico and the island areas",
        "2022",
    ),
    source(
        COUNTY_CODES,
        "National list of counties with class codes, 2010",
        "https://www2.census.gov/geo/docs/reference/codes/files/national_county.txt",
        "Read in a stored public copy, in part",
        "2010",
    ),
    source(
        COUNTY_CHANGES,
        "Substantial changes to counties and county equivalents since 1970",
        "https://www.census.gov/programs-surveys/geography/technical-documentation/county-changes.html",
        "Bedford read in a stored copy; the other changes seen as the difference between the lists used here",
        kind="reference",
    ),
]


OTHERS = [
    source(
        CONNECTICUT,
        "Regional planning in Connecticut: the nine planning regions and their towns",
        "https://libguides.ctstatelibrary.org/regionalplanning/geography",
        "Read in part; the police list's region names and two councils' member lists fill the rest",
        publisher="Connecticut State Library",
        kind="reference",
        licence="",
    ),
    source(
        OCD,
        "Open Civic Data division identifiers, United States",
        "https://github.com/opencivicdata/ocd-division-ids",
        "Codes of about 2012",
        publisher="Open Civic Data",
        licence="CC0-1.0",
    ),
    source(
        POLICE,
        "Law enforcement employees 2025, by agency",
        "https://cde.ucr.cjis.gov/LATEST/webapp/#/pages/downloads",
        "Used to tell whose population a shared row counts",
        "2025",
        publisher="Federal Bureau of Investigation",
    ),
    source(
        UNIFIED,
        "What is prison?",
        "https://www.bjs.gov/index.cfm?ty=qa&iid=81",
        "Names the six states whose correctional system combines jails and prisons",
        publisher="Bureau of Justice Statistics",
        kind="official_page",
    ),
    source(
        WYANDOTTE,
        "City Division: what it means to be a consolidated city and county government",
        "https://www.wycokck.org/Departments/Clerks-Office/City-Division",
        "The city and the county have been one government since 1997",
        publisher="Unified Government of Wyandotte County and Kansas City",
        kind="official_page",
        licence="",
    ),
]


def build() -> list[dict[str, str]]:
    """Every source of the list."""
    return [*CENSUS, *OTHERS]
