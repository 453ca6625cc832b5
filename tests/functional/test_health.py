"""Whether the process lives, and whether it can answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Databases, app_for, shut
from tests.functional.addresses import EVERY


@pytest.fixture
def unready(templates: Databases, tmp_path: Path) -> Iterator[Any]:
    """Makes applications that lack something; the data folder is empty unless one is given."""
    apps: list[Flask] = []

    def make(url: str, data_dir: Path = tmp_path) -> FlaskClient:
        apps.append(app_for(url, data_dir))
        return apps[-1].test_client()

    yield make
    for app in apps:
        shut(app)


def missing(client: FlaskClient) -> set[str]:
    """What /readyz says is missing; it must refuse."""
    response = client.get("/readyz")
    body = response.get_json()
    assert (response.status_code, body["status"]) == (503, "not ready")
    return {name for name, check in body["checks"].items() if not check["ok"]}


def test_a_living_process_says_so(small_client: FlaskClient) -> None:
    response = small_client.get("/healthz")
    assert (response.status_code, response.get_json()) == (200, {"status": "ok"})


def test_a_process_lives_without_a_database(unready: Any) -> None:
    assert unready("sqlite:////nowhere/record.sqlite").get("/healthz").status_code == 200


def test_ready_with_everything_in_place(small_client: FlaskClient, templates: Databases) -> None:
    response = small_client.get("/readyz")
    body = response.get_json()
    assert (response.status_code, body["status"]) == (200, "ready")
    assert set(body["checks"]) == {"database", "migrations", "record", "vintage"}
    assert all(check["ok"] for check in body["checks"].values())
    assert body["checks"]["database"]["found"] == templates.kind


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_is_never_kept_by_a_cache(small_client: FlaskClient, address: str) -> None:
    assert small_client.get(address).headers["Cache-Control"] == "no-store"


def test_without_a_vintage(unready: Any, templates: Databases) -> None:
    client = unready(templates.create("health", "small"))
    assert missing(client) == {"vintage"}
    refusal = client.get("/v1/maps/counties")
    assert (refusal.status_code, refusal.content_type) == (503, "application/problem+json")
    assert "Retry-After" in refusal.headers


def test_a_vintage_that_is_incomplete(unready: Any, templates: Databases, tmp_path: Path) -> None:
    (tmp_path / "vintages").mkdir()
    (tmp_path / "vintages" / "current").write_text("half\n")
    assert missing(unready(templates.create("health", "small"))) == {"vintage"}


def test_without_a_record(unready: Any, templates: Databases, data_dir: Path) -> None:
    client = unready(templates.create("health", "blank"), data_dir)
    assert missing(client) == {"record"}
    for address in EVERY:
        refusal = client.get(address)
        assert (refusal.status_code, refusal.content_type) == (503, "application/problem+json"), address
        assert "seeds load" in refusal.get_data(as_text=True) or "empty" in refusal.get_data(as_text=True)


def test_without_migrations(unready: Any, templates: Databases, data_dir: Path) -> None:
    client = unready(templates.create("health"), data_dir)
    assert missing(client) == {"migrations", "record"}
    refusal = client.get("/v1/jurisdictions")
    assert (refusal.status_code, refusal.content_type) == (503, "application/problem+json")
    assert "revision" not in refusal.get_json()["detail"], "nothing of the database reaches a client"


def test_without_a_database(unready: Any, templates: Databases, data_dir: Path) -> None:
    gone = templates.create("health").replace("health", "nowhere/health" if templates.kind == "sqlite" else "gone")
    client = unready(gone, data_dir)
    assert missing(client) == {"database", "migrations", "record"}
    assert client.get("/v1/jurisdictions").status_code == 503
