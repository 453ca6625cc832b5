"""Unsimplified shapes as rings of whole microdegrees, and back again; `geo.vintage` describes the form."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby

import numpy as np
import shapely

from geo.tables import RingRow
from geo.topology import Shapes

MICRO = 1_000_000


def pack(layer: str, geoids: Iterable[str], shapes: Shapes) -> Iterator[RingRow]:
    """Each ring of each shape as a row, with its box."""
    for geoid, shape in zip(geoids, shapes, strict=True):
        for part, polygon in enumerate(shapely.get_parts(shape)):
            for number, ring in enumerate(shapely.get_rings(polygon)):
                points = np.rint(shapely.get_coordinates(ring) * MICRO).astype("<i4")
                (west, south), (east, north) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
                yield layer, geoid, part, number, points.tobytes(), west, east, south, north


def unpack(database: sqlite3.Connection, layer: str) -> Iterator[tuple[str, shapely.Geometry]]:
    """Each area of a layer with the shape that its rings make, in order of the ids."""
    query = "SELECT geoid, part, ring, coordinates FROM ring WHERE layer = ? ORDER BY geoid, part, ring"
    for geoid, rows in groupby(database.execute(query, (layer,)), key=lambda row: row[0]):
        parts = groupby(rows, key=lambda row: row[1])
        polygons = [_polygon([points(row[3]) for row in ring]) for _, ring in parts]
        yield geoid, polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def points(coordinates: bytes) -> Shapes:
    """A ring's points as degrees: lon, lat."""
    found: Shapes = np.frombuffer(coordinates, dtype="<i4").reshape(-1, 2) / MICRO
    return found


def _polygon(rings: list[Shapes]) -> shapely.Geometry:
    return shapely.Polygon(rings[0], rings[1:])
