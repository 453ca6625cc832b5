"""What a build of places has done so far, as small databases in a work folder; a killed build goes on from them.

A piece appears whole or not at all. `read` pieces hold the repaired shapes of one file, `drawn` pieces what a vintage
keeps of one group of places.
"""

from __future__ import annotations

import heapq
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import geopandas
import shapely

from geo import tables
from geo.sources import NAD83
from geo.tables import Contents
from geo.topology import Shapes

AREAS = "CREATE TABLE area (geoid TEXT PRIMARY KEY, name TEXT NOT NULL, state TEXT NOT NULL, shape BLOB NOT NULL)"
RINGS = """
    SELECT layer, geoid, part, ring, coordinates, minx, maxx, miny, maxy
    FROM ring JOIN ring_rtree ON ring_rtree.id = ring.id ORDER BY geoid, part, ring
"""


def make(path: Path, work: Callable[[Path], None]) -> None:
    """Have a piece written beside its place, then put it there in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    work(draft)
    draft.replace(path)


def save_areas(path: Path, frame: geopandas.GeoDataFrame, shapes: Shapes) -> None:
    """Keep the areas of one file."""
    rows = zip(frame["geoid"], frame["name"], frame["state"], shapely.to_wkb(shapes), strict=True)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(AREAS)
        connection.executemany("INSERT INTO area VALUES (?, ?, ?, ?)", rows)


def load_areas(wanted: dict[Path, list[str]]) -> geopandas.GeoDataFrame:
    """Areas out of several files, sorted by id."""
    rows: list[tuple[str, str, str, bytes]] = []
    for path, geoids in wanted.items():
        with tables.opened(path) as database:
            chosen = "SELECT * FROM area WHERE geoid IN (SELECT value FROM json_each(?))"
            rows += database.execute(chosen, (json.dumps(geoids),))
    geoid, name, state, shape = zip(*sorted(rows), strict=True)
    return geopandas.GeoDataFrame({"geoid": geoid, "name": name, "state": state}, geometry=shapely.from_wkb(shape), crs=NAD83)


def save_drawn(path: Path, contents: Contents, disputed: list[str]) -> None:
    """Keep what was drawn of one group, and the ids of the places whose borders the source disputes."""
    tables.fill(path, contents)
    tables.note(path, {"disputed": json.dumps(disputed)})


def disputed(paths: Iterable[Path]) -> list[str]:
    """The ids of all places whose borders the source disputes."""
    found: list[str] = []
    for path in paths:
        with tables.opened(path) as database:
            found += json.loads(database.execute("SELECT value FROM meta WHERE key = 'disputed'").fetchone()[0])
    return sorted(found)


@contextmanager
def merged(paths: Iterable[Path], details: Sequence[str]) -> Iterator[Contents]:
    """The rows of all drawn pieces in order of the ids, passed on one by one."""
    with ExitStack() as stack:
        databases = [stack.enter_context(tables.opened(path)) for path in paths]

        def rows(query: str, *values: str, key: slice) -> Iterator[Any]:
            return heapq.merge(*(database.execute(query, values) for database in databases), key=lambda row: row[key])

        texts = (row for detail in details for row in rows("SELECT * FROM fragment WHERE detail = ? ORDER BY geoid", detail, key=slice(2, 3)))
        yield Contents(
            rows("SELECT * FROM feature ORDER BY geoid", key=slice(1, 2)),
            texts,
            rows(RINGS, key=slice(1, 4)),
        )
