"""Which places must be drawn together: those of a state, and apart from them those that lie together across state lines.

Borders are kept in step within a group only. Where Kansas City meets Kansas City, both cities and all that hangs together
with them belong to one group, so that no border is drawn in two ways and none is drawn across another.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo import tables
from geo.refusals import Refusal
from geo.topology import Shapes

# Places nearer to each other than this (degrees) hang together: further than any drawing moves a border.
NEAR = 0.03
# About as many border points in a group across state lines as a large state has.
FULL = 800_000
# Group -> file of areas -> ids.
Groups = dict[str, dict[Path, list[str]]]


class TwicePublished(Refusal):
    """A place is in two of the files; which one holds is not for us to say."""


def plan(paths: list[Path]) -> Groups:
    """The groups in which to draw the places of these files, the largest first."""
    owners, states, shapes = _gather(paths)
    sizes = shapely.get_num_coordinates(shapes)
    names = name_groups(states, clusters(shapes), sizes)
    found: Groups = {}
    weight: dict[str, int] = {}
    for (geoid, path), name, size in zip(owners.items(), names, sizes.tolist(), strict=True):
        found.setdefault(name, {}).setdefault(path, []).append(geoid)
        weight[name] = weight.get(name, 0) + size
    return {name: found[name] for name in sorted(found, key=lambda name: (-weight[name], name))}


def _gather(paths: list[Path]) -> tuple[dict[str, Path], list[str], Shapes]:
    """The file of each place, its state and its shape, in order of the ids."""
    owners: dict[str, Path] = {}
    rows: list[tuple[Any, ...]] = []
    for path in paths:
        with tables.opened(path) as database:
            for row in database.execute("SELECT geoid, state, shape FROM area"):
                if row[0] in owners:
                    raise TwicePublished(f"place {row[0]} is in {owners[row[0]].stem} and in {path.stem}")
                owners[row[0]] = path
                rows.append(row)
    rows.sort()
    return {row[0]: owners[row[0]] for row in rows}, [row[1] for row in rows], shapely.from_wkb([row[2] for row in rows])


def name_groups(states: list[str], cluster: NDArray[np.int64], sizes: NDArray[np.int64]) -> list[str]:
    """Each place's group: its state, or a number for clusters of several states, until a group is full."""
    spread: dict[int, set[str]] = {}
    weight: dict[int, int] = {}
    for label, state, size in zip(cluster.tolist(), states, sizes.tolist(), strict=True):
        spread.setdefault(label, set()).add(state)
        weight[label] = weight.get(label, 0) + size
    numbers: dict[int, str] = {}
    number, load = 1, 0
    for label in sorted(label for label, over in spread.items() if len(over) > 1):
        if load and load + weight[label] > FULL:
            number, load = number + 1, 0
        numbers[label] = f"across-{number}"
        load += weight[label]
    return [numbers.get(label, state) for label, state in zip(cluster.tolist(), states, strict=True)]


def clusters(shapes: Shapes) -> NDArray[np.int64]:
    """For each shape the place in the list of the first one that it hangs together with."""
    left, right = neighbours(shapes)
    first = np.arange(len(shapes))
    while True:
        # Each takes the lowest number among its neighbours', and then that one's, until nothing changes.
        lower = first.copy()
        np.minimum.at(lower, left, first[right])
        np.minimum.at(lower, right, first[left])
        lower = lower[lower]
        if (lower == first).all():
            return first
        first = lower


def neighbours(shapes: Shapes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Each pair of shapes that lie near each other, once."""
    west, south, east, north = shapely.bounds(shapes).T
    boxes = shapely.box(west - NEAR / 2, south - NEAR / 2, east + NEAR / 2, north + NEAR / 2)
    left, right = shapely.STRtree(boxes).query(boxes)
    once = left < right
    left, right = left[once], right[once]
    shapely.prepare(shapes)
    near = shapely.dwithin(shapes[left], shapes[right], NEAR)
    return left[near], right[near]
