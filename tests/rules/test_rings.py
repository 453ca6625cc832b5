"""Points in rings: whole numbers, even-odd, both sides of a border; and the same rule as the map workshop's."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.rings import containing, crosses
from geo import locate

NANO = 1000
corner = st.tuples(st.integers(-8, 8), st.integers(-8, 8))
rings = st.lists(corner, min_size=3, max_size=9).map(lambda corners: [*corners, corners[0]])


def packed(corners: list[tuple[int, int]]) -> bytes:
    return array("i", [number for point in corners for number in point]).tobytes()


SQUARE = packed([(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)])
HOLE = packed([(4, 4), (6, 4), (6, 6), (4, 6), (4, 4)])


@given(rings, st.integers(-9 * NANO, 9 * NANO), st.integers(-9 * NANO, 9 * NANO))
def test_the_api_and_the_workshop_agree_on_any_ring(corners: list[tuple[int, int]], x: int, y: int) -> None:
    assert crosses(packed(corners), x, y) == locate.crosses(packed(corners), x, y)


@given(rings, corner)
def test_they_agree_on_corners_and_whole_microdegrees(corners: list[tuple[int, int]], point: tuple[int, int]) -> None:
    x, y = point[0] * NANO, point[1] * NANO
    assert crosses(packed(corners), x, y) == locate.crosses(packed(corners), x, y)


@pytest.mark.parametrize(
    ("lon", "lat", "expected"),
    [
        pytest.param(2e-6, 2e-6, ["a"], id="inside"),
        pytest.param(5e-6, 5e-6, [], id="in a hole"),
        pytest.param(10e-6, 5e-6, ["a"], id="on the border"),
        pytest.param(4e-6, 5e-6, ["a"], id="on the border of a hole"),
        pytest.param(11e-6, 5e-6, [], id="outside"),
    ],
)
def test_a_hole_is_outside_and_a_border_on_both_sides(lon: float, lat: float, expected: list[str]) -> None:
    assert containing([("a", SQUARE), ("a", HOLE)], lon=lon, lat=lat) == expected
