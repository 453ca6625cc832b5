"""Files as they come: read whatever their form, encoding and name, or refused with a reason; never more memory than the bounds."""

from __future__ import annotations

import codecs
import io
import json
import zipfile
from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from api.intake.bulk_files import read_grid
from api.intake.bulk_grid import MOST_BYTES, MOST_ROWS
from api.intake.bulk_text import OLD_ENCODING
from api.rules.refusals import BadInput, Refusal, TooLarge

TABLE = "title;name\nOrdre;Montréal\n"


def book(*rows: tuple[Any, ...], sheets: int = 1) -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for number in range(1, sheets):
        made.create_sheet(f"More {number}").append(["x"])
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def cells(data: bytes, name: str = "rows.csv") -> list[dict[str, str]]:
    return [row.cells for row in read_grid(name, data).rows]


@pytest.mark.parametrize(
    ("data", "remarked"),
    [
        pytest.param(TABLE.encode(), False, id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + TABLE.encode(), False, id="UTF-8 with a mark"),
        pytest.param(TABLE.encode("utf-16"), False, id="UTF-16"),
        pytest.param(codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"), False, id="UTF-16, big end first"),
        pytest.param(TABLE.encode("cp1252"), True, id="Windows-1252, with a remark"),
        pytest.param(TABLE.replace("\n", "\r\n").encode(), False, id="lines of Windows"),
    ],
)
def test_csv_in_every_encoding(data: bytes, remarked: bool) -> None:
    grid = read_grid("rows.csv", data)
    assert [row.cells for row in grid.rows] == [{"title": "Ordre", "name": "Montréal"}]
    assert (OLD_ENCODING in grid.remarks) == remarked


@pytest.mark.parametrize("mark", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_csv_parted_by_each_mark(mark: str) -> None:
    assert cells(f'a{mark}b{mark}c\n1{mark}"x{mark}y"{mark}\n\n'.encode()) == [{"a": "1", "b": f"x{mark}y"}]


def test_a_row_wider_than_the_header_keeps_its_problem() -> None:
    (row,) = read_grid("rows.csv", b"a,b\n1,2,3\n").rows
    assert "more cells" in row.problem


def test_a_workbook_shows_days_whole_numbers_and_where_a_formula_was_never_computed() -> None:
    grid = read_grid("rows.xlsx", book(("a", "b", "c"), (datetime(2025, 5, 29), 7.0, "x"), (None, None, None), ("=1+1", 2, 3), sheets=2))
    first, second = grid.rows
    assert first.cells == {"a": "2025-05-29", "b": "7", "c": "x"}
    assert (second.number, "never computed" in second.problem) == (4, True)
    assert any("Only the sheet" in remark for remark in grid.remarks)


def test_a_workbook_named_as_csv_is_read_as_what_it_is() -> None:
    grid = read_grid("rows.csv", book(("a",), ("x",)))
    assert [row.cells for row in grid.rows] == [{"a": "x"}]
    assert "named as .csv" in grid.remarks[0]


def feature(geometry: Any = None, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def collection(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@pytest.mark.parametrize(
    ("geometry", "point"),
    [
        pytest.param({"type": "Point", "coordinates": [-97.7, 30.3]}, (-97.7, 30.3), id="a point"),
        pytest.param({"type": "Polygon", "coordinates": [[[0, 0], [4, 0], [4, 2], [0, 2], [0, 0]]]}, (2, 1), id="inside a box"),
        # A horseshoe, whose middle lies outside it.
        pytest.param({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 8], [8, 8], [8, 0], [9, 0], [9, 10], [0, 10], [0, 0]]]}, (8.5, 4), id="inside a horseshoe"),
        pytest.param({"type": "Point", "coordinates": [1e999, 0]}, None, id="a point at no end"),
        pytest.param({"type": "Point", "coordinates": [[1], 0]}, None, id="a point that is none"),
        pytest.param({"type": "Polygon", "coordinates": "x"}, None, id="a polygon of letters"),
        pytest.param({"type": "MultiPolygon", "coordinates": [[[[0, 0]]], 7]}, None, id="rings of nothing"),
        pytest.param([1], None, id="a list"),
    ],
)
def test_a_feature_gives_a_point_or_none(geometry: Any, point: tuple[float, float] | None) -> None:
    text = collection(feature(geometry, a="x")).replace(b"Infinity", b"1e999")
    (row,) = read_grid("x.geojson", text).rows
    if point is None or row.point is None:
        assert row.point is point
    else:
        assert row.point == pytest.approx(point)


def test_properties_are_columns_and_what_is_nested_is_a_problem_of_its_row() -> None:
    first, second, third = read_grid("x.geojson", collection(feature(a=1, b=None, c=["x", "y"], d=True), feature(a={"b": {"c": 1}}), 7)).rows
    assert first.cells == {"a": "1", "c": "x;y", "d": "true"}
    assert "holds further properties" in second.problem
    assert third.problem


THINGS = st.recursive(
    st.none() | st.floats() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["type", "coordinates", "a"]), inner, max_size=3)
)


def packed(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


HOSTILE = [
    pytest.param(b"", BadInput, "empty", id="nothing"),
    pytest.param(b" \n\n \r\n", BadInput, "empty", id="blank lines"),
    pytest.param(b"a,b\n", BadInput, "no rows", id="a header alone"),
    pytest.param(b"a,a\n1,2\n", BadInput, "names a column twice", id="a header twice"),
    pytest.param(b'a,b\n"1,2\n', BadInput, "cannot be read as CSV", id="an open quote"),
    pytest.param(b",".join(b"c%d" % n for n in range(1_000_000)) + b"\n1\n", BadInput, "more than 200 columns", id="a million columns"),
    pytest.param(b"a\n" + b"x" * 200_000 + b"\n", BadInput, "cannot be read as CSV", id="a cell without end"),
    pytest.param(b"a\n" + b"1\n" * (MOST_ROWS + 1), TooLarge, "more than 5,000 rows", id="too many rows"),
    pytest.param(b"a\n" + b"1" * MOST_BYTES, TooLarge, "larger than 10 MB", id="too many bytes"),
    pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", BadInput, "NUL", id="a picture named .csv"),
    pytest.param(b"\xff\xfea", BadInput, "is not", id="broken UTF-16"),
    pytest.param(codecs.BOM_UTF8 + b"a\n\xff\xfe\n", BadInput, "is not", id="broken UTF-8 behind its mark"),
    pytest.param(b"a\n\x81\x8d\n", BadInput, "no text", id="bytes of no encoding"),
    pytest.param(b"PK\x03\x04 and no archive", BadInput, "damaged", id="half an archive"),
    pytest.param(b"\xd0\xcf\x11\xe0" * 9, BadInput, "old format", id="a workbook of old"),
    pytest.param(packed(**{"xl__worksheets__sheet1.xml": b"0" * 40_000_000}), BadInput, "unpack to more than", id="a zip bomb"),
    pytest.param(packed(**{"xl__worksheets__sheet1.xml": b"<c r='A1'/>" * 400_001}), BadInput, "more than 400,000 cells", id="a sheet without end"),
    pytest.param(packed(a=b"1"), BadInput, "damaged", id="an archive of something else"),
    pytest.param(b'{"type": "Feature"}', BadInput, "no GeoJSON", id="one feature"),
    pytest.param(b"[" * 100_000, BadInput, "not JSON", id="nested beyond reading"),
    pytest.param(b'{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"a": NaN}}]}', BadInput, "not JSON", id="no number"),
    pytest.param(b'{"type": "FeatureCollection", "features": []}', BadInput, "no rows", id="no feature"),
]


@pytest.mark.parametrize(("data", "kind", "said"), HOSTILE)
def test_hostile_files_are_refused_in_words(data: bytes, kind: type[Refusal], said: str) -> None:
    with pytest.raises(kind) as refused:
        read_grid("rows.csv", data)
    assert said in refused.value.detail
    assert refused.value.field == "file"


def test_a_workbook_that_multiplies_its_own_words_is_refused() -> None:
    stream = io.BytesIO(book(("a",), ("x",)))
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">' + laughs + b"]><sst><si><t>&l11;</t></si></sst>"
    swapped = io.BytesIO()
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(swapped, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, bomb if entry == "xl/styles.xml" else old.read(entry))
    with pytest.raises(BadInput, match="declares entities"):
        read_grid("rows.xlsx", swapped.getvalue())


@settings(max_examples=300, deadline=None)
@given(data=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")) | THINGS.map(lambda thing: collection(feature(thing, a=thing), thing)))
def test_no_bytes_break_the_reading(data: bytes) -> None:
    with suppress(Refusal):
        assert read_grid("x.csv", data).rows
