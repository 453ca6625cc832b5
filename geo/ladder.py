"""Simplifying a layer so that small areas keep their form.

One tolerance for all would flatten Virginia's independent cities and small islands long before a large county shows any
change. So the whole layer is simplified in ever coarser steps, each from the one before, and every border point is told
at which step it goes. An area then takes the step that suits its size, and a border follows its finer side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.topology import BrokenCoverage, Shapes, disputes, faults


@dataclass(frozen=True)
class Ladder:
    """A layer at its finest step, its rings' points, and for each point the coarsest step it outlives."""

    steps: NDArray[np.float64]
    points: NDArray[np.float64]
    offsets: tuple[NDArray[np.int64], ...]
    key: NDArray[np.int64]
    outlives: NDArray[np.int64]
    sizes: NDArray[np.float64]


def keys(points: NDArray[np.float64]) -> NDArray[np.int64]:
    """One whole number for each place on the grid of six decimals."""
    lon, lat = np.rint(points * 1e6).astype(np.int64).T
    found: NDArray[np.int64] = (lon + 180_000_000) * 400_000_000 + lat + 90_000_000
    return found


def climb(shapes: Shapes, steps: tuple[float, ...]) -> Ladder:
    """Simplify by each step, finest first, and note which points remain."""
    rising = sorted(steps)
    finest = shapely.coverage_simplify(shapes, rising[0])
    parts, owner = shapely.get_parts(finest, return_index=True)
    _, points, offsets = shapely.to_ragged_array(shapely.multipolygons(parts, indices=owner), include_z=False)
    key, place = np.unique(keys(points), return_inverse=True)
    outlives = np.zeros(len(key), dtype=np.int64)
    now = finest
    for index, step in enumerate(rising[1:], start=1):
        now = shapely.coverage_simplify(now, step)
        outlives[np.searchsorted(key, keys(shapely.get_coordinates(now)))] = index
    return Ladder(np.array(rising), points, offsets, place, outlives, shapely.area(finest))


def source_disputes(ladder: Ladder) -> NDArray[np.bool_]:
    """Which areas disagree with a neighbour already at the finest step, because the source has them so."""
    return disputes(at_steps(ladder, np.zeros(len(ladder.sizes), dtype=np.int64)))


def draw(ladder: Ladder, tolerance: float, *, form: float, disputed: NDArray[np.bool_] | None = None) -> Shapes:
    """The layer at one tolerance, finer where an area is small or where the coarse border would break it.

    `form`: an area is drawn no coarser than this part of the side of a square of its own size; `disputed`: areas
    that keep the finest step and may disagree with their neighbours.
    """
    wanted = np.minimum(tolerance, np.sqrt(ladder.sizes) * form)
    step = np.maximum(np.searchsorted(ladder.steps, wanted, side="right") - 1, 0)
    if disputed is not None:
        step[disputed] = 0
    while True:
        shapes = at_steps(ladder, step)
        bad = faults(shapes, disputed)
        if not bad.any():
            return shapes
        if not step[bad].any():
            raise BrokenCoverage(f"{bad.sum()} areas stay invalid at the finest step")
        step[bad] = np.maximum(step[bad] - 1, 0)


def at_steps(ladder: Ladder, step: NDArray[np.int64]) -> Shapes:
    """The layer with each area at its own step; a shared point stays if any of its areas wants it."""
    rings, parts, areas = ladder.offsets
    owner = np.repeat(np.arange(len(areas) - 1), np.diff(rings[parts[areas]]))
    needed = np.full(len(ladder.outlives), np.iinfo(np.int64).max)
    np.minimum.at(needed, ladder.key, step[owner])
    keep = (ladder.outlives >= needed)[ladder.key]
    points, rings = filter_rings(ladder.points, rings, keep)
    built = shapely.from_ragged_array(shapely.GeometryType.MULTIPOLYGON, points, (rings, parts, areas))
    return unwrap(built)


def filter_rings(points: NDArray[np.float64], rings: NDArray[np.int64], keep: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Rings with only the points to keep, closed again by their first point."""
    open_keep = keep.copy()
    open_keep[rings[1:] - 1] = False
    kept = np.concatenate([[0], np.cumsum(open_keep)])[rings]
    left = points[open_keep]
    closed = np.insert(left, kept[1:], left[kept[:-1]], axis=0)
    return closed, kept + np.arange(len(kept))


def unwrap(shapes: Any) -> Shapes:
    """Multipolygons of one part as plain polygons."""
    plain: Shapes = np.array(shapes, dtype=object)
    single = shapely.get_num_geometries(plain) == 1
    plain[single] = shapely.get_geometry(plain[single], 0)
    return plain
