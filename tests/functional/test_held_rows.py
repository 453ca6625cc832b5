"""Rows in the queue settled in bulk: proposed, published, applied beside the server, and settled still when the next list repeats them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from seeds.__main__ import main
from tests.curators import at_desk, token_of
from tests.functional.conftest import OwnApp
from tests.seeds.test_ice_import import TFM, edition

TRAVIS = ("TEXAS", "Travis County Sheriff's Office", "Travis County", TFM, "Travis")
OSTIN = ("TEXAS", "Ostin Police Department", "", TFM, "")
NOWHERE = ("CALIFORNIA", "Nowhere Police Department", "Kern County", TFM, "")
CAMPUS = ("TEXAS", "University of Somewhere Police Department", "Travis County", TFM, "")
NOTE = "The memorandum's letterhead says so."


@pytest.fixture
def app(own_app: OwnApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The small record with two lists: of each, two rows that name no government."""
    app = own_app()
    monkeypatch.setenv("DATABASE_URL", app.config["SETTINGS"].database_url)
    files = [edition(tmp_path, f"participatingAgencies{day}.xlsx", [TRAVIS, OSTIN, NOWHERE, CAMPUS]) for day in ("06042026am", "07012026pm")]
    assert main(["import", "ice-287g", *map(str, files)]) == 0
    return app


def queue(client: FlaskClient, headers: Any, what: str = "rows") -> dict[str, dict[str, Any]]:
    answer = client.get(f"/v1/held-rows?what={what}", headers=headers)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    return {group["agency"]: group for group in answer.json["data"]}


def settle(client: FlaskClient, headers: Any, *decisions: dict[str, Any]) -> Any:
    return client.post("/v1/held-rows/settle", json={"reason": "The letterheads were read.", "decisions": list(decisions)}, headers=headers)


def publish(client: FlaskClient, headers: Any, made: Any) -> None:
    id = made.json["data"]["id"]
    assert client.post(f"/v1/proposals/{id}/publish", json={}, headers={**headers, "If-Match": made.headers["ETag"]}).status_code == 200


def test_settled_in_bulk_they_stay_settled_after_the_next_list(app: Flask, tmp_path: Path) -> None:
    client, ada, ben = app.test_client(), token_of(app, "ada", "contributor"), token_of(app, "ben", "reviewer")
    open_ = queue(client, ada)
    assert {name: (group["rows"], len(group["lists"]), group["reason"]) for name, group in open_.items()} == {
        OSTIN[1]: (2, 2, "no_such_government"),
        NOWHERE[1]: (2, 2, "no_such_government"),
    }
    made = settle(
        client,
        ada,
        {"key": open_[OSTIN[1]]["key"], "action": "place", "jurisdiction": "austin-tx", "note": NOTE},
        {"key": open_[NOWHERE[1]]["key"], "action": "read", "read_agency": "Bakersfield Police Department", "note": NOTE},
    )
    assert made.status_code == 201, made.json
    assert made.json["data"]["settles"] == [f"held_row:{open_[name]['key']}" for name in (OSTIN[1], NOWHERE[1])]
    assert {group["decided"]["state"] for group in queue(client, ada).values()} == {"proposed"}
    publish(client, ben, made)
    assert {group["decided"]["state"] for group in queue(client, ada).values()} == {"published"}
    assert client.get("/v1/held-rows", headers=ada).json["tasks"][0]["state"] == "waiting"
    assert main(["work", "--once"]) == 0
    assert queue(client, ada) == {}
    (task,) = client.get("/v1/held-rows", headers=ada).json["tasks"]
    assert task["state"] == "done"
    assert "held row: 2 withdrawn" in task["outcome"]
    assert main(["import", "ice-287g", str(edition(tmp_path, "participatingAgencies08032026am.xlsx", [OSTIN, NOWHERE, CAMPUS]))]) == 0
    assert queue(client, ada) == {}
    found = {row["name"]: row["jurisdiction"] for row in client.get("/v1/agencies?limit=100").json["data"]}
    assert (found["Ostin Police Department"], found["Nowhere Police Department"]) == ("4805000", "0603526")


def test_an_agency_of_its_own_is_settled_as_such(app: Flask) -> None:
    client, ada, ben = app.test_client(), token_of(app, "ada", "contributor"), token_of(app, "ben", "reviewer")
    (group,) = queue(client, ada, "agencies").values()
    assert (group["agency"], group["kind"], group["rows"], group["reason"]) == (CAMPUS[1], "campus", 2, None)
    made = settle(client, ada, {"key": group["key"], "action": "own", "note": NOTE})
    assert made.json["data"]["settles"] == [f"agency:{group['agency_key']}"]
    publish(client, ben, made)
    assert main(["work", "--once"]) == 0
    assert queue(client, ada, "agencies") == {}


def test_another_decision_on_the_same_words_replaces_the_first(app: Flask) -> None:
    client, ada, ben = app.test_client(), token_of(app, "ada", "contributor"), token_of(app, "ben", "reviewer")
    key = queue(client, ada)[OSTIN[1]]["key"]
    publish(client, ben, settle(client, ada, {"key": key, "action": "refuse", "note": NOTE}))
    made = settle(client, ada, {"key": key, "action": "place", "jurisdiction": "4805000", "note": NOTE})
    stated = client.get(f"/v1/proposals/{made.json['data']['id']}", headers=ada).json["data"]["entries"]["decision"]
    assert sorted((key.split("/")[0], entry is None) for key, entry in stated.items()) == [("place", False), ("refuse", True)]


def test_what_cannot_be_kept_is_refused_by_field_and_nothing_is_proposed(app: Flask) -> None:
    client, ada = app.test_client(), token_of(app, "ada", "contributor")
    key = queue(client, ada)[OSTIN[1]]["key"]
    refused = settle(client, ada, {"key": key, "action": "place", "jurisdiction": "0603526", "note": "So."})
    assert (refused.status_code, refused.json["errors"][0]["field"]) == (400, "decisions.note")
    assert [(fault["key"], fault["field"]) for fault in refused.json["faults"]] == [(key, "note"), (key, "jurisdiction")]
    assert client.get("/v1/proposals", headers=ada).json["data"] == []


def test_only_curators_see_the_queue_and_only_who_may_propose_settles(app: Flask) -> None:
    client = app.test_client()
    reads = token_of(app, "ada", "contributor", "read")
    assert client.get("/v1/held-rows").status_code == 401
    assert settle(client, {}, {"key": "k", "action": "own", "note": NOTE}).status_code == 401
    assert settle(client, reads, {"key": "k", "action": "own", "note": NOTE}).status_code == 403


class TestDesk:
    """The same in the desk."""

    def test_ticked_groups_become_one_proposal(self, app: Flask) -> None:
        desk, ada = at_desk(app, "ada", "contributor"), token_of(app, "ada", "contributor")
        page = desk.get("/desk/held-rows?q=austin").text
        assert "No government of the state has exactly this name." in page
        assert '<a href="/austin-tx">' in page
        keys = {name: group["key"] for name, group in queue(app.test_client(), ada).items()}
        one, other = keys[OSTIN[1]], keys[NOWHERE[1]]
        form = {"group": [one, other], "settle": [one, other], "reason": "The letterheads were read.", f"note {one}": NOTE, f"note {other}": NOTE}
        done = desk.post("/desk/held-rows", data=form | {f"action {one}": "place", f"jurisdiction {one}": "4805000", f"action {other}": "refuse"})
        assert done.status_code == 303
        (proposal,) = app.test_client().get("/v1/proposals", headers=ada).json["data"]
        assert done.headers["Location"] == f"/desk/proposals/{proposal['id']}"
        assert len(proposal["settles"]) == 2
        assert f"in <a href=\"/desk/proposals/{proposal['id']}\">" in desk.get("/desk/held-rows").text

    def test_one_word_and_one_note_can_settle_many(self, app: Flask) -> None:
        desk, ada = at_desk(app, "ada", "contributor"), token_of(app, "ada", "contributor")
        one, other = (group["key"] for group in queue(app.test_client(), ada).values())
        form = {"group": [one, other], "settle": [one, other], "reason": "Neither is an agency.", "action_all": "refuse", "note_all": NOTE, f"action {one}": "own"}
        assert desk.post("/desk/held-rows", data=form).status_code == 303
        entries = app.test_client().get("/v1/proposals/1", headers=ada).json["data"]["entries"]["decision"].values()
        assert sorted((entry["action"], entry["note"]) for entry in entries) == [("own", NOTE), ("refuse", NOTE)]

    def test_a_fault_is_named_and_what_was_typed_is_kept(self, app: Flask) -> None:
        desk, ada = at_desk(app, "ada", "contributor"), token_of(app, "ada", "contributor")
        key = queue(app.test_client(), ada)[OSTIN[1]]["key"]
        typed = {"group": [key], "settle": [key], "reason": "Why <b>not</b>", f"action {key}": "place", f"note {key}": "<script>alert(1)</script> is evidence"}
        back = desk.post("/desk/held-rows", data=typed)
        assert back.status_code == 400
        assert "Say which government the agency belongs to." in back.text
        assert "&lt;script&gt;alert(1)&lt;/script&gt; is evidence" in back.text
        assert "Why &lt;b&gt;not&lt;/b&gt;" in back.text
        assert "<details open>" in back.text

    def test_nothing_ticked_is_nothing_proposed(self, app: Flask) -> None:
        desk = at_desk(app, "ada", "contributor")
        back = desk.post("/desk/held-rows", data={"reason": "Because."})
        assert (back.status_code, "Tick at least one group" in back.text) == (400, True)

    def test_it_tells_what_is_being_applied(self, app: Flask) -> None:
        desk, client, ada, ben = at_desk(app, "ada", "contributor"), app.test_client(), token_of(app, "ada", "contributor"), token_of(app, "ben", "reviewer")
        publish(client, ben, settle(client, ada, {"key": queue(client, ada)[OSTIN[1]]["key"], "action": "place", "jurisdiction": "4805000", "note": NOTE}))
        assert "<td>waiting</td>" in desk.get("/desk/held-rows").text
        assert "published, not yet applied in revision" in desk.get("/desk/held-rows").text
        assert main(["work", "--once"]) == 0
        assert "Revision 5; " in desk.get("/desk/held-rows").text
