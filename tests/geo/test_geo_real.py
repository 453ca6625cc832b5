"""The real boundaries: every county once, nothing lost in drawing, light enough for a first look."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from geo import check, sources, vintage
from tests.geo.agreement import LOWER_48, compare, draw_points

# Built once a run, also where tests run in several processes.
pytestmark = pytest.mark.xdist_group("real_vintage")


@pytest.fixture
def database(real_vintage: Path) -> Iterator[sqlite3.Connection]:
    """The vintage's rows."""
    connection = sqlite3.connect(real_vintage / vintage.LAND.database)
    yield connection
    connection.close()


def test_the_real_vintage_is_sound(real_vintage: Path) -> None:
    report = check.check(real_vintage)
    assert report.faults == []
    assert vintage.manifest(real_vintage)["counts"] == {"counties": 3233, "states": 56}


@pytest.mark.parametrize(
    ("geoid", "name", "state"),
    [
        pytest.param("48453", "Travis County", "TX", id="a county"),
        pytest.param("35013", "Doña Ana County", "NM", id="a name with a tilde"),
        pytest.param("51760", "Richmond city", "VA", id="an independent city"),
        pytest.param("51159", "Richmond County", "VA", id="the county of the same name"),
        pytest.param("60030", "Rose Island", "AS", id="the smallest isle"),
        pytest.param("46102", "Oglala Lakota County", "SD", id="a county under its new code"),
    ],
)
def test_named_counties(database: sqlite3.Connection, geoid: str, name: str, state: str) -> None:
    rows = database.execute("SELECT name, state FROM feature WHERE geoid = ?", (geoid,)).fetchall()
    assert rows == [(name, state)]


@pytest.mark.parametrize("geoid", ["02", "02016"])
def test_the_aleutians_lie_on_both_sides_of_the_antimeridian(database: sqlite3.Connection, geoid: str) -> None:
    west, east = database.execute("SELECT minx, maxx FROM feature WHERE geoid = ?", (geoid,)).fetchone()
    assert 172 < west < 173
    assert -167 < east < -129


def test_the_first_look_is_light(database: sqlite3.Connection) -> None:
    rows = database.execute("SELECT geometry FROM fragment WHERE layer = 'counties' AND detail = 'low'").fetchall()
    assert len(brotli.compress("\n".join(row[0] for row in rows).encode(), quality=5)) < 200_000


@pytest.mark.parametrize(("layer", "count"), [pytest.param("counties", 500, id="counties"), pytest.param("states", 60, id="states")])
def test_points_are_found_as_geopandas_finds_them(real_vintage: Path, layer: str, count: int) -> None:
    frame = sources.read_layers(sources.find("plotly-geo"))[layer]
    verdict = compare(real_vintage, layer, frame, draw_points(frame, count, LOWER_48))
    assert verdict.differ == []
    assert verdict.found > count / 2
