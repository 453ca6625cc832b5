"""The import: many editions in any order to one record, respellings followed, nothing lost and nothing guessed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest

from api.rules.gazetteer import Layer
from seeds import ice_287g, journal, shapes, tables
from seeds.ice_editions import day_in_name
from seeds.ice_report import Report
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
    return {path.relative_to(record).as_posix(): path.read_text(encoding="utf-8") for path in sorted(record.rglob("*.csv"))}


def run(files: Sequence[Path], record: Path, *, dry_run: bool = False) -> Report:
    return ice_287g.into_folder(files, record, dry_run=dry_run)


def rows(record: Path, key: str) -> list[dict[str, str]]:
    return tables.read(record / "ice-287g" / "rows" / f"{key}.csv")


def publications(record: Path) -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in tables.read(record / "ice-287g" / "publications.csv")}


def agencies(record: Path) -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in tables.read(record / "ice-287g" / "agencies.csv")}


def history(record: Path, key: str) -> list[tuple[str, str, str | None]]:
    return [(s["status"], s["from"], s["until"]) for s in json.loads(agreements(record)[key]["history"])]


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
        run(order, record)
        made.add(tuple(snapshot(record).items()))
    assert len(made) == 1


def test_one_by_one_in_any_order_gives_the_same_record(record: Path, three: list[Path]) -> None:
    made = set()
    bare = snapshot(record)
    for order in permutations(three):
        for path in order:
            run([path], record)
        made.add(tuple(snapshot(record).items()))
        for name in set(snapshot(record)) - set(bare):
            (record / name).unlink()
    assert len(made) == 1


def test_importing_again_changes_nothing(record: Path, three: list[Path]) -> None:
    assert run(three, record).files
    before = snapshot(record)
    again = run([*three, three[0]], record)
    assert (again.files, again.steps[0].changes) == ((), {})
    assert snapshot(record) == before


def test_an_agency_of_a_body_of_its_own_keeps_the_jurisdiction_minted_for_it(record: Path, tmp_path: Path) -> None:
    jail = ("TEXAS", "Between Regional Jail Authority", "", "Warrant Service Officer", "")
    path = edition(tmp_path, "participatingAgencies06042025am.xlsx", [jail, BEXAR])
    (record / "ice-287g").mkdir()
    settled = "place,TEXAS,Between Regional Jail Authority,*,,,,s-tx-between-regional-jail,corrections,,Made up.\n"
    (record / "ice-287g" / "decisions.csv").write_text(f"{','.join(shapes.COLUMNS['decision'])}\n{settled}", encoding="utf-8")
    run([path], record)
    found = {row["key"]: row["jurisdiction"] for row in tables.read(record / "ice-287g" / "agencies.csv")}
    assert found == {"tx-between-regional-jail-authority": "s-tx-between-regional-jail", "tx-bexar-county-sheriff": "48029"}


def test_a_dry_run_writes_nothing(record: Path, three: list[Path]) -> None:
    before = snapshot(record)
    report = run(three, record, dry_run=True)
    assert "ice-287g/agreements.csv" in report.files
    assert snapshot(record) == before
    assert "+participating-2025-07-08" in report.table()
    told = json.loads(json.dumps(report.plain()))
    assert {publication["key"] for publication in told["publications"] if publication["new"]} == set(report.new)
    assert told["steps"][0]["changes"]["publication"]["added"] == sorted(report.new)


def test_a_misspelt_county_and_a_gap_are_no_departure(record: Path, three: list[Path]) -> None:
    run(three, record)
    row = agreements(record)["tx-bexar-county-sheriff-wso"]
    assert (row["first_listed"], row["last_listed"], row["gaps"]) == ("2025-06-04", "2025-07-08", "2025-07-01")
    assert history(record, "tx-bexar-county-sheriff-wso") == [("active", "2025-06-02", None)]
    assert agencies(record)["tx-bexar-county-sheriff"]["former_names"] == "Bexr County Sheriff's Office"


def test_a_corrected_county_moves_the_whole_agreement(record: Path, three: list[Path]) -> None:
    run(three, record)
    (key,) = [key for key in agreements(record) if "robinson" in key]
    assert agreements(record)[key]["first_listed"] == "2025-06-04"
    assert "(Washington County)" in agreements(record)[key]["note"]
    (row,) = [row for row in rows(record, "participating-2025-07-01") if "Robinson" in row["agency"]]
    assert (row["verdict"], row["agreement"], row["reason"]) == ("relabelled", key, "county: 'Washington County' before")
    former = [agency["former_keys"] for agency in agencies(record).values() if "robinson" in agency["key"]]
    assert former == ["pa-robinson-township-4212565376-police"]


def test_a_corrected_state_moves_the_whole_agreement(record: Path, tmp_path: Path) -> None:
    """The row without a memorandum goes from one state's part of the list to another's: no departure, and no agreement there."""
    wrong = ("GEORGIA", "Dallas Police Department", "", TFM, "")
    files = [
        edition(tmp_path, "participatingAgencies06042025am.xlsx", [BEXAR, wrong]),
        edition(tmp_path, "participatingAgencies07012025pm.xlsx", [BEXAR, ("TEXAS", *wrong[1:4], "Dallas")]),
    ]
    run(files, record)
    assert set(agreements(record)) == {"tx-bexar-county-sheriff-wso", "tx-dallas-police-tfm"}
    assert agencies(record)["tx-dallas-police"]["former_keys"] == "ga-dallas-police"


def test_a_whole_state_misspelt_on_one_day_is_no_departure(record: Path, tmp_path: Path) -> None:
    def listed(state: str) -> list[tuple[str, str, str, str, str]]:
        return [(state, f"Bexar County Constable Precinct {number}", "Bexar County", TFM, f"C{number}") for number in range(1, 9)]

    days = ("06042025", "07012025", "08012025")
    for wrong, verdict in (("TEXASS", "relabelled"), ("TXS", "relabelled"), ("OHIO", "relabelled")):
        folder = tmp_path / wrong
        folder.mkdir()
        files = [edition(folder, f"participatingAgencies{day}am.xlsx", listed(wrong if day == days[1] else "TEXAS")) for day in days]
        report = run(files, record)
        assert {row["verdict"] for row in rows(record, "participating-2025-07-01")} == {verdict}, wrong
        assert len(report.outcome.entries["agreement"]) == 8
        for path in (record / "ice-287g").rglob("*.csv"):
            path.unlink()


def test_rows_add_up_to_the_file(record: Path, three: list[Path]) -> None:
    report = run(three, record)
    for key, publication in report.outcome.entries["publication"].items():
        assert sum(publication["verdicts"].values()) == publication["rows"] == len(rows(record, key))
    newest = report.outcome.entries["publication"]["participating-2025-07-08"]
    assert newest["verdicts"] == {"imported": 1, "relabelled": 1, "merged": 1, "held": 1}
    assert [row["reason"] for row in unplaced(record)] == ["other_county"]


def test_two_that_are_listed_together_are_never_joined(record: Path, tmp_path: Path) -> None:
    listed = [
        ("TEXAS", "Bexar County Constable Precinct 3", "Bexar County", TFM, "Same"),
        ("TEXAS", "Bexar County Constable Precinct 4", "Bexar County", TFM, "Same"),
    ]
    run([edition(tmp_path, "participatingAgencies06042025am.xlsx", listed)], record)
    assert set(agreements(record)) == {"tx-bexar-county-constable-precinct-3-tfm", "tx-bexar-county-constable-precinct-4-tfm"}


def test_a_county_printed_against_a_name_is_not_overruled_by_the_name(record: Path, tmp_path: Path) -> None:
    sure = ("TEXAS", "Yoakum Police Department", "Lavaca County", TFM, "")
    doubtful = ("TEXAS", "Yoakum Police Department", "Yoakum County", TFM, "")
    files = [edition(tmp_path, "participatingAgencies06042025am.xlsx", [sure]), edition(tmp_path, "participatingAgencies07012025am.xlsx", [doubtful])]
    run(files, record)
    assert agreements(record)["tx-yoakum-police-tfm"]["last_listed"] == "2025-06-04"
    assert json.loads(agreements(record)["tx-yoakum-police-tfm"]["history"])[-1]["rule"] == "held_a_row_in_doubt_may_be_it"
    assert unplaced(record)[0]["candidates"] == "4880560"


def test_a_renamed_agency_keeps_its_key(record: Path, tmp_path: Path) -> None:
    before = ("TEXAS", "Bexar Regional Police", "", TFM, "Same")
    after = ("TEXAS", "Alamo Regional Police", "", TFM, "Same")
    other = ("TEXAS", "Alamo Regional Police", "", "Jail Enforcement Model", "Other")
    files = [edition(tmp_path, "participatingAgencies06042025am.xlsx", [before]), edition(tmp_path, "participatingAgencies07012025am.xlsx", [after, other])]
    for order in permutations(files):
        for path in order:
            run([path], record)
        assert set(agreements(record)) == {"tx-bexar-regional-police-tfm", "tx-bexar-regional-police-jem"}
        agency = agencies(record)["tx-bexar-regional-police"]
        assert (agency["name"], agency["former_names"], agency["former_keys"]) == ("Alamo Regional Police", "Bexar Regional Police", "tx-alamo-regional-police")


PENDING = HEADER[:5]


def applicants(folder: Path, name: str, model: str = "Jail Enforcement Model") -> Path:
    listed: list[Cells] = [["TEXAS", "Bexar County Sheriff's Office", "County", "Bexar County", model]]
    return write_workbook(folder / name, listed, header=PENDING)


def test_an_application_alone_is_pending_and_no_agreement(record: Path, tmp_path: Path) -> None:
    run([applicants(tmp_path, "pendingAgencies07012025pm.xlsx"), edition(tmp_path, "participatingAgencies06042025am.xlsx", [BEXAR])], record)
    assert set(agreements(record)) == {"tx-bexar-county-sheriff-wso", "tx-bexar-county-sheriff-jem"}
    row = agreements(record)["tx-bexar-county-sheriff-jem"]
    assert (row["signed"], row["first_listed"], row["last_listed"]) == ("", "", "")
    assert history(record, "tx-bexar-county-sheriff-jem") == [("pending", "2025-07-01", None)], "no later list of applicants omits it"


def test_an_application_leads_to_its_agreement(record: Path, tmp_path: Path) -> None:
    pending = applicants(tmp_path, "pendingAgencies05022025pm.xlsx", "Warrant Service Officer")
    run([edition(tmp_path, "participatingAgencies06042025am.xlsx", [BEXAR]), pending], record)
    assert history(record, "tx-bexar-county-sheriff-wso") == [("pending", "2025-05-02", "2025-06-02"), ("active", "2025-06-02", None)]


class TestWhatAFileIs:
    """Content decides before the name does, and the rule is named."""

    def test_swapped_lists(self, record: Path, tmp_path: Path) -> None:
        report = run([applicants(tmp_path, "participatingAgencies07012025pm.xlsx"), edition(tmp_path, "pendingAgencies06042025am.xlsx", [BEXAR])], record)
        assert report.new == {"pending-2025-07-01", "participating-2025-06-04"}
        assert report.table().count("Rule columns-decide") == 2

    def test_one_more_file_of_a_known_series(self, record: Path, three: list[Path]) -> None:
        run(three[:2], record)
        report = run(three[2:], record)
        assert report.new == {"participating-2025-07-08"}
        assert set(publications(record)) == {"participating-2025-06-04", "participating-2025-07-01", "participating-2025-07-08"}

    def test_two_contents_under_one_name_and_day(self, record: Path, tmp_path: Path) -> None:
        (tmp_path / "other").mkdir()
        one = edition(tmp_path, "participatingAgencies06042025am.xlsx", [BEXAR])
        two = edition(tmp_path / "other", "participatingAgencies06042025am.xlsx", [BEXAR, ("TEXAS", "Travis County Sheriff's Office", "Travis County", TFM, "")])
        made = set()
        for order in ([one, two], [two, one]):
            assert "Rule newest-of-a-day" in run(order, record).table()
            made.add(tuple(snapshot(record).items()))
        assert len(made) == 1
        standings = sorted((row["standing"], row["rows"]) for row in publications(record).values())
        assert standings == [("counted", "2"), ("replaced", "1")]

    def test_the_list_before_under_a_new_name(self, record: Path, tmp_path: Path) -> None:
        files = [edition(tmp_path, f"participatingAgencies{day}2025am.xlsx", [BEXAR]) for day in ("0604", "0701")]
        assert "Lists the same rows as participatingAgencies06042025am.xlsx of 2025-06-04." in run(files, record).table()
        assert publications(record)["participating-2025-07-01"]["standing"] == "repeats"

    def test_old_content_that_comes_back_is_no_evidence(self, record: Path, tmp_path: Path) -> None:
        old, new = [BEXAR], [BEXAR, ("TEXAS", "Travis County Sheriff's Office", "Travis County", TFM, "T")]
        files = [edition(tmp_path, f"participatingAgencies{day}am.xlsx", listed) for day, listed in (("06042025", old), ("06112025", new), ("07012025", old))]
        assert "Rule old-content" in run(files, record).table()
        assert publications(record)["participating-2025-07-01"]["standing"] == "stale"
        assert {row["verdict"] for row in rows(record, "participating-2025-07-01")} == {"refused"}
        assert history(record, "tx-travis-county-sheriff-tfm") == [("active", "2025-06-02", None)]

    @pytest.mark.parametrize(
        ("name", "day", "rule"),
        [
            pytest.param("participatingAgencies06042024am.xlsx", "2025-06-04", "wrong-year", id="a year too early"),
            pytest.param("participatingAgencies02042025am.xlsx", "", "", id="a wrong month that two months could mend"),
            pytest.param("participatingAgencies06042095am.xlsx", "2025-06-04", "wrong-year", id="a year yet to come"),
            pytest.param("participatingAgencies06302095am.xlsx", "2025-06-30", "wrong-year", id="a year yet to come, late in the month"),
            pytest.param("participatingAgencies10302095am.xlsx", "", "", id="a day yet to come that nothing mends"),
            pytest.param("participatingAgencies05302025am.xlsx", "2025-06-30", "wrong-month", id="a month too early"),
            pytest.param("participatingAgencies10062025am.xlsx", "2025-10-06", "name-stands", id="only a long silence"),
        ],
    )
    def test_a_wrong_part_of_the_date_in_the_name(self, record: Path, tmp_path: Path, name: str, day: str, rule: str) -> None:
        listed = [("TEXAS", f"Bexar County Constable Precinct {number}", "Bexar County", TFM, "") for number in range(4)]
        report = run([edition(tmp_path, name, listed)], record)
        assert [row["published"] for row in publications(record).values()] == ([day] if day else [])
        assert f"Rule {rule}" in report.table() if rule else "is named for" in report.refused[0]

    def test_a_list_without_a_date_is_refused_by_name_and_keeps_no_other_out(self, record: Path, tmp_path: Path) -> None:
        good = edition(tmp_path, "participatingAgencies06042025am.xlsx", [BEXAR])
        report = run([edition(tmp_path, "list.xlsx", [BEXAR]), good], record)
        assert report.refused == ("list.xlsx carries no date in its name.",)
        assert report.new == {"participating-2025-06-04"}


DECISIONS = "action,state,agency,county,read_state,read_agency,read_county,jurisdiction,kind,day,note\n"


class TestDecisions:
    """What curators settle holds for every row with the same words, past and to come."""

    def decide(self, record: Path, *lines: str) -> None:
        path = record / "ice-287g" / "decisions.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_text(DECISIONS + "".join(f"{line}\n" for line in lines), encoding="utf-8")

    def test_they_settle_rows_in_bulk_and_survive_the_next_import(self, record: Path, three: list[Path]) -> None:
        run(three[:2], record)
        assert len(unplaced(record)) == 1
        self.decide(record, "place,TEXAS,Yoakum Police Department,Yoakum County,,,,4880560,,,The one city of that name.")
        run([], record)
        assert unplaced(record) == []
        run(three[2:], record)
        assert unplaced(record) == []
        assert agreements(record)["tx-yoakum-police-tfm"]["last_listed"] == "2025-07-08"
        agency = agencies(record)["tx-yoakum-police"]
        assert (agency["match_method"], agency["match_confidence"]) == ("decision", "certain")

    def test_one_that_points_into_another_state_is_not_followed(self, record: Path, three: list[Path]) -> None:
        self.decide(record, "place,TEXAS,Yoakum Police Department,Yoakum County,,,,1321324,,,A slip.")
        run(three, record)
        assert len(unplaced(record)) == 1

    def test_a_row_is_read_otherwise_made_its_own_or_refused(self, record: Path, tmp_path: Path) -> None:
        listed = [("TEXAS", name, "", TFM, "") for name in ("Bexer Office", "Alamo Guard", "Total 3")]
        self.decide(
            record,
            "read,TEXAS,Bexer Office,*,,Bexar County Sheriff's Office,,,,,As later lists write it.",
            "own,TEXAS,Alamo Guard,*,,,,,other_local,,A district's guard.",
            "refuse,TEXAS,Total 3,*,,,,,,,A sum.",
        )
        run([edition(tmp_path, "participatingAgencies06042025am.xlsx", listed)], record)
        assert set(agreements(record)) == {"tx-bexar-county-sheriff-tfm", "tx-alamo-guard-tfm"}
        assert [row["verdict"] for row in rows(record, "participating-2025-06-04")] == ["imported", "imported", "refused"]


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("at", range(14))
def test_killed_midway_all_of_a_run_is_there_or_none(record: Path, three: list[Path], monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    run(three[:1], record)
    before = snapshot(record)
    left = iter(range(at))
    replace = journal.os.replace

    def until_killed(source: Path, target: Path) -> None:
        if next(left, None) is None:
            raise Killed
        replace(source, target)

    with monkeypatch.context() as patched, suppress(Killed):
        patched.setattr(journal.os, "replace", until_killed)
        run(three, record)
    journal.settle(record)
    found = snapshot(record)
    run(three, record)
    assert found in (before, snapshot(record))
    assert (found == before) is (at == 0)


def test_a_departure_needs_lists_and_days_and_is_listed_with_its_evidence(record: Path, tmp_path: Path) -> None:
    staying = [("TEXAS", f"Bexar County Constable Precinct {number}", "Bexar County", TFM, f"C{number}") for number in range(1, 4)]
    files = []
    for number in range(15):
        day = datetime(2025, 6, 4) + timedelta(days=31 * number)
        listed = [*staying, *([BEXAR] if number < 2 else []), ("TEXAS", "Travis County Sheriff's Office", "Travis County", TFM, f"T{number}")]
        files.append(edition(tmp_path, f"participatingAgencies{day:%m%d%Y}am.xlsx", [*listed, ("TEXAS", f"Town {number} Regional Police", "", TFM, "")]))
    report = run(files[:13], record)
    assert report.plain()["departures"] == []
    (found,) = run(files[13:], record).plain()["departures"]
    assert (found["agreement"], found["last_named"], found["from"]) == ("tx-bexar-county-sheriff-wso", "2025-07-05", "2025-08-05")
    assert len(found["omitted_by"]) == 13


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
