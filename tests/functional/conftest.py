"""Applications for the doors: on a wider made-up record of two revisions, and on records of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from api.db import engine_for
from tests.builders import World
from tests.conftest import Databases, app_for, checkpoint, shut
from tests.functional.worlds import a_list_later, long_world, second_revision, told_histories

OwnApp = Callable[..., Flask]


def publish_into(url: str, *worlds: World) -> None:
    """Publish worlds into a database, one revision each."""
    engine = engine_for(url)
    with Session(engine.execution_options(writing=True)) as session:
        for world in worlds:
            world.publish(session)
            session.commit()
    checkpoint(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def wide_app(templates: Databases, data_dir: Path) -> Iterator[Flask]:
    """The application on the small record with a second revision; tests only read from it."""
    url = templates.create("functional_wide", "small")
    publish_into(url, second_revision())
    app = app_for(url, data_dir)
    yield app
    shut(app)


@pytest.fixture
def wide_client(wide_app: Flask) -> FlaskClient:
    """A client of the wide record."""
    return wide_app.test_client()


@pytest.fixture(scope="session")
def long_app(templates: Databases, data_dir: Path) -> Iterator[Flask]:
    """The application on a record with lists of several batches; tests only read from it."""
    url = templates.create("functional_long", "small")
    publish_into(url, long_world())
    app = app_for(url, data_dir)
    yield app
    shut(app)


@pytest.fixture(scope="session")
def told_app(templates: Databases, data_dir: Path) -> Iterator[Flask]:
    """The application on agreements of every status, and a newer list in a revision after; tests only read from it."""
    url = templates.create("functional_told", "small")
    publish_into(url, told_histories(), a_list_later())
    app = app_for(url, data_dir)
    yield app
    shut(app)


@pytest.fixture
def told_client(told_app: Flask) -> FlaskClient:
    """A client of the record with histories."""
    return told_app.test_client()


@pytest.fixture
def own_app(templates: Databases, data_dir: Path) -> Iterator[OwnApp]:
    """Makes applications on copies of the small record with further revisions, free to write to."""
    apps: list[Flask] = []

    def make(*worlds: World) -> Flask:
        url = templates.create(f"functional_own_{len(apps)}", "small")
        publish_into(url, *worlds)
        apps.append(app_for(url, data_dir))
        return apps[-1]

    yield make
    for app in apps:
        shut(app)
