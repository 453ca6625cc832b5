"""Loading: a three-way merge of the last seed, the new seed and the present record, as at most one revision."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from api.db import engine_for
from api.ledger import listings
from api.ledger.asof import resolve
from api.ledger.proofs import faults
from api.models import Policy, Revision, SeedItem
from api.rules.refusals import Refusal, UnknownRecord
from seeds.files import BrokenRecord
from seeds.loading import Outcome, folder_fingerprint, load
from tests.builders import World, own
from tests.conftest import Databases
from tests.seeds.records import edit, shipped, write

NOTHING = Outcome(None, 0, ())


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small record as files."""
    return write(tmp_path_factory.mktemp("seeds") / "record")


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    """A copy of them, free to change."""
    shutil.copytree(original, tmp_path / "record")
    return tmp_path / "record"


@pytest.fixture(scope="module")
def engine(templates: Databases, original: Path) -> Iterator[Engine]:
    """The same loaded once; nobody commits to it afterwards."""
    made = engine_for(templates.create("loaded", "blank"))
    with Session(made.execution_options(writing=True)) as session, session.begin():
        assert load(session, original).revision == 1
    yield made
    made.dispose()


@pytest.fixture
def loaded(engine: Engine) -> Iterator[Session]:
    """A session on the loaded record, rolled back at the end."""
    with Session(engine.execution_options(writing=True)) as session:
        yield session


def curate(session: Session, world: World) -> None:
    """A curator's revision, which leaves the sources as they are."""
    world.entries.pop("source")
    world.publish(session, reason="A curator's edit")


def title(session: Session, key: str) -> str:
    """The title of a policy now."""
    return str(listings.one(session, "policy", key, resolve(session))["title"])


def rename(folder: Path, key: str, new: str) -> None:
    """Change the title of a policy in its file."""
    edit(folder, "policies/tx.yaml", f"title: Policy {key}", f"title: {new}")


def drop(folder: Path, key: str) -> None:
    """Leave a policy of Texas out."""
    world = shipped()
    del world.entries["policy"][key]
    write(folder, world)


def edited() -> World:
    """A curator's edit of a shipped policy."""
    return World().policy("austin-order", "4805000", own("detainers", 2), title="As the curator has it")


class TestTwice:
    """What is loaded already is left alone."""

    def test_a_load_is_one_revision_that_holds_together(self, loaded: Session) -> None:
        assert loaded.scalars(select(Revision.number)).all() == [1]
        assert list(faults(loaded)) == []
        assert title(loaded, "austin-order") == "Policy austin-order"

    def test_the_same_folder_again_does_nothing(self, loaded: Session, folder: Path) -> None:
        assert load(loaded, folder) == NOTHING

    def test_other_bytes_of_the_same_record_do_nothing(self, loaded: Session, folder: Path) -> None:
        path = folder / "policies" / "tx.yaml"
        path.write_text("# A remark.\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
        assert load(loaded, folder) == NOTHING
        assert loaded.scalar(select(func.max(Revision.number))) == 1

    def test_a_folder_elsewhere_with_the_same_files_is_the_same(self, loaded: Session, folder: Path, tmp_path: Path) -> None:
        shutil.copytree(folder, tmp_path / "elsewhere")
        assert load(loaded, tmp_path / "elsewhere") == NOTHING


class TestChanged:
    """A changed seed is one revision."""

    def test_all_changes_are_one_revision_that_names_them(self, loaded: Session, folder: Path) -> None:
        rename(folder, "austin-order", "Renamed")
        edit(folder, "sources/other.csv", "Source src", "Source renamed")
        edit(folder, "laws/tx.yaml", "name: Law tx-plain", "name: Law renamed")
        assert load(loaded, folder) == Outcome(2, 3, ())
        revision = loaded.scalars(select(Revision).where(Revision.number == 2)).one()
        assert revision.changes == {name: {"count": 1, "keys": [key]} for name, key in (("source", "src"), ("policy", "austin-order"), ("state_law", "tx-plain"))}
        assert revision.curator == "seeds"
        assert title(loaded, "austin-order") == "Renamed"

    def test_a_new_entry_is_added(self, loaded: Session, folder: Path) -> None:
        world = shipped().policy("new", "48453", own("jail_access", 1))
        assert load(loaded, write(folder, world)) == Outcome(2, 1, ())
        assert title(loaded, "new") == "Policy new"

    def test_an_entry_left_out_is_withdrawn(self, loaded: Session, folder: Path) -> None:
        drop(folder, "austin-order")
        assert load(loaded, folder) == Outcome(2, 1, ())
        with pytest.raises(UnknownRecord):
            title(loaded, "austin-order")
        assert listings.one(loaded, "policy", "austin-order", resolve(loaded, revision=1))

    def test_a_refused_load_writes_nothing(self, loaded: Session, folder: Path) -> None:
        before = loaded.scalars(select(SeedItem.digest).order_by(SeedItem.noun, SeedItem.key)).all()
        edit(folder, "policies/tx.yaml", "source: src", "source: nowhere")
        with pytest.raises(Refusal, match="no source has the key 'nowhere'"):
            load(loaded, folder)
        assert loaded.scalar(select(func.max(Revision.number))) == 1
        assert loaded.scalars(select(SeedItem.digest).order_by(SeedItem.noun, SeedItem.key)).all() == before

    def test_a_broken_folder_writes_nothing(self, loaded: Session, folder: Path) -> None:
        edit(folder, "governments.csv", "06075", "06999")
        with pytest.raises(BrokenRecord):
            load(loaded, folder)
        assert loaded.scalar(select(func.max(Revision.number))) == 1


class TestCurators:
    """Curators' edits win, and are reported."""

    def test_an_edited_entry_stays_and_is_reported_and_the_rest_is_loaded(self, loaded: Session, folder: Path) -> None:
        curate(loaded, edited())
        rename(folder, "austin-order", "As the seed has it")
        edit(folder, "policies/tx.yaml", "title: Policy travis-practice", "title: Renamed")
        assert load(loaded, folder) == Outcome(3, 1, ("policy austin-order",))
        assert title(loaded, "austin-order") == "As the curator has it"
        assert title(loaded, "travis-practice") == "Renamed"

    def test_an_edit_is_reported_once_and_stays(self, loaded: Session, folder: Path) -> None:
        curate(loaded, edited())
        rename(folder, "austin-order", "As the seed has it")
        load(loaded, folder)
        edit(folder, "sources/other.csv", "Source src", "Source renamed")
        assert load(loaded, folder) == Outcome(3, 1, ())
        assert title(loaded, "austin-order") == "As the curator has it"

    def test_an_edit_of_what_the_seed_leaves_alone_is_no_conflict(self, loaded: Session, folder: Path) -> None:
        curate(loaded, edited())
        edit(folder, "sources/other.csv", "Source src", "Source renamed")
        assert load(loaded, folder) == Outcome(3, 1, ())
        assert title(loaded, "austin-order") == "As the curator has it"

    def test_an_edit_that_the_seed_has_taken_over_is_no_conflict(self, loaded: Session, folder: Path) -> None:
        curate(loaded, edited())
        world = shipped()
        world.entries["policy"] |= edited().entries["policy"]
        assert load(loaded, write(folder, world)) == NOTHING

    def test_an_edited_entry_that_the_seed_leaves_out_stays_and_is_reported(self, loaded: Session, folder: Path) -> None:
        curate(loaded, edited())
        drop(folder, "austin-order")
        assert load(loaded, folder) == Outcome(None, 0, ("policy austin-order",))
        assert title(loaded, "austin-order") == "As the curator has it"

    def test_an_entry_that_both_withdrew_is_gone(self, loaded: Session, folder: Path) -> None:
        curate(loaded, World().withdraw("policy", "austin-order"))
        drop(folder, "austin-order")
        assert load(loaded, folder) == NOTHING

    def test_an_entry_that_a_curator_withdrew_stays_withdrawn_and_is_reported(self, loaded: Session, folder: Path) -> None:
        curate(loaded, World().withdraw("policy", "austin-order"))
        rename(folder, "austin-order", "As the seed has it")
        assert load(loaded, folder) == Outcome(None, 0, ("policy austin-order",))
        assert loaded.scalars(select(Policy).where(Policy.key == "austin-order", Policy.rev_until.is_(None))).all() == []

    def test_an_entry_that_a_curator_wrote_first_stays_and_is_reported(self, loaded: Session, folder: Path) -> None:
        curate(loaded, World().policy("new", "48453", own("jail_access", -1), title="As the curator has it"))
        world = shipped().policy("new", "48453", own("jail_access", 1))
        assert load(loaded, write(folder, world)) == Outcome(None, 0, ("policy new",))
        assert title(loaded, "new") == "As the curator has it"

    def test_edits_kept_are_reported_in_order(self, loaded: Session, folder: Path) -> None:
        curate(loaded, World().policy("austin-order", "4805000", own("detainers", 2)).policy("sf-refuge", "0667000", own("detainers", 2)).law("tx-plain", "TX", name="Edited"))
        world = shipped()
        for noun, key in (("policy", "austin-order"), ("policy", "sf-refuge"), ("state_law", "tx-plain")):
            del world.entries[noun][key]
        assert load(loaded, write(folder, world)).kept == ("policy austin-order", "policy sf-refuge", "state_law tx-plain")


class TestFingerprint:
    """An unchanged folder is recognised by its files alone."""

    def test_it_is_the_same_for_the_same_files(self, folder: Path, tmp_path: Path) -> None:
        shutil.copytree(folder, tmp_path / "copy")
        assert folder_fingerprint(folder) == folder_fingerprint(tmp_path / "copy")

    @pytest.mark.parametrize("name", ["sources/other.csv", "laws/tx.yaml", "places/tx.csv"])
    def test_a_letter_more_is_another(self, folder: Path, name: str) -> None:
        before = folder_fingerprint(folder)
        with (folder / name).open("a", encoding="utf-8") as handle:
            handle.write(" ")
        assert folder_fingerprint(folder) != before

    def test_another_name_or_file_is_another(self, folder: Path) -> None:
        before = folder_fingerprint(folder)
        (folder / "sources" / "other.csv").rename(folder / "sources" / "renamed.csv")
        renamed = folder_fingerprint(folder)
        (folder / "sources" / "more.csv").write_text("", encoding="utf-8")
        assert len({before, renamed, folder_fingerprint(folder)}) == 3

    def test_files_that_are_not_of_the_record_do_not_count(self, folder: Path) -> None:
        before = folder_fingerprint(folder)
        (folder / "README.md").write_text("About.", encoding="utf-8")
        assert folder_fingerprint(folder) == before
