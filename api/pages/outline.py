"""A small map made by the server: the areas of one state, coloured by a stylesheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

import orjson
from markupsafe import Markup

from api.pages.chart import patterns

Ring = Sequence[Sequence[float]]
# Wide enough that a whole unit of it is finer than a pixel on any screen that shows it.
_WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Area:
    """One area: its outline as GeoJSON text, its category, what it says to whoever points at it, and whether it stands out."""

    geometry: str
    category: str
    words: str
    marked: bool = False


def outline(areas: Sequence[Area], *, name: str, title: str, description: str) -> Markup | None:
    """The areas side by side, north up and as wide as they are at their middle latitude; none where there are no outlines."""
    rings = [list(_rings(area.geometry)) for area in areas]
    points = [point for some in rings for ring in some for point in ring]
    if not points:
        return None
    west, north = min(x for x, _ in points), max(y for _, y in points)
    south = min(y for _, y in points)
    squeeze = cos(radians((north + south) / 2))
    scale = _WIDTH / max((max(x for x, _ in points) - west) * squeeze, north - south)

    def path(ring: Ring) -> str:
        placed = [f"{round((x - west) * squeeze * scale)} {round((north - y) * scale)}" for x, y in ring]
        return f"M{'L'.join(placed)}Z"

    width = round((max(x for x, _ in points) - west) * squeeze * scale)
    drawn = Markup("").join(_area(area, "".join(path(ring) for ring in some), name) for area, some in zip(areas, rings, strict=True))
    head = Markup('<svg class="outline" role="img" viewBox="-4 -4 {} {}" aria-labelledby="{name}-title {name}-desc"><title id="{name}-title">{}</title><desc id="{name}-desc">{}</desc>')
    used = patterns(name, {area.category for area in areas})
    return head.format(width + 8, round((north - south) * scale) + 8, title, description, name=name) + used + drawn + Markup("</svg>")


def _area(area: Area, path: str, name: str) -> Markup:
    fill = Markup(' fill="url(#{}-{})"').format(name, area.category)
    return Markup('<path class="cat cat-{}{}"{} fill-rule="evenodd" d="{}"><title>{}</title></path>').format(area.category, " marked" if area.marked else "", fill if area.category in ("contested", "insufficient_evidence") else "", path, area.words)


def _rings(geometry: str) -> Iterator[list[tuple[float, float]]]:
    """The rings of a polygon or of several; what lies beyond the antimeridian follows on in the west."""
    shape: Mapping[str, Any] = orjson.loads(geometry)
    polygons: Iterable[Iterable[Ring]] = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    for polygon in polygons:
        for ring in polygon:
            yield [(x - 360 if x > 170 else x, y) for x, y in ring]
