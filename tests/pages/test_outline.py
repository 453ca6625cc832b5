"""Small maps made by the server: north up, whole, and sayable without colours."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

from api.pages.outline import Area, outline


def square(west: float, south: float, size: float = 1) -> list[list[list[float]]]:
    """A polygon of one ring."""
    return [[[west, south], [west + size, south], [west + size, south + size], [west, south + size], [west, south]]]


def area(*polygons: list[list[list[float]]], category: str = "mixed") -> Area:
    """An area of one polygon or several."""
    shape = {"type": "Polygon", "coordinates": polygons[0]} if len(polygons) == 1 else {"type": "MultiPolygon", "coordinates": polygons}
    return Area(json.dumps(shape), category, f"Some County: {category}")


def drawn(*areas: Area) -> ElementTree.Element:
    """The map of some areas, read as XML."""
    return ElementTree.fromstring(str(outline(areas, name="o", title="t", description="d")))


def points(path: ElementTree.Element) -> list[tuple[int, int]]:
    """The points of a path."""
    return [(int(x), int(y)) for x, y in re.findall(r"[ML](-?\d+) (-?\d+)", path.get("d") or "")]


def test_north_is_up_and_east_is_right() -> None:
    southwest, northeast = (points(path) for path in drawn(area(square(-100, 30)), area(square(-99, 31))).iter("path"))
    assert max(x for x, _ in southwest) == min(x for x, _ in northeast)
    assert min(y for _, y in southwest) == max(y for _, y in northeast)
    assert min(y for _, y in northeast) == 0


def test_what_lies_beyond_the_antimeridian_follows_on_in_the_west() -> None:
    (path,) = drawn(area(square(-179, 52), square(179, 52, size=0.5))).iter("path")
    found = points(path)
    mainland, beyond = found[:5], found[5:]
    assert max(x for x, _ in beyond) < min(x for x, _ in mainland)
    assert min(x for x, _ in beyond) == 0


def test_each_area_says_its_name_and_word() -> None:
    root = drawn(area(square(-100, 30), category="sanctuary"), area(square(-99, 30), category="contested"))
    first, second = root.iter("path")
    assert first.find("title").text == "Some County: sanctuary"  # type: ignore[union-attr]
    assert first.get("fill") is None
    assert second.get("fill") == "url(#o-contested)"
    assert root.find(".//pattern").get("id") == "o-contested"  # type: ignore[union-attr]


def test_nothing_is_drawn_of_nothing() -> None:
    assert outline([], name="o", title="t", description="d") is None
