"""The map vintage as data: boundaries made beforehand by the `geo` workshop, opened read-only."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from api.rules.boxes import Box
from api.rules.refusals import NotReady
from api.rules.rings import NANO, PER_DEGREE, containing

# The files that name the vintages in use: of states and counties, and of places.
POINTERS = ("current", "current-places")


@dataclass(frozen=True, slots=True)
class Shape:
    """A geometry as ready GeoJSON text, and the box around it."""

    geometry: str
    bounds: Box


@dataclass(frozen=True, slots=True)
class Vintage:
    """One immutable set of boundaries."""

    name: str
    path: Path

    @classmethod
    def places(cls, folder: Path) -> Vintage | None:
        """The vintage of place outlines in use, or None where none has been built."""
        pointer = folder / POINTERS[1]
        if not pointer.exists():
            return None
        name = pointer.read_text(encoding="utf-8").strip()
        path = folder / name / "places.sqlite"
        return cls(name, path) if path.exists() else None

    @classmethod
    def current(cls, folder: Path) -> Vintage:
        """The vintage in use; raises NotReady where none has been built."""
        pointer = folder / POINTERS[0]
        if not pointer.exists():
            raise NotReady("No map vintage has been built.", fix="Build one with `python -m geo build`.")
        name = pointer.read_text(encoding="utf-8").strip()
        path = folder / name / "vintage.sqlite"
        if not path.exists():
            raise NotReady(f"The map vintage {name} is incomplete.", fix="Build it again with `python -m geo build`.")
        return cls(name, path)

    @classmethod
    def of_layer(cls, folder: Path, layer: str) -> Vintage | None:
        """The vintage that a layer is drawn with; None for places where their outlines have not been built."""
        return cls.places(folder) if layer == "places" else cls.current(folder)

    def shapes(self, layer: str, detail: str, geoids: Sequence[str]) -> dict[str, Shape]:
        """Some shapes of a layer at a level of detail, by GEOID."""
        query = f"""
            SELECT geoid, geometry, minx, miny, maxx, maxy
            FROM fragment JOIN feature USING (layer, geoid)
            WHERE layer = ? AND detail = ? AND geoid IN ({_marks(geoids)})
        """
        with self._opened() as connection:
            return {geoid: Shape(text, Box(*bounds)) for geoid, text, *bounds in connection.execute(query, (layer, detail, *geoids))}

    def boxes(self, layer: str, geoids: Sequence[str]) -> dict[str, Box]:
        """The boxes around some of a layer's areas before simplification, by GEOID."""
        query = f"SELECT geoid, minx, miny, maxx, maxy FROM feature WHERE layer = ? AND geoid IN ({_marks(geoids)})"
        with self._opened() as connection:
            return {geoid: Box(*bounds) for geoid, *bounds in connection.execute(query, (layer, *geoids))}

    def ids(self, layer: str) -> list[str]:
        """The ids of all that a layer has, in order."""
        with self._opened() as connection:
            return [geoid for (geoid,) in connection.execute("SELECT geoid FROM feature WHERE layer = ? ORDER BY geoid", (layer,))]

    def within(self, layer: str, box: Box) -> list[str]:
        """The ids of the areas whose box meets another, in order."""
        sides = (box.west, box.east) if box.west <= box.east else (-180.0, 180.0)
        near = """
            SELECT geoid, feature.minx, feature.miny, feature.maxx, feature.maxy
            FROM feature_rtree AS near CROSS JOIN feature ON feature.rowid = near.id
            WHERE near.maxx >= ? AND near.minx <= ? AND near.maxy >= ? AND near.miny <= ? AND layer = ? ORDER BY geoid
        """
        with self._opened() as connection:
            found = connection.execute(near, (*sides, box.south, box.north, layer))
            return [geoid for geoid, *bounds in found if box.meets(Box(*bounds))]

    def fragments(self, layer: str, detail: str, geoids: Sequence[str]) -> list[tuple[str, str]]:
        """The ready GeoJSON text of some areas of a layer, in order of their ids."""
        query = f"SELECT geoid, geometry FROM fragment WHERE layer = ? AND detail = ? AND geoid IN ({_marks(geoids)}) ORDER BY geoid"
        with self._opened() as connection:
            return connection.execute(query, (layer, detail, *geoids)).fetchall()

    def title(self) -> str:
        """What the boundaries are and who drew them, as their manifest says."""
        manifest = json.loads((self.path.parent / "manifest.json").read_text(encoding="utf-8"))
        return str(manifest["title"])

    def areas_at(self, layer: str, *, lon: float, lat: float) -> list[str]:
        """The ids of a layer's areas at a point, by their outlines before simplification."""
        x, y = round(lon * PER_DEGREE), round(lat * PER_DEGREE)
        near = """
            SELECT ring.geoid, ring.coordinates FROM ring_rtree CROSS JOIN ring ON ring.id = ring_rtree.id
            WHERE minx <= ? AND maxx >= ? AND miny <= ? AND maxy >= ? AND ring.layer = ?
        """
        # Boxes are in whole microdegrees: rounded down for lower edges, up for upper ones.
        box = (x // NANO, -(-x // NANO), y // NANO, -(-y // NANO))
        with self._opened() as connection:
            return containing(connection.execute(near, (*box, layer)), lon=lon, lat=lat)

    def _opened(self) -> closing[sqlite3.Connection]:
        return closing(sqlite3.connect(f"file:{self.path}?mode=ro&immutable=1", uri=True))


def _marks(values: Sequence[str]) -> str:
    return ",".join("?" * len(values))
