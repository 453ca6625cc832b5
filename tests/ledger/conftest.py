"""Sessions for the ledger's tests: on databases that the whole run shares, and that each test leaves as it found them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.db import engine_for
from tests.conftest import Databases


@pytest.fixture(scope="session")
def small_engine(templates: Databases) -> Iterator[Engine]:
    """The small made-up record, which nobody commits to."""
    engine = engine_for(templates.create("ledger_small", "small"))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def blank_engine(templates: Databases) -> Iterator[Engine]:
    """An empty migrated database, which nobody commits to."""
    engine = engine_for(templates.create("ledger_blank", "blank"))
    yield engine
    engine.dispose()


@contextmanager
def prepared(templates: Databases, name: str, fill: Callable[[Session], None]) -> Iterator[Engine]:
    """A database of a module's own: the small record with some more, which nobody commits to afterwards."""
    engine = engine_for(templates.create(name, "small"))
    with Session(engine.execution_options(writing=True)) as session, session.begin():
        fill(session)
    yield engine
    engine.dispose()


@pytest.fixture
def small(small_engine: Engine) -> Iterator[Session]:
    """A session on the small record: a copy of a database costs more than most tests, so this one is rolled back instead."""
    with Session(small_engine.execution_options(writing=True)) as session:
        yield session


@pytest.fixture
def blank(blank_engine: Engine) -> Iterator[Session]:
    """A session on an empty record, rolled back at the end."""
    with Session(blank_engine.execution_options(writing=True)) as session:
        yield session
