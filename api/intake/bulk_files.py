"""Which kind of table a file is, by its first bytes; a name that says otherwise is remarked on."""

from __future__ import annotations

import codecs
from dataclasses import replace

from api.intake.bulk_book import read_book
from api.intake.bulk_features import read_features
from api.intake.bulk_grid import MOST_BYTES, Grid, UnreadableTable
from api.intake.bulk_text import read_csv, read_text
from api.rules.refusals import TooLarge

_BOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_ENDINGS = {"CSV": (".csv", ".tsv", ".txt"), "workbook": (".xlsx", ".xlsm"), "GeoJSON": (".geojson", ".json")}


def read_grid(name: str, data: bytes) -> Grid:
    """The columns and rows of an uploaded file; raises UnreadableTable, UnreadableWorkbook or TooLarge."""
    if len(data) > MOST_BYTES:
        raise TooLarge(f"The file is larger than {MOST_BYTES // 1_000_000} MB.", field="file", fix="Split it.")
    if not data.strip():
        raise UnreadableTable("is empty")
    grid = _read(data)
    ending = f".{name.rpartition('.')[2].lower()}" if "." in name else ""
    if ending and ending not in _ENDINGS[grid.form]:
        return replace(grid, remarks=(*grid.remarks, f"It is named as {ending[:10]}, but it is a {grid.form} and was read as one."))
    return grid


def _read(data: bytes) -> Grid:
    if data.startswith(_BOOKS):
        return read_book(data)
    head = data[:400].decode("utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8", "ignore")
    if head.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        text, remarks = read_text(data)
        return replace(read_features(text), remarks=remarks)
    return read_csv(data)
