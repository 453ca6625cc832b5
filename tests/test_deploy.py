"""Deployment: a composition that is valid and confined, and one home for each command."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

COMPOSE = ROOT / "docker-compose.yml"
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
NGINX = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]
LASTING = sorted(name for name, about in SERVICES.items() if about["restart"] != "no")


def recipe(target: str) -> str:
    """What make would run for a target, without running it."""
    command = ["make", "--dry-run", "--always-make", "--no-print-directory", target, "PYTHON=python3"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def test_the_composition_is_valid() -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", COMPOSE]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_it_has_a_proxy_a_service_with_a_worker_a_database_and_a_job_before_them() -> None:
    assert LASTING == ["database", "proxy", "service", "worker"]
    assert set(SERVICES) - set(LASTING) == {"prepare"}


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_container_is_confined(name: str) -> None:
    about = SERVICES[name]
    assert about["read_only"] is True
    assert "/tmp" in about["tmpfs"]
    assert about["cap_drop"] == ["ALL"]
    assert about["security_opt"] == ["no-new-privileges:true"]
    assert about["deploy"]["resources"]["limits"].keys() == {"cpus", "memory"}


def test_no_container_runs_as_root() -> None:
    ours = {name for name, about in SERVICES.items() if "build" in about}
    assert ours == {"prepare", "service", "worker"}
    last_stage = DOCKERFILE.rsplit("FROM ", 1)[1]
    assert re.findall(r"^USER (\S+)$", last_stage, re.MULTILINE) == ["spectrum"]
    assert SERVICES["database"]["user"] == "postgres"
    assert "unprivileged" in SERVICES["proxy"]["image"]


@pytest.mark.parametrize("name", LASTING)
def test_what_lasts_is_watched_and_starts_again(name: str) -> None:
    about = SERVICES[name]
    assert about["restart"] == "unless-stopped"
    assert about.get("healthcheck", {}).get("test") or ("build" in about and re.search(r"^HEALTHCHECK .*\n? +CMD ", DOCKERFILE, re.MULTILINE))


def test_only_the_proxy_can_be_reached_from_outside() -> None:
    assert [name for name, about in SERVICES.items() if "ports" in about] == ["proxy"]
    networks = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["networks"]
    outward = {name for name, about in networks.items() if not (about or {}).get("internal")}
    assert [name for name, about in SERVICES.items() if outward & set(about["networks"])] == ["proxy"]


def test_the_database_orders_keys_by_their_bytes() -> None:
    assert SERVICES["database"]["environment"]["POSTGRES_INITDB_ARGS"].split() == ["--locale=C", "--encoding=UTF8"]


def test_the_service_is_served_by_one_command_everywhere() -> None:
    assert re.findall(r"^CMD (.+)$", DOCKERFILE, re.MULTILINE) == ['["deploy/serve"]']
    assert "command" not in SERVICES["service"]
    assert recipe("run").rstrip().endswith("exec deploy/serve")


def test_a_worker_runs_beside_the_service_everywhere() -> None:
    assert SERVICES["worker"]["command"][-4:] == ["python", "-m", "seeds", "work"]
    assert "-m seeds work --beside $$ & PATH=" in recipe("run")


def test_it_is_prepared_by_one_command_everywhere() -> None:
    assert SERVICES["prepare"]["command"][-1].split(" && ")[0] == "deploy/prepare"
    assert recipe("setup").rstrip().endswith("deploy/prepare")


def test_no_other_file_names_the_options_of_the_server() -> None:
    files = [ROOT / "Makefile", ROOT / "Dockerfile", COMPOSE, ROOT / "tests" / "conftest.py", *(ROOT / "deploy").iterdir(), *(ROOT / ".ci").iterdir()]
    naming = [path.name for path in files if re.search(r"granian|-m seeds load|alembic upgrade", path.read_text(encoding="utf-8"))]
    assert sorted(naming) == ["prepare", "serve"]


def test_the_ports_meet() -> None:
    listening = re.findall(r"listen ([\d.:]+);", NGINX)
    (asked,) = re.findall(r"server (\S+);", NGINX)
    (port,) = re.findall(r"^EXPOSE (\d+)$", DOCKERFILE, re.MULTILINE)
    assert asked == f"service:{port}"
    assert f"PORT={port} " in DOCKERFILE
    assert f"127.0.0.1:{port}/readyz" in DOCKERFILE
    assert SERVICES["proxy"]["ports"][0].endswith(f":{listening[0]}")
    assert f"http://{listening[1]}/" in SERVICES["proxy"]["healthcheck"]["test"]
