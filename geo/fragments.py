"""Shapes as the map reads them: GeoJSON geometries after RFC 7946, their boxes and a point inside each."""

from __future__ import annotations

from typing import Any

import numpy as np
import orjson
import shapely
from numpy.typing import NDArray

from geo.refusals import Refusal
from geo.topology import Shapes


class UncutShape(Refusal):
    """A shape runs across the antimeridian in one piece; Census files come cut there, so this is another file."""


def require_cut(shapes: Shapes) -> None:
    """Refuse shapes that leave -180..180 or that jump from one side of the antimeridian to the other."""
    rings = shapely.get_rings(shapely.get_parts(shapes))
    points, ring = shapely.get_coordinates(rings, return_index=True)
    jumps = (np.abs(np.diff(points[:, 0])) > 180) & (np.diff(ring) == 0)
    if jumps.any() or (np.abs(points[:, 0]) > 180).any():
        raise UncutShape("a shape crosses the antimeridian in one piece; cut it at 180 degrees first")


def geometry_texts(shapes: Shapes) -> list[str]:
    """Each shape as compact GeoJSON, outer rings counterclockwise and holes clockwise."""
    written = shapely.to_geojson(shapely.orient_polygons(shapes))
    # GEOS now and then writes a number with 17 digits where 8 say the same; orjson always writes the short form.
    return [orjson.dumps(orjson.loads(text)).decode() for text in written]


def box(shape: Any) -> tuple[float, float, float, float]:
    """West, south, east, north; for an area on both sides of the antimeridian west is greater than east."""
    west, south, east, north = (float(edge) for edge in shapely.bounds(shape))
    if east - west > 180:
        sides = shapely.bounds(shapely.get_parts(shape))
        eastern = sides[:, 0] >= 0
        west, east = float(sides[eastern, 0].min()), float(sides[~eastern, 2].max())
    return west, south, east, north


def points_inside(shapes: Shapes, drawings: list[Shapes]) -> NDArray[np.float64]:
    """A point (lon, lat) inside each shape and inside every simplified drawing of it."""
    points = _rounded(shapely.point_on_surface(shapes))
    outside = np.zeros(len(shapes), dtype=bool)
    for drawing in drawings:
        outside |= ~shapely.contains_properly(drawing, points)
    for index in np.flatnonzero(outside):
        common = shapely.intersection_all([shapes[index], *(drawing[index] for drawing in drawings)])
        points[index] = _rounded(shapely.point_on_surface(common))
    return np.column_stack([shapely.get_x(points), shapely.get_y(points)])


def _rounded(points: Any) -> Any:
    """Points on six decimals."""
    return shapely.transform(points, lambda pairs: np.round(pairs, 6) + 0.0)
