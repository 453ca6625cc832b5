"""The vintage: one immutable folder with everything a map of one edition of the boundaries needs.

    <out>/current                  the name of the vintage in use
    <out>/<name>/manifest.json     what it holds, what it was made of, checksums; no clock, so builds repeat exactly
    <out>/<name>/vintage.sqlite    feature, feature_rtree, fragment, meta

Places have no shapes here: on the map they are points, and those come from the record.
A box that crosses the antimeridian has minx > maxx in `feature` (RFC 7946) and spans the globe in `feature_rtree`.

Nothing here needs the map libraries, so asking whether a vintage is up to date takes no time.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.sources import sha256

DATABASE, MANIFEST, CURRENT = "vintage.sqlite", "manifest.json", "current"
STALE_SECONDS = 3600

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
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE VIRTUAL TABLE feature_rtree USING rtree (id, minx, maxx, miny, maxy);
"""

FeatureRow = tuple[str, str, str, str, float, float, float, float, float, float]
FragmentRow = tuple[str, str, str, str]


@dataclass(frozen=True)
class Contents:
    """The rows of a vintage, in the order in which they are written."""

    features: list[FeatureRow]
    fragments: list[FragmentRow]

    def digest(self) -> str:
        """The sha256 of all rows: the same rows give the same name, whatever wrote the file."""
        whole = hashlib.sha256()
        for row in (*self.features, *self.fragments):
            whole.update(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        return whole.hexdigest()

    def counts(self) -> dict[str, int]:
        """How many features each layer has."""
        layers = [row[0] for row in self.features]
        return {layer: layers.count(layer) for layer in sorted(set(layers))}


def write(out: Path, contents: Contents, *, edition: str, title: str, inputs: dict[str, Any]) -> Path:
    """Write a vintage beside the others and make it current; either all of it appears or nothing."""
    out.mkdir(parents=True, exist_ok=True)
    sweep(out)
    digest = contents.digest()
    name = f"{edition}-{digest[:8]}"
    draft = Path(tempfile.mkdtemp(prefix=".building-", dir=out))
    try:
        meta = {"name": name, "edition": edition, "title": title, "content_sha256": digest}
        fill(draft / DATABASE, contents, meta)
        facts = meta | {"counts": contents.counts(), "inputs": inputs, "files": checksums(draft)}
        (draft / MANIFEST).write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        draft.chmod(0o755)
        settle(draft, out / name)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(displaced(out / name), ignore_errors=True)
    point(out, name)
    return out / name


def fill(path: Path, contents: Contents, meta: dict[str, str]) -> None:
    """Write the rows into a new database file."""
    connection = sqlite3.connect(path)
    try:
        with connection:
            connection.executescript(SCHEMA)
            connection.executemany("INSERT INTO meta VALUES (?, ?)", sorted(meta.items()))
            connection.executemany("INSERT INTO feature VALUES (?,?,?,?,?,?,?,?,?,?)", contents.features)
            connection.executemany("INSERT INTO fragment VALUES (?,?,?,?)", contents.fragments)
            connection.execute(
                "INSERT INTO feature_rtree SELECT rowid, iif(minx > maxx, -180, minx), iif(minx > maxx, 180, maxx), miny, maxy FROM feature ORDER BY rowid"
            )
    finally:
        connection.close()


def settle(draft: Path, home: Path) -> None:
    """Move a finished draft to its name; the same sound vintage already there stays, any other gives way."""
    if home.exists():
        if intact(home) and manifest(home) == manifest(draft):
            return
        home.rename(displaced(home))
    draft.rename(home)


def displaced(home: Path) -> Path:
    """Where a vintage goes that has to give way; what a killed build leaves there is swept like any draft."""
    return home.parent / f".building-{home.name}-{os.getpid()}"


def point(out: Path, name: str) -> None:
    """Make a vintage the current one in a single step."""
    draft = out / f".{CURRENT}-{os.getpid()}"
    draft.write_text(name + "\n", encoding="utf-8")
    draft.replace(out / CURRENT)


def sweep(out: Path) -> None:
    """Remove what builds that were killed over an hour ago left behind."""
    for draft in out.glob(".building-*"):
        if time.time() - draft.stat().st_mtime > STALE_SECONDS:
            shutil.rmtree(draft, ignore_errors=True)


def current(out: Path) -> Path | None:
    """The folder of the vintage in use, if there is one."""
    pointer = out / CURRENT
    if not pointer.is_file():
        return None
    folder = out / pointer.read_text(encoding="utf-8").strip()
    return folder if (folder / MANIFEST).is_file() else None


def manifest(folder: Path) -> dict[str, Any]:
    """What a vintage says about itself."""
    facts: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return facts


def checksums(folder: Path) -> dict[str, str]:
    """The sha256 of a vintage's files (the manifest itself aside)."""
    return {path.name: sha256(path) for path in sorted(folder.iterdir()) if path.name != MANIFEST}


def intact(folder: Path) -> bool:
    """Whether a vintage's files are the ones its manifest names."""
    try:
        return bool(manifest(folder)["files"] == checksums(folder))
    except (OSError, ValueError, KeyError):
        return False


def up_to_date(out: Path, inputs: dict[str, Any]) -> Path | None:
    """The current vintage, if it was made of exactly these inputs and is undamaged."""
    folder = current(out)
    if folder is None or not intact(folder) or manifest(folder).get("inputs") != inputs:
        return None
    return folder
