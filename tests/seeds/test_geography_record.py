"""The list of jurisdictions in seeds/record, read from its files alone."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from seeds.geography.custody import COMMUNITY_JAILS

HERE = Path(__file__).parent
RECORD = HERE.parents[1] / "seeds" / "record"

Row = dict[str, str]

RESERVED = {
    *("v1", "docs", "states", "compare", "changes", "methodology", "sources", "data", "desk"),
    *("static", "healthz", "readyz", "openapi.json", "coverage", "legend", "map", "embed"),
}

FIFTY_LARGEST = {
    "0446000": "Mesa",
    "0455000": "Phoenix",
    "0477000": "Tucson",
    "0603526": "Bakersfield",
    "0627000": "Fresno",
    "0643000": "Long Beach",
    "0644000": "Los Angeles",
    "0653000": "Oakland",
    "0664000": "Sacramento",
    "0666000": "San Diego",
    "0667000": "San Francisco",
    "0668000": "San Jose",
    "0816000": "Colorado Springs",
    "0820000": "Denver",
    "1150000": "Washington",
    "1235000": "Jacksonville",
    "1245000": "Miami",
    "1304000": "Atlanta",
    "1714000": "Chicago",
    "1836003": "Indianapolis",
    "2079000": "Wichita",
    "2148006": "Louisville",
    "2404000": "Baltimore",
    "2507000": "Boston",
    "2622000": "Detroit",
    "2743000": "Minneapolis",
    "2938000": "Kansas City",
    "3137000": "Omaha",
    "3240000": "Las Vegas",
    "3502000": "Albuquerque",
    "3651000": "New York",
    "3712000": "Charlotte",
    "3755000": "Raleigh",
    "3918000": "Columbus",
    "4055000": "Oklahoma City",
    "4075000": "Tulsa",
    "4159000": "Portland",
    "4260000": "Philadelphia",
    "4748000": "Memphis",
    "4752006": "Nashville",
    "4804000": "Arlington",
    "4805000": "Austin",
    "4819000": "Dallas",
    "4824000": "El Paso",
    "4827000": "Fort Worth",
    "4835000": "Houston",
    "4865000": "San Antonio",
    "5182000": "Virginia Beach",
    "5363000": "Seattle",
    "5553000": "Milwaukee",
}


def read(path: Path) -> list[Row]:
    """The rows of one file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def listed() -> list[Row]:
    """Every jurisdiction of the record."""
    files = [RECORD / "states.csv", RECORD / "counties.csv"]
    files += sorted((RECORD / "places").glob("*.csv")) + sorted((RECORD / "subdivisions").glob("*.csv"))
    return [row for path in files for row in read(path)]


EVERYONE = listed()
BY_ID = {row["geoid"]: row for row in EVERYONE}


def test_the_list_counts_what_the_census_counts() -> None:
    kinds = Counter(row["kind"] for row in EVERYONE)
    assert (kinds["state"], kinds["district"], kinds["territory"]) == (50, 1, 5)
    assert kinds["county"] == 3233
    assert kinds["subdivision"] == 16540
    assert kinds["cdp"] == 1
    assert kinds["place"] > 19500


@pytest.mark.parametrize("column", ["geoid", "ocd_id", "slug"])
def test_no_two_share_an_id(column: str) -> None:
    counted = Counter(row[column] for row in EVERYONE if row[column])
    assert [value for value, times in counted.items() if times > 1] == []


def test_every_row_has_what_a_reader_needs() -> None:
    needed = ("geoid", "slug", "kind", "name", "legal_name", "state")
    assert [row["geoid"] for row in EVERYONE if not all(row[column] for column in needed)] == []


def test_no_slug_takes_a_page_word_or_leaves_plain_letters() -> None:
    plain = set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert [row["slug"] for row in EVERYONE if row["slug"] in RESERVED or not set(row["slug"]) <= plain] == []


@pytest.mark.parametrize(
    ("geoid", "slug"),
    [
        pytest.param("48", "texas", id="a state"),
        pytest.param("48453", "travis-county-tx", id="a county"),
        pytest.param("35013", "dona-ana-county-nm", id="accents are folded"),
        pytest.param("24033", "prince-georges-county-md", id="apostrophes are dropped"),
        pytest.param("4805000", "austin-tx", id="a city"),
        pytest.param("4208567472", "salem-township-mercer-county-pa", id="townships of one name in a state"),
        pytest.param("3301160580", "peterborough-nh", id="a town whose name is its own"),
        pytest.param("3663000", "rochester-ny", id="a city keeps the bare name"),
        pytest.param("3611163011", "rochester-town-ny", id="a town of a city's name"),
        pytest.param("51760", "richmond-city-va", id="an independent city as a county"),
        pytest.param("51159", "richmond-county-va", id="the county of its name"),
        pytest.param("5167000", "richmond-va", id="an independent city as a place"),
    ],
)
def test_slugs(geoid: str, slug: str) -> None:
    assert BY_ID[geoid]["slug"] == slug


def test_the_fifty_largest_cities_have_their_ids() -> None:
    counted = [row for row in EVERYONE if row["kind"] == "place" and row["population"]]
    largest = sorted(counted, key=lambda row: -int(row["population"]))[:50]
    assert {row["geoid"]: row["name"] for row in largest} == FIFTY_LARGEST


def test_every_jurisdiction_that_the_facts_name_is_there() -> None:
    named = {row["geoid"]: row["name"] for row in read(HERE / "named_jurisdictions.csv")}
    assert len(named) > 700
    assert {geoid: f"{BY_ID[geoid]['name']}, {BY_ID[geoid]['state']}" for geoid in named} == named


@pytest.mark.parametrize(
    ("geoid", "name"),
    [
        pytest.param("0639003", "La Cañada Flintridge", id="a tilde"),
        pytest.param("72011", "Añasco Municipio", id="a tilde that the Gazetteer lost"),
        pytest.param("72097", "Mayagüez Municipio", id="two dots"),
        pytest.param("2500840", "Agawam", id="a city that Massachusetts calls a town"),
        pytest.param("4740240", "Rocky Top", id="a city renamed after 2010"),
        pytest.param("22071", "Orleans Parish", id="a parish"),
        pytest.param("78", "U.S. Virgin Islands", id="a territory"),
    ],
)
def test_names(geoid: str, name: str) -> None:
    assert BY_ID[geoid]["name"] == name


def test_parents_exist() -> None:
    states = {row["state"] for row in EVERYONE if row["kind"] in ("state", "district", "territory")}
    assert {row["state"] for row in EVERYONE} == states
    parents = {row["county"] for row in EVERYONE if row["county"]}
    assert [geoid for geoid in sorted(parents) if BY_ID[geoid]["kind"] != "county"] == []
    homes = [row for row in EVERYONE if row["county"]]
    assert [row["geoid"] for row in homes if BY_ID[row["county"]]["state"] != row["state"]] == []


def test_a_number_says_its_year_and_source() -> None:
    sources = {row["key"] for row in read(RECORD / "sources" / "census.csv")}
    counted = [row for row in EVERYONE if row["population"]]
    assert {row["population_year"] for row in counted} == {"2021"}
    assert {row["population_source"] for row in counted} <= sources
    assert [row["geoid"] for row in EVERYONE if not row["population"] and row["population_source"]] == []


def test_points_lie_where_a_map_reader_looks() -> None:
    placed = [row for row in EVERYONE if row["lat"]]
    assert [row["geoid"] for row in placed if not -15 < float(row["lat"]) < 72] == []
    east = {row["state"] for row in placed if float(row["lon"]) > 0}
    assert east == {"GU", "MP"}
    city = BY_ID["0667000"]
    assert float(city["lon"]) > -122.6
    assert [row["geoid"] for row in EVERYONE if row["kind"] == "county" and not row["lat"]] == []


def test_aliases_point_at_ids_of_the_list() -> None:
    aliases = read(RECORD / "aliases.csv")
    assert [row for row in aliases if row["geoid"] not in BY_ID or row["old_geoid"] in BY_ID] == []
    replaced = {row["old_geoid"]: row["geoid"] for row in aliases}
    assert replaced["46113"] == "46102"
    assert replaced["02270"] == "02158"
    assert replaced["51515"] == "51019"
    assert replaced["02063"] == replaced["02066"] == "02261"
    regions = {row["old_geoid"] for row in aliases if row["relation"] == "overlaps"}
    assert regions == {f"091{number}0" for number in range(1, 10)}


def test_a_government_with_several_ids_is_canonical_once() -> None:
    rows = read(RECORD / "governments.csv")
    canonical, others = {row["geoid"] for row in rows}, [row["other_geoid"] for row in rows]
    assert [geoid for geoid in [*canonical, *others] if geoid not in BY_ID] == []
    assert canonical.isdisjoint(others)
    assert len(others) == len(set(others))
    assert {BY_ID[geoid]["kind"] for geoid in canonical} == {"place"}
    same = {geoid: {row["other_geoid"] for row in rows if row["geoid"] == geoid} for geoid in canonical}
    assert same["1150000"] == {"11", "11001"}
    assert same["3651000"] == {"36005", "36047", "36061", "36081", "36085"}
    assert sum(row["geoid"].startswith("51") for row in rows) == 38


def test_the_state_runs_the_jails_of_six_states() -> None:
    rows = read(RECORD / "custody" / "states.csv")
    states = {"02": "AK", "09": "CT", "10": "DE", "15": "HI", "44": "RI", "50": "VT"}
    assert {row["operator"] for row in rows} >= set(states)
    unified = [row for row in rows if row["operator"] in states]
    assert [row["geoid"] for row in unified if BY_ID[row["geoid"]]["state"] != states[row["operator"]]] == []
    counties = {row["geoid"] for row in EVERYONE if row["kind"] == "county" and row["state"] in states.values()}
    others = {row["other_geoid"] for row in read(RECORD / "governments.csv")}
    assert counties - others - COMMUNITY_JAILS <= {row["geoid"] for row in rows}
    assert others.isdisjoint(row["geoid"] for row in rows), "a government is told of once"
    local = {row["geoid"]: row["operator"] for row in read(RECORD / "custody" / "local.csv")}
    assert {geoid: local.get(geoid) for geoid in COMMUNITY_JAILS} == {geoid: geoid for geoid in COMMUNITY_JAILS}, "these run their own"


def test_a_number_that_may_be_a_namesakes_is_left_out() -> None:
    assert BY_ID["3633139"]["population"] == "", "Hempstead village, not the town around it"
    assert BY_ID["5548000"]["population"] == "269196", "Madison city, whose police serve as many"


def test_files_are_sorted_and_end_in_line_feeds() -> None:
    for path in [*RECORD.glob("places/*.csv"), *RECORD.glob("subdivisions/*.csv"), RECORD / "counties.csv"]:
        assert b"\r" not in path.read_bytes(), path.name
        ids = [row["geoid"] for row in read(path)]
        assert ids == sorted(ids), path.name
