"""One line a request, tied to failures by an id, with nothing of who asked or for what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import orjson
import pytest
from flask import Flask
from sqlalchemy import text

from api.db import db, engine_for
from tests.builders import small_world
from tests.conftest import Databases, app_for, migrate, serving, shut
from tests.curators import token_of
from tests.functional.addresses import refused
from tests.functional.conftest import publish_into

SECRET = "nobody-may-read-this"
ID = "0123456789abcdef-of-a-test"
Lines = Callable[[], list[dict[str, Any]]]
FIELDS = {"time", "level", "event", "request_id", "method", "route", "status", "ms", "bytes", "curator"}


@pytest.fixture
def told(templates: Databases, data_dir: Path) -> Iterator[Flask]:
    """An application that writes its lines, with doors that fail."""
    app = app_for(templates.create("functional_journal", "small"), data_dir, log_requests=True)
    app.add_url_rule("/v1/-/fails/<word>", "fails", lambda word: int(word))
    app.add_url_rule("/v1/-/database/<word>", "database", lambda word: db.session.execute(text("SELECT :word FROM nowhere"), {"word": word}))
    yield app
    shut(app)


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Lines:
    """The lines written since last asked, requests before failures."""

    def read() -> list[dict[str, Any]]:
        return [orjson.loads(line) for stream in capsys.readouterr() for line in stream.splitlines()]

    return read


def test_a_request_is_one_line_without_its_words(told: Flask, lines: Lines) -> None:
    client, seen = told.test_client(), {"User-Agent": SECRET, "Referer": f"https://{SECRET}.org/", "X-Request-Id": ID}
    answer = client.get(f"/v1/jurisdictions?q={SECRET}", headers=seen)
    assert answer.headers["X-Request-Id"] == ID
    (line,) = lines()
    assert line.keys() == FIELDS
    assert {name: line[name] for name in ("request_id", "method", "route", "status", "curator")} == {
        "request_id": ID,
        "method": "GET",
        "route": "/v1/jurisdictions",
        "status": 200,
        "curator": None,
    }
    assert line["bytes"] == len(answer.data)
    assert line["ms"] > 0
    client.get(f"/{SECRET}")
    client.get(f"/v1/jurisdictions/{SECRET}/position?on={SECRET}", headers=seen | {"Authorization": f"Bearer {SECRET}"})
    client.post("/v1/-/nothing", data=SECRET, headers=seen)
    written = str(lines())
    assert "<id>" in written, "the rule stands for the address"
    assert SECRET not in written
    assert "127.0.0.1" not in written


def test_a_curator_is_a_number(told: Flask, lines: Lines) -> None:
    headers = token_of(told, SECRET, "contributor")
    answer = told.test_client().get("/v1/proposals", headers=headers)
    (line,) = lines()
    assert line["status"] == answer.status_code
    assert isinstance(line["curator"], int)
    assert SECRET not in str(line)
    assert headers["Authorization"].removeprefix("Bearer ") not in str(line)


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "with space inside", f"{SECRET}@example.org", 'quo"te-quo"te'])
def test_an_id_that_is_none_is_replaced(told: Flask, lines: Lines, given: str) -> None:
    made = told.test_client().get("/healthz", headers={"X-Request-Id": given}).headers["X-Request-Id"]
    assert re.fullmatch(r"[0-9a-f]{32}", made)
    assert [line["request_id"] for line in lines()] == [made]


@pytest.mark.parametrize(("door", "status"), [("fails", 500), ("database", 503)])
def test_a_failure_is_found_by_its_id_and_says_nothing_of_the_request(told: Flask, lines: Lines, door: str, status: int) -> None:
    answer = told.test_client().get(f"/v1/-/{door}/{SECRET}", headers={"X-Request-Id": ID})
    assert refused(answer, status)["request_id"] == answer.headers["X-Request-Id"] == ID
    request, failure = lines()
    assert (request["event"], request["status"], request["route"]) == ("request", status, f"/v1/-/{door}/<word>")
    assert (failure["level"], failure["request_id"]) == ("ERROR", ID)
    assert "test_journal.py" in failure["exc_info"], "it says where"
    assert SECRET not in str((request, failure))


def test_a_reader_of_pages_sees_the_id_of_a_failure(told: Flask) -> None:
    told.add_url_rule("/-/fails", "page_fails", lambda: int("x"))
    answer = told.test_client().get("/-/fails", headers={"X-Request-Id": ID, "Accept": "text/html"})
    assert (answer.status_code, ID in answer.get_data(as_text=True)) == (500, True)


def test_a_map_from_memory_is_told_like_any_other(told: Flask, lines: Lines) -> None:
    client = told.test_client()
    ids = [client.get("/v1/maps/states").headers.getlist("X-Request-Id") for _ in range(3)]
    assert all(len(one) == 1 for one in ids)
    written = lines()
    assert [[line["request_id"]] for line in written] == ids
    assert {(line["route"], line["bytes"] > 0) for line in written} == {("/v1/maps/<any(states, counties, places):layer>", True)}
    assert client.get("/v1/maps/states", headers={"If-None-Match": client.get("/v1/maps/states").headers["ETag"]}).status_code == 304
    assert [line["bytes"] for line in lines()][-1] == 0




@pytest.mark.xdist_group("sqlite")
def test_the_real_server_writes_its_lines(tmp_path: Path, vintage_dir: Path) -> None:
    engine = engine_for(Databases("sqlite", tmp_path, None).create("record"))
    migrate(engine)
    publish_into(str(engine.url), small_world())
    engine.dispose()
    (tmp_path / "vintages").symlink_to(vintage_dir)
    asked = [f"{ID}-{n}" for n in range(20)]
    with serving(tmp_path) as address:
        for id in asked:
            with urlopen(Request(f"{address}/v1/legend", headers={"X-Request-Id": id}), timeout=30) as answer:
                assert answer.headers["X-Request-Id"] == id
    written = [orjson.loads(line) for line in (tmp_path / "log").read_text().splitlines() if line.startswith("{")]
    assert [line["request_id"] for line in written if line["route"] == "/v1/legend"] == asked
    assert "127.0.0.1" not in str(written)
