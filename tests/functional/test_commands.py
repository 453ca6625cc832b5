"""The commands for curators, as the machine's keeper types them."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from api.db import db
from api.ledger import curators, tokens
from api.models import Curator, Deed
from api.secret import secret_key
from api.settings import Settings
from tests.conftest import ROOT
from tests.curators import at_desk, token_of
from tests.functional.conftest import OwnApp

PASSWORD = "three boats under one bridge"


@pytest.fixture
def app(own_app: OwnApp) -> Flask:
    """An application without curators."""
    return own_app()


@pytest.fixture
def typed(app: Flask) -> FlaskCliRunner:
    """Its command line."""
    return app.test_cli_runner()


def one(app: Flask, name: str) -> Curator:
    with app.app_context(), db.writing() as writing:
        return curators.named(writing, name)


def test_the_first_administrator_is_made_by_a_command(app: Flask, typed: FlaskCliRunner) -> None:
    made = typed.invoke(args=["curators", "add", "Ada Quill", "--role", "administrator"], input=f"{PASSWORD}\n{PASSWORD}\n")
    assert (made.exit_code, PASSWORD in made.output) == (0, False)
    assert one(app, "Ada Quill").password.startswith("$argon2id$")  # type: ignore[union-attr]
    assert "Ada Quill\tadministrator\tnever signed in" in typed.invoke(args=["curators", "list"]).output
    with app.app_context():
        assert [(deed.action, deed.target, deed.curator_id) for deed in db.session.scalars(select(Deed))] == [("added", "curator:Ada Quill", None)]


@pytest.mark.parametrize(
    ("args", "given", "said"),
    [
        pytest.param(["add", "Bo", "--role", "reviewer", "--password-stdin"], "short\n", "12 characters", id="a short password"),
        pytest.param(["add", "Bo", "--role", "reviewer"], f"{PASSWORD}\nanother\n", "do not match", id="two passwords"),
        pytest.param(["add", "Bo", "--role", "reader", "--password-stdin"], PASSWORD, "Invalid value for '--role'", id="no such role"),
        pytest.param(["add", "<b>", "--role", "reviewer", "--password-stdin"], PASSWORD, "A name has", id="no name of a person"),
        pytest.param(["add", "ADA QUILL", "--role", "reviewer", "--password-stdin"], PASSWORD, "already", id="a name that is taken"),
        pytest.param(["disable", "Nobody"], "", "No curator", id="nobody"),
        pytest.param(["disable", "Ada Quill"], "", "last administrator", id="the last administrator is disabled"),
        pytest.param(["role", "Ada Quill", "reviewer"], "", "last administrator", id="the last administrator is demoted"),
        pytest.param(["token", "Ada Quill", "--label", "x", "--scope", "read", "--days", "367"], "", "1 to 366 days", id="a token for more than a year"),
    ],
)
def test_what_is_refused_is_said_in_a_line(app: Flask, typed: FlaskCliRunner, args: list[str], given: str, said: str) -> None:
    token_of(app, "Ada Quill", "administrator")
    refused = typed.invoke(args=["curators", *args], input=given)
    assert (refused.exit_code != 0, said in refused.output) == (True, True), refused.output
    with app.app_context():
        assert [(found.name, found.role, found.disabled_at) for found in curators.listing(db.session)] == [("Ada Quill", "administrator", None)]


def test_disabling_ends_sign_ins_and_tokens_and_enabling_brings_no_token_back(app: Flask, typed: FlaskCliRunner) -> None:
    token_of(app, "Ada Quill", "administrator")
    desk, token = at_desk(app, "Bo Vellum", "reviewer"), token_of(app, "Bo Vellum", "reviewer")["Authorization"].split()[1]
    assert typed.invoke(args=["curators", "disable", "Bo Vellum"]).exit_code == 0
    assert desk.get("/desk").status_code == 303
    assert typed.invoke(args=["curators", "enable", "Bo Vellum"]).exit_code == 0
    with app.app_context():
        assert tokens.used(db.session, token) is None
    assert desk.get("/desk").status_code == 303


def test_a_new_role_and_a_new_password(app: Flask, typed: FlaskCliRunner) -> None:
    token_of(app, "Ada Quill", "contributor")
    desk = at_desk(app, "Ada Quill", "contributor")
    assert typed.invoke(args=["curators", "role", "Ada Quill", "administrator"]).exit_code == 0
    assert desk.get("/desk/people").status_code == 200
    assert typed.invoke(args=["curators", "password", "Ada Quill", "--password-stdin"], input=f"{PASSWORD}\n").exit_code == 0
    assert desk.get("/desk/people").status_code == 303


def test_a_token_is_printed_once_and_kept_as_a_fingerprint(app: Flask, typed: FlaskCliRunner) -> None:
    token_of(app, "Ada Quill", "reviewer")
    made = typed.invoke(args=["curators", "token", "Ada Quill", "--label", "nightly", "--scope", "publish", "--scope", "read", "--days", "7"])
    secret = made.stdout.strip()
    assert (made.exit_code, "shown once" in made.stderr) == (0, True)
    with app.app_context():
        used = tokens.used(db.session, secret)
        assert used is not None
        assert used.who.scopes == {"read", "publish"}
        assert secret not in repr([vars(token) for token, _ in tokens.listing(db.session)])


def test_the_command_line_finds_the_application_and_says_what_is_missing(tmp_path: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {"DATA_DIR": str(tmp_path)}
    told = subprocess.run([sys.executable, "-m", "flask", "--app", "api.app", "curators", "list"], cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert (told.returncode, "make setup" in told.stderr, "Traceback" in told.stderr) == (1, True, False)


def settings(folder: Path, **further: str) -> Settings:
    return Settings.read({"DATA_DIR": str(folder), **further})


class TestSecret:
    def test_a_key_that_is_set_is_taken(self, tmp_path: Path) -> None:
        assert secret_key(settings(tmp_path, SECRET_KEY="of the environment")) == "of the environment"
        assert list(tmp_path.iterdir()) == []

    def test_without_one_it_is_made_once_for_the_owner_alone(self, tmp_path: Path) -> None:
        made = secret_key(settings(tmp_path))
        assert made is not None
        assert len(made) >= 64
        assert secret_key(settings(tmp_path)) == made
        assert [stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()] == [0o600]

    def test_workers_that_start_together_take_the_same(self, tmp_path: Path) -> None:
        ask = "from pathlib import Path; from api.secret import secret_key; from api.settings import Settings; print(secret_key(Settings.read()))"
        environ = {**os.environ, "DATA_DIR": str(tmp_path)}
        environ.pop("SECRET_KEY", None)
        workers = [subprocess.Popen([sys.executable, "-c", ask], cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True) for _ in range(4)]
        assert len({worker.communicate()[0] for worker in workers}) == 1
        assert [path.name for path in tmp_path.iterdir()] == ["secret"]

    def test_without_a_folder_to_keep_it_in_there_is_none(self, tmp_path: Path) -> None:
        assert secret_key(settings(tmp_path / "missing")) is None
