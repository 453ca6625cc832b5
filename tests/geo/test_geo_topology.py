"""Simplified borders stay shared, small areas keep their form, and no area is lost."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo import ladder, topology

STEPS = (0.0015, 0.003, 0.007, 0.015, 0.03, 0.06)


def shapes_of(*geometries: shapely.Geometry) -> topology.Shapes:
    """Shapes as the workshop handles them."""
    return np.array(geometries, dtype=object)


@pytest.fixture(scope="module")
def country(made_counties: dict[str, shapely.Geometry]) -> topology.Shapes:
    """The made counties on six decimals, in the order of their codes."""
    return topology.clean(shapes_of(*(shape for _, shape in sorted(made_counties.items()))))


def test_neighbours_share_the_simplified_border(country: topology.Shapes) -> None:
    drawn = ladder.draw(ladder.climb(country, STEPS), 0.06, form=0.2)
    assert shapely.coverage_is_valid(drawn)
    assert shapely.get_num_coordinates(drawn[1]) < shapely.get_num_coordinates(country[1]) / 5
    border = shapely.intersection(drawn[0], drawn[1])
    assert shapely.length(border) > 9
    assert shapely.area(border) == 0


def test_a_small_city_keeps_its_form_where_one_tolerance_for_all_would_flatten_it(country: topology.Shapes) -> None:
    drawn = ladder.draw(ladder.climb(country, STEPS), 0.06, form=0.2)
    size = shapely.area(country[2])
    assert shapely.area(shapely.coverage_simplify(country, 0.06)[2]) < 0.5 * size
    assert shapely.area(drawn[2]) == pytest.approx(size, rel=0.2)
    assert shapely.area(shapely.intersection(drawn[0], drawn[2])) == 0


def bend(points: topology.Shapes) -> topology.Shapes:
    """Straight borders made wavy, alike for both neighbours."""
    lon, lat = points.T
    return np.column_stack([lon + 0.01 * np.sin(60 * lat), lat + 0.01 * np.sin(70 * lon)])


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), tolerance=st.floats(0.0015, 0.2), decimals=st.integers(1, 4))
def test_any_tessellation_stays_a_tessellation(seed: int, tolerance: float, decimals: int) -> None:
    points = shapely.MultiPoint(np.random.default_rng(seed).random((40, 2)) * 3)
    cells = shapely.get_parts(shapely.voronoi_polygons(points, extend_to=shapely.box(0, 0, 3, 3)))
    cells = topology.to_grid(shapely.transform(shapely.segmentize(cells, 0.02), bend), 6)
    assume(not topology.faults(cells).any())
    drawn = topology.snap(ladder.draw(ladder.climb(cells, STEPS), tolerance, form=0.2), decimals)
    assert len(drawn) == len(cells)
    assert not topology.faults(drawn).any()
    assert shapely.area(drawn).sum() == pytest.approx(shapely.area(shapely.union_all(drawn)))


def test_overlapping_areas_are_refused() -> None:
    with pytest.raises(topology.BrokenCoverage):
        ladder.draw(ladder.climb(shapes_of(shapely.box(0, 0, 2, 2), shapely.box(1, 0, 3, 2)), STEPS), 0.01, form=0.2)


def test_points_move_to_the_grid_but_not_where_that_would_break_an_area() -> None:
    wide = shapely.box(0.0004, 0.0004, 1.0004, 1.0004)
    needle = shapely.box(3.0001, 3.0001, 3.0004, 3.9)
    moved = topology.snap(shapes_of(wide, needle), 3)
    assert shapely.equals_exact(moved[0], shapely.box(0, 0, 1, 1), tolerance=1e-12, normalize=True)
    assert shapely.equals(moved[1], needle)


def test_a_shape_that_rounding_breaks_is_repaired() -> None:
    bow = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    repaired = topology.clean(shapes_of(bow, shapely.box(5, 5, 6, 6)))
    assert shapely.is_valid(repaired).all()
    assert shapely.area(repaired[0]) == pytest.approx(0.5)


def test_islets_go_but_most_of_every_area_stays() -> None:
    main, islet = shapely.box(0, 0, 1, 1), shapely.box(5, 5, 5.1, 5.1)
    touching, neighbour = shapely.box(2, 0, 2.1, 0.1), shapely.box(2.1, 0, 3, 1)
    atoll = [shapely.box(20 + n, 0, 20.1 + n, 0.1) for n in range(3)]
    given_shapes = shapes_of(shapely.MultiPolygon([main, islet, touching]), neighbour, shapely.MultiPolygon(atoll))
    kept = topology.drop_islets(given_shapes, 0.05)
    assert shapely.equals(kept[0], shapely.MultiPolygon([main, touching]))
    assert shapely.equals(kept[1], neighbour)
    assert shapely.get_num_geometries(kept[2]) == 3


def test_states_are_dissolved_along_their_counties(country: topology.Shapes) -> None:
    groups = np.array(["AA", "AA", "AA", "BB"])
    states = topology.dissolve(country, groups, np.array(["BB", "AA"]))
    assert shapely.equals(states[0], country[3])
    assert shapely.get_type_id(states[1]) == shapely.GeometryType.POLYGON
    assert shapely.area(states[1]) == pytest.approx(shapely.area(country[:3]).sum())
