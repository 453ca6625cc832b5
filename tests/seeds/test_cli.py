"""`python -m seeds`: does what it says, tells what it did, and refuses with the way to mend it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from api.db import engine_for
from seeds.__main__ import main
from tests.builders import World, own
from tests.conftest import Databases
from tests.seeds.records import edit, texts, write


@pytest.fixture
def record(templates: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small record as files, and an empty migrated database in the settings."""
    monkeypatch.setenv("DATABASE_URL", templates.create("cli", "blank"))
    return write(tmp_path / "record")


def test_load_check_and_export(record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["load", "--record", str(record)]) == 0
    assert capsys.readouterr().out.startswith("record: revision 1, ")
    assert main(["load", "--record", str(record)]) == 0
    assert capsys.readouterr().out == "record: unchanged\n"
    assert main(["check", "--record", str(record)]) == 0
    assert capsys.readouterr().out == "no faults\n"
    out = tmp_path / "out"
    assert main(["export", "--record", str(out)]) == 0
    assert capsys.readouterr().out == f"record: revision 1 written to {out}\n"
    assert texts(out) == texts(record)


def test_an_earlier_revision_is_exported(record: Path, tmp_path: Path) -> None:
    before = texts(record)
    main(["load", "--record", str(record)])
    edit(record, "policies/tx.yaml", "title: Policy austin-order", "title: Renamed")
    main(["load", "--record", str(record)])
    assert main(["export", "--record", str(tmp_path / "out"), "--revision", "1"]) == 0
    assert texts(tmp_path / "out") == before


def test_edits_that_were_kept_are_told(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["load", "--record", str(record)])
    engine = engine_for(os.environ["DATABASE_URL"])
    with Session(engine.execution_options(writing=True)) as session, session.begin():
        World().policy("austin-order", "4805000", own("detainers", 2)).publish(session)
    engine.dispose()
    edit(record, "policies/tx.yaml", "title: Policy austin-order", "title: Renamed")
    capsys.readouterr()
    assert main(["load", "--record", str(record)]) == 0
    assert capsys.readouterr().out == "kept as curators left it: policy austin-order\nrecord: unchanged\n"


def test_faults_are_told_and_counted(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(record, "policies/tx.yaml", "dimension: detainers", "dimension: holds")
    assert main(["check", "--record", str(record), "--files-only"]) == 1
    told = capsys.readouterr().out
    assert told.startswith("policy austin-order, clause 1: 'holds' is no dimension. Use one of: detainers, ")
    assert told.endswith(".\n1 faults\n")


class TestRefusals:
    """A refusal is one line that ends in the way to mend it, and exit code 1."""

    def test_export_of_an_empty_record(self, record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["export", "--record", str(tmp_path / "out")]) == 1
        assert capsys.readouterr().err == "Refused: The record is empty. Load it with `python -m seeds load`.\n"
        assert not (tmp_path / "out").exists()

    def test_a_revision_that_is_not_published(self, record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        main(["load", "--record", str(record)])
        assert main(["export", "--record", str(tmp_path / "out"), "--revision", "9"]) == 1
        assert capsys.readouterr().err.startswith("Refused: Revision 9 is not published; the latest is 1. Give a number from 1 to 1")

    def test_a_record_that_points_at_nothing_leaves_the_database_alone(self, record: Path, capsys: pytest.CaptureFixture[str]) -> None:
        edit(record, "policies/tx.yaml", "source: src", "source: nowhere")
        assert main(["load", "--record", str(record)]) == 1
        assert capsys.readouterr().err == "Refused: policy austin-order, citations: no source has the key 'nowhere'. Add the source, or mend the key.\n"
        assert main(["export", "--record", str(record)]) == 1
        assert "The record is empty." in capsys.readouterr().err

    @pytest.mark.parametrize("command", [["load"], ["check", "--files-only"]])
    def test_a_broken_file_is_named(self, record: Path, capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
        edit(record, "laws/tx.yaml", "key: tx-plain", "key: tx-duty")
        assert main([*command, "--record", str(record)]) == 1
        assert capsys.readouterr().err == "Refused: laws/tx.yaml: the key 'tx-duty' stands twice.\n"

    @pytest.mark.parametrize("arguments", [[], ["sing"], ["export", "--revision", "one"], ["load", "--loud"]])
    def test_unusable_arguments_are_exit_code_2(self, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as left:
            main(arguments)
        assert left.value.code == 2
        assert "usage: python -m seeds" in capsys.readouterr().err
