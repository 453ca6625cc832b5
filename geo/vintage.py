"""The vintage: one immutable folder with everything a map of one edition of the boundaries needs.

    <out>/current                  the name of the vintage of states and counties in use
    <out>/<name>/vintage.sqlite    feature, feature_rtree, fragment, ring, ring_rtree, meta
    <out>/<name>/manifest.json     what it holds, what it was made of, checksums; no clock, so builds repeat exactly

    <out>/current-places           the name of the vintage of places in use, where places have been built
    <out>/<name>/places.sqlite     the same tables with the layer `places`
    <out>/<name>/manifest.json

A box that crosses the antimeridian has minx > maxx in `feature` (RFC 7946) and spans the globe in `feature_rtree`.

To say where a point lies, `ring` holds every ring of the shapes as published, not simplified: `part` numbers an area's
polygons, `ring` a polygon's rings (0 is the outer one, the others are holes), and `coordinates` is lon, lat, lon, lat
... in microdegrees as little-endian signed 32-bit numbers; the last pair repeats the first. A microdegree is the sixth
decimal, at which Census publishes: a border stands where the file has it, and where a file carries a longer number it
moves by half a microdegree (6 cm) at most. `ring_rtree` (id -> ring.id) holds each ring's box in the same whole numbers,
exactly. A point lies in an area if it is inside an odd number of the area's rings; rings whose box it is not in have no
say. `geo.locate` answers so, in the standard library and whole numbers alone.

Nothing here needs the map libraries, so asking whether a vintage is up to date takes no time.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo import tables
from geo.sources import sha256
from geo.tables import Contents

MANIFEST = "manifest.json"
STALE_SECONDS = 3600


@dataclass(frozen=True)
class Kind:
    """What a vintage is of: the name of its database, and of the file that says which one is in use."""

    database: str
    pointer: str


LAND = Kind("vintage.sqlite", "current")
PLACES = Kind("places.sqlite", "current-places")
KINDS = (LAND, PLACES)


def write(
    out: Path,
    contents: Contents,
    *,
    edition: str,
    title: str,
    inputs: dict[str, Any],
    kind: Kind = LAND,
    notes: dict[str, Any] | None = None,
) -> Path:
    """Write a vintage beside the others and make it current; either all of it appears or nothing.

    `notes` is what else its manifest shall say.
    """
    out.mkdir(parents=True, exist_ok=True)
    sweep(out)
    draft = Path(tempfile.mkdtemp(prefix=".building-", dir=out))
    name = draft.name
    try:
        digest = tables.fill(draft / kind.database, contents)
        name = f"{edition}-{digest[:8]}"
        meta = {"name": name, "edition": edition, "title": title, "content_sha256": digest}
        tables.note(draft / kind.database, meta)
        with tables.opened(draft / kind.database) as database:
            counts = tables.counts(database)
        facts = meta | {"counts": counts, "inputs": inputs, "files": checksums(draft)} | (notes or {})
        (draft / MANIFEST).write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        draft.chmod(0o755)
        settle(draft, out / name)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        shutil.rmtree(displaced(out / name), ignore_errors=True)
    point(out, name, kind)
    return out / name


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


def point(out: Path, name: str, kind: Kind = LAND) -> None:
    """Make a vintage the current one of its kind in a single step."""
    draft = out / f".{kind.pointer}-{os.getpid()}"
    draft.write_text(name + "\n", encoding="utf-8")
    draft.replace(out / kind.pointer)


def sweep(out: Path) -> None:
    """Remove what builds that were killed over an hour ago left behind."""
    for draft in out.glob(".building-*"):
        if time.time() - draft.stat().st_mtime > STALE_SECONDS:
            shutil.rmtree(draft, ignore_errors=True)


def current(out: Path, kind: Kind = LAND) -> Path | None:
    """The folder of the vintage in use, if there is one."""
    pointer = out / kind.pointer
    if not pointer.is_file():
        return None
    folder = out / pointer.read_text(encoding="utf-8").strip()
    return folder if (folder / MANIFEST).is_file() else None


def database_of(folder: Path) -> Path:
    """A vintage's database, of whichever kind it is."""
    return next((folder / kind.database for kind in KINDS if (folder / kind.database).is_file()), folder / LAND.database)


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


def up_to_date(out: Path, inputs: dict[str, Any], kind: Kind = LAND) -> Path | None:
    """The current vintage, if it was made of exactly these inputs and is undamaged."""
    folder = current(out, kind)
    if folder is None or not intact(folder) or manifest(folder).get("inputs") != inputs:
        return None
    return folder
