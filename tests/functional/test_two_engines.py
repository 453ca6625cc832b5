"""SQLite and PostgreSQL give the same bytes for the same questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from api.db import engine_for
from tests.builders import small_world
from tests.conftest import Databases, app_for, checkpoint, migrate, shut
from tests.functional.addresses import CSV, EVERY, GEOJSON, JSON, POINT, RECORDS, asking, at, offered
from tests.functional.worlds import second_revision

CLOCKS = ("on=2026-06-01", "on=2016-06-01&revision=1", "on=2031-01-01")
# The moments of publishing are the one thing that differs between two records made one after the other, and what their tags are made from.
MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT[\d:.]+(\+00:00|Z)")
QUESTIONS = [f"{asking(address)}{clock}" for address in (*EVERY, POINT) for clock in CLOCKS if "revisions" not in address]
SUFFIXES = {JSON: ".json", CSV: ".csv", GEOJSON: ".geojson"}
QUESTIONS += [
    f"{asking(at(address, '{}' + SUFFIXES[form]))}on=2026-06-01" for address in EVERY for form in offered(address) if "revisions" not in address
]
SORTS = {
    "/v1/jurisdictions": ("name", "-population", "policy_score", "-operative_score"),
    "/v1/policies": ("jurisdiction", "-adopted"),
    "/v1/agreements": ("-signed", "first_listed"),
    "/v1/designations": ("geoid", "-listed_on"),
    "/v1/agencies": ("name",),
    "/v1/sources": ("-published", "publisher"),
}
QUESTIONS += [f"{address}?sort={sort}&limit=3&on=2026-06-01" for address, sorts in SORTS.items() for sort in sorts]
QUESTIONS += [f"{address}?updated_since=1&on=2026-06-01" for address in RECORDS]


@pytest.fixture(scope="module")
def twins(postgres: str, tmp_path_factory: pytest.TempPathFactory, data_dir: Path) -> Iterator[tuple[Flask, Flask]]:
    """The same two revisions on both engines."""
    folder = tmp_path_factory.mktemp("twins")
    apps = []
    for databases in (Databases("sqlite", folder, None), Databases("postgresql", folder, postgres)):
        engine = engine_for(databases.create("twin"))
        migrate(engine)
        with Session(engine.execution_options(writing=True)) as session:
            for world in (small_world(), second_revision()):
                world.publish(session)
                session.commit()
        checkpoint(engine)
        apps.append(app_for(str(engine.url.render_as_string(hide_password=False)), data_dir))
        engine.dispose()
    yield apps[0], apps[1]
    for app in apps:
        shut(app)


@pytest.mark.xdist_group("postgresql")
def test_both_engines_give_equal_bytes(twins: tuple[Flask, Flask]) -> None:
    assert len(QUESTIONS) >= 60
    for question in QUESTIONS:
        one, other = (app.test_client().get(question) for app in twins)
        assert one.status_code == other.status_code, question
        assert MOMENT.sub(b"", one.data) == MOMENT.sub(b"", other.data), question
        if not MOMENT.search(one.data):
            assert one.headers.get("ETag") == other.headers.get("ETag"), question
