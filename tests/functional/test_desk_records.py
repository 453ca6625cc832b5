"""Records at the desk: found, laid out for a place, edited in a form, and never lost to someone else's edit."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.db import db
from api.ledger import proposals, versions
from tests import desk
from tests.builders import World, own
from tests.curators import at_desk
from tests.functional.conftest import OwnApp

POLICY = "/desk/records/policy/austin-order"
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def app(own_app: OwnApp) -> Flask:
    """The small record, free to write to."""
    return own_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A contributor at the desk."""
    return at_desk(app, "Ada", "contributor")


def proposed(app: Flask, id: int) -> dict[str, object]:
    """The entries of a proposal."""
    with app.app_context():
        return dict(proposals.get(db.session, id).entries)


def test_records_are_found_by_words_noun_and_state(client: FlaskClient) -> None:
    page = desk.get(client, "/desk/records?q=austin")
    assert "Policy austin-order" in page.words
    assert "/desk/records/jurisdiction/4805000" in page.response.text
    assert "sf-refuge" not in page.words
    page = desk.get(client, "/desk/records?noun=policy&state=CA")
    assert "sf-refuge" in page.words
    assert "austin-order" not in page.words


def test_a_place_shows_its_records_by_noun_and_fills_in_new_ones(client: FlaskClient) -> None:
    page = desk.get(client, "/desk/records?jurisdiction=austin-tx")
    assert "Records of Austin, TX" in page.words
    assert all(words in page.words for words in ("Policies: 1", "State laws: 1", "Agreements: 0"))
    assert "/desk/records/policy/new?jurisdiction=4805000" in page.response.text
    form = desk.get(client, "/desk/records/policy/new?jurisdiction=austin-tx").form("/policy/new")
    assert form.value("jurisdiction") == "4805000"


def test_long_lists_come_in_pages(app: Flask, own_app: OwnApp) -> None:
    world = World()
    for number in range(120):
        world.source(f"many-{number:03}")
    client = at_desk(own_app(world), "Ada", "contributor")
    page = desk.get(client, "/desk/records?noun=source&q=many")
    assert "Sources: 120" in page.words
    assert "many-049" in page.words
    assert "many-050" not in page.words
    page = desk.get(client, "/desk/records?noun=source&q=many&after=many-099")
    assert "many-119" in page.words
    assert "The next ones" not in page.words


def test_every_noun_has_a_form_that_sends_back_what_stands(app: Flask, client: FlaskClient) -> None:
    keys = {"policy": "austin-order", "state_law": "tx-law", "agency": "tx-el-paso-county-sheriff", "agreement": "tx-el-paso-county-sheriff-tfm", "source": "src", "designation": "doj-sf", "federal_action": "order-2025", "jurisdiction": "4805000", "dispute": "order-scope"}
    for noun, key in keys.items():
        form = desk.get(client, f"/desk/records/{noun}/{key}").form(f"/{noun}/{key}")
        page = desk.send(client, form, act="draft", reason="Nothing changes")
        assert page.response.request.path.startswith("/desk/proposals/"), (noun, page.words[:300])
        assert "No field differs." in page.words, (noun, page.words[:900])


def test_a_policy_and_its_new_source_are_one_proposal(app: Flask, client: FlaskClient) -> None:
    form = desk.get(client, "/desk/records/policy/new?jurisdiction=4805000").form("/policy/new")
    page = desk.send(client, form, act="add:clauses")
    assert 'id="f-clauses-0"' in page.response.text
    assert "autofocus" in page.response.text
    page = desk.send(client, page.form("/policy/new"), act="add:new_sources")
    typed = {
        "body": "police", "instrument": "general_order", "title": f"Order 7 {SCRIPT}", "binding": "yes", "adopted": "2026", "summary": "Says what officers do.",
        "clauses[0].dimension": "detainers", "clauses[0].level": "-1", "clauses[0].basis": "text", "clauses[0].decides": "yes", "clauses[0].words": "Only after convictions.", "clauses[0].valid_from": "2026-03",
        "new_sources[0].key": "tx-austin-order-7", "new_sources[0].title": "Order 7", "new_sources[0].publisher": "Austin Police", "new_sources[0].url": "https://example.org/7", "new_sources[0].retrieved": "2026-11-20", "new_sources[0].kind": "ordinance",
        "reason": "The order was published.",
    }  # fmt: skip
    page = desk.send(client, page.form("/policy/new"), act="proposed", **typed)
    assert page.response.request.path == "/desk/proposals/1", page.words[:900]
    entries = proposed(app, 1)
    assert set(entries) == {"policy", "source"}
    [(key, policy)] = entries["policy"].items()  # type: ignore[attr-defined]
    assert key == "austin-tx-general-order-2026"
    assert (policy["adopted"], policy["clauses"][0]["level"], policy["clauses"][0]["valid_from"]) == ("2026", -1, "2026-03")
    assert policy["citations"] == [{"source": "tx-austin-order-7", "locator": None, "quote": None}]
    assert SCRIPT not in page.response.text
    assert "Order 7" in page.words


def test_faults_are_told_beside_their_fields_with_everything_typed_kept(app: Flask, client: FlaskClient) -> None:
    form = desk.get(client, POLICY).form("austin-order")
    page = desk.send(client, form, act="proposed", reason="A try", **{"clauses[0].valid_from": "in spring", "jurisdiction": "9999999", "title": "Kept as typed", "note": SCRIPT})
    shown = page.form("austin-order")
    assert (shown.value("clauses[0].valid_from"), shown.value("jurisdiction"), shown.value("title"), shown.value("reason")) == ("in spring", "9999999", "Kept as typed", "A try")
    for path in ("f-clauses-0-valid_from", "f-jurisdiction"):
        assert f'id="{path}-fault"' in page.response.text
        assert f'href="#{path}"' in page.response.text
    assert shown.value("note") == SCRIPT
    assert SCRIPT not in page.response.text
    with app.app_context():
        assert versions.current(db.session, "policy", "austin-order").entry["title"] == "Policy austin-order"  # type: ignore[union-attr]


def test_a_reason_is_asked_for(client: FlaskClient) -> None:
    page = desk.send(client, desk.get(client, POLICY).form("austin-order"), act="proposed", title="Another title")
    assert 'id="f-reason-fault"' in page.response.text
    assert page.form("austin-order").value("title") == "Another title"


def test_who_edited_meanwhile_sees_both_versions_and_goes_on_from_theirs_with_his_own_kept(app: Flask, client: FlaskClient) -> None:
    before = desk.get(client, POLICY).form("austin-order")
    _published_meanwhile(app)
    page = desk.send(client, before, act="proposed", reason="My view", title="My title", note="My note")
    assert "Revision 2 changed this record while you edited" in page.words
    assert all(words in page.words for words in ("Policy austin-order", "Their title", "Their summary", "My title", "My note"))
    page = desk.send(client, page.form("austin-order"), act="merge")
    form = page.form("austin-order")
    assert (form.value("title"), form.value("note"), form.value("summary")) == ("My title", "My note", "Their summary")
    page = desk.send(client, form, act="proposed")
    assert page.response.request.path == "/desk/proposals/1", page.words[:600]
    assert "Their title" in page.words


def test_who_prefers_theirs_in_a_field_gets_theirs(app: Flask, client: FlaskClient) -> None:
    before = desk.get(client, POLICY).form("austin-order")
    _published_meanwhile(app)
    page = desk.send(client, before, act="proposed", reason="My view", title="My title", note="My note")
    form = desk.send(client, page.form("austin-order"), act="merge", **{"keep.title": "theirs"}).form("austin-order")
    assert (form.value("title"), form.value("note")) == ("Their title", "My note")


def _published_meanwhile(app: Flask) -> None:
    world = World()
    world.policy("austin-order", "4805000", own("detainers", -2, "2024-01-01"), own("status_inquiries", -1, "2024-01-01"), instrument="general_order", body="police", title="Their title", summary="Their summary")
    with app.app_context(), db.writing() as session:
        world.publish(session)


def test_several_records_go_into_one_draft(app: Flask, client: FlaskClient) -> None:
    desk.send(client, desk.get(client, POLICY).form("austin-order"), act="draft", reason="Titles", title="One")
    form = desk.get(client, "/desk/records/policy/sf-refuge?proposal=1").form("sf-refuge")
    page = desk.send(client, form, act="draft", into="1.1", reason="Titles", title="Two")
    assert set(proposed(app, 1)["policy"]) == {"austin-order", "sf-refuge"}  # type: ignore[call-overload]
    assert "Draft" in page.words
    assert desk.get(client, f"{POLICY}?proposal=1").form("austin-order").value("title") == "One"
    stale = desk.send(client, form, act="draft", into="1.1", reason="Titles", title="Three")
    assert "version" in stale.words
    assert stale.form("sf-refuge").value("title") == "Three"


def withdrawal(client: FlaskClient, address: str) -> desk.Form:
    """The form that withdraws a record."""
    return next(form for form in desk.get(client, address).forms if "withdraw" in form.acts)


def test_a_record_is_withdrawn_by_a_proposal(app: Flask, client: FlaskClient) -> None:
    page = desk.send(client, withdrawal(client, "/desk/records/policy/sf-refuge"), act="withdraw", reason="It was never adopted")
    assert "Policy withdrawn" in page.words
    assert proposed(app, 1) == {"policy": {"sf-refuge": None}}


def test_what_others_point_at_is_not_withdrawn_and_is_shown_as_it_stands(client: FlaskClient) -> None:
    page = desk.send(client, withdrawal(client, "/desk/records/federal_action/order-2025"), act="withdraw", reason="It was never signed")
    assert "order-scope" in page.words
    assert page.form("order-2025").value("title") == "Action order-2025"


def test_a_key_with_slashes_has_a_form_and_versions(own_app: OwnApp) -> None:
    client = at_desk(own_app(World().custody("48453", "48453").decision("TEXAS", "Some Office", "48453")), "Ada", "contributor")
    page = desk.get(client, "/desk/records?noun=custody")
    assert "/desk/records/custody/48453/" in page.response.text
    assert desk.get(client, "/desk/records/custody/48453/").form("custody/48453/").value("geoid") == "48453"
    assert "Made up" in desk.get(client, "/desk/records/custody/48453//versions").words
    decision = "/desk/records/decision/place/TEXAS/Some%20Office/*//"
    assert desk.get(client, decision).form("*//").value("agency") == "Some Office"


def test_versions_are_told_field_by_field(app: Flask, client: FlaskClient) -> None:
    _published_meanwhile(app)
    page = desk.get(client, f"{POLICY}/versions")
    assert "Revision 2, as it stands" in page.words
    assert "Revision 1, until revision 2" in page.words
    assert "Title Policy austin-order Their title" in page.words


@pytest.mark.parametrize("address", ["/desk/records/policy/nothing", "/desk/records/nothing/new", "/desk/records/held_row/x", "/desk/records/policy/nothing/versions", "/desk/proposals/99", "/desk/revisions/99", "/desk/proposals/99999999999999999999"])
def test_what_is_not_there_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", [POLICY, "/desk/records/policy/new"])
def test_a_form_of_nonsense_is_shown_again(client: FlaskClient, address: str) -> None:
    token = dict(desk.get(client, POLICY).form("austin-order").pairs).get("csrf_token", "")
    for act in ("", "add:nothing", "add:clauses[7].citations", "remove:clauses", "remove:title[0]", "merge", "check", "proposed"):
        answer = client.post(address, data={"csrf_token": token, "act": act, "clauses[x].level": "1", "clauses[999].level": "high", "title": "x" * 5000, "into": "9.9"})
        assert answer.status_code == 200, act


def test_an_edit_begun_at_a_correction_settles_it_also_in_a_proposal_that_there_was(client: FlaskClient) -> None:
    assert "settles=correction:12" in desk.get(client, "/desk/records?q=austin-order&settles=correction:12").response.text
    page = desk.get(client, f"{POLICY}?settles=correction:12")
    page = desk.send(client, page.form("austin-order"), act="proposed", reason="A reader was right", title="Right")
    assert "Settles correction 12" in page.words
    form = desk.get(client, "/desk/records/policy/sf-refuge?settles=correction:13").form("sf-refuge")
    page = desk.send(client, form, act="proposed", reason="Both", into="1.1", note="x")
    assert "Settles correction 12, correction 13" in page.words


def test_an_address_that_settles_nonsense_settles_nothing(client: FlaskClient) -> None:
    assert "Settles" not in desk.get(client, f"{POLICY}?settles=%22%3E%3Cscript%3E").words


def test_a_record_leads_to_the_form_of_a_dispute_of_it(client: FlaskClient) -> None:
    address = "/desk/records/dispute/new?entry=austin-order&noun=policy"
    assert address.replace("&", "&amp;") in desk.get(client, POLICY).response.text
    form = desk.get(client, address).form("/dispute/new")
    assert (form.value("noun"), form.value("entry")) == ("policy", "austin-order")
