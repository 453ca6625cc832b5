"""Whole lists as CSV and GeoJSON: all of a list under one tag, compressed, or a problem; never a part of it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from api.db import db, engine_for
from tests.builders import World
from tests.conftest import checkpoint, migrate, serving
from tests.functional.conftest import OwnApp, publish_into
from tests.functional.test_csv import Cells, links, rows, sheet
from tests.functional.test_queries import counted
from tests.functional.worlds import LONG_LIST, long_world

ON = "on=2026-06-01"
LONG = ("/v1/sources", "/v1/jurisdictions")


def body_of(response: TestResponse) -> bytes:
    """The body without its encoding."""
    return {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[response.headers.get("Content-Encoding")](response.data)


def asked(client: FlaskClient, address: str, encoding: str = "identity", **headers: str) -> TestResponse:
    """An answer in an encoding."""
    return client.get(address, headers={"Accept-Encoding": encoding, **{name.replace("_", "-"): value for name, value in headers.items()}})


@pytest.mark.parametrize("address", LONG)
def test_a_whole_list_is_its_pages_one_after_the_other(long_app: Flask, address: str) -> None:
    client = long_app.test_client()
    response = client.get(f"{address}.csv?{ON}")
    assert int(response.headers["Content-Length"]) == len(response.data)
    header, found = sheet(response)
    assert len(found) > LONG_LIST
    assert response.headers["Spectrum-Total"] == str(len(found))
    assert "next" not in links(response)
    paged: list[Cells] = []
    following: str | None = f"{address}.csv?{ON}&limit=500"
    while following:
        page = client.get(following)
        assert sheet(page)[0] == header
        paged += sheet(page)[1]
        following = links(page).get("next")
    assert paged == found


def test_a_whole_list_in_another_order_and_of_changes(long_app: Flask) -> None:
    client = long_app.test_client()
    plain = rows(client, f"/v1/sources?{ON}")
    assert rows(client, f"/v1/sources?{ON}&sort=-key") == plain[::-1]
    changed = rows(client, f"/v1/sources?{ON}&updated_since=1")
    assert len(changed) == LONG_LIST + 1, "all that the second revision stated"
    assert {row.pop("removed") for row in changed} == {"false"}
    assert changed == [row for row in plain if row["key"].startswith("s")]


@pytest.mark.parametrize("address", LONG)
def test_equal_questions_have_equal_tags_and_others_others(long_app: Flask, address: str) -> None:
    client = long_app.test_client()
    one, again = (client.get(f"{address}.csv?{ON}") for _ in range(2))
    assert (one.data, one.headers["ETag"]) == (again.data, again.headers["ETag"])
    assert one.headers["ETag"].startswith('"')
    others = [
        f"{address}.csv?on=2026-06-02",
        f"{address}.csv?{ON}&fields={'id' if 'jurisdictions' in address else 'key'}",
        f"{address}.csv?{ON}&updated_since=0",
        f"{address}.csv?{ON}&sort={'-population' if 'jurisdictions' in address else '-published'}",
    ]
    tags = [client.get(other).headers["ETag"] for other in others] + [asked(client, f"{address}.csv?{ON}", code).headers["ETag"] for code in ("gzip", "br")]
    assert len({one.headers["ETag"], *tags}) == len(tags) + 1


def test_a_new_revision_has_another_tag_and_an_old_one_keeps_its_own(own_app: OwnApp) -> None:
    app = own_app(long_world())
    client = app.test_client()
    addresses = (f"/v1/sources.csv?{ON}", f"/v1/sources.csv?{ON}&revision=2")
    newest, pinned = (client.get(address) for address in addresses)
    publish_into(app.config["SETTINGS"].database_url, World().source("one-more"))
    later, still = (client.get(address) for address in addresses)
    assert later.headers["ETag"] != newest.headers["ETag"]
    assert len(sheet(later)[1]) == len(sheet(newest)[1]) + 1
    assert (still.headers["ETag"], still.data) == (pinned.headers["ETag"], pinned.data)
    held_by_client = {"If-None-Match": newest.headers["ETag"]}
    assert client.get(addresses[0], headers=held_by_client).status_code == 200


@pytest.mark.parametrize("address", LONG)
@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_what_the_client_holds_is_not_made_again(long_app: Flask, address: str, encoding: str) -> None:
    client = long_app.test_client()
    with counted(long_app) as making:
        first = asked(client, f"{address}.csv?{ON}", encoding)
    for held_by_client in (first.headers["ETag"], f'"other", {first.headers["ETag"]}', "*"):
        with counted(long_app) as asking_again:
            again = asked(client, f"{address}.csv?{ON}", encoding, If_None_Match=held_by_client)
        assert (again.status_code, again.data) == (304, b"")
        assert len(asking_again) < len(making), "the later pages are not read"
        for name in ("ETag", "Vary", "Cache-Control", "Access-Control-Allow-Origin"):
            assert again.headers[name] == first.headers[name]
    assert asked(client, f"{address}.csv?{ON}", encoding, If_None_Match='"other"').data == first.data


@pytest.mark.parametrize("address", LONG)
@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_head_of_a_whole_list_has_its_headers_and_makes_nothing(long_app: Flask, address: str, encoding: str) -> None:
    client = long_app.test_client()
    with counted(long_app) as making:
        got = asked(client, f"{address}.csv?{ON}", encoding)
    with counted(long_app) as looking:
        head = client.head(f"{address}.csv?{ON}", headers={"Accept-Encoding": encoding})
    assert (head.status_code, head.data) == (200, b"")
    assert len(looking) < len(making)
    assert {**head.headers, "Date": "", "X-Request-Id": "", "Content-Length": str(len(got.data))} == {**got.headers, "Date": "", "X-Request-Id": ""}
    assert "Content-Length" not in head.headers, "it is known only when the list is made"


@pytest.mark.parametrize("address", LONG)
def test_every_encoding_of_a_whole_list_is_the_same_list(long_app: Flask, address: str) -> None:
    client = long_app.test_client()
    plain, squeezed, small = (asked(client, f"{address}.csv?{ON}", encoding) for encoding in ("identity", "gzip", "br"))
    assert [response.headers.get("Content-Encoding") for response in (plain, squeezed, small)] == [None, "gzip", "br"]
    assert body_of(squeezed) == body_of(small) == plain.data
    assert max(len(squeezed.data), len(small.data)) < len(plain.data) / 4
    assert {response.headers["Accept-Ranges"] for response in (plain, squeezed, small)} == {"none"}


@pytest.mark.parametrize("form", ["csv", "geojson"])
@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_a_reader_who_waits_or_goes_away_holds_no_connection(long_app: Flask, form: str, encoding: str) -> None:
    with long_app.app_context():
        pool: Any = db.engine.pool
    response = long_app.test_client().get(f"/v1/jurisdictions.{form}?{ON}", headers={"Accept-Encoding": encoding})
    pieces = response.iter_encoded()
    assert next(pieces)
    assert pool.checkedout() == 0, "none while the reader takes its time"
    response.close()
    assert pool.checkedout() == 0


@pytest.fixture(scope="module")
def broken_record(tmp_path_factory: pytest.TempPathFactory, vintage_dir: Path) -> Path:
    """A data folder whose record has one row, beyond the first batch, that cannot be read."""
    folder = tmp_path_factory.mktemp("broken")
    (folder / "vintages").symlink_to(vintage_dir)
    engine = engine_for(f"sqlite:///{folder / 'record.sqlite'}")
    migrate(engine)
    with Session(engine.execution_options(writing=True)) as session:
        long_world().publish(session)
        session.commit()
        session.execute(text("UPDATE jurisdiction SET counties = '{' WHERE key = (SELECT max(key) FROM jurisdiction)"))
        session.commit()
    checkpoint(engine)
    engine.dispose()
    return folder


@pytest.mark.xdist_group("sqlite")
def test_a_list_that_fails_on_the_way_is_never_a_shorter_list(broken_record: Path) -> None:
    with serving(broken_record) as address:
        for form in ("csv", "geojson"):
            for encoding in ("identity", "gzip", "br"):
                asked_for = Request(f"{address}/v1/jurisdictions.{form}?{ON}", headers={"Accept-Encoding": encoding})
                with pytest.raises(HTTPError) as failed:
                    urlopen(asked_for, timeout=60)
                assert failed.value.code == 500
                assert json.loads(failed.value.read())["title"] == "Internal Server Error"
                failed.value.close()
            with urlopen(f"{address}/v1/jurisdictions.{form}?{ON}&limit=5", timeout=60) as before:
                assert before.read(), "what can be read is answered"


def test_a_server_says_the_length_so_that_a_broken_transfer_shows(live_server: str) -> None:
    for form in ("csv", "geojson"):
        for encoding in ("identity", "gzip", "br"):
            asked_for = Request(f"{live_server}/v1/jurisdictions.{form}?{ON}&kind=county", headers={"Accept-Encoding": encoding})
            with urlopen(asked_for, timeout=60) as response:
                assert "Transfer-Encoding" not in response.headers
                assert int(response.headers["Content-Length"]) == len(response.read()) > 10_000
