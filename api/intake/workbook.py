"""A published workbook as rows of cells with their hyperlinks, or a refusal that names the file."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from api.rules.refusals import BadInput

MOST_BYTES = 50_000_000
MOST_UNPACKED = 200_000_000
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK"


class UnreadableWorkbook(BadInput):
    """A file that is not the workbook it should be."""

    title = "Not a readable workbook"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path.name} {why}.", field="file", fix="Give a workbook (.xlsx) as ICE published it.")


@dataclass(frozen=True)
class CellRead:
    """What a cell shows and the address behind it."""

    value: object
    link: str = ""

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
        return not any(cell.text.strip() for cell in self.cells.values())


def _check_packing(path: Path) -> None:
    """Refuses what is no zip archive, or one that would unpack to far more than a list of agencies."""
    head = path.read_bytes()[:4] if path.stat().st_size else b""
    if not head:
        raise UnreadableWorkbook(path, "is empty")
    if path.stat().st_size > MOST_BYTES:
        raise UnreadableWorkbook(path, f"is larger than {MOST_BYTES // 1_000_000} MB")
    if head.startswith(_OLE):
        raise UnreadableWorkbook(path, "is protected by a password, or is a workbook of the old format")
    if not head.startswith(_ZIP):
        raise UnreadableWorkbook(path, "is not a workbook, though it bears the name of one (plain text, perhaps a CSV)")
    with zipfile.ZipFile(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
            raise UnreadableWorkbook(path, f"would unpack to more than {MOST_UNPACKED // 1_000_000} MB")


def _load(path: Path) -> Workbook:
    # Opened here, since the library leaves a damaged file open.
    with path.open("rb") as stream, warnings.catch_warnings():
        # The library warns of decorations that it does not keep; no cell is lost by them.
        warnings.simplefilter("ignore", UserWarning)
        try:
            return load_workbook(stream, data_only=True)
        except Exception as fault:
            # A damaged file breaks the library in ways that it does not name.
            raise UnreadableWorkbook(path, "is damaged and cannot be read") from fault


def read_sheet(path: Path, *, needed: frozenset[str]) -> list[SheetRow]:
    """The rows of the first sheet that has a header with all `needed` columns, blank rows included."""
    try:
        _check_packing(path)
        book = _load(path)
    except zipfile.BadZipFile as fault:
        raise UnreadableWorkbook(path, "is damaged and cannot be read") from fault
    except OSError as fault:
        raise UnreadableWorkbook(path, "cannot be opened") from fault
    for sheet in book.worksheets:
        header = _find_header(sheet, needed)
        if header is not None:
            return list(_rows(sheet, header))
    raise UnreadableWorkbook(path, f"has no sheet with the columns {', '.join(sorted(needed))}")


def _title(value: object) -> str:
    return " ".join(str(value or "").upper().split())


def _find_header(sheet: Worksheet, needed: frozenset[str]) -> tuple[int, dict[int, str]] | None:
    """The header's row number and its columns by position, looked for in the first twenty rows."""
    for number, row in enumerate(sheet.iter_rows(max_row=20, values_only=True), start=1):
        columns = {place: _title(value) for place, value in enumerate(row) if _title(value)}
        if needed <= set(columns.values()):
            return number, columns
    return None


def _rows(sheet: Worksheet, header: tuple[int, dict[int, str]]) -> Iterator[SheetRow]:
    start, columns = header
    for number, row in enumerate(sheet.iter_rows(min_row=start + 1), start=start + 1):
        cells = {columns.get(place, f"COLUMN {place + 1}"): _read(cell) for place, cell in enumerate(row)}
        yield SheetRow(number=number, cells=cells)


def _read(cell: Cell | MergedCell) -> CellRead:
    link = cell.hyperlink.target if cell.hyperlink is not None else None
    return CellRead(value=cell.value, link=link or "")
