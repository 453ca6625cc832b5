"""The first sheet of a workbook that shows anything, as a grid; no formula is computed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import PurePath
from typing import Any

from api.intake.bulk_grid import Grid, GridRow, UnreadableTable, bounded, cell_problem, checked, named
from api.intake.workbook import CellRead, cell_read, cells_by_row, open_workbook

_NAME = PurePath("The workbook")


def read_book(data: bytes) -> Grid:
    """The rows of a workbook's first sheet with cells; its first row is the header."""
    book, written = open_workbook(_NAME, data)
    for sheet in book.worksheets:
        shown = {number: cells for number, cells in sorted(cells_by_row(sheet).items()) if any(_text(c.value) or c.data_type == "f" for c in cells.values())}
        if shown:
            formulas = written[sheet.title] if written and sheet.title in written.sheetnames else None
            others = [other.title for other in book.worksheets if other is not sheet and cells_by_row(other)]
            remarks = (f"Only the sheet {sheet.title!r} was read.",) if others else ()
            return _grid(shown, formulas, remarks)
    raise UnreadableTable("has no sheet with cells")


def _grid(shown: Mapping[int, Mapping[int, Any]], formulas: Any, remarks: tuple[str, ...]) -> Grid:
    (_, head), *rest = shown.items()
    places = sorted(head)
    names = dict(zip(places, named([_text(head[place].value) for place in places]), strict=True))
    rows = []
    for number, cells in rest:
        read = {names.get(place, ""): cell_read(cell, _written(formulas, number, place)) for place, cell in cells.items()}
        row = _row(number, read)
        if row.cells or row.problem:
            rows.append(row)
            bounded(len(rows))
    return checked(Grid("workbook", tuple(names.values()), tuple(rows), remarks))


def _written(formulas: Any, row: int, column: int) -> object:
    return formulas._cells[row, column].value if formulas is not None and (row, column) in formulas._cells else None


def _row(number: int, read: Mapping[str, CellRead]) -> GridRow:
    cells = {name: text for name, cell in read.items() if name and (text := _text(cell.value) or cell.link)}
    unread = next((name for name, cell in read.items() if cell.formula), None)
    if unread is not None:
        return GridRow(number, cells, problem=f"The cell of {unread or 'a column without a header'!r} holds a formula that was never computed.")
    if "" in read and _text(read[""].value):
        return GridRow(number, cells, problem="The row has more cells than the header.")
    return GridRow(number, cells, problem=cell_problem(cells))


def _text(value: object) -> str:
    """What a cell shows: days as YYYY-MM-DD, whole numbers without a point."""
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
