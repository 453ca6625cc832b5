"""Places as polygons: every place once, borders shared across state lines, and a build goes on where it was cut off."""

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

import numpy as np
import pytest
import shapely

from geo import check, clusters, details, fragments, placefiles, places, tables, vintage
from geo.__main__ import main
from geo.places import build_places
from geo.sources import UnknownSource

Places = dict[str, tuple[str, shapely.Geometry]]


def ask(folder: Path, question: str) -> list[tuple[object, ...]]:
    """The answer of a vintage's database."""
    with tables.opened(folder / vintage.PLACES.database) as database:
        return database.execute(question).fetchall()


def drawn(folder: Path, detail: str) -> dict[str, shapely.Geometry]:
    """The shapes of the places at a level of detail."""
    rows = ask(folder, f"SELECT geoid, geometry FROM fragment WHERE detail = '{detail}'")
    return {str(geoid): shapely.from_geojson(text) for geoid, text in rows}


def test_every_place_is_there_at_every_level(made_place_vintage: Path) -> None:
    assert ask(made_place_vintage, "SELECT layer, geoid, name, state FROM feature ORDER BY rowid") == [
        ("places", "0500001", "Easttwin", "AR"),
        ("places", "0500002", "Peñón", "AR"),
        ("places", "4800001", "Westtwin", "TX"),
        ("places", "4800009", "Afar", "TX"),
        ("places", "4805000", "Two Parts", "TX"),
    ]
    assert ask(made_place_vintage, "SELECT detail, count(*) FROM fragment GROUP BY 1") == [("high", 5), ("low", 5), ("medium", 5)]
    assert check.check(made_place_vintage.parent).faults == []
    facts = vintage.manifest(made_place_vintage)
    assert (facts["edition"], facts["counts"], facts["disputed"]) == ("tiger2019", {"places": 5}, [])
    assert vintage.current(made_place_vintage.parent, vintage.PLACES) == made_place_vintage
    assert vintage.current(made_place_vintage.parent) is None


@pytest.mark.parametrize("detail", [detail.name for detail in details.PLACES.details])
def test_twin_cities_share_the_state_line_at_every_level(made_place_vintage: Path, made_places: Places, detail: str) -> None:
    shapes = drawn(made_place_vintage, detail)
    border = shapely.intersection(shapes["0500001"], shapes["4800001"])
    assert shapely.length(border) > 0.09
    assert shapely.area(border) == 0
    assert shapely.get_num_interior_rings(shapes["0500001"]) == 1
    assert shapely.get_num_coordinates(shapes["4800001"]) < shapely.get_num_coordinates(made_places["4800001"][1]) / 2


def test_groups_are_states_but_for_what_lies_together_across_a_line() -> None:
    towns = [shapely.box(x, 30, x + 0.1, 30.1) for x in (-99, -94.2, -94.1, -93.98, -90)]
    states = ["TX", "TX", "TX", "AR", "AR"]
    together = clusters.clusters(np.array(towns, dtype=object))
    assert together.tolist() == [0, 1, 1, 1, 4]
    sizes = np.full(5, 5)
    assert clusters.name_groups(states, together, sizes) == ["TX", "across-1", "across-1", "across-1", "AR"]


def test_a_full_group_across_lines_is_followed_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "FULL", 9)
    together = np.array([0, 0, 2, 2, 4, 4])
    names = clusters.name_groups(["TX", "AR"] * 3, together, np.full(6, 2))
    assert names == ["across-1"] * 4 + ["across-2"] * 2


def test_a_border_that_the_source_disputes_is_told_and_left_fine(write_places: Callable[[Path, Places], Path], made_places: Places, tmp_path: Path) -> None:
    intruder = ("Intruder", shapely.box(-97.75, 30.25, -97.65, 30.4))
    folder = write_places(tmp_path / "in", made_places | {"4805001": intruder})
    made = build_places(tmp_path, placefiles.from_folder(folder), work=tmp_path / "work")
    assert set(vintage.manifest(made)["disputed"]) == {"4805000", "4805001"}
    report = check.check(made)
    assert all("overlap" in fault for fault in report.faults)


def test_a_place_in_two_files_is_refused(write_places: Callable[[Path, Places], Path], made_places: Places, tmp_path: Path) -> None:
    folder = write_places(tmp_path / "in", made_places)
    shutil.copy(folder / "tl_2019_05_place.zip", folder / "tl_2019_06_place.zip")
    with pytest.raises(clusters.TwicePublished, match="0500001"):
        build_places(tmp_path, placefiles.from_folder(folder), work=tmp_path / "work")


def test_files_of_two_years_are_refused(place_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(place_folder, tmp_path / "in")
    shutil.copy(place_folder / "tl_2019_05_place.zip", tmp_path / "in" / "tl_2020_05_place.zip")
    with pytest.raises(UnknownSource, match="2019, 2020"):
        placefiles.from_folder(tmp_path / "in")


def test_a_build_goes_on_where_it_was_cut_off(place_folder: Path, made_place_vintage: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, done = placefiles.from_folder(place_folder), []

    def power_cut(wanted: object, piece: Path, scale: object) -> None:
        if done:
            raise KeyboardInterrupt
        done.append(piece.stem)
        draw_group(wanted, piece, scale)  # type: ignore[arg-type]

    draw_group = places.draw_group
    monkeypatch.setattr(places, "draw_group", power_cut)
    with pytest.raises(KeyboardInterrupt):
        build_places(tmp_path, source, work=tmp_path / "work")
    assert vintage.current(tmp_path, vintage.PLACES) is None

    def second_try(wanted: object, piece: Path, scale: object) -> None:
        done.append(piece.stem)
        draw_group(wanted, piece, scale)  # type: ignore[arg-type]

    monkeypatch.setattr(places, "draw_group", second_try)
    monkeypatch.setattr(places, "read_file", pytest.fail)
    made = build_places(tmp_path, source, work=tmp_path / "work")
    assert sorted(done) == ["TX", "across-1"]
    assert (made / vintage.MANIFEST).read_bytes() == (made_place_vintage / vintage.MANIFEST).read_bytes()
    assert list((tmp_path / "work").iterdir()) == []


def test_two_processes_write_the_same_bytes_and_a_second_order_finds_them(place_folder: Path, made_place_vintage: Path, tmp_path: Path) -> None:
    order = ["places", "--out", str(tmp_path), "--from-folder", str(place_folder), "--if-needed", "--jobs", "2"]
    assert main(order) == 0
    made = tmp_path / made_place_vintage.name
    assert (made / vintage.MANIFEST).read_bytes() == (made_place_vintage / vintage.MANIFEST).read_bytes()
    before = made.stat().st_mtime_ns
    assert main(order) == 0
    assert made.stat().st_mtime_ns == before
    assert main(["check", str(tmp_path)]) == 0


def test_a_killed_build_leaves_no_process_behind() -> None:
    script = """
import time
from functools import partial
from geo.workers import carry_out, workers
with workers(2) as pool:
    pool.submit(time.sleep, 0).result()
    print(*pool._processes, flush=True)
    carry_out(pool, "slept", {"long": partial(time.sleep, 60)})
"""
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert parent.stdout is not None
    children = [int(number) for number in parent.stdout.readline().split()]
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + 10
    while any(alive(child) for child in children) and time.monotonic() < until:
        time.sleep(0.05)
    assert children
    assert not any(alive(child) for child in children)


def alive(process: int) -> bool:
    """Whether a process still runs; one that has ended but was not collected yet does not."""
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_a_work_folder_left_for_a_week_is_swept(place_folder: Path, tmp_path: Path) -> None:
    old, files = tmp_path / "work" / "0123456789ab", tmp_path / "work" / "files"
    old.mkdir(parents=True)
    files.mkdir()
    os.utime(old, (time.time() - 8 * 24 * 3600,) * 2)
    places.sweep(tmp_path / "work")
    assert [path.name for path in (tmp_path / "work").iterdir()] == ["files"]


def test_places_on_a_place_vintage_are_checked_against_the_states_there_are(made_place_vintage: Path, tmp_path: Path) -> None:
    shutil.copytree(made_place_vintage, tmp_path / made_place_vintage.name)
    home = tmp_path / made_place_vintage.name
    connection = sqlite3.connect(home / vintage.PLACES.database)
    with connection:
        connection.execute("UPDATE feature SET state = 'ZZ' WHERE geoid = '4805000'")
    connection.close()
    facts = vintage.manifest(home) | {"files": vintage.checksums(home)}
    (home / vintage.MANIFEST).write_text(json.dumps(facts), encoding="utf-8")
    assert "a state that is not there: ZZ" in check.check(home).text()


def test_a_place_across_the_antimeridian_must_come_cut(write_places: Callable[[Path, Places], Path], tmp_path: Path) -> None:
    folder = write_places(tmp_path / "in", {"0200001": ("Isles", shapely.box(179.9, 52, 180.1, 52.1))})
    with pytest.raises(fragments.UncutShape):
        build_places(tmp_path, placefiles.from_folder(folder), work=tmp_path / "work")
