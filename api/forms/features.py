"""Rows as GeoJSON (RFC 7946): a feature each, at the point of the jurisdiction that the row stands at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

Plain = dict[str, Any]
Point = tuple[float, float]
END = b"\n]}\n"


def opening(head: Mapping[str, Any]) -> bytes:
    """What stands before the features: the clocks and counts of the answer."""
    return orjson.dumps({"type": "FeatureCollection", **head})[:-1] + b',"features":[\n'


def feature(row: Plain, id: Any, point: Point | None) -> Plain:
    """One row as a feature."""
    geometry = {"type": "Point", "coordinates": [round(point[0], 6), round(point[1], 6)]} if point else None
    return {"type": "Feature", "id": id, "properties": row, "geometry": geometry}
