"""ICE's lists into a live record: one revision for each publication, whole or not at all, and curators' edits stay."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.db import engine_for
from api.ledger import positions
from api.ledger.entries import entries_at
from api.ledger.nouns import NOUNS
from api.ledger.proofs import faults
from api.ledger.revisions import ChangeSet, publish
from api.models import Revision
from seeds import ice_287g
from seeds.__main__ import main
from tests.builders import World, small_world
from tests.conftest import Databases
from tests.seeds.records import write
from tests.seeds.test_ice_import import TFM, Killed, applicants, edition

TRAVIS = ("TEXAS", "Travis County Sheriff's Office", "Travis County", "Warrant Service Officer", "Travis")
AUSTIN = ("TEXAS", "Austin Police Department", "Travis County", TFM, "Austin")
UNKNOWN = ("TEXAS", "Ostin Police Department", "", TFM, "")


@pytest.fixture
def live(templates: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A record with a few governments and no lists, in the settings' database."""
    monkeypatch.setenv("DATABASE_URL", templates.create("live", "blank"))
    world = small_world().county("48029", "TX", "Bexar County")
    for noun in ("publication", "agency", "agreement"):
        del world.entries[noun]
    assert main(["load", "--record", str(write(tmp_path / "record", world))]) == 0
    engine = engine_for(os.environ["DATABASE_URL"])
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two lists and one of applicants."""
    return [
        edition(tmp_path, "participatingAgencies07012025pm.xlsx", [TRAVIS, AUSTIN, UNKNOWN]),
        edition(tmp_path, "participatingAgencies06042025am.xlsx", [TRAVIS]),
        applicants(tmp_path, "pendingAgencies06202025pm.xlsx"),
    ]


def bring(*arguments: str | Path) -> int:
    return main(["import", "ice-287g", *map(str, arguments)])


def newest(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.max(Revision.number))) or 0


def held(session: Session, noun: str) -> dict[str, dict[str, Any]]:
    return dict(entries_at(session, NOUNS[noun], newest(session)))


def curate(session: Session, world: World) -> None:
    """A curator's revision, which leaves the sources as they are."""
    world.entries.pop("source")
    bind = session.get_bind()
    with Session(bind.execution_options(writing=True)) as other, other.begin():  # type: ignore[union-attr]
        world.publish(other)


def test_each_publication_is_one_revision_that_names_its_file(live: Session, files: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(*files) == 0
    told = capsys.readouterr().out
    reasons = live.scalars(select(Revision.reason).where(Revision.number > 1).order_by(Revision.number)).all()
    assert [reason.split(":")[0] for reason in reasons] == [
        "ICE, participatingAgencies06042025am, the participating list of 2025-06-04",
        "ICE, pendingAgencies06202025pm, the pending list of 2025-06-20",
        "ICE, participatingAgencies07012025pm, the participating list of 2025-07-01",
    ]
    for key, publication in held(live, "publication").items():
        (reason,) = [reason for reason in reasons if publication["sha256"] in reason]
        assert f"{publication['rows']} rows" in reason
        source = held(live, "source")[publication["source"]]
        assert source["published"] == publication["published"]
        assert publication["sha256"] in source["note"]
        assert key in told
    assert "revision 4, publication: 1 added" in told
    assert list(faults(live)) == []


def test_importing_again_publishes_nothing(live: Session, files: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    bring(*files)
    capsys.readouterr()
    assert bring(*files) == 0
    assert capsys.readouterr().out.endswith("changed: nothing\n")
    assert newest(live) == 4


def test_the_order_of_imports_leaves_the_same_record(live: Session, files: list[Path], templates: Databases, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bring(*files)
    together = {noun: held(live, noun) for noun in ice_287g.MADE}
    monkeypatch.setenv("DATABASE_URL", templates.create("again", "blank"))
    main(["load", "--record", str(tmp_path / "record")])
    for path in files:
        assert bring(path) == 0
    engine = engine_for(os.environ["DATABASE_URL"])
    with Session(engine) as session:
        assert {noun: held(session, noun) for noun in ice_287g.MADE} == together
    engine.dispose()


def test_what_is_exported_is_what_files_would_hold(live: Session, files: list[Path], tmp_path: Path) -> None:
    bring(*files)
    assert main(["export", "--record", str(tmp_path / "out")]) == 0
    assert ice_287g.into_folder(files, tmp_path / "record").files
    for path in (tmp_path / "record" / "ice-287g").rglob("*.csv"):
        assert (tmp_path / "out" / path.relative_to(tmp_path / "record")).read_bytes() == path.read_bytes(), path
    assert ice_287g.into_folder(files, tmp_path / "out").files == ()


def test_a_dry_run_publishes_nothing(live: Session, files: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert bring(*files, "--dry-run", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [step["publications"] for step in told["steps"]] == [["participating-2025-06-04"], ["pending-2025-06-20"], ["participating-2025-07-01"]]
    assert told["queue"][0]["agency"] == "Ostin Police Department"
    assert newest(live) == 1


def test_a_curators_edit_wins_and_is_told(live: Session, files: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    bring(files[1])
    edited = held(live, "agreement")["tx-travis-county-sheriff-wso"] | {"note": "Read by a curator."}
    world = World()
    world.entries["agreement"]["tx-travis-county-sheriff-wso"] = edited
    curate(live, world)
    capsys.readouterr()
    assert bring(files[0]) == 0
    assert "kept as curators left it: agreement tx-travis-county-sheriff-wso" in capsys.readouterr().out
    assert held(live, "agreement")["tx-travis-county-sheriff-wso"] == edited
    assert "tx-austin-police-tfm" in held(live, "agreement")


def test_a_decision_settles_the_queue_and_survives_the_next_list(live: Session, files: list[Path], tmp_path: Path) -> None:
    bring(*files)
    assert [row["agency"] for row in held(live, "held_row").values()] == ["Ostin Police Department"]
    curate(live, World().decision("TEXAS", "Ostin Police Department", "4805000"))
    assert bring() == 0
    assert held(live, "held_row") == {}
    assert newest(live) == 6
    assert bring(edition(tmp_path, "participatingAgencies08012025pm.xlsx", [TRAVIS, AUSTIN, UNKNOWN])) == 0
    assert held(live, "held_row") == {}


def test_killed_midway_a_publication_is_there_whole_or_not(live: Session, files: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object, **__: object) -> None:
        raise Killed

    bring(files[1])
    before = {noun: held(live, noun) for noun in ice_287g.MADE}
    with monkeypatch.context() as patched:
        patched.setattr(positions, "recompute", killed)
        with pytest.raises(Killed):
            bring(*files)
    assert {noun: held(live, noun) for noun in ice_287g.MADE} == before
    assert list(faults(live)) == []
    assert bring(*files) == 0
    assert set(held(live, "publication")) == {"participating-2025-06-04", "pending-2025-06-20", "participating-2025-07-01"}


def test_a_record_that_moved_meanwhile_is_not_overwritten(live: Session, files: list[Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def moved(session: Session, changes: ChangeSet, *, curator: str, reason: str) -> Revision:
        publish(session, ChangeSet({"source": {"other": World().entries["source"]["src"]}}), curator="tests", reason="Between")
        return publish(session, changes, curator=curator, reason=reason)

    monkeypatch.setattr(ice_287g, "publish", moved)
    assert bring(*files) == 1
    assert capsys.readouterr().err == "Refused: The record changed while the lists were read. Run the import again; what it has published stays.\n"
    assert newest(live) == 1


def test_an_empty_record_is_refused(templates: Databases, files: list[Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("DATABASE_URL", templates.create("bare", "blank"))
    assert bring(*files) == 1
    assert "The record is empty." in capsys.readouterr().err
