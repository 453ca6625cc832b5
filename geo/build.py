"""Building a vintage: read the boundaries, draw them at each level of detail, write one folder."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from geo import details, sources, vintage
from geo.details import Scale
from geo.sources import Source
from geo.tables import Contents


def inputs(source: Source, scale: Scale = details.LAND) -> dict[str, Any]:
    """Everything that decides what a vintage holds; needs no map library."""
    made_by = {"shapely": version("shapely")}
    return {"source": source.key, "files": source.checksums(), "made_by": made_by} | scale.recipe()


def build_if_needed(out: Path, *, source: Source | None = None) -> Path:
    """The current vintage if it is up to date, else a new one."""
    source = source or sources.find("plotly-geo")
    found = vintage.up_to_date(out, inputs(source))
    return found or build_vintage(out, source=source)


def build_vintage(out: Path, *, source: Source | None = None, scale: Scale = details.LAND) -> Path:
    """Build a vintage in `out`, make it current and give its folder."""
    source = source or sources.find("plotly-geo")
    contents = draw(source, scale)
    return vintage.write(out, contents, edition=source.edition, title=source.title, inputs=inputs(source, scale))


def draw(source: Source, scale: Scale) -> Contents:
    """Both layers at all levels of detail; states are drawn along the borders of their counties."""
    from geo import drawing, fragments, ladder, topology

    say(f"reading {source.counties.name} and {source.states.name}")
    layers = sources.read_layers(source)
    shapes = {layer: topology.clean(frame.geometry.to_numpy()) for layer, frame in layers.items()}
    for whole in shapes.values():
        fragments.require_cut(whole)
    say("simplifying")
    steps = ladder.climb(shapes["counties"], scale.steps)
    drawings: dict[str, dict[str, topology.Shapes]] = {layer: {} for layer in shapes}
    for detail in scale.details:
        say(f"drawing {detail.name}")
        counties = drawing.simplify(steps, detail)
        drawings["counties"][detail.name] = counties
        groups, order = (layers[layer]["state"].to_numpy() for layer in ("counties", "states"))
        drawings["states"][detail.name] = topology.dissolve(counties, groups, order)
    say("writing")
    return drawing.join([drawing.rows(layer, layers[layer], shapes[layer], drawings[layer]) for layer in layers])


def say(message: str) -> None:
    """One short line of progress, apart from the answer on standard output."""
    print(f"geo: {message}", file=sys.stderr, flush=True)
