"""Building a vintage: read the boundaries, draw them at each level of detail, write one folder."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from geo import sources, vintage
from geo.details import DETAILS, STEPS, Detail, recipe
from geo.sources import Source


def inputs(source: Source, details: tuple[Detail, ...] = DETAILS) -> dict[str, Any]:
    """Everything that decides what a vintage holds; needs no map library."""
    made_by = {"shapely": version("shapely")}
    return {"source": source.key, "files": source.checksums(), "made_by": made_by} | recipe(details)


def build_if_needed(out: Path, *, source: Source | None = None) -> Path:
    """The current vintage if it is up to date, else a new one."""
    source = source or sources.find("plotly-geo")
    found = vintage.up_to_date(out, inputs(source))
    return found or build_vintage(out, source=source)


def build_vintage(out: Path, *, source: Source | None = None, details: tuple[Detail, ...] = DETAILS) -> Path:
    """Build a vintage in `out`, make it current and give its folder."""
    source = source or sources.find("plotly-geo")
    contents = draw(source, details)
    return vintage.write(out, contents, edition=source.edition, title=source.title, inputs=inputs(source, details))


def draw(source: Source, details: tuple[Detail, ...]) -> vintage.Contents:
    """Both layers at all levels of detail; states are drawn along the borders of their counties."""
    from geo import fragments, ladder, topology

    say(f"reading {source.counties.name} and {source.states.name}")
    layers = sources.read_layers(source)
    shapes = {layer: topology.clean(frame.geometry.to_numpy()) for layer, frame in layers.items()}
    for whole in shapes.values():
        fragments.require_cut(whole)
    say("simplifying")
    steps = ladder.climb(shapes["counties"], STEPS)
    drawings: dict[str, dict[str, topology.Shapes]] = {layer: {} for layer in shapes}
    for detail in details:
        say(f"drawing {detail.name}")
        simple = topology.drop_islets(ladder.draw(steps, detail.tolerance), detail.islet)
        counties = topology.snap(simple, detail.decimals)
        drawings["counties"][detail.name] = counties
        groups, order = (layers[layer]["state"].to_numpy() for layer in ("counties", "states"))
        drawings["states"][detail.name] = topology.dissolve(counties, groups, order)
    say("writing")
    features = [row for layer in layers for row in _features(layer, layers[layer], shapes[layer], drawings[layer])]
    texts = [row for layer in layers for row in _fragments(layer, layers[layer], drawings[layer])]
    return vintage.Contents(features, texts)


def _features(layer: str, frame: Any, shapes: Any, drawings: dict[str, Any]) -> list[vintage.FeatureRow]:
    """One row an area: its names, a point inside it and its box."""
    from geo import fragments

    points = fragments.points_inside(shapes, list(drawings.values())).tolist()
    named = zip(frame["geoid"], frame["name"], frame["state"], points, shapes, strict=True)
    return [(layer, geoid, name, state, lon, lat, *fragments.box(shape)) for geoid, name, state, (lon, lat), shape in named]


def _fragments(layer: str, frame: Any, drawings: dict[str, Any]) -> list[vintage.FragmentRow]:
    """One row an area and level of detail: its geometry as GeoJSON."""
    from geo import fragments

    return [
        (layer, detail, geoid, text)
        for detail, shapes in drawings.items()
        for geoid, text in zip(frame["geoid"], fragments.geometry_texts(shapes), strict=True)
    ]


def say(message: str) -> None:
    """One short line of progress, apart from the answer on standard output."""
    print(f"geo: {message}", file=sys.stderr, flush=True)
