"""The questions of docs/answers.md, run as they stand there against the real server with the whole record."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import openpyxl
import pyogrio
import pytest

from tests.builders import World, own
from tests.conftest import ROOT, serving
from tests.functional.conftest import publish_into

PAGE = (ROOT / "docs" / "answers.md").read_text(encoding="utf-8")
HOST = "http://127.0.0.1:8000"
BLOCKS: list[tuple[str, str]] = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
# A block that is run, the kind of what stands under it, and what that says.
RUN = [(kind, code, *BLOCKS[n + 1]) for n, (kind, code) in enumerate(BLOCKS) if kind in {"sh", "python"}]
NAMES = ["austin", "austin-why", "task-force", "task-force-sheet", "residents", "colorado", "counties"]
NUMBER = r"[+-]?\d[\d,.]*%?"
PINNED = "on=2026-06-01&revision=1"


@pytest.fixture(scope="module")
def newsroom(sqlite_record: Path, vintage_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real server on the whole record with a second revision: one instrument of Denver withdrawn, another added."""
    folder = tmp_path_factory.mktemp("newsroom")
    shutil.copyfile(sqlite_record, folder / "record.sqlite")
    (folder / "vintages").symlink_to(vintage_dir)
    later = World().policy("made-up", "08031", own("detainers", -1)).withdraw("policy", "denver-co-jail-practice-2013")
    publish_into(f"sqlite:///{folder / 'record.sqlite'}", later)
    with serving(folder) as address:
        yield address


@pytest.fixture(scope="module")
def said(newsroom: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What every block prints, run one after the other in one folder."""
    if shutil.which("curl") is None:
        if os.environ.get("CI"):
            pytest.fail("no curl on PATH")
        pytest.skip("no curl on PATH (Debian: apt-get install curl)")
    folder = tmp_path_factory.mktemp("desk")
    found = {"folder": str(folder)}
    for name, (kind, code, *_) in zip(NAMES, RUN, strict=True):
        assert HOST in code or "agreements.csv" in code
        command = ["bash", "-euo", "pipefail", "-c"] if kind == "sh" else [sys.executable, "-W", "error", "-c"]
        ran = subprocess.run([*command, code.replace(HOST, newsroom)], cwd=folder, capture_output=True, text=True, timeout=300)
        assert ran.returncode == 0, (name, ran.stdout[-1000:], ran.stderr[-2000:])
        found[name] = ran.stdout
    return found


def holds(whole: Any, part: Any) -> bool:
    """Whether an answer says all that a part of it says."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(name in whole and holds(whole[name], value) for name, value in part.items())
    if isinstance(part, list):
        return isinstance(whole, list) and len(whole) == len(part) and all(holds(w, p) for w, p in zip(whole, part, strict=True))
    return bool(whole == part)


def alike(text: str) -> list[str]:
    """The lines of a text with every number in words, but for numbers within words."""
    return [re.sub(rf"(?<![\w-]){NUMBER}(?![\w-])", "number", " ".join(line.split())) for line in text.splitlines()]


def asked(server: str, address: str) -> Any:
    """A parsed answer of the server."""
    with urlopen(f"{server}{address}", timeout=60) as response:
        return json.load(response)


def numbers(text: str) -> list[float]:
    """Every number of a text."""
    return [float(found.replace(",", "").rstrip("%.")) for found in re.findall(rf"(?<![\w-]){NUMBER}(?![\w-])", text)]


def test_every_question_has_an_answer_under_it() -> None:
    assert PAGE.count("\n## ") == 5
    assert {kind for kind, _ in BLOCKS} == {"sh", "python", "json", "text", "html"}
    assert len(RUN) == len(NAMES)
    assert {kind for *_, kind, _ in RUN} == {"json", "text"}
    assert all(answer.strip() not in {"", "{}"} for *_, answer in RUN)
    for tool in ("curl ", "pandas", "geopandas", "maplibre-gl"):
        assert tool in "".join(code for _, code in BLOCKS)


@pytest.mark.parametrize("name", NAMES)
def test_a_block_says_what_stands_under_it(said: dict[str, str], name: str) -> None:
    *_, kind, stated = RUN[NAMES.index(name)]
    if kind == "json":
        assert holds(json.loads(said[name]), json.loads(stated)), said[name][:2000]
    else:
        assert alike(said[name]) == alike(stated)


def test_the_reasons_are_the_records(newsroom: str, said: dict[str, str]) -> None:
    austin = asked(newsroom, f"/v1/jurisdictions/4805000/position?{PINNED}")["data"]
    assert len(austin["operative"]["dimensions"]) == len(said["austin-why"].splitlines()) - 1
    assert numbers(said["austin-why"].splitlines()[-1]) == [len(austin["sources"])]


def test_the_counties_of_the_sheet_are_the_records(newsroom: str, said: dict[str, str]) -> None:
    rows = asked(newsroom, f"/v1/jurisdictions?state=TX&kind=county&has_agreement=true&limit=500&{PINNED}")["data"]
    wanted = {row["id"] for row in rows if "TFM" in row["models"]}
    header, *lines = openpyxl.load_workbook(Path(said["folder"]) / "task-force-counties.xlsx").active.values
    assert header == ("agency_jurisdiction", "agency_name", "signed", "moa_url")
    assert {line[0] for line in lines} == wanted
    assert numbers(said["task-force-sheet"]) == [len(wanted)]
    assert len(wanted) > 10


def test_the_residents_are_the_records(newsroom: str, said: dict[str, str]) -> None:
    counted = {line.split()[0]: numbers(line) for line in said["residents"].splitlines()[2:-1]}
    for category, (counties, residents, share) in ((name, found[-3:]) for name, found in counted.items()):
        rows: list[dict[str, Any]] = []
        following = f"/v1/jurisdictions?kind=county&operative_category={category}&limit=500&{PINNED}"
        while following:
            body = asked(newsroom, following)
            rows, following = rows + body["data"], body["next"]
        assert (counties, residents) == (len(rows), sum(row["population"] or 0 for row in rows))
        assert 0 < share < 100
    everybody = sum(found[-2] for found in counted.values())
    assert counted["insufficient_evidence"][-1] == pytest.approx(100 * counted["insufficient_evidence"][-2] / everybody, abs=0.06)
    assert sum(found[-3] for found in counted.values()) == asked(newsroom, f"/v1/jurisdictions?kind=county&limit=1&{PINNED}")["total"]


def test_ids_keep_their_zeros_only_as_text(said: dict[str, str]) -> None:
    assert 'dtype={"id": str}' in PAGE
    assert 'dtype={"agency_jurisdiction": str}' in PAGE
    assert "`01001`" in PAGE
    assert said["task-force"].startswith("key,")


def test_the_counties_file_opens_again(said: dict[str, str]) -> None:
    frame = pyogrio.read_dataframe(Path(said["folder"]) / "counties.gpkg")
    assert [len(frame)] == numbers(said["counties"].splitlines()[0])
    assert frame["geoid"].str.len().eq(5).all()
    assert 0 < numbers(said["counties"].splitlines()[1])[0] < 100
