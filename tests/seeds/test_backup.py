"""Backup and restore: the same answers afterwards, on either engine and across them; what is damaged or does not fit is refused."""

from __future__ import annotations

import os
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from flask import Flask
from sqlalchemy import Engine, delete, func, select, text
from sqlalchemy.orm import Session

from api.db import db, engine_for
from api.ledger import curators, proposals
from api.ledger.curators import Who
from api.models import Correction, Curator, Revision, SignIn, Token
from seeds.__main__ import main
from seeds.backups import MANIFEST, UnusableBackup, back_up, verify
from seeds.restoring import restore
from tests.builders import World, own
from tests.conftest import Databases, app_for, migrate, shut
from tests.curators import Headers, at_desk, token_of
from tests.functional.addresses import ANNALS, EVERY, POINT, asking
from tests.functional.conftest import publish_into
from tests.functional.worlds import second_revision

CLOCKS = ("on=2026-06-01", "on=2016-06-01&revision=1", "on=2026-06-01&revision=2")
QUESTIONS = [f"{asking(address)}{clock}" for address in (*EVERY, POINT) for clock in CLOCKS]
QUESTIONS += [*ANNALS, "/v1/revisions", "/v1/revisions/2/changes", "/v1/revisions/3/changes", "/v1/changes", "/v1/policies?updated_since=1", "/v1/records/policy/austin-order", "/v1/versions/policy/austin-order"]
FOR_CURATORS = ["/v1/proposals", "/v1/proposals/1", "/v1/proposals/2"]


@pytest.fixture
def before(templates: Databases, data_dir: Path) -> Iterator[Flask]:
    """A record of three revisions, the last by way of a proposal, with everything beside it that a desk leaves behind."""
    url = templates.create("backup_before", "small")
    publish_into(url, second_revision())
    app = app_for(url, data_dir)
    worked_on(app)
    yield app
    shut(app)


def worked_on(app: Flask) -> None:
    """What curators and a reader did."""
    token_of(app, "Ada", "contributor")
    at_desk(app, "Ada", "contributor")
    token_of(app, "Björn", "reviewer")
    with app.app_context(), db.writing() as session:
        ada, bjorn = (Who(found.id, found.name, found.role, frozenset(curators.ROLES[found.role])) for found in session.scalars(select(Curator).order_by(Curator.name)))
        changed = World().policy("austin-order", "4805000", own("detainers", 1, "2024-01-01"), summary='„Quoted“, with a "mark" and\na line.').entries
        made = proposals.propose(session, ada, entries=changed, reason="A clause was misread")
        proposals.publish(session, bjorn, made.id, version=1, alone=False)
        proposals.propose(session, ada, entries=World().policy("new-order", "48453", own("detainers", -1)).entries, reason="Not yet", state="draft")
        session.add(Correction(received_at=curators.now(), target="policy:austin-order", claim="Wrong day", evidence="https://example.org/", contact="reader@example.org", state="open"))


def told(app: Flask, headers: Headers) -> dict[str, Any]:
    """Every answer, to the byte."""
    client = app.test_client()
    answers = {question: client.get(question) for question in QUESTIONS} | {question: client.get(question, headers=headers) for question in FOR_CURATORS}
    assert {question: answer.status_code for question, answer in answers.items() if answer.status_code != 200} == {}
    return {question: (answer.data, answer.headers.get("ETag")) for question, answer in answers.items()}


def other(databases: Databases, folder: Path, server: str) -> Databases:
    """Databases of the other engine."""
    return Databases("postgresql", folder, server) if databases.kind == "sqlite" else Databases("sqlite", folder, None)


def empty(databases: Databases, name: str = "backup_after") -> str:
    """The address of a migrated database without a row."""
    url = databases.create(name)
    engine = engine_for(url)
    migrate(engine)
    engine.dispose()
    return url


@pytest.fixture
def made(before: Flask, tmp_path: Path) -> Path:
    """A backup of it."""
    with before.app_context():
        back_up(db.engine, tmp_path / "record.backup")
    return tmp_path / "record.backup"


@pytest.fixture
def after(templates: Databases) -> Iterator[Engine]:
    """An empty database of the same engine."""
    engine = engine_for(empty(templates))
    yield engine
    engine.dispose()


@pytest.mark.parametrize("across", [False, True], ids=["the same engine", "the other engine"])
def test_a_restored_record_gives_equal_answers(before: Flask, templates: Databases, postgres: str, tmp_path: Path, data_dir: Path, across: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    headers, path = token_of(before, "Ada", "contributor"), tmp_path / "record.backup"
    answered = told(before, headers)
    url = empty(other(templates, tmp_path, postgres) if across else templates)
    monkeypatch.setenv("DATABASE_URL", before.config["SETTINGS"].database_url)
    assert main(["backup", str(path)]) == 0
    assert main(["restore", str(path), "--into", url]) == 0
    app = app_for(url, data_dir)
    try:
        assert told(app, headers) == answered
        with app.app_context():
            again = back_up(db.engine, tmp_path / "again.backup")
        first = verify(path)
        assert again.tables == first.tables, "a backup of what was restored is the same to the letter"
        assert (first.revision, first.left_out) == (3, ["sign_in"])
        goes_on(app)
    finally:
        shut(app)


def goes_on(app: Flask) -> None:
    """New rows are numbered after the restored ones."""
    client, bjorn = app.test_client(), token_of(app, "Björn", "reviewer")
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(SignIn)) == 0, "nobody stays signed in"
        assert db.session.scalar(select(Correction.contact)) == "reader@example.org"
    body = {"entries": World().policy("another", "48453", own("detainers", -1)).entries, "bases": {}, "reason": "After the restore"}
    del body["entries"]["source"]  # type: ignore[attr-defined]
    posted = client.post("/v1/proposals", json=body, headers=token_of(app, "Ada", "contributor"))
    assert posted.status_code == 201, posted.get_json()
    number = posted.get_json()["data"]["id"]
    assert number == 3
    published = client.post(f"/v1/proposals/{number}/publish", json={}, headers=bjorn | {"If-Match": posted.headers["ETag"]})
    assert (published.status_code, published.get_json()["data"]["revision"]) == (200, 4)


def test_a_backup_is_for_its_owner_alone(made: Path) -> None:
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert [path.name for path in made.parent.iterdir() if path.is_file() and "backup" in path.name] == [made.name]


def test_what_is_published_meanwhile_is_not_half_in_it(before: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A revision that is published between two tables is in neither."""
    from seeds import backups

    write, published = backups._write, list[int]()

    def slowly(connection: Any, table: Any, packed: Any) -> Any:
        if table.name == "policy":
            publish_into(before.config["SETTINGS"].database_url, World().policy("meanwhile", "48453", own("detainers", -1)))
            published.append(1)
        return write(connection, table, packed)

    monkeypatch.setattr(backups, "_write", slowly)
    with before.app_context():
        manifest = back_up(db.engine, tmp_path / "during.backup")
        assert published
        assert db.session.scalar(select(func.max(Revision.number))) == 4
    assert manifest.revision == 3
    with zipfile.ZipFile(tmp_path / "during.backup") as packed:
        assert b"meanwhile" not in packed.read("policy.jsonl") + packed.read("position.jsonl") + packed.read("change.jsonl")
        assert len(packed.read("revision.jsonl").splitlines()) == 3


def test_a_full_disk_leaves_the_earlier_backup_and_no_half_one(before: Flask, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, full = made.read_bytes(), OSError(28, os.strerror(28))

    def no_room(_: int) -> None:
        raise full

    monkeypatch.setattr(os, "fsync", no_room)
    with before.app_context(), pytest.raises(UnusableBackup, match="No space left"):
        back_up(db.engine, made)
    assert made.read_bytes() == whole
    assert [path for path in made.parent.iterdir() if path.name.endswith(".part")] == []


class TestRefusals:
    """What cannot be restored is refused with a sentence, and changes nothing."""

    def refused(self, path: Path, engine: Engine, words: str) -> None:
        with pytest.raises(UnusableBackup, match=words):
            restore(path, engine)
        with Session(engine) as session:
            assert session.scalar(select(func.count()).select_from(Revision)) in {0, 1}

    @pytest.mark.parametrize("at", [0.1, 0.5, 0.99])
    def test_a_truncated_file(self, made: Path, after: Engine, at: float) -> None:
        made.write_bytes(made.read_bytes()[: int(made.stat().st_size * at)])
        self.refused(made, after, "damaged")

    def test_a_file_with_a_changed_row(self, made: Path, after: Engine) -> None:
        self.rewrite(made, "policy.jsonl", lambda body: body.replace(b"austin-order", b"austin-ordeR"))
        self.refused(made, after, "policy of the backup is not what was written")

    def test_a_file_that_is_no_backup(self, tmp_path: Path, after: Engine) -> None:
        (tmp_path / "other").write_text("not a backup")
        self.refused(tmp_path / "other", after, "damaged")
        self.refused(tmp_path / "nothing", after, "cannot be read")

    def test_another_migration(self, made: Path, after: Engine) -> None:
        self.rewrite(made, MANIFEST, lambda body: orjson.dumps(orjson.loads(body) | {"migration": "2031_01_01_later"}))
        self.refused(made, after, "2031_01_01_later, the database is at")

    def test_another_format(self, made: Path, after: Engine) -> None:
        self.rewrite(made, MANIFEST, lambda body: orjson.dumps(orjson.loads(body) | {"format": 9}))
        self.refused(made, after, "format 9")

    def test_a_database_with_a_record(self, made: Path, templates: Databases) -> None:
        engine = engine_for(templates.create("backup_full", "small"))
        self.refused(made, engine, "not empty")
        engine.dispose()

    def test_a_database_without_tables(self, made: Path, templates: Databases) -> None:
        engine = engine_for(templates.create("backup_bare"))
        with pytest.raises(UnusableBackup, match="alembic upgrade head"):
            restore(made, engine)
        engine.dispose()

    def test_a_record_that_does_not_hold_together(self, before: Flask, tmp_path: Path, after: Engine) -> None:
        with before.app_context(), db.writing() as session:
            session.execute(text("UPDATE policy SET jurisdiction = '99' WHERE key = 'austin-order' AND rev_until IS NULL"))
        with before.app_context():
            back_up(db.engine, tmp_path / "broken.backup")
        self.refused(tmp_path / "broken.backup", after, "does not hold together")
        with Session(after) as session:
            assert session.scalar(select(func.count()).select_from(Curator)) == 0

    def test_the_command_says_so(self, made: Path, capsys: pytest.CaptureFixture[str], templates: Databases) -> None:
        made.write_bytes(b"")
        assert main(["restore", str(made), "--into", empty(templates)]) == 1
        assert "Refused: The backup is damaged" in capsys.readouterr().err

    def rewrite(self, path: Path, name: str, change: Any) -> None:
        with zipfile.ZipFile(path) as packed:
            bodies = {info.filename: packed.read(info) for info in packed.infolist()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for found, body in bodies.items():
                packed.writestr(found, change(body) if found == name else body)


def test_secrets_are_kept_as_hashes(before: Flask, tmp_path: Path) -> None:
    secret = token_of(before, "Ada", "contributor")["Authorization"].removeprefix("Bearer ")
    with before.app_context(), db.writing() as session:
        session.execute(delete(Token).where(Token.revoked_at.is_not(None)))
    with before.app_context():
        back_up(db.engine, tmp_path / "secrets.backup")
    with zipfile.ZipFile(tmp_path / "secrets.backup") as packed:
        bodies = b"".join(packed.read(name) for name in packed.namelist())
        assert "sign_in.jsonl" not in packed.namelist()
    assert secret.encode() not in bodies
    assert curators.fingerprint(secret).encode() in bodies
