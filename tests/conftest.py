"""Real databases for the tests: SQLite and PostgreSQL, migrated by the diary, filled by builders or with the whole record."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pgserver
import psycopg
import pytest
from alembic import command
from alembic.config import Config
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.app import create_app
from api.db import db, engine_for
from api.ledger import passwords
from api.settings import Settings
from seeds.loading import load
from tests.builders import World, small_world

ROOT = Path(__file__).parent.parent
ENGINES = (
    pytest.param("sqlite", marks=pytest.mark.xdist_group("sqlite")),
    pytest.param("postgresql", marks=pytest.mark.xdist_group("postgresql")),
)
# For what does not depend on the engine and takes long: the quicker one, or the one that refuses more.
ON_SQLITE = pytest.mark.parametrize("databases", ENGINES[:1], indirect=True, scope="session")
ON_POSTGRESQL = pytest.mark.parametrize("databases", ENGINES[1:], indirect=True, scope="session")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Keep the tests of the live server with those of SQLite, so that the whole record is loaded there once."""
    if "sqlite_record" in getattr(item, "fixturenames", ()) and item.get_closest_marker("xdist_group") is None:
        item.add_marker(pytest.mark.xdist_group("sqlite"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the groups reach the scheduler: xdist 3.8 writes them where pytest 9.2 no longer looks, and every worker would load every record."""
    for item in items:
        grouped = getattr(item, "_nodeid", item.nodeid)
        if grouped != item.nodeid and hasattr(item, "_id"):
            item._id = type(item._id).parse(grouped)


def migrate(engine: Engine, target: str = "head") -> None:
    """Bring a database to a page of the diary."""
    config = Config(ROOT / "alembic.ini")
    config.set_main_option("script_location", str(ROOT / "migrations"))
    with engine.execution_options(writing=True).begin() as connection:
        config.attributes["connection"] = connection
        (command.downgrade if target == "base" else command.upgrade)(config, target)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server of this session; answers the address of its maintenance database."""
    folder = tempfile.mkdtemp(prefix="spectrum-pg-")
    server = pgserver.get_server(folder, cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        # What a crash would lose is thrown away anyway; waiting for the disk costs half a minute.
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.execute(f"ALTER SYSTEM SET {setting} TO off")  # type: ignore[arg-type]
        connection.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Argon2 itself, with its least cost: the tests sign in often."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        yield


class Databases:
    """Makes fresh databases of one engine, and copies of a prepared one."""

    def __init__(self, kind: str, folder: Path, server: str | None) -> None:
        self.kind = kind
        self._folder = folder
        self._server = server

    def create(self, name: str, template: str | None = None) -> str:
        """The address of a new database, empty or a copy of another."""
        if self._server is None:
            path = self._folder / f"{name}.sqlite"
            path.unlink(missing_ok=True)
            if template is not None:
                shutil.copyfile(self._folder / f"{template}.sqlite", path)
            return f"sqlite:///{path}"
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")  # type: ignore[arg-type]
            connection.execute(f"CREATE DATABASE {name}{f' TEMPLATE {template}' if template else ''}")  # type: ignore[arg-type]
        return self._server.replace("/postgres?", f"/{name}?").replace("postgresql://", "postgresql+psycopg://")


@pytest.fixture(scope="session", params=ENGINES)
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """Databases of each engine in turn."""
    server = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    return Databases(request.param, tmp_path_factory.mktemp(request.param), server)


@pytest.fixture(scope="session")
def templates(databases: Databases) -> Databases:
    """The same, with an empty migrated database `blank` and a small filled one `small` to copy."""
    engine = engine_for(databases.create("blank"))
    migrate(engine)
    engine.dispose()
    engine = engine_for(databases.create("small", "blank"))
    with Session(engine.execution_options(writing=True)) as session, session.begin():
        small_world().publish(session)
    checkpoint(engine)
    engine.dispose()
    return databases


def checkpoint(engine: Engine) -> None:
    """Bring SQLite's write-ahead log into the file, so that the file alone is the database."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.fixture
def blank(templates: Databases) -> Iterator[Session]:
    """A session on a migrated, empty database of the test's own."""
    yield from _session(templates.create("own_blank", "blank"))


@pytest.fixture
def small(templates: Databases) -> Iterator[Session]:
    """A session on a small made-up record of the test's own, free to write to."""
    yield from _session(templates.create("own_small", "small"))


def _session(url: str) -> Iterator[Session]:
    engine = engine_for(url)
    with Session(engine.execution_options(writing=True)) as session:
        yield session
    engine.dispose()


def app_for(url: str, data_dir: Path, **settings: Any) -> Flask:
    """The application on a database and a data folder; nothing counts its requests unless a setting says so."""
    common: dict[str, Any] = {"host": "127.0.0.1", "port": 0, "build": "test", "secret_key": "for tests only", "desk_over_http": True, "rate_limits": False, "log_requests": False}
    return create_app(Settings(data_dir=data_dir, database_url=url, **common | settings), TESTING=False)


def shut(app: Flask) -> None:
    """Close the connections of an application; one left open is a warning, and so a failure."""
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory, vintage_dir: Path) -> Path:
    """A data folder with the real map vintage."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "vintages").symlink_to(vintage_dir)
    return folder


@pytest.fixture(scope="session")
def vintage_dir() -> Path:
    """The real map vintage, built once and kept between runs beside the checkout's other build products."""
    from geo.build import build_if_needed

    folder = ROOT / "build" / "vintages"
    folder.mkdir(parents=True, exist_ok=True)
    build_if_needed(folder)
    return folder


@pytest.fixture(scope="session")
def small_app(templates: Databases, data_dir: Path) -> Iterator[Flask]:
    """The application on the small made-up record; tests only read from it."""
    app = app_for(templates.create("shared_small", "small"), data_dir)
    yield app
    shut(app)


@pytest.fixture
def small_client(small_app: Flask) -> FlaskClient:
    """A client of the small record."""
    return small_app.test_client()


@pytest.fixture(scope="session")
def sqlite_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole shipped record in SQLite, loaded once for the session; tests only read from it."""
    path = tmp_path_factory.mktemp("whole") / "record.sqlite"
    engine = engine_for(f"sqlite:///{path}")
    migrate(engine)
    _load_record(engine)
    return path


@pytest.fixture(scope="session")
def record_url(request: pytest.FixtureRequest, templates: Databases) -> str:
    """The whole shipped record on each engine, loaded once for the session by `seeds load` itself."""
    if templates.kind == "sqlite":
        return f"sqlite:///{request.getfixturevalue('sqlite_record')}"
    url = templates.create("record", "blank")
    _load_record(engine_for(url))
    return url


def _load_record(engine: Engine) -> None:
    try:
        with Session(engine.execution_options(writing=True)) as session, session.begin():
            load(session)
        checkpoint(engine)
    finally:
        engine.dispose()


@pytest.fixture(scope="session")
def record_app(record_url: str, data_dir: Path) -> Iterator[Flask]:
    """The application on the whole record; tests only read from it."""
    app = app_for(record_url, data_dir)
    yield app
    shut(app)


@pytest.fixture
def client(record_app: Flask) -> FlaskClient:
    """A client of the whole record."""
    return record_app.test_client()


@pytest.fixture
def world() -> World:
    """An empty made-up record to build on."""
    return World()


def answer(client: FlaskClient, address: str, **kwargs: Any) -> Any:
    """The parsed answer of an address that must answer."""
    response = client.get(address, **kwargs)
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_json()


@pytest.fixture(scope="session")
def live_server(sqlite_record: Path, vintage_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real server on the whole record, started as `make run` starts it."""
    folder = tmp_path_factory.mktemp("live")
    shutil.copyfile(sqlite_record, folder / "record.sqlite")
    (folder / "vintages").symlink_to(vintage_dir)
    with serving(folder) as address:
        yield address


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of the real server on a data folder, for as long as it is open."""
    port = _free_port()
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "HOST", "BUILD", "WORKERS"}}
    here = {"RATE_LIMITS": "false", "LOG_REQUESTS": "true", "DATA_DIR": str(folder), "PORT": str(port), "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    with (folder / "log").open("w") as log:
        server = subprocess.Popen([ROOT / "deploy" / "serve"], env={**kept, **here}, stdout=log, stderr=log, start_new_session=True)
    address = f"http://127.0.0.1:{port}"
    try:
        _await_ready(server, address, folder / "log")
        yield address
    finally:
        _stop(server)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await_ready(server: subprocess.Popen[bytes], address: str, log: Path, seconds: float = 60) -> None:
    """Wait until the server says that it can answer; a server that ends or hangs shows its log."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.poll() is None:
        try:
            with urlopen(f"{address}/readyz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the server never became ready:\n{log.read_text()[-4000:]}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    """End the server with its workers, by force where it does not follow."""
    server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(timeout=10)
