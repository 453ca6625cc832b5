"""The rows of one of ICE's lists as printed: the words of each cell, the addresses behind them, and nothing concluded."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from api.intake.links import public_address
from api.intake.workbook import SheetRow, read_sheet
from api.rules.names import clean, fold

NEEDED = frozenset({"STATE", "LAW ENFORCEMENT AGENCY", "SUPPORT TYPE"})
SIGNED = ("SIGNED", "DATE SIGNED", "SIGNED DATE")


@dataclass(frozen=True)
class Printed:
    """One row that shows something; `formula` is a cell of it that was never computed."""

    number: int
    state: str
    agency: str
    type: str = ""
    county: str = ""
    model: str = ""
    signed: str = ""
    moa_url: str = ""
    addendum_url: str = ""
    formula: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """All that the row says, but not where it stands."""
        return self.state, self.agency, self.type, self.county, self.model, self.signed


@dataclass(frozen=True)
class PrintedList:
    """A file read: its name and sha256, its rows, and how many more are blank."""

    file_name: str
    sha256: str
    rows: tuple[Printed, ...]
    blank: int


def read_list(path: Path) -> PrintedList:
    """Reads one workbook of the participating, pending or web-era lists; raises UnreadableWorkbook."""
    sheet = read_sheet(path, needed=NEEDED)
    return PrintedList(
        file_name=path.name,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        rows=tuple(_printed(row) for row in sheet.rows),
        blank=sheet.blank,
    )


def _printed(row: SheetRow) -> Printed:
    def text(column: str) -> str:
        return clean(row.cells[column].text) if column in row.cells else ""

    signed = next((row.cells[name] for name in SIGNED if name in row.cells), None)
    return Printed(
        number=row.number,
        state=text("STATE"),
        agency=text("LAW ENFORCEMENT AGENCY"),
        type=text("TYPE"),
        county=text("COUNTY"),
        model=text("SUPPORT TYPE"),
        signed=_day(signed.value) if signed else "",
        moa_url=_address(row, "MOA"),
        addendum_url=_address(row, "ADDENDUM"),
        formula=next((clean(cell.formula) for cell in row.cells.values() if cell.formula), ""),
    )


def _day(value: object) -> str:
    """A date cell as YYYY-MM-DD, anything else as printed."""
    if isinstance(value, datetime):
        value = value.date()
    return value.isoformat() if isinstance(value, date) else clean("" if value is None else str(value))


def _address(row: SheetRow, column: str) -> str:
    """The address behind a cell, or the one printed in it (the web-era tables have no hyperlinks)."""
    cell = row.cells.get(column)
    return "" if cell is None else public_address(cell.link) or public_address(cell.text)


def repeats_header(row: Printed) -> bool:
    """Whether a row is the header over again, further down the sheet."""
    return fold(row.state) == "state" and fold(row.agency) == "law enforcement agency"


def from_cells(cells: Mapping[str, str]) -> Printed:
    """A row as the record keeps it."""
    names = ("state", "agency", "type", "county", "model", "signed", "moa_url", "addendum_url", "formula")
    return Printed(number=int(cells["row"]), **{name: cells.get(name) or "" for name in names})
