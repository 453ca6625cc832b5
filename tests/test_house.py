"""The law of the house: who may import whom, how long a file may be, and what must be written down."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from api.settings import ENVIRONMENT, Settings
from tests.conftest import ROOT

ROOMS = {path.name for path in (ROOT / "api").iterdir() if path.is_dir() and not path.name.startswith("_")}
# Rooms are also tested from outside: their doors through HTTP, the pages in a real browser, and how fast and how large it all is.
FROM_OUTSIDE = {"functional", "browser", "benchmarks"}
NO_NAMES = {"utils", "util", "common", "helpers", "helper", "services", "service", "misc"}


def modules(*folders: str) -> list[Path]:
    """Every Python file of some folders, without third-party code."""
    return sorted(p for folder in folders for p in (ROOT / folder).rglob("*.py") if not {"node_modules", "__pycache__"} & set(p.parts))


def at_fault(paths: list[Path], fault: Callable[[Path], object]) -> list[str]:
    """The files with a fault, by their place in the house."""
    return [path.relative_to(ROOT).as_posix() for path in paths if fault(path)]


def test_import_contracts_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    kept = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert kept == 0, capsys.readouterr().out


def in_a_fresh_process(code: str) -> str:
    """What a new Python prints."""
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def test_the_rules_load_without_the_rest_of_the_house() -> None:
    code = (
        "import importlib, pkgutil, sys, api.rules\n"
        "for found in pkgutil.walk_packages(api.rules.__path__, 'api.rules.'): importlib.import_module(found.name)\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules} - set(sys.stdlib_module_names)))\n"
        "print(*sorted(name for name in sys.modules if name.startswith('api.')))"
    )
    others, ours = in_a_fresh_process(code).splitlines()
    assert not {"flask", "sqlalchemy", "marshmallow", "orjson", "yaml", "werkzeug"} & set(others.split())
    assert all(name.startswith("api.rules") for name in ours.split())
    assert "api.rules.spectrum" in ours


def test_importing_the_api_imports_nothing() -> None:
    assert (ROOT / "api" / "__init__.py").read_bytes() == b""


def test_every_model_is_known_to_the_migrations() -> None:
    known = in_a_fresh_process("import sys, api.models\nprint(*(name for name in sys.modules if name.startswith('api.models.')))").split()
    assert {f"api.models.{path.stem}" for path in modules("api/models") if path.stem != "__init__"} <= set(known)


def untold(path: Path) -> list[str]:
    """What a file offers without a word: itself, a class or a function."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    offered = [n for n in tree.body if isinstance(n, ast.ClassDef | ast.FunctionDef) and not n.name.startswith("_")]
    return [n.name for n in offered if not ast.get_docstring(n)] + ([path.stem] if tree.body and not ast.get_docstring(tree) else [])


class TestFiles:
    """Small files, each with a purpose told in words."""

    OURS = modules("api", "geo", "seeds")

    def test_every_file_is_under_300_lines(self) -> None:
        assert at_fault(self.OURS, lambda path: len(path.read_text(encoding="utf-8").splitlines()) >= 300) == []

    def test_no_file_is_named_for_nothing_in_particular(self) -> None:
        everywhere = [*self.OURS, *modules("tests", "migrations")]
        assert at_fault(everywhere, lambda path: NO_NAMES & {part.removesuffix(".py").removeprefix("test_") for part in path.relative_to(ROOT).parts}) == []

    def test_every_file_and_all_it_offers_is_told_in_words(self) -> None:
        assert at_fault(self.OURS, untold) == []

    def test_no_file_names_a_place_of_a_machine(self) -> None:
        assert at_fault(self.OURS, lambda path: re.search(r"/(root|home|Users|mnt|srv/ci)/[a-z]", path.read_text(encoding="utf-8"))) == []


class TestTests:
    """The tests mirror the rooms, and mock nothing."""

    @pytest.mark.parametrize("folder", sorted(p.name for p in (ROOT / "tests").iterdir() if any(p.glob("*.py"))))
    def test_every_folder_of_tests_mirrors_a_room(self, folder: str) -> None:
        assert folder in ROOMS | {"geo", "seeds", "migrations"} | FROM_OUTSIDE

    def test_nothing_is_mocked(self) -> None:
        mocking = re.compile(r"^\s*(from|import) (unittest\.mock|mock\b|pytest_mock)", re.MULTILINE)
        assert at_fault(modules("tests"), lambda path: mocking.search(path.read_text(encoding="utf-8"))) == []


class TestSettings:
    """Every setting is documented, and read in one place."""

    README = (ROOT / "README.md").read_text(encoding="utf-8")

    @pytest.mark.parametrize("name", sorted(ENVIRONMENT))
    def test_it_stands_in_the_readme(self, name: str) -> None:
        assert f"`{name}`" in self.README

    @pytest.mark.parametrize("name", sorted(ENVIRONMENT))
    def test_it_is_told_in_one_sentence(self, name: str) -> None:
        assert re.fullmatch(r"[A-Z][^\n]+\.", ENVIRONMENT[name])

    def test_every_variable_that_is_read_is_told(self) -> None:
        text = (ROOT / "api" / "settings.py").read_text(encoding="utf-8")
        assert set(re.findall(r"env(?:iron)?\.get\(\"([A-Z_]+)\"", text)) == set(ENVIRONMENT)

    def test_the_environment_is_read_in_one_place(self) -> None:
        reading = at_fault(modules("api", "seeds", "geo", "migrations"), lambda path: re.search(r"os\.(environ|getenv)", path.read_text(encoding="utf-8")))
        assert reading == ["api/settings.py"]

    def test_without_variables_there_are_defaults(self) -> None:
        found = Settings.read({})
        assert found.database_url == f"sqlite:///{found.data_dir / 'record.sqlite'}"
        assert (found.host, found.port) == ("127.0.0.1", 8000)

    @pytest.mark.parametrize("address", ["postgres://u:p@h/d", "postgresql://u:p@h/d", "postgresql+psycopg://u:p@h/d"])
    def test_the_driver_is_ours_to_name(self, address: str) -> None:
        assert Settings.read({"DATABASE_URL": address}).database_url == "postgresql+psycopg://u:p@h/d"
