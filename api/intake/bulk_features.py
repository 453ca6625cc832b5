"""A GeoJSON FeatureCollection as a grid: properties are the columns, and a point within each geometry can find its jurisdiction."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from api.intake.bulk_grid import Grid, GridRow, Point, UnreadableTable, bounded, cell_problem, checked, named

_FIX = "Give a FeatureCollection whose features have plain properties."
_MOST_POINTS = 200_000


def read_features(text: str) -> Grid:
    """The features of a collection, numbered from 1."""
    try:
        found = json.loads(text, parse_constant=_refused)
    except (ValueError, RecursionError) as fault:
        raise UnreadableTable("is not JSON", _FIX) from fault
    if not isinstance(found, dict) or found.get("type") != "FeatureCollection" or not isinstance(found.get("features"), list):
        raise UnreadableTable("is JSON, but no GeoJSON FeatureCollection", _FIX)
    bounded(len(found["features"]))
    rows = tuple(_row(number, feature) for number, feature in enumerate(found["features"], 1))
    columns = named(list(dict.fromkeys(name for row in rows for name in row.cells)))
    return checked(Grid("GeoJSON", tuple(columns), rows))


def _refused(word: str) -> None:
    raise ValueError(word)


def _row(number: int, feature: Any) -> GridRow:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(feature, dict) or feature.get("type") != "Feature" or not isinstance(properties, dict | None):
        return GridRow(number, {}, problem="It is no feature with properties.")
    cells, problem = {}, ""
    for name, value in (properties or {}).items():
        text = _text(value)
        if text is None:
            problem = f"The property {name[:40]!r} holds further properties; only plain values are read."
        elif text and name.strip():
            cells[" ".join(name.split())[:100]] = text
    return GridRow(number, cells, _point(feature.get("geometry")), problem or cell_problem(cells))


def _text(value: Any) -> str | None:
    """A plain value as text, a list of them parted by semicolons; None for what is nested."""
    if isinstance(value, list):
        parts = [_text(item) for item in value if not isinstance(item, list)]
        return None if None in parts or len(parts) < len(value) else ";".join(part or "" for part in parts)
    if isinstance(value, dict):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value).strip()


def _point(geometry: Any) -> Point | None:
    """A point of the geometry: itself, or one inside its largest ring; None for what has none or is malformed."""
    if not isinstance(geometry, dict):
        return None
    kind, given = geometry.get("type"), geometry.get("coordinates")
    if kind == "Point":
        return _position(given)
    polygons = [given] if kind == "Polygon" else given if kind == "MultiPolygon" and isinstance(given, list) else []
    rings = [_ring(polygon[0]) for polygon in polygons if isinstance(polygon, list) and polygon]
    largest = max((ring for ring in rings if ring), key=len, default=None)
    return _inside(largest) if largest else None


def _position(given: Any) -> Point | None:
    if not isinstance(given, list) or len(given) < 2 or not all(isinstance(n, int | float) and not isinstance(n, bool) for n in given[:2]):
        return None
    try:
        lon, lat = float(given[0]), float(given[1])
    except OverflowError:
        return None
    return (lon, lat) if math.isfinite(lon) and -180 <= lon <= 180 and -90 <= lat <= 90 else None


def _ring(given: Any) -> list[Point]:
    points = [_position(item) for item in given] if isinstance(given, list) and 4 <= len(given) <= _MOST_POINTS else []
    return [point for point in points if point] if points and None not in points else []


def _inside(ring: Sequence[Point]) -> Point | None:
    """The middle of the widest stretch that a ring covers on the parallel halfway up."""
    lats = sorted({lat for _, lat in ring})
    if len(lats) < 2:
        return None
    # Halfway between two corners, so that the parallel meets no corner.
    middle = len(lats) // 2
    across = (lats[middle - 1] + lats[middle]) / 2
    crossings = sorted(a + (across - b) * (c - a) / (d - b) for (a, b), (c, d) in pairwise(ring) if (b > across) != (d > across))
    stretches = [(east - west, (west + east) / 2) for west, east in zip(crossings[::2], crossings[1::2], strict=False)]
    return (max(stretches)[1], across) if stretches else None
