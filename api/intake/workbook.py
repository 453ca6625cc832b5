"""A published workbook as rows of cells with their hyperlinks, or a refusal that names the file."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePath
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from api.rules.refusals import BadInput

# The largest workbook ICE has published is 0.3 MB and unpacks to 1.5 MB.
MOST_BYTES = 10_000_000
MOST_UNPACKED = 30_000_000
MOST_CELLS_READ = 400_000
HEADER_WITHIN = 20
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK"
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_HYPERLINK = re.compile(r'=\s*HYPERLINK\(\s*"([^"]*)"\s*(?:[,;]\s*"([^"]*)"\s*)?\)', re.IGNORECASE)
_LITERAL = re.compile(r'=\s*"([^"]*)"')


class UnreadableWorkbook(BadInput):
    """A file that is not the workbook it should be."""

    title = "Not a readable workbook"

    def __init__(self, path: PurePath, why: str) -> None:
        super().__init__(f"{path.name} {why}.", field="file", fix="Give a workbook (.xlsx) as ICE published it.")


@dataclass(frozen=True)
class CellRead:
    """What a cell shows, the address behind it, and its formula where that has no value that can be told."""

    value: object
    link: str = ""
    formula: str = ""

    @property
    def text(self) -> str:
        """What the cell shows, as text."""
        return "" if self.value is None else str(self.value)


@dataclass(frozen=True)
class SheetRow:
    """One row below the header: its number in the sheet and its cells by column name."""

    number: int
    cells: dict[str, CellRead]

    @property
    def blank(self) -> bool:
        """Whether no cell of the row shows anything."""
        return not any(cell.text.strip() or cell.formula for cell in self.cells.values())


@dataclass(frozen=True)
class Sheet:
    """The rows of a list that show something, and how many between and below them are blank."""

    rows: tuple[SheetRow, ...]
    blank: int


def _declares(part: bytes) -> bool:
    """Whether a part begins with a declaration by which its words could multiply without end, in one or two bytes a letter."""
    return b"<!DOCTYPE" in part.replace(b"\0", b"")


def check_packing(path: PurePath, data: bytes) -> bool:
    """Refuses what is no zip archive, or one that would unpack to far more than a list; says whether it has formulas."""
    if not data:
        raise UnreadableWorkbook(path, "is empty")
    if len(data) > MOST_BYTES:
        raise UnreadableWorkbook(path, f"is larger than {MOST_BYTES // 1_000_000} MB")
    if data.startswith(_OLE):
        raise UnreadableWorkbook(path, "is protected by a password, or is a workbook of the old format")
    if not data.startswith(_ZIP):
        raise UnreadableWorkbook(path, "is not a workbook, though it bears the name of one (plain text, perhaps a CSV)")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
            raise UnreadableWorkbook(path, f"would unpack to more than {MOST_UNPACKED // 1_000_000} MB")
        formulas, cells = False, 0
        # A workbook may call its sheets what it likes, so every part is looked into.
        for name in archive.namelist():
            part = archive.read(name)
            if _declares(part):
                raise UnreadableWorkbook(path, "declares entities of its own, which no spreadsheet program does")
            cells += sum(1 for _ in _CELL.finditer(part))
            if cells > MOST_CELLS_READ:
                raise UnreadableWorkbook(path, f"has more than {MOST_CELLS_READ:,} cells")
            formulas = formulas or _FORMULA.search(part) is not None
        return formulas


def open_workbook(path: PurePath, data: bytes) -> tuple[Workbook, Workbook | None]:
    """The workbook with the values that its cells show, and, where it has formulas, once more with them as they are written; nothing is computed."""
    try:
        formulas = check_packing(path, data)
        return _load(path, data, values=True), _load(path, data, values=False) if formulas else None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, zipfile.LargeZipFile) as fault:
        raise UnreadableWorkbook(path, "is damaged and cannot be read") from fault


def _load(path: PurePath, data: bytes, *, values: bool) -> Workbook:
    with warnings.catch_warnings():
        # The library warns of decorations that it does not keep; no cell is lost by them.
        warnings.simplefilter("ignore", UserWarning)
        try:
            return load_workbook(BytesIO(data), data_only=values)
        except Exception as fault:
            # A damaged file breaks the library in ways that it does not name.
            raise UnreadableWorkbook(path, "is damaged and cannot be read") from fault


def read_sheet(path: Path, *, needed: frozenset[str]) -> Sheet:
    """The rows of the one sheet that has a header with all `needed` columns."""
    try:
        # One byte past the limit is enough to refuse the rest.
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as fault:
        raise UnreadableWorkbook(path, "cannot be opened") from fault
    book, written = open_workbook(path, data)
    found = [(sheet, header) for sheet in book.worksheets if (header := _find_header(sheet, needed)) is not None]
    if not found:
        raise UnreadableWorkbook(path, f"has no sheet with the columns {', '.join(sorted(needed))}")
    listing = [(sheet, header) for sheet, header in found if any(number > header[0] for number in cells_by_row(sheet))]
    if len(listing) > 1:
        raise UnreadableWorkbook(path, f"has {len(listing)} sheets that list agencies, and nothing says which is the list")
    sheet, header = (listing or found)[0]
    return _read(sheet, header, written[sheet.title] if written else None)


def _title(value: object) -> str:
    return " ".join(str(value or "").upper().split())


def cells_by_row(sheet: Worksheet) -> dict[int, dict[int, Any]]:
    """The cells that the sheet really has, by row and column; a far-off cell must not make a million rows."""
    rows: dict[int, dict[int, Any]] = defaultdict(dict)
    for (row, column), cell in sheet._cells.items():
        rows[row][column] = cell
    return rows


def _find_header(sheet: Worksheet, needed: frozenset[str]) -> tuple[int, dict[int, str]] | None:
    """The header's row number and its columns by position, looked for in the first rows that show anything."""
    shown = ((number, cells) for number, cells in sorted(cells_by_row(sheet).items()) if any(_title(cell.value) for cell in cells.values()))
    for _, (number, cells) in zip(range(HEADER_WITHIN), shown, strict=False):
        columns: dict[int, str] = {}
        for place, cell in sorted(cells.items()):
            name = _title(cell.value)
            # A second column of one name stands beside the first; neither hides the other.
            if name:
                columns[place] = name if name not in columns.values() else f"{name} (COLUMN {place})"
        if needed <= set(columns.values()):
            return number, columns
    return None


def _read(sheet: Worksheet, header: tuple[int, dict[int, str]], written: Worksheet | None) -> Sheet:
    start, columns = header
    rows = [row for row in _rows(cells_by_row(sheet), columns, start, written) if not row.blank]
    below = max((number for number in cells_by_row(sheet)), default=start) - start
    return Sheet(tuple(rows), blank=below - len(rows))


def _rows(found: dict[int, dict[int, Any]], columns: dict[int, str], start: int, written: Worksheet | None) -> Iterator[SheetRow]:
    for number in sorted(number for number in found if number > start):
        cells = {}
        for place, cell in found[number].items():
            source = written.cell(row=number, column=place).value if written is not None else None
            cells[columns.get(place, f"COLUMN {place}")] = cell_read(cell, source)
        yield SheetRow(number=number, cells=cells)


def cell_read(cell: Any, source: object) -> CellRead:
    """What a cell shows; a formula that was never computed is read if its words stand in it, else kept as a formula."""
    link = cell.hyperlink.target if cell.hyperlink is not None else None
    if not isinstance(source, str) or not source.startswith("="):
        return CellRead(value=cell.value, link=link or "")
    address, literal = _HYPERLINK.fullmatch(source), _LITERAL.fullmatch(source)
    if address:
        return CellRead(value=cell.value or address[2] or address[1], link=link or address[1])
    if cell.value is None:
        return CellRead(value=literal[1] if literal else None, link=link or "", formula="" if literal else source)
    return CellRead(value=cell.value, link=link or "")
