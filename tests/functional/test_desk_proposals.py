"""Proposals at the desk: read, previewed, published by another, withdrawn, set back."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.db import db
from api.ledger import versions
from tests import desk
from tests.builders import World, own
from tests.curators import at_desk
from tests.functional.conftest import OwnApp

POLICY = "/desk/records/policy/austin-order"


@pytest.fixture
def app(own_app: OwnApp) -> Flask:
    """The small record, free to write to."""
    return own_app()


@pytest.fixture
def author(app: Flask) -> FlaskClient:
    """A contributor."""
    return at_desk(app, "Ada", "contributor")


@pytest.fixture
def reviewer(app: Flask) -> FlaskClient:
    """Another curator, who publishes."""
    return at_desk(app, "Rosa", "reviewer")


def edited(client: FlaskClient, act: str = "proposed", **typed: str) -> desk.Page:
    """An edit of the order of Austin, kept."""
    page = desk.send(client, desk.get(client, POLICY).form("austin-order"), act=act, reason="Read anew", **(typed or {"clauses[0].level": "2"}))
    assert page.response.request.path.startswith("/desk/proposals/"), page.words[:900]
    return page


def title_now(app: Flask) -> str:
    """How the record calls the order of Austin."""
    with app.app_context():
        found = versions.current(db.session, "policy", "austin-order")
        return str(found.entry["title"]) if found else ""


def test_a_reviewer_reads_a_proposal_and_publishes_it(app: Flask, author: FlaskClient, reviewer: FlaskClient) -> None:
    page = edited(author, title="A better title")
    assert "A reviewer publishes it." in page.words
    assert not [form for form in page.forms if form.action.endswith("/publish")]
    assert "1: Read anew" in desk.get(reviewer, "/desk/proposals").words
    page = desk.get(reviewer, "/desk/proposals/1")
    assert all(words in page.words for words in ("Read anew", "Ada", "Title Policy austin-order A better title", "Source src"))
    page = desk.send(reviewer, page.form("/publish"))
    assert "Published as revision 2" in page.words
    assert title_now(app) == "A better title"
    page = desk.get(author, "/desk/revisions/2")
    assert all(words in page.words for words in ("Proposed by Ada", "Reviewed by Rosa", "Title Policy austin-order A better title", "proposal 1"))


def test_whoever_proposed_does_not_publish_alone_and_is_told_why(app: Flask, reviewer: FlaskClient) -> None:
    page = edited(reviewer)
    assert "Whoever proposed does not publish alone" in page.words
    token = dict(page.form("/withdraw").pairs)
    answer = desk.read(reviewer.post("/desk/proposals/1/publish", data=token))
    assert answer.response.status_code == 409
    assert "Ask another reviewer to publish it." in answer.words
    assert title_now(app) == "Policy austin-order"


def test_a_contributor_cannot_publish_by_hand(app: Flask, author: FlaskClient) -> None:
    page = edited(author)
    assert author.post("/desk/proposals/1/publish", data=dict(page.form("/withdraw").pairs)).status_code == 403


def test_a_draft_is_handed_over_first(author: FlaskClient, reviewer: FlaskClient) -> None:
    page = edited(author, act="draft")
    assert "It is a draft" in desk.get(reviewer, "/desk/proposals/1").words
    page = desk.send(author, page.form("/hand-over"))
    assert "State Proposed" in page.words
    assert [form for form in desk.get(reviewer, "/desk/proposals/1").forms if form.action.endswith("/publish")]


def test_a_draft_with_faults_says_what_to_mend_and_is_not_handed_over(author: FlaskClient) -> None:
    page = edited(author, act="draft", jurisdiction="9999999", adopted="in spring")
    assert "To mend before it is published" in page.words
    assert "Adopted" in page.words
    answer = desk.send(author, page.form("/hand-over"))
    assert "Not done." in answer.words
    assert "State Draft" in answer.words


def test_a_proposal_that_changed_since_it_was_read_is_not_published(app: Flask, author: FlaskClient, reviewer: FlaskClient) -> None:
    edited(author, title="Mine")
    read = desk.get(reviewer, "/desk/proposals/1").form("/publish")
    form = desk.get(author, f"{POLICY}?proposal=1").form("austin-order")
    desk.send(author, form, act="proposed", title="Changed again")
    page = desk.send(reviewer, read)
    assert page.response.status_code == 412
    assert "Read the proposal as it stands now" in page.words
    assert "Changed again" in page.words
    assert title_now(app) == "Policy austin-order"


def test_a_record_that_changed_since_keeps_a_proposal_back_until_its_author_goes_on(app: Flask, author: FlaskClient, reviewer: FlaskClient) -> None:
    edited(author, title="Mine")
    world = World()
    world.policy("austin-order", "4805000", own("detainers", -1, "2024-01-01"), instrument="general_order", body="police", title="Theirs")
    with app.app_context(), db.writing() as session:
        world.publish(session, reason="Made meanwhile")
    page = desk.get(reviewer, "/desk/proposals/1")
    assert "The record changed since this was edited" in page.words
    assert "Made meanwhile" in page.words
    assert desk.send(reviewer, page.form("/publish")).response.status_code == 412
    page = desk.get(author, f"{POLICY}?proposal=1")
    assert "Revision 2 changed this record while you edited" in page.words
    form = desk.send(author, page.form("austin-order"), act="merge").form("austin-order")
    assert (form.value("title"), form.value("clauses[0].level")) == ("Mine", "-1")
    page = desk.send(author, form, act="proposed")
    assert page.response.request.path == "/desk/proposals/1", page.words[:900]
    assert "Published as revision 3" in desk.send(reviewer, desk.get(reviewer, "/desk/proposals/1").form("/publish")).words


def test_a_reviewer_withdraws_with_an_answer(author: FlaskClient, reviewer: FlaskClient) -> None:
    edited(author)
    page = desk.send(reviewer, desk.get(reviewer, "/desk/proposals/1").form("/withdraw"))
    assert "The author is owed an answer." in page.words
    page = desk.send(reviewer, page.form("/withdraw"), answer="The source says otherwise.")
    assert "State Withdrawn" in page.words
    assert "The source says otherwise." in desk.get(author, "/desk/proposals/1").words
    assert "1: Read anew" in desk.get(author, "/desk/proposals").words


def test_an_entry_is_taken_out_of_a_proposal(author: FlaskClient) -> None:
    edited(author, act="draft", title="One")
    form = desk.get(author, "/desk/records/policy/sf-refuge?proposal=1").form("sf-refuge")
    page = desk.send(author, form, act="draft", title="Two")
    drop = next(form for form in page.forms if form.action.endswith("/drop") and form.value("key") == "sf-refuge")
    page = desk.send(author, drop)
    assert "sf-refuge" not in page.words
    assert "austin-order" in page.words


def test_the_preview_says_who_moves_when_and_why(author: FlaskClient) -> None:
    edited(author)
    page = desk.get(author, "/desk/proposals/1/preview")
    assert "1 jurisdiction would move" in page.words
    assert "Austin, TX" in page.words
    assert "1 January 2024 on" in page.words
    assert "Detainers (holds) (own policy): −2" in page.words
    assert page.response.text.count('<svg class="outline"') == 1
    assert page.response.text.count(" marked") == 1
    assert "+2" in page.words
    assert "Nothing would move on 1 June 2020." in desk.get(author, "/desk/proposals/1/preview?on=2020-06-01").words
    assert desk.get(author, "/desk/proposals/1/preview?on=nonsense&from=x").words


def test_the_preview_of_a_law_moves_its_state(author: FlaskClient, reviewer: FlaskClient) -> None:
    form = next(form for form in desk.get(author, "/desk/records/state_law/tx-law").forms if "withdraw" in form.acts)
    desk.send(author, form, act="withdraw", reason="Repealed")
    page = desk.get(author, "/desk/proposals/1/preview")
    assert all(words in page.words for words in ("Austin, TX", "El Paso County, TX", "Travis County, TX"))
    desk.send(reviewer, desk.get(reviewer, "/desk/proposals/1").form("/publish"))
    assert "there is nothing to look ahead to" in desk.get(author, "/desk/proposals/1/preview").words


def test_a_proposal_that_moves_nothing_says_so(author: FlaskClient) -> None:
    edited(author, note="A note")
    assert "No position would move, on any day." in desk.get(author, "/desk/proposals/1/preview").words


def test_a_preview_of_what_cannot_be_published_says_why(author: FlaskClient) -> None:
    edited(author, act="draft", jurisdiction="9999999")
    assert "no jurisdiction has the key" in desk.get(author, "/desk/proposals/1/preview").words


def test_a_revision_is_set_back_by_a_proposal(app: Flask, author: FlaskClient, reviewer: FlaskClient) -> None:
    edited(author, title="Wrong")
    desk.send(reviewer, desk.get(reviewer, "/desk/proposals/1").form("/publish"))
    page = desk.send(author, desk.get(author, "/desk/revisions/2").form("/revert"), reason="It was wrong")
    assert "Sets back revision 2" in page.words
    desk.send(reviewer, desk.get(reviewer, "/desk/proposals/2").form("/publish"))
    assert title_now(app) == "Policy austin-order"
    page = desk.send(author, desk.get(author, "/desk/revisions/2").form("/revert"), reason="Once more")
    assert page.response.status_code == 412
    assert "Set back the later revisions first" in page.words


def test_links_that_people_type_lead_to_the_web_or_nowhere(author: FlaskClient) -> None:
    form = desk.get(author, "/desk/records/source/src").form("source/src")
    page = desk.send(author, form, act="draft", reason="A test", url="javascript:alert(1)")
    assert 'href="javascript' not in page.response.text
    assert "javascript:alert(1)" in page.words
