"""Draw up a map: positions from the ledger joined to ready-made geometry from the vintage, as bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from sqlalchemy.orm import Session

from api.caching import fingerprint
from api.ledger import maps
from api.ledger.asof import AsOf
from api.ledger.maps import Stable
from api.rules.boxes import Box
from api.vintage import Shape, Vintage

_HIDDEN = {"lat", "lon"}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One map: what it shows, of which revision, for which days, on which boundaries."""

    layer: str
    detail: str
    revision: int
    days: Stable
    vintage: Vintage


def key_of(sheet: Sheet, build: str) -> str:
    """The name under which a map is stored: equal for every request that gets the same bytes."""
    # A record loaded afresh counts its revisions from 1 again, but publishes them at another time.
    parts = (sheet.layer, sheet.detail, sheet.revision, sheet.days.published, sheet.days.start, sheet.days.until, sheet.vintage.name, build)
    return fingerprint("|".join(str(part) for part in parts).encode())


def render(session: Session, as_of: AsOf, sheet: Sheet, box: Box | None = None) -> bytes:
    """The GeoJSON text of a map, features in order of their ids."""
    rows = maps.layer(session, sheet.layer, as_of)
    features = list(_points(rows, box) if sheet.layer == "places" else _shapes(rows, sheet, box))
    extent = _extent([bounds for _, bounds in features])
    head: Row = {
        "type": "FeatureCollection",
        "layer": sheet.layer,
        "detail": "point" if sheet.layer == "places" else sheet.detail,
        "vintage": sheet.vintage.name,
        "revision": sheet.revision,
        "valid_from": sheet.days.start,
        "valid_until": sheet.days.until,
        "evidence_through": as_of.evidence_through,
        "bbox": extent,
    }
    body = b",\n".join(feature for feature, _ in features)
    return orjson.dumps(head)[:-1] + b',"features":[\n' + body + b"\n]}\n"


Drawn = tuple[bytes, Box]


def _shapes(rows: list[Row], sheet: Sheet, box: Box | None) -> Iterator[Drawn]:
    shapes = sheet.vintage.shapes(sheet.layer, sheet.detail)
    for row in rows:
        shape = shapes.get(row["geoid"])
        if shape is None:
            if box is None:
                yield _feature(row, b"null"), Box(180, 90, -180, -90)
        elif box is None or box.meets(shape.bounds):
            yield _feature(row, shape.geometry.encode()), _around(shape)


def _points(rows: list[Row], box: Box | None) -> Iterator[Drawn]:
    for row in rows:
        if row["lat"] is None:
            continue
        bounds = Box(row["lon"], row["lat"], row["lon"], row["lat"])
        if box is None or box.meets(bounds):
            yield _feature(row, orjson.dumps({"type": "Point", "coordinates": [row["lon"], row["lat"]]})), bounds


def _feature(row: Row, geometry: bytes) -> bytes:
    properties = orjson.dumps({name: value for name, value in row.items() if name not in _HIDDEN})
    return b'{"type":"Feature","id":"%b","properties":%b,"geometry":%b}' % (row["geoid"].encode(), properties, geometry)


def _around(shape: Shape) -> Box:
    """The box around a shape as it is drawn at this detail, which rounding can push past the shape itself."""
    drawn = orjson.loads(shape.geometry)
    polygons = drawn["coordinates"] if drawn["type"] == "MultiPolygon" else [drawn["coordinates"]]
    points = [point for polygon in polygons for point in polygon[0]]
    south, north = min(y for _, y in points), max(y for _, y in points)
    if shape.bounds.west > shape.bounds.east:
        return Box(shape.bounds.west, south, shape.bounds.east, north)
    return Box(min(x for x, _ in points), south, max(x for x, _ in points), north)


def _extent(boxes: list[Box]) -> list[float]:
    """The box around all: the whole turn of the earth once one crosses the antimeridian."""
    drawn = [b for b in boxes if b.south <= b.north]
    if not drawn:
        return [-180.0, -90.0, 180.0, 90.0]
    south, north = min(b.south for b in drawn), max(b.north for b in drawn)
    if any(b.west > b.east for b in drawn):
        return [-180.0, south, 180.0, north]
    return [min(b.west for b in drawn), south, max(b.east for b in drawn), north]
