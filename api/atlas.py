"""Draw up a map: positions from the ledger joined to ready-made geometry from the vintage, as bytes, piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.caching import fingerprint
from api.ledger import maps
from api.ledger.asof import AsOf
from api.ledger.maps import Point, Stable
from api.rules.boxes import Box, Extent
from api.vintage import Shape, Vintage

_HIDDEN = {"lat", "lon"}
_POINT = "point"
# How far, in degrees, rounding can push a drawn shape past its box; ten times what the coarsest grid does.
_PUSHED = 0.01
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One map: what it shows, at which level of detail or as points, of which revision, for which days, on which boundaries."""

    layer: str
    detail: str
    revision: int
    days: Stable
    vintage: Vintage

    @classmethod
    def of(cls, layer: str, detail: str, *, as_of: AsOf, days: Stable, vintages: Path) -> Sheet:
        """A map on the boundaries in use: places are drawn by their outlines where these have been built, as points else."""
        outlines = Vintage.places(vintages) if layer == "places" else Vintage.current(vintages)
        return cls(layer, detail if outlines else _POINT, as_of.revision, days, outlines or Vintage.current(vintages))

    @property
    def geometry(self) -> str:
        """What areas are drawn as: polygon or point."""
        return _POINT if self.detail == _POINT else "polygon"


def key_of(sheet: Sheet, build: str) -> str:
    """The name under which a map is stored: equal for every request that gets the same bytes."""
    # A record loaded afresh counts its revisions from 1 again, but publishes them at another time.
    parts = (sheet.layer, sheet.detail, sheet.revision, sheet.days.published, sheet.days.start, sheet.days.until, sheet.vintage.name, build)
    return fingerprint("|".join(str(part) for part in parts).encode())


def drawn(engine: Engine, as_of: AsOf, sheet: Sheet, box: Box | None = None) -> Iterator[bytes]:
    """A map in a session of its own, which lasts as long as the map is read."""
    with Session(engine) as session:
        yield from render(session, as_of, sheet, box)


def render(session: Session, as_of: AsOf, sheet: Sheet, box: Box | None = None) -> Iterator[bytes]:
    """The GeoJSON text of a map, features in order of their ids; no piece is more than a few hundred of them."""
    extent, met = _survey(session, as_of, sheet, box)
    yield orjson.dumps(_head(as_of, sheet, extent))[:-1] + b',"features":[\n'
    between = b""
    # Few enough are asked for by name; where the box meets many, all are read and the others passed over.
    only = sorted(met) if met is not None and len(met) <= maps.BATCH else None
    for rows in maps.batches(session, sheet.layer, as_of, only=only):
        features = list(_features([row for row in rows if met is None or row["geoid"] in met], sheet))
        if features:
            yield between + b",\n".join(features)
            between = b",\n"
    yield b"\n]}\n"


def _head(as_of: AsOf, sheet: Sheet, extent: Extent) -> Row:
    return {
        "type": "FeatureCollection",
        "layer": sheet.layer,
        "detail": sheet.detail,
        **({"geometry": sheet.geometry} if sheet.layer == "places" else {}),
        "vintage": sheet.vintage.name,
        "revision": sheet.revision,
        "valid_from": sheet.days.start,
        "valid_until": sheet.days.until,
        "evidence_through": as_of.evidence_through,
        "bbox": extent.edges(),
    }


def _survey(session: Session, as_of: AsOf, sheet: Sheet, box: Box | None) -> tuple[Extent, set[str] | None]:
    """The box around all that is drawn, and the ids that meet the box asked for."""
    extent, met = Extent(), None if box is None else set[str]()
    for points in maps.points(session, sheet.layer, as_of):
        boxes = _boxes(points, sheet)
        if met is not None and box is not None:
            boxes = {geoid: bounds for geoid, bounds in boxes.items() if box.meets(bounds)}
            met |= boxes.keys()
        # Only a shape near the edge can move it, and only such a shape is read.
        edge = [geoid for geoid, bounds in boxes.items() if not extent.holds(bounds, margin=_PUSHED)]
        shapes = _shapes(edge, sheet)
        for geoid in edge:
            extent.take(_around(shapes[geoid]) if geoid in shapes else boxes[geoid])
    return extent, met


def _boxes(points: list[Point], sheet: Sheet) -> dict[str, Box]:
    """The box of each that can be drawn: of its outline, or its point where it is a place without one."""
    boxes = {} if sheet.geometry == _POINT else sheet.vintage.boxes(sheet.layer, [geoid for geoid, _, _ in points])
    if sheet.layer == "places":
        boxes |= {geoid: Box(lon, lat, lon, lat) for geoid, lat, lon in points if geoid not in boxes and lat is not None and lon is not None}
    return boxes


def _shapes(geoids: list[str], sheet: Sheet) -> dict[str, Shape]:
    return {} if sheet.geometry == _POINT else sheet.vintage.shapes(sheet.layer, sheet.detail, geoids)


def _features(rows: list[Row], sheet: Sheet) -> Iterator[bytes]:
    shapes = _shapes([row["geoid"] for row in rows], sheet)
    for row in rows:
        shape = shapes.get(row["geoid"])
        if shape is not None:
            yield _feature(row, shape.geometry.encode())
        elif sheet.layer != "places":
            yield _feature(row, b"null")
        elif row["lat"] is not None:
            yield _feature(row, orjson.dumps({"type": "Point", "coordinates": [row["lon"], row["lat"]]}))


def _feature(row: Row, geometry: bytes) -> bytes:
    properties = orjson.dumps({name: value for name, value in row.items() if name not in _HIDDEN})
    return b'{"type":"Feature","id":"%b","properties":%b,"geometry":%b}' % (row["geoid"].encode(), properties, geometry)


def _around(shape: Shape) -> Box:
    """The box around a shape as it is drawn at this detail, which rounding can push past the shape itself."""
    geometry = orjson.loads(shape.geometry)
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    points = [point for polygon in polygons for point in polygon[0]]
    south, north = min(y for _, y in points), max(y for _, y in points)
    if shape.bounds.west > shape.bounds.east:
        return Box(shape.bounds.west, south, shape.bounds.east, north)
    return Box(min(x for x, _ in points), south, max(x for x, _ in points), north)
