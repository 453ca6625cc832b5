"""The shipped 287(g) record: whole, placed in the right state and government, and never another one's."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest

from api.rules.agencies import AgencyKind
from api.rules.gazetteer import Gazetteer
from api.rules.matching import CONFIDENCE, Method, Reason
from api.rules.names import letters
from seeds import ice_287g, shapes, tables
from seeds.ice_accounting import accounting
from seeds.ice_gazetteer import read_gazetteer
from seeds.ice_report import Report

RECORD = Path(__file__).parents[2] / "seeds" / "record"
NEWEST = "2026-05-18"
STATES = {row["state"]: row["geoid"] for row in tables.read(RECORD / "states.csv")}


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    return tuple(tables.read(RECORD / "ice-287g" / f"{name}.csv"))


@cache
def gazetteer() -> Gazetteer:
    return read_gazetteer(RECORD)


@cache
def report() -> Report:
    """The record's own rows put together again."""
    return ice_287g.into_folder([], RECORD, dry_run=True)


@cache
def agencies() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in rows("agencies")}


def held_by(geoid: str) -> set[tuple[str, str]]:
    """The agency kinds and models that a government holds by the newest list."""
    return {
        (agencies()[row["agency"]]["kind"], row["model"])
        for row in rows("agreements")
        if agencies()[row["agency"]]["jurisdiction"] == geoid and row["last_listed"] == NEWEST
    }


def test_the_files_have_the_columns_that_the_record_reads() -> None:
    for noun, name in (("publication", "publications"), ("agency", "agencies"), ("agreement", "agreements"), ("held_row", "unplaced")):
        header = (RECORD / "ice-287g" / f"{name}.csv").read_text(encoding="utf-8").split("\n", 1)[0]
        assert header.split(",") == shapes.COLUMNS[noun]


def test_every_edition_is_there_and_cited() -> None:
    lists = Counter(row["list"] for row in rows("publications"))
    assert lists == {"participating": 22, "web": 9, "pending": 10}
    sources = {row["key"]: row for row in tables.read(RECORD / "sources" / "ice.csv")}
    for row in rows("publications"):
        assert row["sha256"] in sources[row["source"]]["note"]
        assert sources[row["source"]]["published"] == row["published"]
    assert len({row["sha256"] for row in rows("publications")}) == len(rows("publications"))


def test_the_rows_of_the_newest_list_add_up() -> None:
    newest = next(row for row in rows("publications") if row["key"] == f"participating-{NEWEST}")
    listed = [row for row in rows("agreements") if row["last_listed"] == NEWEST]
    held = [row for row in rows("unplaced") if row["publication"] == newest["key"]]
    assert int(newest["rows"]) == 1843
    assert len(listed) + len(held) == 1843
    assert len(listed) / 1843 >= 0.98


@pytest.mark.parametrize(
    "geoid",
    [
        pytest.param("4805000", id="Austin"),
        pytest.param("4865000", id="San Antonio"),
        pytest.param("4819000", id="Dallas TX"),
        pytest.param("5167000", id="Richmond city VA"),
        pytest.param("37119", id="Mecklenburg County NC"),
        pytest.param("48201", id="Harris County TX"),
        pytest.param("13067", id="Cobb County GA"),
        pytest.param("24021", id="Frederick County MD"),
    ],
)
def test_who_holds_no_agreement_of_its_own(geoid: str) -> None:
    assert held_by(geoid) == set()


@pytest.mark.parametrize(
    ("geoid", "held"),
    [
        pytest.param("48015", ("sheriff", "WSO"), id="Austin County TX"),
        pytest.param("1321324", ("police", "TFM"), id="Dallas GA"),
        pytest.param("51159", ("sheriff", "TFM"), id="Richmond County VA"),
        pytest.param("51117", ("sheriff", "TFM"), id="Mecklenburg County VA"),
        pytest.param("1253000", ("police", "TFM"), id="Orlando"),
        pytest.param("1235000", ("sheriff", "TFM"), id="Jacksonville, one with Duval County"),
        pytest.param("48029", ("constable", "TFM"), id="a constable precinct in Bexar County"),
        pytest.param("4207910480", ("police", "TFM"), id="Butler Township in Luzerne County"),
    ],
)
def test_who_holds_which(geoid: str, held: tuple[str, str]) -> None:
    assert held in held_by(geoid)


def test_frederick_county_left_the_list_after_february_2026() -> None:
    (row,) = [row for row in rows("agreements") if row["agency"] == "md-frederick-county-sheriff"]
    assert (row["model"], row["first_listed"], row["last_listed"]) == ("JEM", "2021-01-13", "2026-02-02")


def test_butler_county_never_had_butler_townships_agreement() -> None:
    assert not [row for row in rows("agencies") if row["jurisdiction"] == "4201910472"]


def test_no_agency_stands_in_a_wrong_state() -> None:
    for row in rows("agencies"):
        assert not row["jurisdiction"] or row["jurisdiction"].startswith((STATES[row["state"]], f"s-{row['state'].lower()}-"))
        assert row["key"].startswith(f"{row['state'].lower()}-")


def test_every_placed_name_is_its_governments_exact_name() -> None:
    speaking = defaultdict(list)
    for body in gazetteer().bodies.values():
        speaking[body.speaks].append(body)
    for row in rows("agencies"):
        if row["kind"] not in ("sheriff", "police") or not row["jurisdiction"] or row["match_method"] in (Method.DECISION, Method.NAME_RESPELT):
            continue
        bases = {letters(body.name.removesuffix(" County").removesuffix(" Parish").removesuffix(" city")) for body in speaking[row["jurisdiction"]]}
        assert any(base in letters(row["name"]) for base in bases), row


def test_every_printed_county_agrees_with_the_government() -> None:
    for row in rows("agencies"):
        body = gazetteer().bodies.get(row["jurisdiction"])
        cell = gazetteer().cell(row["state"], row["county_as_printed"])
        if body is not None and len(body.geoid) > 2 and row["match_method"] == Method.NAME_AND_COUNTY:
            assert any(gazetteer().lies_in(body, geoid) for geoid in cell.geoids), row


def test_words_are_of_the_vocabularies() -> None:
    assert {row["kind"] for row in rows("agencies")} <= set(AgencyKind)
    assert {row["match_method"] for row in rows("agencies")} <= set(Method)
    assert {row["reason"] for row in rows("unplaced")} <= set(Reason)
    assert {row["model"] for row in rows("agreements")} == {"JEM", "WSO", "TFM"}


def test_agreements_point_at_agencies_and_stand_once() -> None:
    keys = [row["key"] for row in rows("agreements")]
    assert len(set(keys)) == len(keys)
    assert {row["agency"] for row in rows("agreements")} == set(agencies())
    for row in rows("agreements"):
        assert row["first_listed"] <= row["last_listed"] <= NEWEST
        assert row["first_listed"] or json.loads(row["history"])[0]["status"] == "pending"
        assert row["signed"] <= row["last_listed"]
        assert not row["moa_url"] or row["moa_url"].split("/")[2] in ("www.ice.gov", "web.archive.org")


def test_bodies_of_their_own_have_no_government() -> None:
    own = [row for row in rows("agencies") if row["kind"] in ("campus", "airport") or row["match_method"] == Method.SPECIAL_BODY]
    assert own
    assert not [row for row in own if row["jurisdiction"] and not row["jurisdiction"].startswith("s-")]


def test_regional_jails_on_the_lists_are_the_jurisdictions_minted_for_them() -> None:
    minted = {row["geoid"] for row in tables.read(RECORD / "special.csv")}
    placed = {row["key"]: row["jurisdiction"] for row in rows("agencies") if row["jurisdiction"].startswith("s-")}
    assert set(placed.values()) == {row["jurisdiction"] for row in rows("decisions") if row["jurisdiction"].startswith("s-")}
    assert set(placed.values()) <= minted
    listed = [row["key"] for row in rows("agencies") if row["kind"] == "corrections" and row["match_method"] == Method.SPECIAL_BODY]
    assert listed == [], "a jail on the lists without its jurisdiction would read as absent from them"


def test_candidates_are_governments_of_the_row_state() -> None:
    for row in rows("unplaced"):
        for geoid in filter(None, row["candidates"].split(";")):
            assert gazetteer().bodies[geoid].state == row["state"]


def test_the_rows_of_every_edition_add_up() -> None:
    for row in rows("publications"):
        listed = tables.read(RECORD / "ice-287g" / "rows" / f"{row['key']}.csv")
        assert len(listed) == int(row["rows"])
        assert Counter(line["verdict"] for line in listed) == json.loads(row["verdicts"])


def test_every_row_that_is_not_held_or_refused_names_its_agreement() -> None:
    keys = {row["key"] for row in rows("agreements")}
    for path in sorted((RECORD / "ice-287g" / "rows").glob("*.csv")):
        for line in tables.read(path):
            assert (line["agreement"] in keys) is (line["verdict"] in ("imported", "relabelled", "merged") or line["agreement"] != ""), line
            assert line["verdict"] in ("imported", "relabelled") or line["reason"] or line["verdict"] == "merged", line


def test_keys_once_minted_stand_or_redirect() -> None:
    """The agencies' keys of the record's first issue; four were misprints of others and lead there."""
    minted = tables.read(Path(__file__).parent / "minted_agencies.csv")
    former = {key: row["key"] for row in rows("agencies") for key in row["former_keys"].split(";") if key}
    assert len(minted) == 1592
    assert {row["key"]: former.get(row["key"]) for row in minted if row["key"] not in agencies()} == {
        "ny-lake-placid-police": "fl-lake-placid-police",
        "ok-haskell-police": "ok-haskell-county-sheriff",
        "pa-cambria-county-sheriff": "pa-cambria-county-corrections",
        "va-rappahannok-shenandoah-warren-regional-jail-authority": "va-rappahannock-shenandoah-warren-regional-jail-authority",
    }
    assert not set(former) & set(agencies())


def test_every_agency_says_how_and_how_surely_it_was_placed() -> None:
    for row in rows("agencies"):
        assert row["match_confidence"] == CONFIDENCE[Method(row["match_method"])]


def test_the_rows_put_together_again_give_this_record() -> None:
    assert (report().files, report().steps[0].changes) == ((), {})


def test_the_account_of_every_list_is_the_one_in_the_documents() -> None:
    assert accounting(report().outcome.entries) == (RECORD.parents[1] / "docs" / "ice-287g-accounting.md").read_text(encoding="utf-8")


def test_rows_are_agreements_and_those_merged_held_and_refused() -> None:
    for publication in rows("publications"):
        listed = tables.read(RECORD / "ice-287g" / "rows" / f"{publication['key']}.csv")
        named = {row["agreement"] for row in listed if row["agreement"]}
        others = sum(row["verdict"] in ("merged", "held", "refused") for row in listed)
        assert len(named) + others == int(publication["rows"]), publication["key"]
