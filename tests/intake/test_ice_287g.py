"""ICE's workbooks: every row gets a verdict, every address is cleaned, every broken file is named."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from api.intake.ice_287g import Listing, Row, Verdict, judge
from api.intake.links import public_address
from api.intake.placing import Placing
from api.intake.printed import read_list
from api.intake.signing import mend_year, read_signed
from api.intake.workbook import UnreadableWorkbook
from api.rules.matching import Placed, Reason, Unplaced
from tests.intake.workbooks import HEADER, Cells, write_workbook
from tests.rules.gazetteers import lookalikes

GAZETTEER = lookalikes()
DAY = datetime(2025, 7, 7)
MOA = "https://www.ice.gov/doclib/287gMOA/BexarCoTX_WSO_MOA_07072025.pdf"


def read(path: Path, published: str = "2025-07-08") -> Listing:
    return judge(read_list(path).rows, placing=Placing(GAZETTEER), published=published)


def one(tmp_path: Path, **cells: object) -> Row:
    """The verdict on one row with a few cells of its own."""
    row: dict[str, object] = {
        "STATE": "TEXAS",
        "LAW ENFORCEMENT AGENCY": "Bexar County Sheriff's Office",
        "TYPE": "County",
        "COUNTY": "Bexar County",
        "SUPPORT TYPE": "Warrant Service Officer",
        "SIGNED": DAY,
        "MOA": "link",
        "ADDENDUM": None,
    } | {name.replace("_", " "): value for name, value in cells.items()}
    listed: list[Cells] = [[row[name] for name in HEADER]]
    (read_row,) = read(write_workbook(tmp_path / "list.xlsx", listed)).rows
    return read_row


def placed(row: Row) -> str:
    assert isinstance(row.found, Placed), row.found
    return row.found.geoid


def reason(row: Row) -> Reason:
    assert isinstance(row.found, Unplaced), row.found
    return row.found.reason


def test_every_row_of_a_sheet_is_accounted_for(tmp_path: Path) -> None:
    rows: list[Cells] = [
        ["TEXAS", "Bexar County Sheriff's Office", "County", "Bexar County", "Warrant Service Officer", DAY, "link", None],
        [None] * 8,
        ["TEXAS", "  ", "", "\u00a0", "", None, None, None],
        ["TEXAS", "Bexar County Sheriff\u2019s Office\u00a0", "County ", "Bexar County", "Warrant Services Officer", DAY, "link", None],
        ["TEXAS", "Yoakum Police Department", "Municipality", "Yoakum County", "Task Force Model", DAY, "link pending", None],
        ["TEXAS", "", "County", "Bexar County", "Task Force Model", DAY, "link", None],
    ]
    listing = read(write_workbook(tmp_path / "list.xlsx", rows))
    verdicts = [row.verdict for row in listing.rows]
    assert verdicts == ["imported", "held", "merged", "held", "held"]
    assert [row.number for row in listing.rows] == [2, 4, 5, 6, 7]
    assert sum(listing.counts.values()) + read_list(tmp_path / "list.xlsx").blank == len(rows)
    assert reason(listing.rows[1]) == reason(listing.rows[4]) == Reason.AGENCY_MISSING


def test_two_models_of_one_agency_are_no_duplicates(tmp_path: Path) -> None:
    row = ["FLORIDA", "Miami Police Department", "Municipality", "#N/A"]
    rows: list[Cells] = [[*row, "Task Force Model", DAY, "", ""], [*row, "Jail Enforcement Model ", DAY, "", ""]]
    assert read(write_workbook(tmp_path / "list.xlsx", rows)).counts == {Verdict.IMPORTED: 2}


def test_one_agency_under_two_spellings_is_a_duplicate(tmp_path: Path) -> None:
    rows: list[Cells] = [
        ["FLORIDA", "City of Miami Police Department", "State", "#NA", "Task Force Model", DAY, "", ""],
        ["FLORIDA", "Miami Police Dept.", "Municipality", "#N/A", "Task Force Model", DAY, "", ""],
    ]
    assert read(write_workbook(tmp_path / "list.xlsx", rows)).counts == {Verdict.IMPORTED: 1, Verdict.MERGED: 1}


@pytest.mark.parametrize(
    ("cells", "geoid"),
    [
        pytest.param({"STATE": "TEXAS\u00a0 "}, "48029", id="a padded state"),
        pytest.param({"STATE": "TEXASS"}, "48029", id="a misspelt state"),
        pytest.param({"LAW_ENFORCEMENT_AGENCY": "Bexr County Sheriff's Office"}, "48029", id="a county's office a letter off, beside its county"),
        pytest.param({"LAW_ENFORCEMENT_AGENCY": "Bexar\u00a0County  Sheriff\u2019s Office "}, "48029", id="a curly apostrophe and odd spaces"),
        pytest.param({"TYPE": "Municipality "}, "48029", id="a wrong type"),
        pytest.param({"TYPE": "Countty"}, "48029", id="a misspelt type"),
        pytest.param({"COUNTY": "\u00a0Bexar  County\n"}, "48029", id="a padded county"),
        pytest.param({"COUNTY": "#N/A"}, "48029", id="no county"),
        pytest.param({"COUNTY": "Bexr County"}, "48029", id="a county that is none, beside a sheriff's own"),
        pytest.param({"SUPPORT_TYPE": "warrant  service officer"}, "48029", id="a model in small letters"),
        pytest.param({"STATE": "GEORGIA", "LAW_ENFORCEMENT_AGENCY": "Dallas Police Department", "COUNTY": "Paulding County"}, "1321324", id="Dallas GA"),
        pytest.param({"LAW_ENFORCEMENT_AGENCY": "Austin County Sheriff's Office", "COUNTY": "Austin County"}, "48015", id="Austin County"),
    ],
)
def test_dirt_that_changes_nothing(tmp_path: Path, cells: dict[str, object], geoid: str) -> None:
    row = one(tmp_path, **cells)
    assert row.verdict is Verdict.IMPORTED
    assert placed(row) == geoid


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        pytest.param({"STATE": "TAXES"}, "state_unknown", id="a word that is no state"),
        pytest.param({"STATE": "RKANSAS"}, "state_unknown", id="a state between two"),
        pytest.param({"STATE": ""}, "state_unknown", id="no state"),
        pytest.param({"SUPPORT_TYPE": "Hybrid Model"}, "model_unknown", id="an unknown model"),
        pytest.param({"SUPPORT_TYPE": None}, "model_unknown", id="no model"),
        pytest.param({"COUNTY": "Paulding County"}, "county_of_another_state", id="a county of another state"),
        pytest.param({"COUNTY": "Travis County"}, "other_county", id="another county"),
        pytest.param({"LAW_ENFORCEMENT_AGENCY": "Bxr County Sheriff's Office"}, "no_such_government", id="a name two letters off"),
        pytest.param({"LAW_ENFORCEMENT_AGENCY": "Bexr County Sheriff's Office", "COUNTY": "Travis County"}, "no_such_government", id="a misspelt name beside another county"),
        pytest.param({"LAW_ENFORCEMENT_AGENCY": "Dallas Police Department", "COUNTY": "Paulding County"}, "county_of_another_state", id="Dallas TX with Georgia's county"),
    ],
)
def test_doubt_leaves_a_row_unplaced(tmp_path: Path, cells: dict[str, object], why: str) -> None:
    row = one(tmp_path, **cells)
    assert row.verdict is Verdict.HELD
    assert reason(row) is Reason(why)


def test_hyperlinks_are_kept_and_unwrapped(tmp_path: Path) -> None:
    wrapped = "https://gcc02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.ice.gov%2Fdoclib%2Fx%20y.pdf&data=05%7C02&reserved=0"
    rows: list[Cells] = [["TEXAS", "Bexar County Sheriff's Office", "County", "Bexar County", "Task Force Model", DAY, "link", "link"]]
    path = write_workbook(tmp_path / "list.xlsx", rows, links={(0, 6): wrapped, (0, 7): MOA})
    (row,) = read(path).rows
    assert row.moa_url == "https://www.ice.gov/doclib/x%20y.pdf"
    assert row.printed.addendum_url == MOA


def test_an_address_printed_in_the_cell_counts_too(tmp_path: Path) -> None:
    assert one(tmp_path, MOA=MOA).moa_url == MOA
    assert one(tmp_path, MOA="link pending").moa_url == ""


@pytest.mark.parametrize(
    ("text", "address"),
    [
        pytest.param(f"https://urldefense.com/v3/__{MOA}__;!!abc!xyz$", MOA, id="urldefense v3"),
        pytest.param("https://urldefense.proofpoint.com/v2/url?u=https-3A__www.ice.gov_doclib_a.pdf&d=Dw", "https://www.ice.gov/doclib/a.pdf", id="urldefense v2"),
        pytest.param("https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fwww.ice.gov%2fa.pdf&c=E", "https://www.ice.gov/a.pdf", id="another gateway"),
        pytest.param("https://na01.safelinks.protection.outlook.com/?url=https%3A%2F%2Furldefense.com%2Fv3%2F__https%3A%2F%2Fwww.ice.gov%2Fa.pdf__%3B!!x", "https://www.ice.gov/a.pdf", id="wrapped twice"),
        pytest.param("HTTP://WWW.ICE.GOV/A.pdf", "http://www.ice.gov/A.pdf", id="capitals"),
        pytest.param("https://user:secret@www.ice.gov/", "", id="a name and password"),
        pytest.param("https://www.ice.gov:8443/", "", id="an odd port"),
        pytest.param("https://10.0.0.8/a.pdf", "", id="a private address"),
        pytest.param("http://[::1]/a.pdf", "", id="a loopback address"),
        pytest.param("https://[half", "", id="no address at all"),
        pytest.param("https://intranet/a.pdf", "", id="a bare host"),
        pytest.param("https://files.ice.local/a.pdf", "", id="an inner host"),
        pytest.param("file:///C:/moa.pdf", "", id="a file of somebody's disk"),
        pytest.param("javascript:alert(1)", "", id="a script"),
        pytest.param("mailto:someone@ice.dhs.gov", "", id="a mail address"),
        pytest.param("link", "", id="a word"),
        pytest.param(None, "", id="nothing"),
    ],
)
def test_addresses(text: str | None, address: str) -> None:
    assert public_address(text) == address


@pytest.mark.parametrize(
    ("value", "day", "note"),
    [
        pytest.param(DAY, "2025-07-07", "", id="a date cell"),
        pytest.param("2020-06-09", "2020-06-09", "", id="a date as text"),
        pytest.param("7/7/2025", "2025-07-07", "", id="month first"),
        pytest.param("05/082025", "2025-05-08", "slash", id="a slash left out"),
        pytest.param("7/72025", "2025-07-07", "slash", id="a slash left out of a short date"),
        pytest.param(datetime(5025, 7, 7), "", "later than the list", id="the year 5025"),
        pytest.param(datetime(1925, 7, 7), "", "earlier than the program", id="a century off"),
        pytest.param("2025-02-30", "", "no day", id="no day of the calendar"),
        pytest.param("pending", "", "not a date", id="a word"),
        pytest.param(None, "", "", id="nothing"),
    ],
)
def test_signing_dates(value: object, day: str, note: str) -> None:
    signed = read_signed(value, published="2025-07-08")
    assert signed.day == day
    assert note in signed.note
    assert not note or signed.printed in signed.note


def test_a_year_is_mended_only_by_the_memorandum_and_the_lists_together() -> None:
    address = "https://www.ice.gov/doclib/287gMOA/X_TFM_MOA_03192026.pdf"
    assert mend_year("2016-03-19", address=address, unlisted_on="2026-03-02", listed_on="2026-04-01")[0] == "2026-03-19"
    assert mend_year("2016-03-19", address=address, unlisted_on="", listed_on="2026-04-01")[0] == "2016-03-19"
    assert mend_year("2016-03-20", address=address, unlisted_on="2026-03-02", listed_on="2026-04-01")[0] == "2016-03-20"
    assert mend_year("2016-03-19", address=address, unlisted_on="2025-03-02", listed_on="2025-04-01")[0] == "2016-03-19"


def test_a_header_lower_down_and_columns_in_another_order(tmp_path: Path) -> None:
    header = ["Signed", " law enforcement  agency", "State", "Support Type", None]
    rows: list[Cells] = [[DAY, "Bexar County Sheriff's Office", "TEXAS", "Task Force Model", "x"]]
    path = write_workbook(tmp_path / "list.xlsx", rows, header=header, above=[["287(g) agencies"], []])
    (row,) = read(path).rows
    assert (placed(row), row.number, row.model) == ("48029", 4, "TFM")


def _csv(path: Path) -> None:
    path.write_text("STATE,LAW ENFORCEMENT AGENCY\nTEXAS,Bexar County Sheriff's Office\n", encoding="utf-8")


def _cut(path: Path) -> None:
    whole = write_workbook(path, [["TEXAS", "x", "", "", "", None, "", ""]]).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def _other_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "no workbook")


def _bad_xml(path: Path) -> None:
    good = write_workbook(path.with_name("good.xlsx"), [["TEXAS", "x", "", "", "", None, "", ""]])
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, b"<broken" if "sheet1" in name else source.read(name))


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", b"\0" * 70_000_000)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        pytest.param(_csv, "not a workbook", id="a CSV with the name of a workbook"),
        pytest.param(_cut, "damaged", id="half a file"),
        pytest.param(lambda path: path.write_bytes(b"PK\x03\x04garbage"), "damaged", id="garbage that begins like a zip"),
        pytest.param(lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "password", id="protected by a password"),
        pytest.param(lambda path: path.write_bytes(b""), "empty", id="an empty file"),
        pytest.param(_other_zip, "damaged", id="a zip of something else"),
        pytest.param(_bad_xml, "damaged", id="a sheet that breaks off"),
        pytest.param(_bomb, "unpack", id="a zip that unpacks without end"),
        pytest.param(lambda path: write_workbook(path, [["a"]], header=["NAME"]), "no sheet with the columns", id="another table"),
        pytest.param(lambda path: None, "cannot be opened", id="no file"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_list_is_refused_by_name(tmp_path: Path, make: object, why: str) -> None:
    path = tmp_path / "participatingAgencies07082025pm.xlsx"
    assert callable(make)
    make(path)
    with pytest.raises(UnreadableWorkbook, match=why) as refused:
        read(path)
    assert path.name in str(refused.value)
    assert str(tmp_path) not in str(refused.value)
