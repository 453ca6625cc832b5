"""A vintage is whole or absent, repeats byte for byte, and tells when something in it is wrong."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import shapely

from geo import build, check, tables, vintage
from geo.__main__ import main
from geo.details import LAND, Scale
from geo.sources import Source, UnknownSource, find

LOW = Scale(LAND.details[:1], LAND.steps)

Counties = dict[str, shapely.Geometry]

WITHOUT_MAPS = """
import sys
from pathlib import Path
from geo import build, vintage
from geo.sources import Source
folder, out = Path(sys.argv[1]), Path(sys.argv[2])
source = Source("made", "made", "A made country", folder / "county.shp", folder / "state.shp")
print(build.build_if_needed(out, source=source))
loaded = {"geopandas", "shapely", "numpy", "pyogrio"} & set(sys.modules)
assert not loaded, loaded
"""


def ask(folder: Path, question: str) -> list[tuple[object, ...]]:
    """The answer of a vintage's database."""
    database = sqlite3.connect(folder / vintage.LAND.database)
    try:
        return database.execute(question).fetchall()
    finally:
        database.close()


@pytest.fixture
def copy(made_vintage: Path, tmp_path: Path) -> Path:
    """A vintage that a test may change, in a folder of vintages where it is the current one."""
    shutil.copytree(made_vintage, tmp_path / made_vintage.name)
    vintage.point(tmp_path, made_vintage.name)
    return tmp_path / made_vintage.name


def reseal(folder: Path) -> None:
    """Write the checksums anew, as if the changed file were what the manifest was made for."""
    facts = vintage.manifest(folder)
    facts["files"] = vintage.checksums(folder)
    (folder / vintage.MANIFEST).write_text(json.dumps(facts), encoding="utf-8")


def test_a_vintage_holds_every_area_at_every_level(made_vintage: Path) -> None:
    assert ask(made_vintage, "SELECT geoid, name, state FROM feature WHERE layer = 'counties' ORDER BY geoid") == [
        ("01001", "Doña Ana County", "AA"),
        ("01003", "East Parish", "AA"),
        ("01510", "Small city", "AA"),
        ("02016", "Isles Census Area", "BB"),
    ]
    assert ask(made_vintage, "SELECT layer, detail, count(*) FROM fragment GROUP BY 1, 2") == [
        (layer, detail, count) for layer, count in (("counties", 4), ("states", 2)) for detail in ("high", "low", "medium")
    ]
    assert check.check(made_vintage).faults == []


def test_a_box_over_the_antimeridian_has_west_greater_than_east_and_is_found(made_vintage: Path) -> None:
    assert ask(made_vintage, "SELECT minx, maxx FROM feature WHERE geoid = '02016'") == [(172.0, -177.0)]
    near = """SELECT f.geoid FROM feature_rtree r JOIN feature f ON f.rowid = r.id
              WHERE r.minx <= -178 AND r.maxx >= -178 AND r.miny <= 50.5 AND r.maxy >= 50.5 AND f.layer = 'counties'"""
    assert ask(made_vintage, near) == [("02016",)]


def test_the_same_inputs_give_the_same_bytes(made_source: Source, made_vintage: Path, tmp_path: Path) -> None:
    again = build.build_vintage(tmp_path, source=made_source)
    assert again.name == made_vintage.name
    assert (again / vintage.MANIFEST).read_bytes() == (made_vintage / vintage.MANIFEST).read_bytes()


@pytest.mark.parametrize(
    ("room", "step"),
    [
        pytest.param(tables, "fill", id="filling"),
        pytest.param(tables, "digest", id="filled, not named"),
        pytest.param(vintage, "checksums", id="named"),
        pytest.param(vintage, "settle", id="moving"),
    ],
)
def test_a_build_cut_short_leaves_no_half_vintage(room: object, step: str, made_source: Source, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    contents = build.draw(made_source, LOW)
    smaller = tables.Contents(list(contents.features)[:1], list(contents.fragments)[:1])
    before = vintage.write(tmp_path, smaller, edition="made", title="first", inputs={})

    def power_cut(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(room, step, power_cut)
    with pytest.raises(KeyboardInterrupt):
        vintage.write(tmp_path, contents, edition="made", title="second", inputs={})
    monkeypatch.undo()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["current", before.name])
    assert vintage.current(tmp_path) == before
    assert vintage.intact(before)


def test_what_a_killed_build_left_is_swept_after_an_hour(made_source: Source, tmp_path: Path) -> None:
    old, young = tmp_path / ".building-old", tmp_path / ".building-young"
    old.mkdir()
    young.mkdir()
    os.utime(old, (time.time() - 7200,) * 2)
    build.build_vintage(tmp_path, source=made_source, scale=LOW)
    assert not old.exists()
    assert young.exists()


def test_an_up_to_date_vintage_is_kept_without_loading_the_map_libraries(made_source: Source, copy: Path) -> None:
    command = [sys.executable, "-c", WITHOUT_MAPS, str(made_source.counties.parent), str(copy.parent)]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(build.__file__).parents[1])
    assert answer.stdout.strip() == str(copy)


def test_changed_boundaries_give_another_vintage_and_the_old_one_stays(
    copy: Path, made_counties: Counties, write_country: Callable[[Path, Counties], Source], tmp_path: Path
) -> None:
    changed = made_counties | {"02016": made_counties["02016"].buffer(-0.001)}
    made = build.build_if_needed(copy.parent, source=write_country(tmp_path / "changed", changed))
    assert made != copy
    assert vintage.current(copy.parent) == made
    assert vintage.intact(copy)


def test_a_damaged_vintage_is_told_and_built_anew(made_source: Source, copy: Path) -> None:
    with (copy / vintage.LAND.database).open("ab") as stream:
        stream.write(b"more")
    assert main(["check", str(copy.parent)]) == 1
    assert build.build_if_needed(copy.parent, source=made_source) == copy
    assert main(["check", str(copy.parent)]) == 0


def test_a_new_recipe_that_draws_the_same_shapes_is_not_built_again_and_again(made_source: Source, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("geo.details.RECIPE", 999)
    assert build.build_if_needed(copy.parent, source=made_source) == copy
    assert vintage.up_to_date(copy.parent, build.inputs(made_source)) == copy
    assert sorted(path.name for path in copy.parent.iterdir()) == sorted(["current", copy.name])


OVERLAP = '{"type":"Polygon","coordinates":[[[5,0],[20,0],[20,10],[5,10],[5,0]]]}'
BACKWARDS = '{"type":"Polygon","coordinates":[[[10,0],[10,10],[20,10],[20,0],[10,0]]]}'


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        pytest.param(f"UPDATE fragment SET geometry = '{OVERLAP}' WHERE geoid = '01003'", "overlap by", id="overlap"),
        pytest.param(f"UPDATE fragment SET geometry = '{BACKWARDS}' WHERE geoid = '01003'", "RFC 7946", id="wound"),
        pytest.param("DELETE FROM fragment WHERE geoid = '01510'", "not one fragment a feature", id="a lost city"),
        pytest.param("DELETE FROM feature_rtree WHERE id = 1", "the index does not find", id="a lost box"),
        pytest.param("UPDATE feature SET lat = 60 WHERE geoid = '01001'", "outside its own box", id="a strayed point"),
        pytest.param("UPDATE feature SET state = 'ZZ' WHERE geoid = '01001'", "a state that is not", id="no state"),
        pytest.param("UPDATE feature SET name = 'X' WHERE geoid = '01001'", "the rows are not", id="another name"),
    ],
)
def test_a_check_names_what_is_wrong(copy: Path, change: str, fault: str) -> None:
    database = sqlite3.connect(copy / vintage.LAND.database)
    with database:
        database.execute(change)
    database.close()
    reseal(copy)
    assert fault in check.check(copy).text()


def test_an_unknown_source_is_refused_by_name() -> None:
    with pytest.raises(UnknownSource, match="atlantis"):
        find("atlantis")
