"""Boxes of longitude and latitude: read whole or refused, and met where some point lies in both."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.rules.boxes import Box, Extent
from api.rules.refusals import BadInput

LON = st.integers(-18, 18).map(lambda n: n * 10.0)
LAT = st.integers(-9, 9).map(lambda n: n * 10.0)
BOXES = st.builds(lambda w, a, e, b: Box(w, min(a, b), e, max(a, b)), LON, LAT, LON, LAT)


def points(box: Box) -> set[tuple[float, float]]:
    """The corners of a ten degree grid that lie within a box."""
    east = [n * 10.0 for n in range(-18, 19)]
    within = [x for x in east if (box.west <= x <= box.east if box.west <= box.east else x >= box.west or x <= box.east)]
    return {(x, y * 10.0) for x in within for y in range(-9, 10) if box.south <= y * 10.0 <= box.north}


@settings(deadline=None)
@given(BOXES, BOXES)
def test_boxes_meet_where_they_share_a_point(one: Box, other: Box) -> None:
    assert one.meets(other) == bool(points(one) & points(other))
    assert one.meets(other) == other.meets(one)
    assert one.meets(one)


@settings(deadline=None)
@given(BOXES)
def test_a_box_is_read_as_it_is_written(box: Box) -> None:
    assert Box.parse(f"{box.west},{box.south},{box.east},{box.north}") == box


def test_a_box_may_cross_the_antimeridian() -> None:
    aleutians = Box.parse("170,50,-170,55")
    assert aleutians.meets(Box(-175, 52, -174, 53))
    assert not aleutians.meets(Box(-100, 52, -90, 53))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("1,2,3", id="three numbers"),
        pytest.param("1,2,3,4,5", id="five numbers"),
        pytest.param("a,b,c,d", id="words"),
        pytest.param("0,40,10,30", id="south above north"),
        pytest.param("-181,0,0,10", id="west of the earth"),
        pytest.param("0,0,181,10", id="east of the earth"),
        pytest.param("0,-91,10,0", id="south of the pole"),
        pytest.param("nan,0,10,10", id="not a number"),
        pytest.param("0,0,inf,10", id="endless"),
    ],
)
def test_no_box(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        Box.parse(text)
    assert refused.value.field == "bbox"
    assert refused.value.fix


def around(boxes: list[Box]) -> Extent:
    """The box around some."""
    extent = Extent()
    for box in boxes:
        extent.take(box)
    return extent


@settings(deadline=None)
@given(st.lists(BOXES, min_size=1))
def test_the_box_around_boxes_holds_every_point_of_them_and_touches_on_each_side(boxes: list[Box]) -> None:
    west, south, east, north = around(boxes).edges()
    assert set().union(*map(points, boxes)) <= points(Box(west, south, east, north))
    assert (south, north) == (min(b.south for b in boxes), max(b.north for b in boxes))
    if all(b.west <= b.east for b in boxes):
        assert (west, east) == (min(b.west for b in boxes), max(b.east for b in boxes))
    else:
        assert (west, east) == (-180.0, 180.0)


@settings(deadline=None)
@given(st.lists(BOXES), BOXES)
def test_a_box_that_is_held_does_not_make_it_grow(boxes: list[Box], box: Box) -> None:
    held = around(boxes).holds(box, margin=0)
    assert held == (around(boxes).edges() == around([*boxes, box]).edges() and bool(boxes))


def test_a_box_nearer_to_the_edge_than_the_margin_is_not_held() -> None:
    extent = around([Box(-10, -10, 10, 10)])
    assert extent.holds(Box(-9, -9, 9, 9), margin=1)
    assert not extent.holds(Box(-9, -9, 9.5, 9), margin=1)
    assert not extent.holds(Box(-9, -9.5, 9, 9), margin=1)


def test_around_nothing_is_the_earth() -> None:
    assert Extent().edges() == [-180.0, -90.0, 180.0, 90.0]
