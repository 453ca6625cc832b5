"""Geometries follow RFC 7946, with boxes that mind the antimeridian and points that lie inside."""

from __future__ import annotations

import json

import numpy as np
import pytest
import shapely

from geo import fragments
from geo.check import follows_rfc7946
from geo.sources import county_name

CLOCKWISE = shapely.Polygon([(0, 0), (0, 4), (4, 4), (4, 0)], [[(1, 1), (2, 1), (2, 2), (1, 2)]])
ISLES = shapely.MultiPolygon([shapely.box(172.5, 51, 180, 53), shapely.box(-180, 51, -166, 53)])


def test_rings_follow_the_right_hand_rule() -> None:
    raw = shapely.to_geojson(CLOCKWISE)
    (text,) = fragments.geometry_texts(np.array([CLOCKWISE]))
    assert not follows_rfc7946(raw)
    assert follows_rfc7946(text)
    outer, hole = json.loads(text)["coordinates"]
    assert shapely.LinearRing(outer).is_ccw
    assert not shapely.LinearRing(hole).is_ccw


def test_numbers_are_short() -> None:
    # GEOS writes this latitude as 39.667624000000004.
    shape = shapely.Polygon([(-104.903509, 39.667624), (-104.9, 39.667624), (-104.9, 39.7)])
    (text,) = fragments.geometry_texts(np.array([shape]))
    assert "39.667624]" in text
    assert " " not in text


@pytest.mark.parametrize(
    "geometry",
    [
        pytest.param({"type": "Point", "coordinates": [0, 0]}, id="not a surface"),
        pytest.param({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]}, id="an open ring"),
        pytest.param({"type": "Polygon", "coordinates": [[[0, 0], [1.1234567, 0], [1, 1], [0, 0]]]}, id="long"),
        pytest.param({"type": "Polygon", "coordinates": [[[179, 0], [-179, 0], [-179, 1], [179, 0]]]}, id="a leap"),
        pytest.param({"type": "Polygon", "coordinates": [[[179, 0], [181, 0], [181, 1], [179, 0]]]}, id="off the globe"),
    ],
)
def test_what_rfc_7946_forbids_is_found(geometry: dict[str, object]) -> None:
    assert not follows_rfc7946(json.dumps(geometry))


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        pytest.param(shapely.box(-98, 30, -97, 31), (-98, 30, -97, 31), id="an inland county"),
        pytest.param(ISLES, (172.5, 51, -166, 53), id="isles on both sides of the antimeridian: west > east"),
        pytest.param(shapely.box(145, 14, 146, 20), (145, 14, 146, 20), id="isles east of Asia"),
    ],
)
def test_boxes(shape: shapely.Geometry, expected: tuple[float, ...]) -> None:
    assert fragments.box(shape) == expected


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(shapely.box(179, 50, 181, 51), id="beyond 180"),
        pytest.param(shapely.Polygon([(179, 50), (-179, 50), (-179, 51), (179, 51)]), id="a leap from 179 to -179"),
    ],
)
def test_a_shape_not_cut_at_the_antimeridian_is_refused(shape: shapely.Geometry) -> None:
    with pytest.raises(fragments.UncutShape):
        fragments.require_cut(np.array([shape]))
    fragments.require_cut(np.array([ISLES, CLOCKWISE]))


def test_a_point_lies_inside_the_shape_and_each_drawing_of_it() -> None:
    crescent = shapely.Polygon([(0, 0), (4, 0), (4, 4), (0, 4), (0, 3), (3, 3), (3, 1), (0, 1)])
    corner = shapely.box(0, 3, 1, 4)
    ((lon, lat),) = fragments.points_inside(np.array([crescent]), [np.array([corner])])
    assert shapely.contains_properly(shapely.intersection(crescent, corner), shapely.Point(lon, lat))


@pytest.mark.parametrize(
    ("name", "lsad", "expected"),
    [
        pytest.param("Travis", "06", "Travis County", id="county"),
        pytest.param("Orleans", "15", "Orleans Parish", id="parish"),
        pytest.param("Carson City", "00", "Carson City", id="independent city with its own word"),
        pytest.param("Richmond", "25", "Richmond city", id="independent city, not the county of that name"),
        pytest.param("Juneau", "03", "Juneau City and Borough", id="city and borough"),
    ],
)
def test_county_names(name: str, lsad: str, expected: str) -> None:
    assert county_name(name, lsad) == expected
