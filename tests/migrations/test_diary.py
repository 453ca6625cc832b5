"""The diary of the database: up, no difference to the models, down to nothing, and up again, on both engines."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, func, inspect, select
from sqlalchemy.orm import Session

from api.db import engine_for
from api.models import Base, Revision
from tests.builders import small_world
from tests.conftest import ROOT, Databases, migrate

VERSIONS = ROOT / "migrations" / "versions"
PAGES = sorted(VERSIONS.glob("*.py"))


@pytest.fixture
def engine(databases: Databases) -> Iterator[Engine]:
    """A database without a table."""
    made = engine_for(databases.create("diary"))
    yield made
    made.dispose()


def drawn(engine: Engine) -> dict[str, Any]:
    """Every table with its columns, keys, checks and indexes."""
    found = inspect(engine)

    def told(table: str) -> dict[str, Any]:
        return {
            "columns": {c["name"]: (str(c["type"]), c["nullable"]) for c in found.get_columns(table)},
            "key": found.get_pk_constraint(table)["constrained_columns"],
            "unique": sorted(tuple(u["column_names"]) for u in found.get_unique_constraints(table)),
            "checks": sorted(str(c["name"]) for c in found.get_check_constraints(table)),
            "foreign": sorted((tuple(f["constrained_columns"]), f["referred_table"]) for f in found.get_foreign_keys(table)),
            "indexes": sorted((str(i["name"]), tuple(i["column_names"])) for i in found.get_indexes(table)),
        }

    return {table: told(table) for table in found.get_table_names() if table != "alembic_version"}


def check(engine: Engine) -> None:
    """`alembic check`: fails where the models differ from the database."""
    config = Config(ROOT / "alembic.ini")
    config.set_main_option("script_location", str(ROOT / "migrations"))
    with engine.execution_options(writing=True).begin() as connection:
        config.attributes["connection"] = connection
        command.check(config)


def test_up_then_as_the_models_say_then_down_to_nothing_and_up_again(engine: Engine) -> None:
    migrate(engine)
    check(engine)
    first = drawn(engine)
    assert set(first) == set(Base.metadata.tables)
    with Session(engine.execution_options(writing=True)) as session, session.begin():
        small_world().publish(session)
    migrate(engine, "base")
    assert drawn(engine) == {}
    migrate(engine)
    check(engine)
    assert drawn(engine) == first
    with Session(engine) as session:
        assert session.scalar(select(func.count()).select_from(Revision)) == 0


def test_every_constraint_and_index_has_a_name(engine: Engine) -> None:
    migrate(engine)
    for table, told in drawn(engine).items():
        assert "None" not in told["checks"], table
        assert all(name.startswith(f"ix_{table}_") for name, _ in told["indexes"] if not name.startswith(f"uq_{table}_")), table


def test_the_diary_has_one_last_page() -> None:
    config = Config(ROOT / "alembic.ini")
    config.set_main_option("script_location", str(ROOT / "migrations"))
    assert len(ScriptDirectory.from_config(config).get_heads()) == 1


@pytest.mark.parametrize("page", [pytest.param(page, id=page.stem) for page in PAGES])
class TestPages:
    """Each page is dated, told in words, can be undone, and stands on its own."""

    def test_it_is_named_by_its_date(self, page: Any) -> None:
        found = re.fullmatch(r"(\d{4})_(\d{2})_(\d{2})_[a-z0-9_]+", page.stem)
        assert found
        assert date(*map(int, found.groups()))

    def test_it_says_what_happened(self, page: Any) -> None:
        assert ast.get_docstring(ast.parse(page.read_text(encoding="utf-8")))

    def test_it_can_be_undone(self, page: Any) -> None:
        functions = {n.name: n for n in ast.parse(page.read_text(encoding="utf-8")).body if isinstance(n, ast.FunctionDef)}
        assert {"upgrade", "downgrade"} <= set(functions)
        assert not any(isinstance(statement, ast.Pass) for statement in functions["downgrade"].body)

    def test_it_imports_nothing_of_ours(self, page: Any) -> None:
        """The models move on; what a page did must not move with them."""
        imported: set[str] = set()
        for node in ast.walk(ast.parse(page.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported.add((node.module or ".").split(".")[0])
        assert imported <= {"__future__", "alembic", "sqlalchemy"}
