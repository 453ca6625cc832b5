"""Verifying the rings of a vintage: whole, closed, boxed exactly, and good for saying where a point lies."""

from __future__ import annotations

import sqlite3

import numpy as np
import shapely

from geo import locate, rings
from geo.fragments import box
from geo.topology import Shapes

# How many of a layer's features are looked up by their points.
SAMPLE = 500
# Boxes are kept as decimal degrees beside whole microdegrees: the same number to within arithmetic.
NOISE = 1e-9


def faults(database: sqlite3.Connection, layer: str) -> list[str]:
    """What is wrong with a layer's rings, if anything."""
    broken = misshapen(database, layer)
    return broken or misplaced(database, layer)


def misshapen(database: sqlite3.Connection, layer: str) -> list[str]:
    """Rings that are not closed rings, or whose box is not the one in the index."""
    query = """
        SELECT geoid, coordinates, minx, maxx, miny, maxy
        FROM ring LEFT JOIN ring_rtree ON ring_rtree.id = ring.id WHERE layer = ?"""
    bad, unfound = set(), set()
    for geoid, coordinates, *edges in database.execute(query, (layer,)):
        if len(coordinates) < 32 or len(coordinates) % 8 or coordinates[:8] != coordinates[-8:]:
            bad.add(geoid)
            continue
        points = np.frombuffer(coordinates, dtype="<i4").reshape(-1, 2)
        (west, south), (east, north) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
        if edges != [west, east, south, north]:
            unfound.add(geoid)
    told = [f"{layer}: rings are not closed rings: {_some(bad)}"] if bad else []
    return told + ([f"{layer}: the index of rings has other boxes: {_some(unfound)}"] if unfound else [])


def misplaced(database: sqlite3.Connection, layer: str) -> list[str]:
    """Areas whose rings make no sound shape or another box than the feature's, and points found elsewhere."""
    features = database.execute("SELECT geoid, lon, lat, minx, miny, maxx, maxy FROM feature WHERE layer = ? ORDER BY geoid", (layer,)).fetchall()
    shapes = dict(rings.unpack(database, layer))
    if list(shapes) != [row[0] for row in features]:
        return [f"{layer}: not the rings of every feature"]
    whole: Shapes = np.array(list(shapes.values()), dtype=object)
    unsound = [row[0] for row, good in zip(features, shapely.is_valid(whole), strict=True) if not good]
    boxes = np.array([box(shape) for shape in whole])
    off = np.abs(boxes - np.array([row[3:] for row in features])).max(axis=1) > NOISE
    strayed = [row[0] for row in features[:: len(features) // SAMPLE + 1] if not _found(database, layer, *row[:3])]
    told = [f"{layer}: the rings make no sound shape: {_some(set(unsound))}"] if unsound else []
    if off.any():
        told.append(f"{layer}: the rings have another box than the feature: {_some({features[i][0] for i in np.flatnonzero(off)})}")
    return told + ([f"{layer}: the rings do not find a feature at its point: {_some(set(strayed))}"] if strayed else [])


def _found(database: sqlite3.Connection, layer: str, geoid: str, lon: float, lat: float) -> bool:
    return geoid in locate.areas_at(database, layer, lon=lon, lat=lat)


def _some(geoids: set[str]) -> str:
    return ", ".join(sorted(geoids)[:10])
