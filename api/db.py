"""The session: one engine per application, and SQLite set up to keep every accepted write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from threading import BoundedSemaphore
from time import monotonic
from typing import Any

from flask import Flask, current_app, g
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from api.rules.refusals import Busy, Refusal, TooSlow

_EXTENSION = "spectrum.engine"
_GATE = "spectrum.writers"
_UNTIL = "spectrum.until"
# One of a worker's threads writes at a time; another waits at the gate for so many seconds, since it could answer readers meanwhile.
_WRITERS = 1
_AT_THE_GATE = 0.5
_LOCK_SECONDS = 10
# SQLite looks at the clock after so many steps: some hundredths of a second.
_STEPS = 1_000_000
_BUSY = {"SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_LOCKED", "55P03", "40P01", "40001"}
_INTERRUPTED = {"SQLITE_INTERRUPT", "57014"}


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
        """A session of its own that writes: all of it is kept when the block ends, or nothing.

        Raises Busy where as many write already as may: whoever waits for the one lock holds a thread that could answer readers.
        """
        gate: BoundedSemaphore = current_app.extensions[_GATE]
        if not gate.acquire(timeout=_AT_THE_GATE):
            raise Busy
        try:
            with Session(self.engine.execution_options(writing=True), expire_on_commit=False) as session, session.begin():
                yield session
        finally:
            gate.release()


db = Database()


def init_db(app: Flask, url: str, *, seconds: int = 0) -> None:
    """Give the application its engine, whose reads end after some seconds, and close each request's session with the request."""
    app.extensions[_EXTENSION] = engine_for(url)
    app.extensions[_GATE] = BoundedSemaphore(_WRITERS)
    bound(app.extensions[_EXTENSION], seconds)
    app.teardown_appcontext(_close)


def _close(_error: BaseException | None) -> None:
    session: Session | None = g.pop("session", None)
    if session is not None:
        session.close()


def engine_for(url: str) -> Engine:
    """An engine outside any application, for the seeds, the migrations and the tests."""
    # What is asked for stands in no message of an error, and so in no log.
    engine = create_engine(url, hide_parameters=True, **_options(url))
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
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={_LOCK_SECONDS}000", "cache_size=-4096"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def bound(engine: Engine, seconds: int) -> None:
    """End what reads longer than some seconds a statement (0: never), and what waits for a lock."""
    if engine.dialect.name == "sqlite":
        if seconds:
            _bound_sqlite(engine, seconds)
        return

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.execute(f"SET statement_timeout = '{seconds}s'")
        connection.execute(f"SET lock_timeout = '{_LOCK_SECONDS}s'")
        connection.commit()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        if connection.get_execution_options().get("writing", False):
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")


def _bound_sqlite(engine: Engine, seconds: int) -> None:
    """SQLite has no clock of its own: it asks now and then whether the statement's time is over."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, record: Any) -> None:
        record.info[_UNTIL] = inf
        connection.set_progress_handler(lambda: monotonic() > record.info[_UNTIL], _STEPS)

    @event.listens_for(engine, "before_cursor_execute")
    def on_execute(connection: Any, *_: Any) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.info[_UNTIL] = inf if writing else monotonic() + seconds

    @event.listens_for(engine, "checkin")
    def on_checkin(_connection: Any, record: Any) -> None:
        record.info[_UNTIL] = inf


def hindered(error: DBAPIError) -> Refusal | None:
    """What kept a statement from being carried out, where that is nobody's fault: others write, or it took too long."""
    code = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None)
    if code in _BUSY:
        return Busy()
    return TooSlow() if code in _INTERRUPTED else None
