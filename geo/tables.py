"""The tables of a vintage's database, and the digest by which its rows name it.

Rows may come as any iterables, so that a nation's places pass through without ever being in memory at once.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE feature (
    layer TEXT NOT NULL, geoid TEXT NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL,
    lon REAL NOT NULL, lat REAL NOT NULL,
    minx REAL NOT NULL, miny REAL NOT NULL, maxx REAL NOT NULL, maxy REAL NOT NULL,
    PRIMARY KEY (layer, geoid)
);
CREATE TABLE fragment (
    layer TEXT NOT NULL, detail TEXT NOT NULL, geoid TEXT NOT NULL, geometry TEXT NOT NULL,
    PRIMARY KEY (layer, detail, geoid)
);
CREATE TABLE ring (
    id INTEGER PRIMARY KEY, layer TEXT NOT NULL, geoid TEXT NOT NULL,
    part INTEGER NOT NULL, ring INTEGER NOT NULL, coordinates BLOB NOT NULL,
    UNIQUE (layer, geoid, part, ring)
);
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE VIRTUAL TABLE feature_rtree USING rtree (id, minx, maxx, miny, maxy);
CREATE VIRTUAL TABLE ring_rtree USING rtree_i32 (id, minx, maxx, miny, maxy);
"""
INDEX_FEATURES = """
    INSERT INTO feature_rtree
    SELECT rowid, iif(minx > maxx, -180, minx), iif(minx > maxx, 180, maxx), miny, maxy FROM feature ORDER BY rowid
"""

FeatureRow = tuple[str, str, str, str, float, float, float, float, float, float]
FragmentRow = tuple[str, str, str, str]
# layer, geoid, part, ring, coordinates, and the ring's box in microdegrees: west, east, south, north.
RingRow = tuple[str, str, int, int, bytes, int, int, int, int]


@dataclass(frozen=True)
class Contents:
    """The rows of a vintage, in the order in which they are written."""

    features: Iterable[FeatureRow]
    fragments: Iterable[FragmentRow]
    rings: Iterable[RingRow] = ()


def opened(path: Path) -> closing[sqlite3.Connection]:
    """A database for reading that nobody changes, closed at the end of a `with`."""
    return closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True))


def fill(path: Path, contents: Contents) -> str:
    """Write the rows into a new database file, and give their digest."""
    with closing(sqlite3.connect(path)) as connection, connection:
        # Nobody reads a draft, and a draft cut short is thrown away: no journal is needed.
        connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {SCHEMA}")
        connection.executemany("INSERT INTO feature VALUES (?,?,?,?,?,?,?,?,?,?)", contents.features)
        connection.executemany("INSERT INTO fragment VALUES (?,?,?,?)", contents.fragments)
        for number, (*ring, west, east, south, north) in enumerate(contents.rings, start=1):
            connection.execute("INSERT INTO ring VALUES (?,?,?,?,?,?)", (number, *ring))
            connection.execute("INSERT INTO ring_rtree VALUES (?,?,?,?,?)", (number, west, east, south, north))
        connection.execute(INDEX_FEATURES)
        return digest(connection)


def note(path: Path, meta: dict[str, str]) -> None:
    """Write down what the database says about itself."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))


def digest(connection: sqlite3.Connection) -> str:
    """The sha256 of all rows: the same rows give the same name, whatever wrote the file."""
    whole = hashlib.sha256()
    for row in connection.execute("SELECT * FROM feature ORDER BY rowid"):
        whole.update(_line(row))
    for row in connection.execute("SELECT * FROM fragment ORDER BY rowid"):
        whole.update(_line(row))
    for *row, coordinates in connection.execute("SELECT layer, geoid, part, ring, coordinates FROM ring ORDER BY id"):
        whole.update(_line(row))
        whole.update(coordinates)
    return whole.hexdigest()


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many features each layer has."""
    return dict(connection.execute("SELECT layer, count(*) FROM feature GROUP BY layer ORDER BY layer"))


def _line(row: Any) -> bytes:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
