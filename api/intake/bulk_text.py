"""CSV as it comes: in UTF-8, UTF-16 or the code page of Windows, parted by comma, semicolon or tab."""

from __future__ import annotations

import codecs
import csv
import io

from api.intake.bulk_grid import MOST_COLUMNS, Grid, GridRow, UnreadableTable, bounded, cell_problem, checked, named

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
OLD_ENCODING = "It is not UTF-8, so it was read as Windows-1252; look at the letters with accents."


def read_text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and a remark where its encoding had to be guessed."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    try:
        return _printable(data.decode(marked or "utf-8")), ()
    except UnicodeDecodeError as fault:
        if marked:
            raise UnreadableTable(f"begins as {marked.upper()} and is not", "Save it as UTF-8.") from fault
    try:
        return _printable(data.decode("cp1252")), (OLD_ENCODING,)
    except UnicodeDecodeError as fault:
        raise UnreadableTable("is no text in UTF-8, UTF-16 or Windows-1252", "Save it as CSV in UTF-8.") from fault


def _printable(text: str) -> str:
    if "\0" in text:
        raise UnreadableTable("holds NUL characters; it is no text")
    return text


def read_csv(data: bytes) -> Grid:
    """The rows of a CSV file with a header."""
    text, remarks = read_text(data)
    delimiter = _delimiter(text)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = next((line for line in lines if any(cell.strip() for cell in line)), None)
        if header is None:
            raise UnreadableTable("is empty")
        columns = named(header)
        rows = []
        for line in lines:
            cells = {name: text for name, cell in zip(columns, line, strict=False) if (text := cell.strip())}
            if cells or any(cell.strip() for cell in line):
                wide = "The row has more cells than the header." if any(cell.strip() for cell in line[len(columns) :]) else ""
                rows.append(GridRow(lines.line_num, cells, problem=wide or cell_problem(cells)))
                bounded(len(rows))
    except csv.Error as fault:
        raise UnreadableTable(f"cannot be read as CSV at line {lines.line_num}: {fault}") from fault
    parted = () if delimiter == "," else (f"Its columns are parted by {_DELIMITERS[delimiter]}s.",)
    return checked(Grid("CSV", tuple(columns), tuple(rows), (*remarks, *parted)))


def _delimiter(text: str) -> str:
    """The mark that parts the first line into most cells; a comma where none does."""
    first = next((line for line in io.StringIO(text) if line.strip()), "")[: MOST_COLUMNS * 200]

    def parts(mark: str) -> int:
        try:
            return len(next(csv.reader([first], delimiter=mark), []))
        except csv.Error:
            return 0

    return max(_DELIMITERS, key=parts)
