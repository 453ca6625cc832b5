"""Which areas a point lies in, answered from a vintage's rings in whole numbers, with the standard library alone.

A point is taken at nine decimals (a tenth of a millimetre); from there on nothing is rounded. On a border it lies in
the areas on both sides, as in geopandas' join by `intersects`.
"""

from __future__ import annotations

import sqlite3
import sys
from array import array
from itertools import pairwise

# How many nanodegrees make a microdegree: the point is measured in the former, the rings in the latter.
NANO = 1000

NEAR = """
    SELECT ring.geoid, ring.coordinates FROM ring_rtree CROSS JOIN ring ON ring.id = ring_rtree.id
    WHERE minx <= ? AND maxx >= ? AND miny <= ? AND maxy >= ? AND ring.layer = ?
"""


def areas_at(database: sqlite3.Connection, layer: str, *, lon: float, lat: float) -> list[str]:
    """The ids of a layer's areas that a point lies in or on the border of, sorted."""
    x, y = round(lon * 1e9), round(lat * 1e9)
    # Boxes are in whole microdegrees: the point rounded down is compared with lower edges, rounded up with upper ones.
    box = (x // NANO, -(-x // NANO), y // NANO, -(-y // NANO))
    inside: dict[str, bool] = {}
    border = set()
    for geoid, coordinates in database.execute(NEAR, (*box, layer)):
        odd = crosses(coordinates, x, y)
        if odd is None:
            border.add(geoid)
        else:
            inside[geoid] = inside.get(geoid, False) ^ odd
    return sorted(border | {geoid for geoid, odd in inside.items() if odd})


def crosses(coordinates: bytes, x: int, y: int) -> bool | None:
    """Whether a line from a point (in nanodegrees) to the east crosses a ring an odd number of times; None on the ring."""
    ring = array("i")
    ring.frombytes(coordinates)
    if sys.byteorder == "big":
        ring.byteswap()
    floor, whole = divmod(y, NANO)
    odd = False
    for (x1, y1), (x2, y2) in pairwise(zip(ring[::2], ring[1::2], strict=True)):
        if (y1 > floor) != (y2 > floor):
            # Positive when the point lies to the left of the edge, looking from its start to its end.
            side = (x2 - x1) * (y - NANO * y1) - (x - NANO * x1) * (y2 - y1)
            if side == 0:
                return None
            odd ^= (side > 0) == (y2 > y1)
        elif whole == 0 and y2 == floor and touches(x1 if y1 == floor else x2, x2, x):
            return None
    return odd


def touches(start: int, end: int, x: int) -> bool:
    """Whether a point lies on a stretch of one latitude, or on a single corner there."""
    return min(start, end) * NANO <= x <= max(start, end) * NANO
