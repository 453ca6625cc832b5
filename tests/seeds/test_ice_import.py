"""The import: many editions in any order to one record, respellings followed, nothing lost and nothing guessed."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import datetime
from itertools import permutations
from pathlib import Path

import pytest

from api.rules.gazetteer import Layer
from api.rules.refusals import BadInput
from seeds import ice_287g, shapes, tables
from seeds.ice_publications import UndatedList, day_in_name
from tests.intake.workbooks import HEADER, Cells, write_workbook
from tests.rules.gazetteers import BODIES

DAY = datetime(2025, 6, 2)
LINK = "https://www.ice.gov/doclib/287gMOA/{}.pdf"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record's folder with a few governments and no lists."""
    folder = tmp_path / "record"
    (folder / "places").mkdir(parents=True)
    (folder / "subdivisions").mkdir()
    files = {Layer.STATE: "states.csv", Layer.COUNTY: "counties.csv", Layer.PLACE: "places/xx.csv", Layer.SUBDIVISION: "subdivisions/xx.csv"}
    for layer, name in files.items():
        found = [body for body in BODIES if body.layer is layer]
        lines = [
            {"geoid": b.geoid, "kind": str(layer), "name": b.name, "legal_name": b.legal_name, "slug": b.slug, "state": b.state, "county": "".join(sorted(b.counties)[:1])}
            for b in found
        ]
        (folder / name).write_text(tables.render(shapes.JURISDICTION_COLUMNS, lines), encoding="utf-8")
    shares = [{"geoid": b.geoid, "county": c, "share": "0.5"} for b in BODIES if len(b.counties) > 1 for c in sorted(b.counties)]
    (folder / "place_counties.csv").write_text(tables.render(shapes.SHARE_COLUMNS, shares), encoding="utf-8")
    merged = [{"geoid": b.canonical, "other_geoid": b.geoid} for b in BODIES if b.canonical]
    (folder / "governments.csv").write_text(tables.render(shapes.GOVERNMENT_COLUMNS, merged), encoding="utf-8")
    return folder


def edition(folder: Path, name: str, rows: Sequence[tuple[str, str, str, str, str]]) -> Path:
    """A workbook with rows of state, agency, county, model and memorandum (its file's name, or '')."""
    listed: list[Cells] = [[s, a, "County", c, m, DAY, "link", None] for s, a, c, m, _ in rows]
    links = {(number, 6): LINK.format(moa) for number, (*_, moa) in enumerate(rows) if moa}
    return write_workbook(folder / name, listed, links=links)


BEXAR = ("TEXAS", "Bexar County Sheriff's Office", "Bexar County", "Warrant Service Officer", "Bexar")
MISSPELT = ("TEXAS", "Bexr County Sheriff's Office", "", "Warrant Service Officer", "Bexar")
TFM = "Task Force Model"


def agreements(record: Path) -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in tables.read(record / "ice-287g" / "agreements.csv")}


def unplaced(record: Path) -> list[dict[str, str]]:
    return tables.read(record / "ice-287g" / "unplaced.csv")


def snapshot(record: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(record.rglob("*.csv"))}


@pytest.fixture
def three(tmp_path: Path) -> list[Path]:
    """Three editions with a gap, a respelling, a change of county and a stubborn row."""
    butler = ("PENNSYLVANIA", "Robinson Township Police Department")
    stubborn = ("TEXAS", "Yoakum Police Department", "Yoakum County", TFM, "")
    return [
        edition(tmp_path, "participatingAgencies06042025am.xlsx", [MISSPELT, (*butler, "Washington County", TFM, ""), stubborn]),
        edition(tmp_path, "participatingAgencies07012025pm.xlsx", [(*butler, "Allegheny County", TFM, "Rob"), stubborn]),
        edition(tmp_path, "participatingAgencies-20250708120000.xlsx", [BEXAR, (*butler, "Allegheny County", TFM, "Rob"), stubborn, stubborn]),
    ]


def test_any_order_gives_the_same_record(record: Path, three: list[Path]) -> None:
    made = set()
    for order in permutations(three):
        ice_287g.run(order, record)
        made.add(tuple(snapshot(record).items()))
    assert len(made) == 1


def test_importing_again_changes_nothing(record: Path, three: list[Path]) -> None:
    assert ice_287g.run(three, record).changed
    before = snapshot(record)
    assert ice_287g.run([*three, three[0]], record).changed == ()
    assert snapshot(record) == before


def test_an_agency_of_a_body_of_its_own_keeps_the_jurisdiction_minted_for_it(record: Path, tmp_path: Path) -> None:
    jail = ("TEXAS", "Between Regional Jail Authority", "", "Warrant Service Officer", "")
    path = edition(tmp_path, "participatingAgencies06042025am.xlsx", [jail, BEXAR])
    (record / "ice-287g").mkdir()
    (record / "ice-287g" / "bodies.csv").write_text("agency,jurisdiction\ntx-between-regional-jail-authority,s-tx-between-regional-jail\n", encoding="utf-8")
    ice_287g.run([path], record)
    found = {row["key"]: row["jurisdiction"] for row in tables.read(record / "ice-287g" / "agencies.csv")}
    assert found == {"tx-between-regional-jail-authority": "s-tx-between-regional-jail", "tx-bexar-county-sheriff": "48029"}


def test_a_dry_run_writes_nothing(record: Path, three: list[Path]) -> None:
    before = snapshot(record)
    report = ice_287g.run(three, record, dry_run=True)
    assert "ice-287g/agreements.csv" in report.changed
    assert snapshot(record) == before
    assert "participating-2025-07-08" in report.table()


def test_a_respelling_and_a_gap_are_no_departure(record: Path, three: list[Path]) -> None:
    ice_287g.run(three, record)
    row = agreements(record)["tx-bexar-county-sheriff-wso"]
    assert (row["first_listed"], row["last_listed"]) == ("2025-06-04", "2025-07-08")
    assert "listed until 2025-06-04 as Bexr County Sheriff's Office" in row["note"]
    agency = next(a for a in tables.read(record / "ice-287g" / "agencies.csv") if a["key"] == "tx-bexar-county-sheriff")
    assert agency["former_names"] == "Bexr County Sheriff's Office"


def test_a_corrected_county_moves_the_whole_agreement(record: Path, three: list[Path]) -> None:
    ice_287g.run(three, record)
    (key,) = [key for key in agreements(record) if "robinson" in key]
    assert agreements(record)[key]["first_listed"] == "2025-06-04"
    assert "(Washington County)" in agreements(record)[key]["note"]


def test_rows_add_up_to_the_file(record: Path, three: list[Path]) -> None:
    report = ice_287g.run(three, record)
    newest = report.publications[-1]
    counts = report.counts[newest.key]
    assert newest.rows == counts["placed"] + counts["unplaced"] + counts["duplicate"] == 4
    assert [row["reason"] for row in unplaced(record)] == ["other_county", "other_county"]


def test_two_that_are_listed_together_are_never_joined(record: Path, tmp_path: Path) -> None:
    rows = [
        ("TEXAS", "Bexar County Constable Precinct 3", "Bexar County", TFM, "Same"),
        ("TEXAS", "Bexar County Constable Precinct 4", "Bexar County", TFM, "Same"),
    ]
    ice_287g.run([edition(tmp_path, "participatingAgencies06042025am.xlsx", rows)], record)
    assert set(agreements(record)) == {"tx-bexar-county-constable-precinct-3-tfm", "tx-bexar-county-constable-precinct-4-tfm"}


def test_a_county_printed_against_a_name_is_not_overruled_by_the_name(record: Path, tmp_path: Path) -> None:
    sure = ("TEXAS", "Yoakum Police Department", "Lavaca County", TFM, "")
    doubtful = ("TEXAS", "Yoakum Police Department", "Yoakum County", TFM, "")
    files = [edition(tmp_path, "participatingAgencies06042025am.xlsx", [sure]), edition(tmp_path, "participatingAgencies07012025am.xlsx", [doubtful])]
    ice_287g.run(files, record)
    assert agreements(record)["tx-yoakum-police-tfm"]["last_listed"] == "2025-06-04"
    assert unplaced(record)[0]["candidates"] == "4880560"


def test_applicants_are_kept_apart(record: Path, tmp_path: Path) -> None:
    header = HEADER[:5]
    rows: list[Cells] = [["TEXAS", "Bexar County Sheriff's Office", "County", "Bexar County", "Jail Enforcement Model"]]
    pending = write_workbook(tmp_path / "pendingAgencies07012025pm.xlsx", rows, header=header)
    ice_287g.run([pending, edition(tmp_path, "participatingAgencies06042025am.xlsx", [BEXAR])], record)
    assert set(agreements(record)) == {"tx-bexar-county-sheriff-wso"}
    (row,) = tables.read(record / "ice-287g" / "pending.csv")
    assert (row["key"], row["jurisdiction"], row["model"]) == ("tx-bexar-county-sheriff-jem", "48029", "JEM")


def test_a_run_without_an_edition_that_the_record_holds_is_refused(record: Path, three: list[Path]) -> None:
    ice_287g.run(three, record)
    before = snapshot(record)
    with pytest.raises(ice_287g.LostPublications, match="participatingAgencies06042025am"):
        ice_287g.run(three[1:], record)
    assert snapshot(record) == before


def test_two_contents_of_one_day_are_refused(record: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    one = edition(tmp_path, "participatingAgencies06042025am.xlsx", [BEXAR])
    two = edition(tmp_path / "other", "participatingAgencies06042025pm.xlsx", [BEXAR, MISSPELT])
    with pytest.raises(BadInput, match="06042025pm"):
        ice_287g.run([one, two], record)


def test_an_old_list_under_a_new_name_is_remarked(record: Path, tmp_path: Path) -> None:
    files = [edition(tmp_path, f"participatingAgencies{day}2025am.xlsx", [BEXAR]) for day in ("0604", "0701")]
    assert ice_287g.run(files, record).publications[1].notes == ("Lists the same rows as participatingAgencies06042025am.xlsx of 2025-06-04.",)
    with (record / "sources" / "ice.csv").open(encoding="utf-8", newline="") as stream:
        assert "Lists the same rows" in list(csv.DictReader(stream))[1]["note"]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("participatingAgencies-20250221214937.xlsx", "2025-02-21"),
        ("ParticipatingEntities-20210113002027.xlsx", "2021-01-13"),
        ("participatingAgencies05182026am.xlsx", "2026-05-18"),
        ("participatingAgencies090022025am.xlsx", "2025-09-02"),
        ("participatingAgencies13322025am.xlsx", ""),
        ("participatingAgencies.xlsx", ""),
    ],
)
def test_days_in_names(name: str, day: str) -> None:
    assert day_in_name(name)[0] == day


def test_a_list_without_a_date_is_refused_by_name(record: Path, tmp_path: Path) -> None:
    with pytest.raises(UndatedList, match=r"list\.xlsx"):
        ice_287g.run([edition(tmp_path, "list.xlsx", [BEXAR])], record)
