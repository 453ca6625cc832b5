"""Exporting: loaded and exported, the files are the same byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from api.db import engine_for
from api.rules.refusals import NotReady, UnknownRevision
from seeds.exporting import export
from seeds.files import HERE
from seeds.loading import load
from tests.builders import World, own
from tests.seeds.records import edit, shipped, texts, write

# The importer's own notes: read by nobody else, so that no export can know them.
NOT_OF_THE_RECORD = {"ice-287g/pending.csv", "ice-287g/bodies.csv"}


def test_a_small_record_comes_back_as_it_went_in(blank: Session, tmp_path: Path) -> None:
    write(tmp_path / "in")
    load(blank, tmp_path / "in")
    assert export(blank, tmp_path / "out") == 1
    assert texts(tmp_path / "out") == texts(tmp_path / "in")


def test_what_was_exported_loads_as_nothing_new(blank: Session, tmp_path: Path) -> None:
    load(blank, write(tmp_path / "in"))
    export(blank, tmp_path / "out")
    edit(tmp_path / "out", "policies/tx.yaml", "- key", "# A remark.\n- key")
    assert load(blank, tmp_path / "out").revision is None


@pytest.mark.xdist_group("sqlite")
def test_the_shipped_record_comes_back_as_it_went_in(sqlite_record: Path, tmp_path: Path) -> None:
    engine = engine_for(f"sqlite:///{sqlite_record}")
    with Session(engine) as session:
        export(session, tmp_path)
    engine.dispose()
    exported = texts(tmp_path)
    files = {name: text for name, text in texts(HERE).items() if name not in NOT_OF_THE_RECORD}
    assert sorted(exported) == sorted(files)
    assert [name for name in files if files[name] != exported[name]] == []


def test_each_revision_can_be_exported(small: Session, tmp_path: Path) -> None:
    export(small, tmp_path / "before")
    World().policy("new", "48453", own("detainers", 1)).withdraw("policy", "sf-refuge").publish(small)
    assert export(small, tmp_path / "now") == 2
    assert export(small, tmp_path / "then", revision=1) == 1
    assert texts(tmp_path / "then") == texts(tmp_path / "before")
    assert b"key: new" in (tmp_path / "now" / "policies" / "tx.yaml").read_bytes()


def test_exported_over_an_older_record_nothing_withdrawn_remains(small: Session, tmp_path: Path) -> None:
    export(small, tmp_path / "over")
    World().withdraw("policy", "sf-refuge").withdraw("designation", "doj-sf", "doj-tx").publish(small)
    export(small, tmp_path / "over")
    export(small, tmp_path / "fresh")
    assert texts(tmp_path / "over") == texts(tmp_path / "fresh")
    assert not (tmp_path / "over" / "policies" / "ca.yaml").exists()


def test_drafts_go_in_and_out_and_are_gone_when_they_are_settled(blank: Session, tmp_path: Path) -> None:
    folder = write(tmp_path / "in")
    (folder / "drafts").mkdir()
    draft = "- key: a-draft\n  noun: policy\n  title: A claim\n  claim: Somebody says so.\n  missing: A source.\n"
    (folder / "drafts" / "texas.yaml").write_text(draft, encoding="utf-8")
    load(blank, folder)
    export(blank, tmp_path / "out")
    assert texts(tmp_path / "out") == texts(folder)
    (folder / "drafts" / "texas.yaml").unlink()
    load(blank, folder)
    export(blank, tmp_path / "out")
    assert not (tmp_path / "out" / "drafts" / "texas.yaml").exists()


def test_an_empty_record_is_not_exported(blank: Session, tmp_path: Path) -> None:
    with pytest.raises(NotReady):
        export(blank, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_revision_that_is_not_published_is_not_exported(small: Session, tmp_path: Path) -> None:
    with pytest.raises(UnknownRevision):
        export(small, tmp_path / "out", revision=7)
    assert not (tmp_path / "out").exists()


def test_a_curators_locator_and_quote_come_back(blank: Session, tmp_path: Path) -> None:
    cited = [{"source": "src", "locator": "p. 7", "quote": "A short quote."}]
    world = shipped().policy("quoted", "48453", own("detainers", 1, citations=cited), citations=cited)
    load(blank, write(tmp_path / "in", world))
    export(blank, tmp_path / "out")
    assert texts(tmp_path / "out") == texts(tmp_path / "in")
    assert b"locator: p. 7" in (tmp_path / "out" / "policies" / "tx.yaml").read_bytes()


def test_a_curators_locator_of_a_label_comes_back(blank: Session, tmp_path: Path) -> None:
    load(blank, write(tmp_path / "in"))
    world = World().designation("doj-sf", "0667000", "2025-08-05")
    world.entries["designation"]["doj-sf"]["citations"] = [{"source": "src", "locator": "line 12", "quote": None}]
    world.publish(blank)
    export(blank, tmp_path / "out")
    assert b"line 12" in b"".join(texts(tmp_path / "out").values())
