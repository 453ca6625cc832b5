"""What a question may take of the database, and what waits for another's write: both end with a clear refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from api import db as databases_room
from api.db import db
from tests.conftest import Databases, app_for, shut
from tests.functional.addresses import refused

# Counts for minutes on either engine.
LONG = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000) SELECT max(i) FROM n"


@pytest.fixture
def opened(templates: Databases, data_dir: Path) -> Iterator[Callable[..., Flask]]:
    """Makes applications with doors of the test's own: one that asks for too much, one that writes."""
    apps: list[Flask] = []

    def make(**settings: Any) -> Flask:
        app = app_for(templates.create("functional_held_up", "small"), data_dir, **settings)
        apps.append(app)
        app.add_url_rule("/v1/-/long", "long", lambda: str(db.session.scalar(text(LONG))))
        app.add_url_rule("/v1/-/write", "write", write, methods=["POST"])
        return app

    yield make
    for app in apps:
        shut(app)


def write() -> str:
    """Rename a state, so that the lock is needed on both engines."""
    with db.writing() as session:
        session.execute(text("UPDATE jurisdiction SET name = 'Texas' WHERE key = '48'"))
    return "ok"


def test_a_question_that_takes_too_long_ends(opened: Callable[..., Flask]) -> None:
    client = opened(request_seconds=1).test_client()
    answer = client.get("/v1/-/long")
    assert refused(answer, 503)["type"].endswith("#TooSlow")
    assert answer.headers["Retry-After"]
    assert client.get("/v1/maps/states").status_code == client.get("/v1/jurisdictions").status_code == 200, "the connection is as good as before"


def test_a_writer_may_take_longer_than_a_reader(opened: Callable[..., Flask]) -> None:
    with opened(request_seconds=1).app_context(), db.writing() as session:
        short = LONG.replace("2000000000", "6000000")
        assert session.scalar(text(short)) == 6_000_000


def test_who_waits_for_the_lock_in_vain_is_told_to_come_again(opened: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(databases_room, "_LOCK_SECONDS", 1)
    app = opened()
    held, done = Event(), Event()

    def hold() -> None:
        with app.app_context(), db.writing() as session:
            session.execute(text("UPDATE jurisdiction SET name = 'Texas' WHERE key = '48'"))
            held.set()
            done.wait(30)

    holder = Thread(target=hold)
    holder.start()
    try:
        assert held.wait(10)
        answer = app.test_client().post("/v1/-/write")
        assert app.test_client().get("/v1/jurisdictions/48").status_code == 200, "readers do not wait"
    finally:
        done.set()
        holder.join()
    assert refused(answer, 503)["type"].endswith("#Busy")
    assert answer.headers["Retry-After"]
    assert app.test_client().post("/v1/-/write").status_code == 200


def test_more_writers_than_threads_to_spare_are_refused_at_once(opened: Callable[..., Flask]) -> None:
    app = opened()
    with app.app_context(), db.writing() as one:
        one.scalar(text("SELECT 1"))
        assert refused(app.test_client().post("/v1/-/write"), 503)["type"].endswith("#Busy")
    assert app.test_client().post("/v1/-/write").status_code == 200
