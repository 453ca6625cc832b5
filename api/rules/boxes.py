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
