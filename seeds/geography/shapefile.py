"""Reads the two files of a shapefile that matter here: the attribute table and the polygons."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

Ring = tuple["array[float]", "array[float]"]  # longitudes, latitudes


def attributes(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a dBASE table, in the order of the polygons."""
    data = path.read_bytes()
    count, head, width = struct.unpack("<IHH", data[4:12])
    columns: list[tuple[str, int]] = []
    at = 32
    while data[at] != 0x0D:
        columns.append((data[at : at + 11].split(b"\0")[0].decode("ascii"), data[at + 16]))
        at += 32
    for number in range(count):
        start = head + number * width + 1
        row: dict[str, str] = {}
        for name, size in columns:
            row[name] = data[start : start + size].decode("utf-8").strip()
            start += size
        yield row


def polygons(path: Path) -> Iterator[list[Ring]]:
    """The rings of each polygon, outer and inner alike."""
    data = path.read_bytes()
    at = 100
    while at < len(data):
        (words,) = struct.unpack(">i", data[at + 4 : at + 8])
        yield rings(data[at + 8 : at + 8 + words * 2])
        at += 8 + words * 2


def rings(record: bytes) -> list[Ring]:
    """The rings of one polygon record (shape type 5)."""
    parts, points = struct.unpack("<ii", record[36:44])
    starts = [*struct.unpack(f"<{parts}i", record[44 : 44 + 4 * parts]), points]
    flat = array("d")
    flat.frombytes(record[44 + 4 * parts : 44 + 4 * parts + 16 * points])
    return [(flat[2 * a : 2 * b : 2], flat[2 * a + 1 : 2 * b : 2]) for a, b in pairwise(starts)]
