"""Whether a point lies within a ring, in whole numbers, so that no border case depends on rounding.

A ring is little-endian int32 pairs of longitude and latitude in microdegrees; the point is taken in nanodegrees.
Even-odd rule; on the ring itself a point belongs to both sides.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable
from itertools import pairwise

NANO = 1000
PER_DEGREE = 1_000_000_000


def containing(rings: Iterable[tuple[str, bytes]], *, lon: float, lat: float) -> list[str]:
    """The ids of the areas whose rings hold a point, or have it on their border, sorted."""
    x, y = round(lon * PER_DEGREE), round(lat * PER_DEGREE)
    inside: dict[str, bool] = {}
    border: set[str] = set()
    for geoid, coordinates in rings:
        odd = crosses(coordinates, x, y)
        if odd is None:
            border.add(geoid)
        else:
            inside[geoid] = inside.get(geoid, False) ^ odd
    return sorted(border | {geoid for geoid, odd in inside.items() if odd})


def crosses(coordinates: bytes, x: int, y: int) -> bool | None:
    """Whether a line from a point to the east crosses a ring an odd number of times; None on the ring."""
    ring = array("i")
    ring.frombytes(coordinates)
    if sys.byteorder == "big":
        ring.byteswap()
    floor, rest = divmod(y, NANO)
    odd = False
    for (x1, y1), (x2, y2) in pairwise(zip(ring[::2], ring[1::2], strict=True)):
        if (y1 > floor) != (y2 > floor):
            # Positive when the point lies to the left of the edge, looking from its start to its end.
            side = (x2 - x1) * (y - NANO * y1) - (x - NANO * x1) * (y2 - y1)
            if side == 0:
                return None
            odd ^= (side > 0) == (y2 > y1)
        elif rest == 0 and y2 == floor and _touches(x1 if y1 == floor else x2, x2, x):
            return None
    return odd


def _touches(start: int, end: int, x: int) -> bool:
    return min(start, end) * NANO <= x <= max(start, end) * NANO
