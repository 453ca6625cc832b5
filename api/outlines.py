"""Draw boundaries alone, without positions: they are the same on every day and at every revision, so a reader keeps them for good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from api.caching import fingerprint
from api.rules.boxes import Box
from api.rules.refusals import BadInput, UnknownVintage
from api.vintage import Vintage

DETAILS = ("low", "medium", "high")
# The word that stands for the vintage in use, whichever it is.
CURRENT = "current"
# Features that one box may ask for, of which the most detailed take ten megabytes; and in one piece.
MOST = 5000
PIECE = 200


@dataclass(frozen=True, slots=True)
class Outline:
    """The boundaries of one layer of a vintage, at a level of detail."""

    vintage: Vintage
    layer: str
    detail: str

    @classmethod
    def of(cls, name: str, layer: str, detail: str, *, vintages: Path) -> Outline:
        """The boundaries under a name; raises UnknownVintage for any other than the one in use."""
        vintage = Vintage.of_layer(vintages, layer)
        if vintage is None or name not in (vintage.name, CURRENT):
            raise UnknownVintage(name, layer, current=vintage.name if vintage else None)
        return cls(vintage, layer, detail)

    def met(self, box: Box) -> list[str]:
        """The ids of what a box meets; raises BadInput where these are too many."""
        found = self.vintage.within(self.layer, box)
        if len(found) > MOST:
            fix = f"Give a smaller box, of at most {MOST} features, or leave the parameter out for the whole layer, which is stored."
            raise BadInput(f"The box meets {len(found)} features.", field="bbox", fix=fix)
        return found


def offered(vintages: Path) -> list[dict[str, Any]]:
    """The vintages in use, with what each draws."""
    shown: dict[str, dict[str, Any]] = {}
    for layer in ("states", "counties", "places"):
        if (vintage := Vintage.of_layer(vintages, layer)) is not None:
            one = shown.setdefault(vintage.name, {"vintage": vintage.name, "title": vintage.title(), "details": DETAILS, "layers": []})
            one["layers"].append({"layer": layer, "features": len(vintage.ids(layer)), "address": f"/v1/boundaries/{vintage.name}/{layer}"})
    return list(shown.values())


def key_of(outline: Outline, build: str) -> str:
    """The name under which boundaries are stored."""
    return fingerprint("|".join(("boundaries", outline.vintage.name, outline.layer, outline.detail, build)).encode())


def render(outline: Outline, only: list[str] | None = None) -> Iterator[bytes]:
    """The GeoJSON text of a layer or of some of it, features in order of their ids."""
    geoids = outline.vintage.ids(outline.layer) if only is None else only
    head = {"type": "FeatureCollection", "vintage": outline.vintage.name, "layer": outline.layer, "detail": outline.detail}
    yield orjson.dumps(head)[:-1] + b',"features":[\n'
    between = b""
    for start in range(0, len(geoids), PIECE):
        some = outline.vintage.fragments(outline.layer, outline.detail, geoids[start : start + PIECE])
        if some:
            yield between + b",\n".join(_feature(geoid, geometry) for geoid, geometry in some)
            between = b",\n"
    yield b"\n]}\n"


def _feature(geoid: str, geometry: str) -> bytes:
    return b'{"type":"Feature","id":"%b","properties":{"geoid":"%b"},"geometry":%b}' % (geoid.encode(), geoid.encode(), geometry.encode())
