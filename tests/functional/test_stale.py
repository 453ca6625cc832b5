"""Stale claims at the desk and over the API: narrowed, in parts, each leading to its form."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.builders import World, own
from tests.curators import at_desk, token_of
from tests.functional.conftest import OwnApp
from tests.ledger.test_staleness import AGED, aged

MANY = 60
KEYS = re.compile(r'<th scope="row"><a href="/desk/records/policy/(p\d+)">')


def many() -> World:
    """More stale instruments than one part of the list shows."""
    world = aged()
    for number in range(MANY):
        world.policy(f"p{number:02}", "06029", own("detainers", -1, citations=AGED), citations=AGED)
    return world


@pytest.fixture
def app(own_app: OwnApp) -> Flask:
    """The small record with old sources."""
    return own_app(many())


def test_the_parts_follow_each_other_and_lead_to_the_forms(app: Flask) -> None:
    desk, address, keys = at_desk(app, "ada", "contributor"), "/desk/stale?noun=policy&state=CA&on=2026-11-22", []
    while address:
        page = desk.get(address)
        assert page.status_code == 200
        keys += KEYS.findall(page.text)
        following = re.search(r'rel="next" href="([^"]+)"', page.text)
        address = following[1].replace("&amp;", "&") if following else ""
    assert keys == [f"p{number:02}" for number in range(MANY)]


def test_it_says_after_how_long_and_why(app: Flask) -> None:
    page = at_desk(app, "ada", "contributor").get("/desk/stale?on=2026-11-22").text
    assert "A session or a ruling can change what is in force within half a year." in page
    assert '<a href="/desk/records/custody/4805000/">Jail run by Travis County</a>' in page
    assert '<a href="/austin-tx">Austin</a>' in page


@pytest.mark.parametrize("query", ["?on=nonsense", "?noun=nonsense&state=nonsense&sort=nonsense", "?cursor=nonsense"])
def test_what_cannot_be_read_in_the_address_is_left_out(app: Flask, query: str) -> None:
    assert at_desk(app, "ada", "contributor").get(f"/desk/stale{query}").status_code == 200


def test_the_api_answers_the_same(app: Flask) -> None:
    client, ada = app.test_client(), token_of(app, "ada", "contributor")
    first = client.get("/v1/stale?on=2026-11-22&limit=3", headers=ada)
    assert (first.status_code, first.headers["Cache-Control"]) == (200, "no-store")
    assert (first.json["total"], [row["noun"] for row in first.json["data"]]) == (MANY + 6, ["custody", "service_area", "agreement"])
    second = client.get("/v1/stale", query_string={"on": "2026-11-22", "limit": 3, "cursor": first.json["next"]}, headers=ada)
    assert [row["key"] for row in second.json["data"]] == ["open", "p00", "p01"]
    assert {kind["noun"]: kind["stale"] for kind in first.json["kinds"]}["policy"] == MANY + 1
    assert client.get("/v1/stale?noun=population", headers=ada).status_code == 400
    assert client.get("/v1/stale").status_code == 401
