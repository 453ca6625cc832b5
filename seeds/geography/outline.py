"""An outline on the map: is a point on it, how far away is it, and a point well inside."""

from __future__ import annotations

from math import cos, hypot, inf, radians

from seeds.geography.shapefile import Ring

KM_PER_DEGREE = 111.2
Point = tuple[float, float]  # longitude, latitude


class Outline:
    """The rings of one state or county."""

    def __init__(self, rings: list[Ring]) -> None:
        self.rings = rings
        self.west, self.east = min(min(x) for x, _ in rings), max(max(x) for x, _ in rings)
        self.south, self.north = min(min(y) for _, y in rings), max(max(y) for _, y in rings)

    def near(self, point: Point, margin: float) -> bool:
        """Whether a point lies in the box around the outline, widened by a margin in degrees."""
        x, y = point
        return self.west - margin <= x <= self.east + margin and self.south - margin <= y <= self.north + margin

    def holds(self, point: Point) -> bool:
        """Whether a point lies inside, holes excepted."""
        x, y = point
        return self.near(point, 0) and sum(x < at for at in crossings(self.rings, y)) % 2 == 1

    def distance(self, point: Point) -> float:
        """Kilometres from a point to the nearest corner of the outline; 0 inside."""
        if self.holds(point):
            return 0.0
        x, y = point
        narrow = cos(radians(y))
        nearest = inf
        for xs, ys in self.rings:
            for a, b in zip(xs, ys, strict=True):
                nearest = min(nearest, hypot((a - x) * narrow, b - y))
        return nearest * KM_PER_DEGREE

    def inside(self) -> Point:
        """A point inside the largest part: the middle of the widest stretch at mid-height or near it."""
        main = max(self.rings, key=area)
        south, north = min(main[1]), max(main[1])
        best, point = -1.0, (main[0][0], main[1][0])
        for share in (0.5, 0.45, 0.55, 0.4, 0.6, 0.3, 0.7):
            y = south + (north - south) * share
            at = sorted(crossings(self.rings, y))
            for left, right in zip(at[::2], at[1::2], strict=False):
                width = right - left
                if width > best * 1.25 and Outline([main]).holds(((left + right) / 2, y)):
                    best, point = width, ((left + right) / 2, y)
        return point


def crossings(rings: list[Ring], y: float) -> list[float]:
    """Longitudes at which the rings cross a parallel."""
    found: list[float] = []
    for xs, ys in rings:
        px, py = xs[-1], ys[-1]
        for x, here in zip(xs, ys, strict=True):
            if (here > y) != (py > y):
                found.append(px + (x - px) * (y - py) / (here - py))
            px, py = x, here
    return found


def area(ring: Ring) -> float:
    """Size of a ring in square degrees, shrunk with latitude; good enough to find the largest."""
    xs, ys = ring
    twice = sum(xs[i - 1] * ys[i] - xs[i] * ys[i - 1] for i in range(len(xs)))
    return abs(twice) / 2 * cos(radians(ys[0]))
