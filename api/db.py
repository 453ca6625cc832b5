"""The session: one engine per application, and SQLite set up to keep every accepted write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, current_app, g
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session

_EXTENSION = "spectrum.engine"


class Database:
    """The engine of the current application, and one session a request, opened when first asked for."""

    @property
    def engine(self) -> Engine:
        """The application's engine."""
        engine: Engine = current_app.extensions[_EXTENSION]
        return engine

    @property
    def session(self) -> Session:
        """The session of this request."""
        if "session" not in g:
            g.session = Session(self.engine)
        session: Session = g.session
        return session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session of its own that writes: all of it is kept when the block ends, or nothing."""
        with Session(self.engine.execution_options(writing=True), expire_on_commit=False) as session, session.begin():
            yield session


db = Database()


def init_db(app: Flask, url: str) -> None:
    """Give the application its engine, and close each request's session with the request."""
    app.extensions[_EXTENSION] = engine_for(url)
    app.teardown_appcontext(_close)


def _close(_error: BaseException | None) -> None:
    session: Session | None = g.pop("session", None)
    if session is not None:
        session.close()


def engine_for(url: str) -> Engine:
    """An engine outside any application, for the seeds, the migrations and the tests."""
    engine = create_engine(url, **_options(url))
    prepare(engine)
    return engine


def _options(url: str) -> dict[str, Any]:
    return {"pool_pre_ping": True} if url.startswith("postgresql") else {}


def prepare(engine: Engine) -> None:
    """SQLite: write-ahead log, full sync, foreign keys, and transactions that begin when SQLAlchemy says so."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        # Four megabytes a connection: with more, the connections of a worker's threads hold hundreds, and no answer is faster.
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000", "cache_size=-4096"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
