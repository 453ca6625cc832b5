"""Building a vintage of places: file by file, group by group, and from where the last build was cut off."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from geo import details, placefiles, vintage
from geo.build import say
from geo.details import Scale
from geo.placefiles import PlaceSource
from geo.workers import carry_out, workers

LAYER = "places"
STALE_SECONDS = 7 * 24 * 3600


def inputs(source: PlaceSource, scale: Scale = details.PLACES) -> dict[str, Any]:
    """Everything that decides what a vintage holds; needs no map library."""
    return {"source": source.key, "files": source.checksums(), "made_by": {"shapely": version("shapely")}} | scale.recipe()


def build_if_needed(out: Path, source: PlaceSource, *, work: Path, jobs: int) -> Path:
    """The current vintage of places if it is up to date, else a new one."""
    return vintage.up_to_date(out, inputs(source), vintage.PLACES) or build_places(out, source, work=work, jobs=jobs)


def build_places(out: Path, source: PlaceSource, *, work: Path, jobs: int = 1, scale: Scale = details.PLACES) -> Path:
    """Build a vintage of places in `out`, make it current and give its folder; `work` keeps what is done until then."""
    made_of = inputs(source, scale)
    sweep(work)
    bench = work / hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()[:12]
    with workers(jobs) as pool:
        drawn = draw_all(pool, read_all(pool, source.files, bench), bench, scale)
    from geo import pieces

    say("writing the vintage")
    notes = {"disputed": pieces.disputed(drawn)}
    with pieces.merged(drawn, [detail.name for detail in scale.details]) as contents:
        made = vintage.write(out, contents, edition=source.edition, title=source.title, inputs=made_of, kind=vintage.PLACES, notes=notes)
    shutil.rmtree(bench, ignore_errors=True)
    return made


def sweep(work: Path) -> None:
    """Remove what a build left over a week ago that was cut off and not taken up again."""
    for bench in work.glob(12 * "[0-9a-f]"):
        if time.time() - bench.stat().st_mtime > STALE_SECONDS:
            shutil.rmtree(bench, ignore_errors=True)


def read_all(pool: ProcessPoolExecutor | None, files: Sequence[Path], bench: Path) -> list[Path]:
    """One piece for each file, made where it is not there yet; the largest files first, so that none is waited for alone."""
    found = {path: bench / "read" / f"{path.name}.sqlite" for path in files}
    left = sorted((path for path, piece in found.items() if not piece.exists()), key=lambda path: -path.stat().st_size)
    _say_kept("read", len(files), len(left))
    carry_out(pool, "read", {path.name: partial(read_file, path, found[path]) for path in left})
    return list(found.values())


def draw_all(pool: ProcessPoolExecutor | None, areas: list[Path], bench: Path, scale: Scale) -> list[Path]:
    """One piece for each group of places, drawn where it is not there yet; the largest first."""
    from geo import clusters

    groups = carry_out(pool, "planned", {"the groups": partial(clusters.plan, areas)})["the groups"]
    found = {group: bench / "drawn" / f"{group}.sqlite" for group in groups}
    left = [group for group, piece in found.items() if not piece.exists()]
    _say_kept("drawn", len(groups), len(left))
    carry_out(pool, "drawn", {group: partial(draw_group, groups[group], found[group], scale) for group in left})
    return [found[group] for group in sorted(found)]


def read_file(path: Path, piece: Path) -> None:
    """Read the places of one file, each a valid shape on six decimals."""
    from geo import fragments, pieces, topology

    frame = placefiles.read(path)
    shapes = topology.clean(frame.geometry.to_numpy())
    fragments.require_cut(shapes)
    pieces.make(piece, lambda draft: pieces.save_areas(draft, frame, shapes))


def draw_group(wanted: dict[Path, list[str]], piece: Path, scale: Scale) -> None:
    """Draw one group of places at each level of detail; borders are shared where places touch."""
    from geo import drawing, ladder, pieces

    frame = pieces.load_areas(wanted)
    shapes = frame.geometry.to_numpy()
    steps = ladder.climb(shapes, scale.steps)
    disputed = ladder.source_disputes(steps)
    drawings = {detail.name: drawing.simplify(steps, detail, disputed) for detail in scale.details}
    contents = drawing.rows(LAYER, frame, shapes, drawings)
    pieces.make(piece, lambda draft: pieces.save_drawn(draft, contents, frame["geoid"][disputed].tolist()))


def _say_kept(verb: str, whole: int, left: int) -> None:
    if left < whole:
        say(f"{whole - left} of {whole} were {verb} before")
