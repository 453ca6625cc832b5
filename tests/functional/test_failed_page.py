"""Problems as a reader sees them: a page with the title, what to do and a search; programs get a problem document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Databases, app_for, shut
from tests.functional.addresses import refused
from tests.pages.walking import BROWSER


@pytest.fixture
def empty(templates: Databases, data_dir: Path) -> Iterator[Flask]:
    """The application on a record that holds nothing yet."""
    app = app_for(templates.create("failed_blank", "blank"), data_dir)
    yield app
    shut(app)


@pytest.fixture
def broken(tmp_path: Path, data_dir: Path) -> Iterator[Flask]:
    """The application on a database without a table."""
    app = app_for(f"sqlite:///{tmp_path / 'nothing.sqlite'}", data_dir)
    yield app
    shut(app)


def page(client: FlaskClient, address: str, status: int, *, method: str = "GET") -> str:
    """The page that a browser gets for a problem."""
    response = client.open(address, method=method, headers=BROWSER)
    assert response.status_code == status
    assert response.content_type == "text/html; charset=utf-8"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Accept" in response.vary
    text = response.get_data(as_text=True)
    assert f"Status {status}." in text
    assert 'action="/search"' in text
    return text


@pytest.mark.parametrize("address", ["/no/such/page", "/sources/nothing", "/%3Cscript%3Ealert(1)%3C/script%3E/x"])
def test_a_page_that_is_not_there(wide_client: FlaskClient, address: str) -> None:
    text = page(wide_client, address, 404)
    assert "Look for a state, county or place by its name" in text
    assert "<script>alert" not in text


def test_a_page_is_read_only(wide_client: FlaskClient) -> None:
    assert "A page is read" in page(wide_client, "/methodology", 405, method="POST")


def test_a_record_that_is_empty(empty: Flask) -> None:
    response = empty.test_client().get("/coverage", headers=BROWSER)
    assert response.headers["Retry-After"] == "5"
    assert "The record is empty" in page(empty.test_client(), "/coverage", 503)


@pytest.mark.parametrize("address", ["/coverage", "/sources", "/methodology", "/data"])
def test_a_database_that_fails_is_not_quoted(broken: Flask, address: str) -> None:
    text = page(broken.test_client(), address, 503)
    assert "The record cannot be reached." in text
    assert "sqlite" not in text
    assert "no such table" not in text


def test_what_fails_here_is_said_so(wide_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(wide_app.view_functions, "pages.problems", lambda: 1 / 0)
    text = page(wide_app.test_client(), "/docs/problems", 500)
    assert "Something failed here" in text
    assert "division" not in text


@pytest.mark.parametrize("accept", ["application/json", "application/problem+json", "application/json, text/html;q=0.5"])
def test_a_program_gets_a_problem_document_of_a_page_too(wide_client: FlaskClient, accept: str) -> None:
    response = wide_client.get("/no/such/page", headers={"Accept": accept})
    refused(response, 404)


@pytest.mark.parametrize("address", ["/v1/nothing", "/v1/sources/nothing"])
def test_the_api_answers_with_problem_documents_whoever_asks(wide_client: FlaskClient, address: str) -> None:
    refused(wide_client.get(address, headers={"Accept": "*/*"}), 404)
