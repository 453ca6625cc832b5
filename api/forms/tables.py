"""Rows as CSV (RFC 4180): an empty cell where there is nothing, `unknown` where it is not known, no cell a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import orjson

from api.schemas.columns import SEPARATOR, Column

Row = Mapping[str, Any]
UNKNOWN = "unknown"
# Spreadsheets run what follows these as a formula.
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n")


def header(columns: Sequence[Column], further: Sequence[str]) -> bytes:
    """The first line: the names of the columns."""
    return _lines([[*(column.name for column in columns), *further]])


def lines(rows: Iterable[Row], columns: Sequence[Column], further: Iterable[Any], *, changes: bool = False) -> bytes:
    """One line a row, each ending with the same further cells; a list of changes says which rows left it."""
    ending = [_cell(value) for value in further]
    return _lines([*_cells(row, columns), *([_cell(row["removed"])] if changes else []), *ending] for row in rows)


def _lines(cells: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(cells)
    return text.getvalue().encode()


def _cells(row: Row, columns: Sequence[Column]) -> list[str]:
    if row.get("removed"):
        return [_cell(row.get(column.path[0])) if len(column.path) == 1 else "" for column in columns]
    return [_of(row, column) for column in columns]


def _of(row: Row, column: Column) -> str:
    for step in column.path[:-1]:
        if row[step] is None:
            return ""
        row = row[step]
    value = row.get(column.path[-1])
    if value is None:
        return UNKNOWN if column.unknown and column.unknown(row) else ""
    if column.type in {"array", "object"} and value:
        return _safe(orjson.dumps(column.field.serialize(column.path[-1], row)).decode())
    return _cell(value)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return _safe(SEPARATOR.join(value) if isinstance(value, list | dict) else str(value))


def _safe(text: str) -> str:
    """The text of a cell, behind an apostrophe where a spreadsheet would run it."""
    return f"'{text}" if text.startswith(_ACTIVE) else text
