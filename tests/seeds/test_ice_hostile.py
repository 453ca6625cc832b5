"""Files with every kind of dirt, given on the command line: no row lost without a word, no traceback, no half publication."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from seeds.__main__ import main
from tests.intake.workbooks import HEADER, Cells, write_workbook
from tests.seeds.test_ice_import import BEXAR, DAY, TFM, agreements, edition, publications, record, rows, snapshot

__all__ = ["record"]
NAME = "participatingAgencies06042025am.xlsx"
ROW: Cells = ["TEXAS", "Bexar County Sheriff's Office", "County", "Bexar County", "Warrant Service Officer", DAY, "link", None]


def bring(record: Path, *arguments: str | Path) -> int:
    return main(["import", "ice-287g", *map(str, arguments), "--record", str(record)])


def verdicts(record: Path) -> list[tuple[str, str]]:
    return [(row["verdict"], row["reason"]) for row in rows(record, "participating-2025-06-04")]


def numbered(number: int, **cells: Any) -> list[object]:
    """A row of a constable of its own number."""
    row = dict(zip(HEADER, ROW, strict=True)) | {"LAW ENFORCEMENT AGENCY": f"Bexar County Constable Precinct {number}"}
    return list((row | {name.replace("_", " "): value for name, value in cells.items()}).values())


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 40_000_000)


def _crowded(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b'<c r="A1"/>' * 500_000)


def _lying_size(path: Path) -> None:
    _bomb(path)
    data = bytearray(path.read_bytes())
    central = data.index(b"PK\x01\x02")
    data[central + 24 : central + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(bytes(data))


def _two_sheets(path: Path) -> None:
    book = Workbook()
    for sheet in (book.active, book.create_sheet("Old")):
        assert sheet is not None
        sheet.append(HEADER)
        sheet.append(ROW)
    book.save(path)


def _cut(path: Path) -> None:
    data = write_workbook(path, [ROW]).read_bytes()
    path.write_bytes(data[: len(data) // 2])


def _laughing(path: Path) -> None:
    good = write_workbook(path.with_name("good.xlsx"), [ROW])
    bomb = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(f'<!ENTITY a{n} "{"&a;" if n == 0 else f"&a{n - 1};" * 10}">' for n in range(12)) + "]>"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            archive.writestr(name, bomb.encode() + b"<worksheet>&a11;</worksheet>" if "sheet1" in name else data)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        pytest.param(_bomb, "unpack", id="a zip bomb"),
        pytest.param(_lying_size, "damaged", id="a zip bomb that lies of its size"),
        pytest.param(_crowded, "cells", id="half a million cells"),
        pytest.param(_laughing, "spreadsheet program does", id="entities that grow without end"),
        pytest.param(lambda path: path.write_bytes(b"PK\x03\x04" + b"0" * 11_000_000), "larger than", id="a huge file"),
        pytest.param(_cut, "damaged", id="half a file"),
        pytest.param(lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 500), "password", id="protected by a password"),
        pytest.param(lambda path: path.write_text("STATE,LAW ENFORCEMENT AGENCY\n"), "not a workbook", id="a CSV with the name of a workbook"),
        pytest.param(lambda path: path.write_bytes(b""), "empty", id="nothing in it"),
        pytest.param(lambda path: path.mkdir(), "cannot be opened", id="a folder"),
        pytest.param(lambda path: None, "cannot be opened", id="no file"),
        pytest.param(lambda path: write_workbook(path, [["a"]], header=["NAME"]), "no sheet with the columns", id="another table"),
        pytest.param(_two_sheets, "2 sheets that list agencies", id="two lists in one file"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_the_list_is_refused_and_keeps_no_other_out(
    record: Path, tmp_path: Path, make: Callable[[Path], object], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "participatingAgencies07012025pm.xlsx"
    make(bad)
    assert bring(record, bad, edition(tmp_path, NAME, [BEXAR])) == 1
    told = capsys.readouterr()
    assert why in told.out
    assert "Traceback" not in told.out + told.err
    assert str(tmp_path) not in told.out
    assert set(publications(record)) == {"participating-2025-06-04"}


@pytest.mark.parametrize(
    ("listed", "found"),
    [
        pytest.param([ROW, [None] * 8, ["  ", "\u00a0", *[None] * 6], numbered(1)], [("imported", ""), ("imported", "")], id="blank rows inside"),
        pytest.param([ROW, list(HEADER), numbered(1)], [("imported", ""), ("refused", "header_repeated"), ("imported", "")], id="the header over again"),
        pytest.param([ROW, [None, "Updated weekly", *[None] * 6]], [("imported", ""), ("refused", "names_neither_state_nor_model")], id="a remark below the list"),
        pytest.param([ROW, ROW], [("imported", ""), ("merged", "")], id="a row twice"),
        pytest.param([numbered(1, SIGNED="06/02/2025"), numbered(2, SIGNED="6/22025"), numbered(3, SIGNED="June 2"), numbered(4, SIGNED=20250602)], [("imported", "")] * 4, id="dates as text"),
        pytest.param([numbered(1, STATE="TEXS"), numbered(2, STATE="TX"), numbered(3, STATE="Texas\u200b ")], [("imported", "")] * 3, id="a state written otherwise"),
        pytest.param([numbered(1, STATE="ATLANTIS")], [("held", "state_unknown")], id="no state at all"),
        pytest.param([numbered(1, STATE='="TEXAS"'), numbered(2, STATE="=A2")], [("imported", ""), ("held", "not_computed")], id="formulas never computed"),
        pytest.param([numbered(1, SUPPORT_TYPE="")], [("held", "model_unknown")], id="no model"),
        pytest.param([numbered(1, LAW_ENFORCEMENT_AGENCY="")], [("held", "agency_missing")], id="no agency"),
        pytest.param([numbered(1, LAW_ENFORCEMENT_AGENCY="x" * 5000)], [("held", "name_not_understood")], id="a name without end"),
        pytest.param([numbered(1, LAW_ENFORCEMENT_AGENCY="=cmd|'/c calc'!A1")], [("held", "not_computed")], id="a formula for a spreadsheet"),
        pytest.param([numbered(1, SIGNED=-1), numbered(2, SIGNED=1e300), numbered(3, SIGNED=True)], [("imported", "")] * 3, id="numbers that are no dates"),
    ],
)  # fmt: skip
def test_every_row_that_shows_something_has_a_verdict(record: Path, tmp_path: Path, listed: list[Cells], found: list[tuple[str, str]], capsys: pytest.CaptureFixture[str]) -> None:
    path = write_workbook(tmp_path / NAME, [["TEXAS", "Bexar County Constable Precinct 99", "County", "", TFM, DAY, "", ""], *listed])
    assert bring(record, path) == 0
    assert verdicts(record)[1:] == found
    publication = publications(record)["participating-2025-06-04"]
    assert int(publication["rows"]) + int(publication["blank_rows"]) == len(listed) + 1
    assert sum(json.loads(publication["verdicts"]).values()) == int(publication["rows"])
    assert "Traceback" not in capsys.readouterr().err


def test_columns_moved_added_and_without_a_name(record: Path, tmp_path: Path) -> None:
    header = ["Notes", "SIGNED", "support type", None, "LAW  ENFORCEMENT AGENCY", "State", "TYPE", "MOA", "MOA"]
    row = ["x", DAY, "Task Force Model", "y", "Bexar County Sheriff's Office", "TEXAS", "County", "https://www.ice.gov/a.pdf", "see left"]
    path = write_workbook(tmp_path / NAME, [row], header=header, above=[["ICE 287(g)"], [], ["as of June"]])
    assert bring(record, path) == 0
    assert agreements(record)["tx-bexar-county-sheriff-tfm"]["moa_url"] == "https://www.ice.gov/a.pdf"


def test_a_cell_far_off_costs_nothing(record: Path, tmp_path: Path) -> None:
    path = edition(tmp_path, NAME, [BEXAR])
    book = load_workbook(path)
    book.worksheets[0].cell(row=1_048_576, column=16_384, value="lost")
    book.save(path)
    assert bring(record, path) == 0
    assert [row["verdict"] for row in rows(record, "participating-2025-06-04")] == ["imported", "refused"]
    assert publications(record)["participating-2025-06-04"]["blank_rows"] == str(1_048_576 - 3)


def test_a_link_in_a_formula_is_kept(record: Path, tmp_path: Path) -> None:
    row = [*ROW[:6], '=HYPERLINK("https://www.ice.gov/doclib/x.pdf","link")', '=HYPERLINK("javascript:alert(1)")']
    assert bring(record, write_workbook(tmp_path / NAME, [row])) == 0
    found = agreements(record)["tx-bexar-county-sheriff-wso"]
    assert (found["moa_url"], found["addendum_url"]) == ("https://www.ice.gov/doclib/x.pdf", "")


def test_a_list_with_a_header_and_no_row_changes_nothing_that_was_listed(record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(record, edition(tmp_path, NAME, [BEXAR])) == 0
    before = snapshot(record)["ice-287g/agreements.csv"]
    assert bring(record, write_workbook(tmp_path / "participatingAgencies07012025pm.xlsx", [])) == 1
    assert "lists nobody" in capsys.readouterr().out
    assert snapshot(record)["ice-287g/agreements.csv"] == before
