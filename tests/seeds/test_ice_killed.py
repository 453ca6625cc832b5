"""The live import killed outright: whole publications only, and run again it gets to the same record."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from api.db import engine_for
from api.ledger.entries import entries_at
from api.ledger.nouns import NOUNS
from api.ledger.proofs import faults
from api.models import Revision
from seeds.__main__ import main
from seeds.ice_287g import MADE
from tests.builders import small_world
from tests.conftest import ROOT, Databases, migrate
from tests.seeds.records import write
from tests.seeds.test_ice_import import TFM, applicants, edition
from tests.seeds.test_ice_live import AUSTIN, TRAVIS, UNKNOWN

EL_PASO = ("TEXAS", "El Paso County Sheriff's Office", "El Paso County", TFM, "ElPaso")
KERN = ("CALIFORNIA", "Kern County Sheriff's Office", "Kern County", "Jail Enforcement Model", "Kern")
# More would only take longer; each is at a moment of its own.
KILLS = 4
pytestmark = pytest.mark.xdist_group("sqlite")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Four lists and one of applicants."""
    listed = {"06042025am": [TRAVIS], "07012025pm": [TRAVIS, AUSTIN, UNKNOWN], "08012025am": [AUSTIN, EL_PASO, KERN], "09022025pm": [TRAVIS, AUSTIN, EL_PASO, UNKNOWN]}
    made = [edition(tmp_path, f"participatingAgencies{day}.xlsx", rows) for day, rows in listed.items()]
    return [*made, applicants(tmp_path, "pendingAgencies06202025pm.xlsx")]


def fresh(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a record with a few governments and no lists."""
    url = Databases("sqlite", folder, None).create(name)
    engine = engine_for(url)
    migrate(engine)
    engine.dispose()
    world = small_world()
    for noun in ("publication", "agency", "agreement"):
        del world.entries[noun]
    monkeypatch.setenv("DATABASE_URL", url)
    assert main(["load", "--record", str(write(folder / f"{name}-files", world))]) == 0
    return url


def number(engine: Engine) -> int:
    """The newest revision."""
    with Session(engine) as session:
        return session.scalar(select(func.max(Revision.number))) or 0


def told(engine: Engine) -> dict[str, Any]:
    """All that lists wrote, and the reasons of the revisions."""
    with Session(engine) as session:
        newest = session.scalar(select(func.max(Revision.number))) or 0
        record: dict[str, Any] = {noun: dict(entries_at(session, NOUNS[noun], newest)) for noun in MADE}
        return record | {"reasons": session.scalars(select(Revision.reason).order_by(Revision.number)).all()}


def whole(engine: Engine) -> None:
    """Every publication with all of its rows, under a revision of its own, and nothing that points at nothing."""
    record = told(engine)
    rows = Counter(row["publication"] for row in record["listed_row"].values())
    assert rows == {key: publication["rows"] for key, publication in record["publication"].items()}
    assert all(sum(publication["verdicts"].values()) == publication["rows"] for publication in record["publication"].values())
    assert len(record["reasons"]) == 1 + len(record["publication"])
    with Session(engine) as session:
        assert list(faults(session)) == []


def killed(url: str, engine: Engine, files: list[Path], chance: random.Random) -> bool:
    """Begin the import as a process of its own and kill it some moment after it has published one more list; False where it was done before."""
    begun = number(engine)
    order = [sys.executable, "-m", "seeds", "import", "ice-287g", *map(str, chance.sample(files, len(files)))]
    child = subprocess.Popen(order, cwd=ROOT, env={**os.environ, "DATABASE_URL": url}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while child.poll() is None and number(engine) == begun:
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.1))
    finally:
        child.kill()
        child.wait()
    return child.returncode < 0


def test_killed_again_and_again_it_holds_whole_publications_and_gets_to_the_same_record(tmp_path: Path, files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    fresh(tmp_path, "straight", monkeypatch)
    assert main(["import", "ice-287g", *map(str, files)]) == 0
    straight = engine_for(os.environ["DATABASE_URL"])
    url = fresh(tmp_path, "killed", monkeypatch)
    engine = engine_for(url)
    chance = random.Random(287)
    kills = 0
    for _ in range(KILLS):
        kills += killed(url, engine, files, chance)
        whole(engine)
    assert kills, "at least one came before the end"
    assert main(["import", "ice-287g", *map(str, files)]) == 0
    assert told(engine) == told(straight)
    before = number(engine)
    assert main(["import", "ice-287g", *map(str, files)]) == 0
    assert number(engine) == before
    for each in (engine, straight):
        each.dispose()
