"""An uploaded table as columns and rows, whatever form it came in: CSV, a workbook or GeoJSON, told by its content and not by its name."""

from __future__ import annotations

from dataclasses import dataclass

from api.rules.refusals import BadInput, TooLarge

MOST_BYTES = 10_000_000
MOST_ROWS = 5_000
MOST_COLUMNS = 200
MOST_CELL = 20_000
Point = tuple[float, float]


class UnreadableTable(BadInput):
    """A file that cannot be read as a table."""

    title = "Not a readable table"

    def __init__(self, why: str, fix: str = "Give a CSV with a header, a workbook (.xlsx) or a GeoJSON FeatureCollection.") -> None:
        super().__init__(f"The file {why}.", field="file", fix=fix)


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: its number in the file as its program counts it, the cells that say something by column, its point, and what keeps it from being read."""

    number: int
    cells: dict[str, str]
    point: Point | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns and rows of a file, and what is to be known of how it was read."""

    form: str
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]
    remarks: tuple[str, ...] = ()


def named(header: list[str]) -> list[str]:
    """The names of columns: trimmed, those without one numbered; no name may stand twice."""
    if len(header) > MOST_COLUMNS:
        raise UnreadableTable(f"has more than {MOST_COLUMNS} columns", "Leave out the columns that are not needed.")
    names = [" ".join(name.split())[:100] or f"column {place}" for place, name in enumerate(header, 1)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UnreadableTable(f"names a column twice: {twice[0]!r}", "Give each column a name of its own.")
    return names


def bounded(rows: int) -> None:
    """Raise TooLarge past the most rows."""
    if rows > MOST_ROWS:
        raise TooLarge(f"The file has more than {MOST_ROWS:,} rows.", field="file", fix="Split it.")


def cell_problem(cells: dict[str, str]) -> str:
    """What keeps a row from being read: a cell longer than any text of the record."""
    long = next((name for name, text in cells.items() if len(text) > MOST_CELL), None)
    return f"The cell of {long!r} is longer than {MOST_CELL:,} characters." if long else ""


def checked(grid: Grid) -> Grid:
    """The grid, if it has rows."""
    if not grid.rows:
        raise UnreadableTable("has no rows below its header")
    return grid
