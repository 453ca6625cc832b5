"""The page of changes and its feeds: filters in the address, pages of the list, and feeds that readers can follow."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import World, own
from tests.conftest import answer
from tests.functional.addresses import walked
from tests.functional.conftest import OwnApp
from tests.functional.test_queries import counted

ATOM = "{http://www.w3.org/2005/Atom}"
ON = "on=2026-07-01"
# Clocks (2), states to choose from, the count, the rows, their places and sources; one more for the name of a place.
PAGE_BOUND = 8
FEED_BOUND = 6


def page(client: FlaskClient, address: str) -> str:
    """A page, as text."""
    response = client.get(address)
    assert response.status_code == 200, response.get_data(as_text=True)[:300]
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    return response.get_data(as_text=True)


def sentences(text: str) -> list[str]:
    """The sentences that a page shows, in its order."""
    return [unescape(found).strip() for found in re.findall(r'<p class="change"><span class="tag">[^<]*</span>([^<]*)</p>', text)]


def atom(client: FlaskClient, address: str, **headers: str) -> ET.Element:
    """A feed, read as XML."""
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    assert response.content_type == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.data)


@pytest.fixture
def many_app(own_app: OwnApp) -> Flask:
    """The application on a record with more changes than a page or a feed holds, and a letter of no plain alphabet."""
    world = World().state("08", "CO", "Colorado").county("08043", "CO", "Fremont County").place("0811810", "CO", "Cañon City", "08043", slug="canon-city-co")
    for n in range(130):
        world.policy(f"p{n:03}", "0811810", own("detainers", 1), title=f"Rule {n} <b>&", adopted=f"2025-{n % 12 + 1:02}")
    later = World().policy("late", "0811810", own("detainers", 1), title="Late \x0b rule", adopted="1999-05-01")
    return own_app(world, later)


def test_the_page_shows_the_list_newest_first(told_client: FlaskClient) -> None:
    rows = walked(told_client, f"/v1/changes?{ON}&sort=-date")
    text = page(told_client, f"/changes?{ON}")
    assert sentences(text) == [row["sentence"] for row in rows]
    assert f'<b class="figure">{len(rows)}</b> changes up to 1 July 2026' in text
    assert all(f'href="{row["link"]}"' in text for row in rows)
    assert 'href="/travis-county-tx?on=2026-07-01"' in text
    assert 'href="/states/tx' not in text, "no change stands at the state itself"
    assert "no source read tells of it" in text


@pytest.mark.parametrize(
    "question",
    ["state=TX", "state=48", "noun=designation", "kind=left", "since=2024-01-01&until=2025-05-01", "jurisdiction=travis-county-tx", "jurisdiction=48453&noun=agreement", "revision=2&kind=not_listed"],
)
def test_a_filter_of_the_page_is_that_of_the_data(told_client: FlaskClient, question: str) -> None:
    text = page(told_client, f"/changes?{question}&{ON}")
    assert sentences(text) == [row["sentence"] for row in walked(told_client, f"/v1/changes?{question}&{ON}&sort=-date")]
    for address in re.findall(r'<link rel="alternate"[^>]*href="([^"]*)"', text):
        assert told_client.get(unescape(address)).status_code == 200, address
    for address in re.findall(r'href="(/v1/changes[^"]*)"', text):
        assert told_client.get(unescape(address)).status_code == 200, address


@pytest.mark.parametrize(
    ("question", "word"),
    [("state=ZZ", "state"), ("kind=fled", "kind"), ("noun=%00", "noun"), ("since=soon", "since"), ("until=2026-02-30", "until"), ("jurisdiction=nowhere%00", "jurisdiction"), ("cursor=x", "first page"), ("on=soon", "today"), ("revision=99", "newest")],
)
def test_what_cannot_be_read_is_left_aside_and_said_so(told_client: FlaskClient, question: str, word: str) -> None:
    text = page(told_client, f"/changes?{question}&colour=red")
    (notice,) = re.findall(r'<p class="notice" role="status">([^<]*)</p>', text)
    assert word in unescape(notice)
    assert sentences(text)


def test_nothing_found_is_said_to_be_no_proof(told_client: FlaskClient) -> None:
    text = page(told_client, f"/changes?kind=repealed&{ON}")
    assert sentences(text) == []
    assert "The record tells of no such change" in text


def test_a_long_list_is_walked_to_its_end(many_app: Flask) -> None:
    client = many_app.test_client()
    following, shown = "/changes?noun=policy", []
    while following:
        text = page(client, following)
        shown += sentences(text)
        found = re.search(r'<a rel="next" href="([^"]*)"', text)
        following = unescape(found[1]) if found else ""
    assert shown == [row["sentence"] for row in walked(client, "/v1/changes?noun=policy&sort=-date")]
    assert "Cañon City, CO" in shown[0]
    assert "Rule 11 <b>&" in "".join(shown), "markup is text"


def test_pages_and_feeds_cost_a_fixed_number_of_queries(many_app: Flask, told_app: Flask) -> None:
    for address, bound in (("/changes", PAGE_BOUND), ("/changes.atom", FEED_BOUND), ("/changes.json", FEED_BOUND)):
        costs = set()
        for app, place in ((many_app, "canon-city-co"), (told_app, "travis-county-tx")):
            for question, further in (("", 0), (f"?jurisdiction={place}", 1)):
                with counted(app) as statements:
                    assert app.test_client().get(address + question).status_code == 200
                costs.add(len(statements) - further)
        assert len(costs) == 1, (address, costs)
        assert costs.pop() <= bound


def test_the_atom_feed_is_whole(told_client: FlaskClient) -> None:
    feed = atom(told_client, f"/changes.atom?{ON}")
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated", "author"):
        assert len(feed.findall(f"{ATOM}{name}")) == 1, name
    assert {link.get("rel") for link in feed.findall(f"{ATOM}link")} == {"self", "alternate"}
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == len(walked(told_client, f"/v1/changes?{ON}"))
    updated = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert updated == sorted(updated, reverse=True), "what was recorded last comes first"
    assert feed.findtext(f"{ATOM}updated") == updated[0]
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)
    for entry in entries:
        assert entry.findtext(f"{ATOM}title")
        assert entry.findtext(f"{ATOM}summary", "").endswith(".")
        links = {link.get("rel"): link.get("href", "") for link in entry.findall(f"{ATOM}link")}
        assert set(links) == {"alternate", "related", "via"}
        assert all(address.startswith(("http://", "https://")) for address in links.values())
        assert told_client.get(links["related"].removeprefix("http://localhost")).status_code == 200


def test_the_json_feed_holds_the_same(told_client: FlaskClient) -> None:
    response = told_client.get(f"/changes.json?{ON}&state=TX")
    assert response.content_type == "application/feed+json; charset=utf-8"
    body: dict[str, Any] = response.get_json(force=True)
    assert body["version"] == "https://jsonfeed.org/version/1.1"
    assert body["title"].endswith("(TX)")
    assert body["feed_url"] == f"http://localhost/changes.json?state=TX&{ON}"
    entries = atom(told_client, f"/changes.atom?{ON}&state=TX").findall(f"{ATOM}entry")
    assert [item["id"] for item in body["items"]] == [entry.findtext(f"{ATOM}id") for entry in entries]
    for item in body["items"]:
        assert item["content_text"]
        assert item["url"].startswith("http://localhost/")
        assert item["date_published"]
    theirs = {row["key"]: row["recorded_at"] for row in answer(told_client, f"/v1/changes?state=TX&{ON}&limit=500")["data"]}
    assert {item["_record"]["key"]: item["date_published"] for item in body["items"]} == theirs


def test_a_feed_is_bounded_and_begins_with_what_was_recorded_last(many_app: Flask) -> None:
    client = many_app.test_client()
    items = client.get("/changes.json").get_json(force=True)["items"]
    assert len(items) == 100
    assert items[0]["_record"]["key"] == "policy/late/adopted", "it happened long ago and was recorded last"
    entries = atom(client, "/changes.atom").findall(f"{ATOM}entry")
    assert entries[0].findtext(f"{ATOM}summary") == "On 1 May 1999, in Cañon City, CO, “Late  rule” is adopted.", "what XML cannot hold is left out"


def test_an_id_stays_on_every_host(told_client: FlaskClient) -> None:
    here, there = (atom(told_client, f"/changes.atom?{ON}", Host=host) for host in ("a.example", "b.example"))
    ids = [[entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")] for feed in (here, there)]
    assert ids[0] == ids[1]
    assert here.findtext(f"{ATOM}id") == f"http://a.example/changes.atom?{ON}"


@pytest.mark.parametrize("path", ["/changes.atom", "/changes.json"])
def test_any_site_may_follow_a_feed_and_asks_again_cheaply(told_client: FlaskClient, path: str) -> None:
    first = told_client.get(path, headers={"Origin": "https://reader.example"})
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    again = told_client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("question", ["state=ZZ", "jurisdiction=nowhere", "on=soon", "kind=fled"])
def test_a_feed_does_not_follow_another_question(told_client: FlaskClient, question: str) -> None:
    for path in ("/changes.atom", "/changes.json"):
        assert told_client.get(f"{path}?{question}").status_code == 400
