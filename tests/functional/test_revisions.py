"""Revisions: every published change, newest first, without the names of curators."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from flask.testing import FlaskClient

from tests.builders import World
from tests.conftest import answer
from tests.functional.conftest import OwnApp


def test_newest_first_up_to_the_revision_asked_of(wide_client: FlaskClient) -> None:
    body = answer(wide_client, "/v1/revisions")
    assert ([row["number"] for row in body["data"]], body["total"], body["unit"], body["next"]) == ([2, 1], 2, "revisions", None)
    earlier = answer(wide_client, "/v1/revisions?revision=1")
    assert (earlier["data"], earlier["total"]) == (body["data"][1:], 1)


def test_a_revision_says_when_why_and_what(wide_client: FlaskClient) -> None:
    row = answer(wide_client, "/v1/revisions")["data"][0]
    assert row["reason"] == "Made up"
    assert row["method"] == "2026.1"
    assert row["changes"]["state_law"] == {"count": 4, "keys": ["ca-stayed", "la-act", "tx-bill", "tx-later"]}


def test_the_time_names_its_zone(wide_client: FlaskClient) -> None:
    for row in answer(wide_client, "/v1/revisions")["data"]:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)", row["published_at"])
        assert timedelta() <= datetime.now(UTC) - datetime.fromisoformat(row["published_at"]) < timedelta(hours=1)


def test_curators_are_not_named(wide_client: FlaskClient) -> None:
    for row in answer(wide_client, "/v1/revisions")["data"]:
        assert set(row) == {"number", "published_at", "reason", "reviewed", "method", "changes"}


def test_pages_follow_each_other_newest_first(own_app: OwnApp) -> None:
    client = own_app(*(World().source(f"s{n}") for n in range(2, 12))).test_client()
    address: str | None = "/v1/revisions?limit=3"
    seen: list[int] = []
    while address:
        body = answer(client, address)
        assert body["total"] == 11
        seen += [row["number"] for row in body["data"]]
        address = body["next"]
    assert seen == list(range(11, 0, -1))
