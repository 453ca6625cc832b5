"""The desk's first page: what waits, what happened since, and what it costs to say so."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, update

from api.db import db
from api.ledger import tasks
from api.models import Correction, Curator, Draft, table_of
from tests.builders import World
from tests.curators import at_desk, token_of
from tests.functional.conftest import OwnApp
from tests.functional.test_queries import cost

# Who is signed in, the counts, held rows, stale claims with disputes, the last visit, what is new (3), and tasks.
BOUND = 11


@pytest.fixture
def app(own_app: OwnApp) -> Flask:
    """The small record with a row in the queue and an agency without a government."""
    return own_app(World().unplaced("2026-05-18", 3, "48453").agency("tx-university-police", None, "TX", "campus", match_method="special_body"))


def fill(app: Flask, number: int) -> None:
    """Corrections, drafts and work, so many of each."""
    moment = datetime.now(UTC)
    with app.app_context(), db.writing() as session:
        for n in range(number):
            session.add(Correction(received_at=moment, target=f"policy austin-order {n}", claim="It ended.", evidence="https://example.org/", state="open"))
        words = {"topic": "policies", "noun": "policy", "state": "TX", "jurisdiction": "4805000", "missing": "Its text."}
        session.execute(insert(table_of(Draft)), [{"key": f"d{n}", "title": f"Order {n}", "claim": "An order <i>of old</i>.", **words} for n in range(number)])
        session.execute(insert(table_of(tasks.Task)), [{"kind": f"kind {n}", "state": "failed", "asked_at": moment, "ended_at": moment, "outcome": "It broke off."} for n in range(number)])


def propose(app: Flask, headers: Any, key: str, state: str = "proposed") -> Any:
    """A source, proposed."""
    source = {"title": "Minutes", "publisher": "El Paso County", "url": "https://example.org/m", "retrieved": "2026-11-01", "kind": "reference"}
    made = app.test_client().post("/v1/proposals", json={"entries": {"source": {key: source}}, "reason": f"Found {key}.", "state": state}, headers=headers)
    assert made.status_code == 201, made.json
    return made


def waiting(page: str) -> dict[str, int]:
    """How much waits, by where it leads and what it is called."""
    rows = re.findall(r'<th scope="row"><a href="[^"]+">([^<]+)</a></th><td class="number">([\d,]+)</td>', page)
    return {words: int(number.replace(",", "")) for words, number in rows}


def visited_before(app: Flask, name: str, moment: datetime) -> None:
    with app.app_context(), db.writing() as session:
        session.execute(update(Curator).where(Curator.name == name).values(visited_before=moment))


def test_every_queue_is_counted_for_who_looks(app: Flask) -> None:
    ada, ben = token_of(app, "ada", "contributor"), token_of(app, "ben", "reviewer")
    propose(app, ada, "one")
    propose(app, ada, "two", "draft")
    propose(app, ben, "three")
    fill(app, 2)
    counted = waiting(at_desk(app, "ada", "contributor").get("/desk").text)
    assert counted["Proposals of others to review"] == 1
    assert counted["Proposals of mine that wait for a reviewer"] == 1
    assert counted["Drafts of mine"] == 1
    assert counted["Readers&#39; corrections"] == 2
    assert counted["Held rows of ICE&#39;s lists"] == 1
    assert counted["Agencies without a government"] == 1
    assert counted["Claims without a source"] == 2
    assert counted["Local instruments in force, 12 months"] == 0
    assert waiting(at_desk(app, "ben", "reviewer").get("/desk").text)["Proposals of others to review"] == 1


def test_a_first_visit_says_so(app: Flask) -> None:
    assert "This is your first visit." in at_desk(app, "ada", "contributor").get("/desk").text


def test_what_happened_since_the_last_visit_is_told_and_what_came_before_is_not(app: Flask) -> None:
    ada, ben = token_of(app, "ada", "contributor"), token_of(app, "ben", "reviewer")
    made = propose(app, ada, "one")
    client = app.test_client()
    assert client.post(f"/v1/proposals/{made.json['data']['id']}/publish", json={}, headers={**ben, "If-Match": made.headers["ETag"]}).status_code == 200
    fill(app, 1)
    desk = at_desk(app, "ada", "contributor")
    visited_before(app, "ada", datetime.now(UTC) - timedelta(hours=1))
    page = desk.get("/desk").text
    assert "by ada, reviewed by ben: Found one." in page
    assert f"Proposal {made.json['data']['id']}</a> published as revision 3: Found one." in page
    assert "of policy austin-order 0, open" in page
    visited_before(app, "ada", datetime.now(UTC) + timedelta(hours=1))
    page = desk.get("/desk").text
    assert "Revisions published: 0" in page
    assert "Found one." not in page


def test_failed_work_is_told_until_it_is_made_good(app: Flask) -> None:
    desk = at_desk(app, "ada", "contributor")
    with app.app_context(), db.writing() as session:
        tasks.failed(session, tasks.ask(session, tasks.APPLY_DECISIONS, None).id, "The record changed.")
    assert "1 task beside the server failed" in desk.get("/desk").text
    with app.app_context(), db.writing() as session:
        tasks.done(session, tasks.ask(session, tasks.APPLY_DECISIONS, None).id, "Nothing was left to change.")
    assert "beside the server failed" not in desk.get("/desk").text


def test_the_claims_without_a_source_are_listed_with_what_is_missing(app: Flask) -> None:
    fill(app, 3)
    page = at_desk(app, "ada", "contributor").get("/desk/drafts?noun=policy&state=TX").text
    assert "3 of 3." in page
    assert "An order &lt;i&gt;of old&lt;/i&gt;." in page
    assert "<b>Missing:</b> Its text." in page


def test_it_costs_the_same_however_much_waits(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    ada = token_of(app, "ada", "contributor")
    desk = at_desk(app, "ada", "contributor")
    visited_before(app, "ada", datetime.now(UTC) - timedelta(hours=1))
    fill(app, 1)
    monkeypatch.setattr(app, "test_client", lambda: desk)
    few = cost(app, "/desk")
    monkeypatch.undo()
    for n in range(30):
        propose(app, ada, f"s{n}")
    with app.app_context(), db.writing() as session:
        for n in range(200):
            session.add(Correction(received_at=datetime.now(UTC), target=f"policy p{n}", claim="It ended.", evidence="https://example.org/", state="open"))
    monkeypatch.setattr(app, "test_client", lambda: desk)
    assert cost(app, "/desk") == few <= BOUND
