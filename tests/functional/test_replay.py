"""Maps asked for again: from memory and the same to the byte, until anything that they depend on changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.request import Request, urlopen

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from api import replay
from api.db import db
from api.jobs import store_maps
from api.ledger import asof
from api.settings import Settings
from tests.builders import World, own
from tests.functional.addresses import MAPS, refused
from tests.functional.conftest import OwnApp, publish_into
from tests.functional.test_caching import ENCODINGS, decoded, get
from tests.functional.test_queries import counted

Said = tuple[int, bytes, dict[str, str]]


@pytest.fixture(autouse=True)
def no_two_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every answer checked, however soon it comes after another."""
    monkeypatch.setattr(replay, "_TOGETHER", -1.0)


def said(response: TestResponse) -> Said:
    """All that a client sees of an answer, its moment and id aside."""
    return response.status_code, response.data, {**response.headers, "Date": "", "X-Request-Id": ""}


def from_memory(app: Flask, address: str, **headers: str) -> bool:
    """Whether a question is answered without asking the record for more than its newest revision."""
    with counted(app) as statements:
        app.test_client().get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    return statements == []


@pytest.fixture
def fresh(own_app: OwnApp) -> Flask:
    """An application of the test's own."""
    return own_app()


@pytest.mark.parametrize("address", MAPS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_answer_from_memory_is_the_same(fresh: Flask, address: str, encoding: str) -> None:
    client = fresh.test_client()
    for question in (address, f"{address}?on=2026-06-01", f"{address}?on=2026-06-01&revision=1", f"{address}.geojson?detail=low"):
        for method in ("GET", "HEAD"):
            first, again = (client.open(question, method=method, headers={"Accept-Encoding": encoding}) for _ in range(2))
            assert said(first) == said(again)
        assert from_memory(fresh, question, Accept_Encoding=encoding)
        etag = first.headers["ETag"]
        unchanged = [get(client, question, encoding, If_None_Match=etag) for _ in range(2)]
        assert said(unchanged[0]) == said(unchanged[1])
        assert (unchanged[0].status_code, unchanged[0].data) == (304, b"")
        assert get(client, question, encoding, If_None_Match='"other"').status_code == 200


def test_each_form_and_encoding_is_kept_apart(fresh: Flask) -> None:
    client = fresh.test_client()
    for _ in range(2):
        for accept in ("application/geo+json", "application/json", "*/*"):
            assert get(client, MAPS[0], Accept=accept).content_type == ("application/json" if accept.endswith("/json") else "application/geo+json")
        assert client.get(f"{MAPS[0]}.json").content_type == "application/json"
        assert [get(client, MAPS[0], encoding).headers.get("Content-Encoding") for encoding in ENCODINGS] == [None, "gzip", "br"]
        refused(get(client, MAPS[0], Accept="text/html"), 406)


def test_what_is_out_of_the_ordinary_is_not_answered_from_memory(fresh: Flask) -> None:
    client = fresh.test_client()
    whole = get(client, MAPS[1])
    for _ in range(2):
        part = get(client, MAPS[1], Range="bytes=5-9")
        assert (part.status_code, part.data) == (206, whole.data[5:10])
        assert get(client, MAPS[1], If_Match='"other"').status_code in {200, 412}
        refused(client.get(f"{MAPS[1]}?colour=red"), 400)
        refused(client.get(f"{MAPS[1]}?on=2026-02-30"), 400)
        refused(client.get(f"{MAPS[1]}?revision=99"), 404)
        refused(client.get(MAPS[1], data="a body"), 415)
        refused(client.post(MAPS[1]), 405)
        assert client.options(MAPS[1]).status_code == 200


def test_every_origin_gets_the_answer_from_memory(fresh: Flask) -> None:
    client = fresh.test_client()
    one, other, none = get(client, MAPS[0], Origin="https://example.org"), get(client, MAPS[0], Origin="https://example.net"), get(client, MAPS[0])
    assert said(one) == said(other) == said(none)
    assert one.headers["Access-Control-Allow-Origin"] == "*"


def test_a_publish_is_seen_at_once(fresh: Flask) -> None:
    client, settings = fresh.test_client(), fresh.config["SETTINGS"]
    address = f"{MAPS[2]}?on=2026-06-01"
    before = [get(client, address, "gzip") for _ in range(2)]
    assert from_memory(fresh, address, Accept_Encoding="gzip")
    publish_into(settings.database_url, World().policy("austin-order", "4805000", own("detainers", 2, "2024-01-01")))
    after = [get(client, address, "gzip") for _ in range(2)]
    assert said(after[0]) == said(after[1])
    assert after[0].headers["ETag"] != before[0].headers["ETag"]
    assert decoded(get(client, f"{address}&revision=1", "gzip")) == decoded(before[0])


def test_a_record_loaded_afresh_is_seen_at_once(fresh: Flask) -> None:
    client = fresh.test_client()
    before = get(client, MAPS[1])
    with fresh.app_context(), db.engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.execute(text("UPDATE revision SET published_at = '2020-01-01 00:00:00'"))
    assert not from_memory(fresh, MAPS[1])
    assert decoded(get(client, MAPS[1])) == decoded(before)


def test_midnight_changes_the_day_of_the_answer(fresh: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client = fresh.test_client()
    for day in (date(2026, 6, 1), date(2026, 6, 2), date(2025, 1, 1)):
        monkeypatch.setattr(asof, "today", lambda day=day: day)
        for _ in range(2):
            response = get(client, MAPS[0])
            assert response.headers["Spectrum-On"] == day.isoformat()
            assert response.get_json()["valid_from"] <= day.isoformat()


def test_a_body_stored_better_is_sent_at_once(fresh: Flask) -> None:
    client = fresh.test_client()
    before = [get(client, MAPS[1], "br") for _ in range(2)]
    store_maps(fresh)
    settings: Settings = fresh.config["SETTINGS"]
    after = get(client, MAPS[1], "br")
    assert decoded(after) == decoded(before[0])
    assert any(path.read_bytes() == after.data for path in settings.bodies.glob("*.br"))


def test_a_record_that_cannot_be_asked_is_not_answered_for(fresh: Flask) -> None:
    client = fresh.test_client()
    assert [get(client, MAPS[1]).status_code for _ in range(2)] == [200, 200]
    with fresh.app_context(), db.engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.execute(text("ALTER TABLE revision RENAME TO away"))
    assert get(client, MAPS[1]).status_code == 503
    with fresh.app_context(), db.engine.connect().execution_options(writing=True) as connection, connection.begin():
        connection.execute(text("ALTER TABLE away RENAME TO revision"))
    assert get(client, MAPS[1]).status_code == 200


def test_questions_that_come_together_are_checked_once(fresh: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "_TOGETHER", 3600.0)
    client = fresh.test_client()
    looked: list[object] = []
    newest = asof.newest
    monkeypatch.setattr(asof, "newest", lambda engine: looked.append(1) or newest(engine))
    answers = [said(get(client, MAPS[1])) for _ in range(5)]
    assert len(looked) == 1
    assert all(answer == answers[0] for answer in answers)


def test_the_real_server_answers_from_memory_as_at_first(live_server: str) -> None:
    def asked(method: str, **headers: str) -> Iterator[tuple[int, bytes, dict[str, str]]]:
        for _ in range(6):
            with urlopen(Request(f"{live_server}/v1/maps/states?detail=low", method=method, headers=headers), timeout=60) as response:
                yield response.status, response.read(), {**{name.lower(): value for name, value in response.headers.items()}, "date": "date" in response.headers, "x-request-id": ""}

    for method in ("GET", "HEAD"):
        for encoding in ENCODINGS:
            answers = list(asked(method, **{"Accept-Encoding": encoding}))
            assert all(answer == answers[0] for answer in answers)
            status, body, headers = answers[0]
            assert (status, headers["date"]) == (200, True)
            assert len(body) == (int(headers["content-length"]) if method == "GET" else 0)
