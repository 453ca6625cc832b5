"""Making borders coarser while neighbours keep sharing them, and every area stays a valid shape.

A layer is handled as one coverage: all its areas at once, so that what happens to a border happens to both its sides.
Simplifying (the ladder) comes first, on the source's own six decimals; then each border point moves to a coarser grid
wherever that harms no area, and keeps its finer place where it would.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.refusals import Refusal

Shapes = NDArray[Any]


class BrokenCoverage(Refusal):
    """The areas overlap or do not meet, so that no border can be shared."""


# However small its islets, an area keeps at least this part of itself.
KEEP = 0.9
FINEST = 6


def clean(shapes: Shapes) -> Shapes:
    """The source at six decimals, each shape valid and made of polygons only."""
    rounded = to_grid(shapes, FINEST)
    broken = ~shapely.is_valid(rounded)
    if broken.any():
        rounded[broken] = [polygons(shape) for shape in shapely.make_valid(rounded[broken])]
    return rounded


def polygons(shape: Any) -> Any:
    """Only the surfaces of a repaired shape: lines and points that the repair left over are dropped."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.union_all(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])


def drop_islets(shapes: Shapes, smallest: float) -> Shapes:
    """The shapes without islets under a size; parts that touch a neighbour and most of each area always stay."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    sizes = shapely.area(parts)
    tree = shapely.STRtree(parts)
    left, right = tree.query(parts, predicate="intersects")
    touching = np.bincount(left[left != right], minlength=len(parts)) > 0
    keep = touching | (sizes >= smallest)
    whole = np.bincount(owner, weights=sizes, minlength=len(shapes))
    held = np.bincount(owner[keep], weights=sizes[keep], minlength=len(shapes))
    for index in np.argsort(-sizes, kind="stable"):
        area = owner[index]
        if not keep[index] and held[area] < KEEP * whole[area]:
            keep[index] = True
            held[area] += sizes[index]
    return _regroup(parts[keep], owner[keep])


def snap(shapes: Shapes, decimals: int, disputed: NDArray[np.bool_] | None = None) -> Shapes:
    """The shapes on a coarser grid; every point of an area that the grid would break keeps its finer place.

    Disputed areas keep all their points where they are.
    """
    fine, owner = shapely.get_coordinates(shapes, return_index=True)
    points, number = np.unique(fine, axis=0, return_inverse=True)
    number = number.reshape(-1)
    coarse = np.round(points, decimals) + 0.0
    if disputed is not None:
        fixed = number[disputed[owner]]
        coarse[fixed] = points[fixed]
    while True:
        moved: Shapes = shapely.set_coordinates(shapes.copy(), coarse[number])
        bad = faults(moved, disputed)
        if not bad.any():
            return moved
        stuck = np.unique(number[bad[owner]])
        if np.array_equal(coarse[stuck], points[stuck]):
            raise BrokenCoverage(f"{bad.sum()} areas stay invalid or out of step with their neighbours")
        coarse[stuck] = points[stuck]


def faults(shapes: Shapes, disputed: NDArray[np.bool_] | None = None) -> NDArray[np.bool_]:
    """Which areas are empty, invalid, or disagree with a neighbour about the border (unless they are known to)."""
    disputing = disputes(shapes) if disputed is None else disputes(shapes) & ~disputed
    found: NDArray[np.bool_] = ~shapely.is_valid(shapes) | shapely.is_empty(shapes) | disputing
    return found


def disputes(shapes: Shapes) -> NDArray[np.bool_]:
    """Which areas draw a border otherwise than the neighbour on its other side."""
    found: NDArray[np.bool_] = ~shapely.is_empty(shapely.coverage_invalid_edges(shapes))
    return found


def to_grid(shapes: Shapes, decimals: int) -> Shapes:
    """The same shapes with every coordinate rounded (and no minus zero)."""
    rounded: Shapes = shapely.transform(shapes, lambda points: np.round(points, decimals) + 0.0)
    return rounded


def dissolve(shapes: Shapes, groups: NDArray[Any], order: NDArray[Any]) -> Shapes:
    """The union of each group's areas, along the very borders the areas have, in the order asked for."""
    unions = [shapely.coverage_union_all(shapes[groups == group]) for group in order]
    return np.array(unions, dtype=object)


def _regroup(parts: Shapes, owner: NDArray[Any]) -> Shapes:
    """Parts back to one shape an owner; owners are 0..n without a gap."""
    single = np.bincount(owner) == 1
    grouped: Shapes = shapely.multipolygons(parts, indices=owner)
    grouped[single] = shapely.get_geometry(grouped[single], 0)
    return grouped
