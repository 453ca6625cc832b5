"""Boxes of longitude and latitude."""

from __future__ import annotations

from dataclasses import dataclass

from api.rules.refusals import BadInput

_FIX = "Give west,south,east,north in degrees, for example -107,25,-93,37; west may pass east across the antimeridian."


@dataclass(frozen=True, slots=True)
class Box:
    """West, south, east, north in degrees; west beyond east crosses the antimeridian (RFC 7946)."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def parse(cls, text: str) -> Box:
        """Read four numbers; raises BadInput naming `bbox`."""
        try:
            west, south, east, north = (float(part) for part in text.split(","))
        except ValueError as error:
            raise BadInput(f"bbox={text[:60]!r} is not four numbers.", field="bbox", fix=_FIX) from error
        if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
            raise BadInput(f"bbox={text[:60]!r} is no box on the earth.", field="bbox", fix=_FIX)
        return cls(west, south, east, north)

    def meets(self, other: Box) -> bool:
        """True when some point lies within both."""
        if other.north < self.south or self.north < other.south:
            return False
        return any(a[0] <= b[1] and b[0] <= a[1] for a in self._sides() for b in other._sides())

    def _sides(self) -> list[tuple[float, float]]:
        return [(self.west, self.east)] if self.west <= self.east else [(self.west, 180.0), (-180.0, self.east)]


class Extent:
    """The box around boxes taken one by one: the whole turn of the earth once one crosses the antimeridian."""

    def __init__(self) -> None:
        self._west, self._south, self._east, self._north = 180.0, 90.0, -180.0, -90.0

    def take(self, box: Box) -> None:
        """Grow to hold a box."""
        self._south, self._north = min(self._south, box.south), max(self._north, box.north)
        west, east = (box.west, box.east) if box.west <= box.east else (-180.0, 180.0)
        self._west, self._east = min(self._west, west), max(self._east, east)

    def holds(self, box: Box, *, margin: float) -> bool:
        """True when a box and a margin around it, in degrees, would not make this one grow."""
        if not (self._south <= box.south - margin and box.north + margin <= self._north):
            return False
        whole = (self._west, self._east) == (-180.0, 180.0)
        return whole or (box.west <= box.east and self._west <= box.west - margin and box.east + margin <= self._east)

    def edges(self) -> list[float]:
        """West, south, east, north; the whole earth where nothing was taken."""
        if self._south > self._north:
            return [-180.0, -90.0, 180.0, 90.0]
        return [self._west, self._south, self._east, self._north]
