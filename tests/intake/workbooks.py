"""Small workbooks of the tests' own making, with the dirt that the real ones have."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

HEADER = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA", "ADDENDUM")
Cells = Sequence[object]


def write_workbook(
    path: Path,
    rows: Sequence[Cells],
    *,
    header: Cells = HEADER,
    links: dict[tuple[int, int], str] | None = None,
    above: Sequence[Cells] = (),
) -> Path:
    """A workbook with rows below a header; `links` are addresses by (row, column), both counted from 0 below the header."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (*above, header, *rows):
        sheet.append(list(row))
    for (row_number, column), address in (links or {}).items():
        sheet.cell(row=len(above) + 2 + row_number, column=column + 1).hyperlink = address
    extra = book.create_sheet("Sheet2")
    extra.append(["Total", None, "JEM"])
    book.save(path)
    return path
