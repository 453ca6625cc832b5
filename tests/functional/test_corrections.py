"""Readers' corrections: sent by the form without script or cookie, followed by their number, and never shown to others."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from api import jobs
from api.db import db
from api.ledger import corrections, curators, proposals
from api.ledger.curators import Who
from api.models import Correction
from tests.curators import at_desk, token_of
from tests.functional.addresses import refused
from tests.functional.conftest import OwnApp

CONTACT = "reader@example.org"
DRAFT = {"target": "austin-tx", "claim": "The order was withdrawn on 2026-03-02.", "evidence": "https://example.org/minutes.pdf", "contact": CONTACT}
SCRIPT = "<script>alert('x')</script>"


def send(client: FlaskClient, headers: dict[str, str] | None = None, **other: str) -> TestResponse:
    """Send the form."""
    return client.post("/corrections", data={**DRAFT, **other}, headers=headers)


def kept(app: Flask) -> list[Correction]:
    """What was taken in."""
    with app.app_context():
        return list(corrections.listing(db.session))


def close(app: Flask, id: int, state: str = "declined", answer: str = "The minutes say otherwise.") -> None:
    """Close one, as a curator does."""
    with app.app_context(), db.writing() as session:
        who = Who(curators.add(session, "Someone else", "reviewer").id, "Someone else", "reviewer", frozenset({"read", "publish"}))
        corrections.close(session, who, id, state=state, answer=answer)


class TestForm:
    """The public form."""

    def test_it_is_sent_and_followed(self, own_app: OwnApp) -> None:
        app = own_app()
        client = app.test_client()
        sent = send(client)
        (row,) = kept(app)
        assert sent.status_code == 303
        assert "Set-Cookie" not in sent.headers
        assert (row.target, row.claim, row.evidence, row.contact, row.state) == (*DRAFT.values(), "open")
        thanks = client.get(sent.headers["Location"])
        assert f"Your correction has the number {row.id}" in thanks.get_data(as_text=True)
        followed = client.get(f"/corrections/{row.id}")
        assert followed.headers["Cache-Control"] == "no-store"
        assert "Open" in followed.get_data(as_text=True)

    def test_what_was_written_is_never_shown_to_the_public(self, own_app: OwnApp) -> None:
        app = own_app()
        client = app.test_client()
        send(client)
        for closed in (False, True):
            if closed:
                close(app, 1)
            shown = client.get("/corrections/1").get_data(as_text=True)
            assert not [words for words in DRAFT.values() if words in shown]
        assert "The minutes say otherwise." in shown
        assert "Declined" in shown

    @pytest.mark.parametrize(
        ("field", "value", "said"),
        [
            pytest.param("target", "", "Give 1 to 300 characters", id="no target"),
            pytest.param("target", "nowhere-zz", "Nothing in the record answers to that", id="an unknown target"),
            pytest.param("target", "https://elsewhere.example/austin-tx", "Nothing in the record answers to that", id="an address of another site"),
            pytest.param("target", "//elsewhere.example", "Nothing in the record answers to that", id="another site in disguise"),
            pytest.param("claim", "  \r\n ", "Give 1 to 2000 characters", id="an empty claim"),
            pytest.param("claim", "x" * 2001, "Give 1 to 2000 characters", id="a claim too long"),
            pytest.param("claim", "a\0b", "cannot be shown", id="a NUL"),
            pytest.param("evidence", "javascript:alert(1)", "Give the web address", id="a script for evidence"),
            pytest.param("evidence", "data:text/html,x", "Give the web address", id="data for evidence"),
            pytest.param("evidence", "https://user:secret@example.org/", "Give the web address", id="evidence with a password"),
            pytest.param("evidence", "https://[broken", "Give the web address", id="a broken address"),
            pytest.param("contact", "x" * 201, "Give at most 200", id="a contact too long"),
            pytest.param("homepage", "https://spam.example", "Leave this field empty", id="the trap"),
        ],
    )
    def test_a_fault_is_said_beside_its_field_and_the_rest_is_kept(self, own_app: OwnApp, field: str, value: str, said: str) -> None:
        app = own_app()
        answer = send(app.test_client(), **{field: value})
        page = html.unescape(answer.get_data(as_text=True))
        assert answer.status_code == 400
        assert re.search(rf'id="{field}-fault">[^<]*{re.escape(said)}', page), page
        assert all(words in page for name, words in DRAFT.items() if name != field)
        assert kept(app) == []

    @pytest.mark.parametrize("field", ["target", "claim", "evidence", "contact"])
    def test_script_comes_back_as_text(self, own_app: OwnApp, field: str) -> None:
        client = own_app().test_client()
        page = send(client, **{field: f'">{SCRIPT}', "homepage": "x"}).get_data(as_text=True)
        assert SCRIPT not in page
        assert html.escape(SCRIPT)[:14] in page

    def test_script_in_an_answer_is_text(self, own_app: OwnApp) -> None:
        app = own_app()
        send(app.test_client())
        close(app, 1, answer=SCRIPT)
        page = app.test_client().get("/corrections/1").get_data(as_text=True)
        assert SCRIPT not in page
        assert "&lt;script&gt;" in page

    @pytest.mark.parametrize(
        "target",
        ["4805000", "austin-tx", "policy/austin-order", "state_law/tx-law", "source/src", "http://localhost/austin-tx?on=2026-01-01", "/v1/policies/austin-order", "/states/tx", "/methodology"],
    )
    def test_what_a_target_can_be(self, own_app: OwnApp, target: str) -> None:
        assert send(own_app().test_client(), target=target).status_code == 303

    @pytest.mark.parametrize(
        "headers",
        [
            pytest.param({"Origin": "https://elsewhere.example"}, id="another origin"),
            pytest.param({"Origin": "null"}, id="no origin of its own"),
            pytest.param({"Sec-Fetch-Site": "cross-site"}, id="a fetch from another site"),
        ],
    )
    def test_another_site_cannot_send_it(self, own_app: OwnApp, headers: dict[str, str]) -> None:
        app = own_app()
        assert send(app.test_client(), headers).status_code == 403
        assert kept(app) == []

    def test_this_site_can(self, own_app: OwnApp) -> None:
        headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
        assert send(own_app().test_client(), headers).status_code == 303

    def test_a_body_beyond_reason_is_refused(self, own_app: OwnApp) -> None:
        app = own_app()
        assert send(app.test_client(), claim="x" * 100_000).status_code == 413
        assert kept(app) == []

    def test_an_unknown_number_is_not_found(self, own_app: OwnApp) -> None:
        client = own_app().test_client()
        assert [client.get(f"/corrections/{id}").status_code for id in ("1", "0", "9" * 30, "x")] == [404] * 4


class TestLimits:
    """How much one reader may send, and how much may wait."""

    def test_the_sixth_within_an_hour_waits_and_keeps_its_words(self, own_app: OwnApp) -> None:
        app = own_app()
        client = app.test_client()
        assert [send(client).status_code for _ in range(5)] == [303] * 5
        refused = send(client, claim="What I wrote is long.")
        assert refused.status_code == 429
        assert 0 < int(refused.headers["Retry-After"]) <= 3600
        assert (refused.headers["RateLimit-Limit"], refused.headers["RateLimit-Remaining"]) == ("5", "0")
        assert "What I wrote is long." in refused.get_data(as_text=True)
        assert len(kept(app)) == 5

    def test_somebody_else_may_still_send(self, own_app: OwnApp) -> None:
        client = own_app().test_client()
        for _ in range(6):
            send(client)
        assert client.post("/corrections", data=DRAFT, environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 303

    def test_a_fault_is_not_counted(self, own_app: OwnApp) -> None:
        client = own_app().test_client()
        for _ in range(6):
            send(client, claim="")
        assert send(client).status_code == 303

    def test_no_more_are_open_than_can_be_read(self, own_app: OwnApp) -> None:
        app = own_app()
        with app.app_context(), db.writing() as session:
            for _ in range(corrections.MOST_OPEN):
                corrections.receive(session, **DRAFT)
        refused = send(app.test_client())
        assert refused.status_code == 503
        assert int(refused.headers["Retry-After"]) > 5
        close(app, 1)
        assert send(app.test_client()).status_code == 303


def posted(client: FlaskClient, address: str, **typed: str) -> TestResponse:
    """Send the form of a page of the desk, with its token."""
    page = client.get(address).get_data(as_text=True)
    found = re.search(r'name="csrf_token" value="([^"]*)"', page)
    return client.post(address, data={"csrf_token": found[1] if found else "", **typed})


class TestDesk:
    """The queue, and one beside the record."""

    def test_the_queue_shows_what_is_open(self, own_app: OwnApp) -> None:
        app = own_app()
        send(app.test_client())
        send(app.test_client(), claim="The second.")
        close(app, 1)
        desk = at_desk(app, "Cora", "contributor")
        queue = desk.get("/desk/corrections").get_data(as_text=True)
        assert "The second." in queue
        assert DRAFT["claim"] not in queue
        assert DRAFT["claim"] in desk.get("/desk/corrections?state=all").get_data(as_text=True)
        assert DRAFT["claim"] in desk.get("/desk/corrections?state=declined").get_data(as_text=True)

    def test_one_stands_beside_the_record_and_leads_to_its_form(self, own_app: OwnApp) -> None:
        app = own_app()
        send(app.test_client(), target="policy/austin-order")
        send(app.test_client())
        desk = at_desk(app, "Cora", "contributor")
        page = desk.get("/desk/corrections/1").get_data(as_text=True)
        for part in (DRAFT["claim"], CONTACT, "Policy austin-order", "general_order", 'href="/desk/records/policy/austin-order?settles=correction%3A1"'):
            assert part in page
        assert re.search(r'<a href="https://example.org/minutes.pdf" rel="[^"]*noopener nofollow[^"]*">', page)
        assert "Close it" not in page, "a contributor closes none"
        assert 'href="/desk/records?jurisdiction=4805000&amp;settles=correction%3A2"' in desk.get("/desk/corrections/2").get_data(as_text=True)

    def test_a_reviewer_closes_it_with_an_answer(self, own_app: OwnApp) -> None:
        app = own_app()
        send(app.test_client())
        desk = at_desk(app, "Rita", "reviewer")
        assert posted(desk, "/desk/corrections/1", state="accepted", answer="See revision 2.").status_code == 303
        page = desk.get("/desk/corrections/1").get_data(as_text=True)
        assert CONTACT not in page
        assert "by Rita" in page
        assert "See revision 2." in app.test_client().get("/corrections/1").get_data(as_text=True)
        assert posted(desk, "/desk/corrections/1", state="declined", answer="No.").status_code in {400, 409}
        assert kept(app)[0].state == "accepted"

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            pytest.param({"state": "accepted", "answer": ""}, "answer", id="no answer"),
            pytest.param({"state": "open", "answer": "My words."}, "state", id="no outcome"),
            pytest.param({"state": "accepted", "answer": "My words.", "proposal": "99"}, "key", id="no such proposal"),
            pytest.param({"state": "accepted", "answer": "My words.", "proposal": "x"}, "key", id="no number"),
        ],
    )
    def test_a_fault_keeps_what_was_typed(self, own_app: OwnApp, typed: dict[str, str], field: str) -> None:
        app = own_app()
        send(app.test_client())
        answer = posted(at_desk(app, "Rita", "reviewer"), "/desk/corrections/1", **typed)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 400
        assert f'id="{field}-fault"' in page
        assert typed["answer"] in page
        assert kept(app)[0].contact == CONTACT

    def test_script_of_a_reader_is_text(self, own_app: OwnApp) -> None:
        app = own_app()
        with app.app_context(), db.writing() as session:
            corrections.receive(session, target=SCRIPT, claim=SCRIPT, evidence=f"https://example.org/{SCRIPT}", contact=SCRIPT)
        desk = at_desk(app, "Cora", "contributor")
        for address in ("/desk/corrections", "/desk/corrections/1"):
            page = desk.get(address).get_data(as_text=True)
            assert SCRIPT not in page
            assert "&lt;script&gt;" in page

    def test_a_contributor_cannot_close(self, own_app: OwnApp) -> None:
        app = own_app()
        send(app.test_client())
        answer = posted(at_desk(app, "Cora", "contributor"), "/desk/corrections/1", state="declined", answer="No.")
        assert answer.status_code in {400, 403}
        assert kept(app)[0].state == "open"


def test_the_job_forgets_old_contacts(own_app: OwnApp) -> None:
    app = own_app()
    send(app.test_client())
    send(app.test_client())
    with app.app_context(), db.writing() as session:
        session.execute(update(Correction).where(Correction.id == 1).values(received_at=curators.now() - timedelta(days=366)))
    assert jobs.forget_contacts(app) == 1
    assert [row.contact for row in kept(app)] == [None, CONTACT]


def sent_as_json(app: Flask, **other: object) -> TestResponse:
    """Send a correction to the API."""
    return app.test_client().post("/v1/corrections", json={**DRAFT, **other})


class TestApi:
    """The same for programs."""

    def test_it_is_sent_and_followed(self, own_app: OwnApp) -> None:
        app = own_app()
        sent = sent_as_json(app)
        assert sent.status_code == 201
        assert sent.json["data"] | {"received_at": None} == {"id": 1, "state": "open", "received_at": None, "closed_at": None, "answer": None, "revision": None}
        close(app, 1)
        followed = app.test_client().get(sent.headers["Location"])
        assert (followed.json["data"]["state"], followed.json["data"]["answer"]) == ("declined", "The minutes say otherwise.")
        assert not [words for words in DRAFT.values() if words in followed.get_data(as_text=True)]

    @pytest.mark.parametrize(
        ("other", "field"),
        [
            pytest.param({"target": "nowhere-zz"}, "target", id="an unknown target"),
            pytest.param({"claim": None}, "claim", id="no claim"),
            pytest.param({"claim": 3}, "claim", id="no text"),
            pytest.param({"evidence": "ftp://example.org/"}, "evidence", id="neither http nor https"),
            pytest.param({"name": "Somebody"}, "name", id="a field that is not taken"),
        ],
    )
    def test_a_fault_names_its_field(self, own_app: OwnApp, other: dict[str, object], field: str) -> None:
        app = own_app()
        refused(sent_as_json(app, **other), 400, field=field)
        assert kept(app) == []

    def test_both_doors_share_one_limit(self, own_app: OwnApp) -> None:
        app = own_app()
        for _ in range(3):
            send(app.test_client())
        assert [sent_as_json(app).status_code for _ in range(3)] == [201, 201, 429]
        waiting = sent_as_json(app)
        assert int(waiting.headers["Retry-After"]) > 0
        assert waiting.headers["RateLimit-Policy"] == '"corrections-hour";q=5;w=3600, "corrections-day";q=20;w=86400'

    def test_curators_read_and_close_them(self, own_app: OwnApp) -> None:
        app = own_app()
        client = app.test_client()
        sent_as_json(app)
        sent_as_json(app, claim="The second.")
        cora, rita = token_of(app, "Cora", "contributor"), token_of(app, "Rita", "reviewer")
        listed = client.get("/v1/corrections?state=open", headers=cora)
        assert [row["contact"] for row in listed.json["data"]] == [CONTACT] * 2
        assert listed.headers["Cache-Control"] == "no-store"
        assert client.get("/v1/corrections?after=1", headers=cora).json["data"][0]["claim"] == "The second."
        assert client.get("/v1/corrections/1", headers=cora).json["data"]["claim"] == DRAFT["claim"]
        refused(client.post("/v1/corrections/1/close", json={"state": "accepted", "answer": "Done."}, headers=cora), 403)
        closed = client.post("/v1/corrections/1/close", json={"state": "accepted", "answer": "Done."}, headers=rita)
        assert (closed.json["data"]["contact"], closed.json["data"]["curator"]) == (None, "Rita")
        refused(client.post("/v1/corrections/1/close", json={"state": "declined", "answer": "No."}, headers=rita), 409)

    @pytest.mark.parametrize(("method", "path"), [("get", "/v1/corrections"), ("get", "/v1/corrections/1"), ("post", "/v1/corrections/1/close")])
    def test_others_read_none(self, own_app: OwnApp, method: str, path: str) -> None:
        app = own_app()
        sent_as_json(app)
        answer = getattr(app.test_client(), method)(path)
        refused(answer, 401)
        assert not [words for words in DRAFT.values() if words in answer.get_data(as_text=True)]

    def test_a_published_proposal_settles_it(self, own_app: OwnApp) -> None:
        app = own_app()
        client = app.test_client()
        sent_as_json(app, target="policy/austin-order")
        cora, rita = token_of(app, "Cora", "contributor"), token_of(app, "Rita", "reviewer")
        read = client.get("/v1/records/policy/austin-order")
        change = {"entry": read.json["data"]["entry"] | {"ended": "2026-03-02"}, "reason": "It was withdrawn.", "settles": ["correction:1", "correction:99", "other:x"]}
        made = client.put("/v1/records/policy/austin-order", json=change, headers={**cora, "If-Match": read.headers["ETag"]})
        published = client.post(f"/v1/proposals/{made.json['data']['id']}/publish", json={}, headers={**rita, "If-Match": made.headers["ETag"]})
        assert published.status_code == 200, published.json
        outcome = client.get("/v1/corrections/1/outcome").json["data"]
        assert (outcome["state"], outcome["revision"]) == ("accepted", published.json["data"]["revision"])
        assert kept(app)[0].contact is None


def test_a_correction_becomes_a_proposal_and_is_settled_at_the_desk(own_app: OwnApp) -> None:
    app = own_app()
    send(app.test_client(), target="policy/sf-refuge")
    cora, rita = at_desk(app, "Cora", "contributor"), at_desk(app, "Rita", "reviewer")
    led = re.search(r'href="(/desk/records/policy/[^"]+)"', cora.get("/desk/corrections/1").get_data(as_text=True))
    assert led is not None
    page = cora.get(html.unescape(led[1])).get_data(as_text=True)
    hidden = {name: html.unescape(value) for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)}
    assert hidden["settles"] == "correction:1"
    made = cora.post(led[1].split("?")[0], data={**hidden, "reason": "It was withdrawn, as a reader wrote.", "act": "withdraw"})
    assert made.status_code == 303, made.get_data(as_text=True)
    with app.app_context():
        (proposal,) = proposals.listing(db.session)
        assert proposal.settles == ["correction:1"]
    proposed = rita.get(made.headers["Location"]).get_data(as_text=True)
    published = {name: html.unescape(value) for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', proposed)}
    answer = rita.post("/desk/proposals/1/publish", data=published)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    shown = app.test_client().get("/corrections/1").get_data(as_text=True)
    assert "Accepted" in shown
    assert "The record was changed with revision 2." in shown


def test_a_correction_of_a_place_leads_through_its_records(own_app: OwnApp) -> None:
    app = own_app()
    send(app.test_client())
    page = at_desk(app, "Cora", "contributor").get("/desk/records?jurisdiction=4805000&settles=correction:1").get_data(as_text=True)
    assert "/desk/records/policy/austin-order?settles=correction:1" in page.replace("%3A", ":")
