"""From a proposal to a revision, through HTTP: who may, what is refused, what readers then see."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import CITED, own
from tests.curators import Headers, token_of

from .conftest import OwnApp

KEY = "austin-order"
AT = f"/v1/records/policy/{KEY}"


class Desk:
    """An application with a contributor, two reviewers, and what they can ask."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.ada: Headers = token_of(app, "ada", "contributor")
        self.ben: Headers = token_of(app, "ben", "reviewer")
        self.cyd: Headers = token_of(app, "cyd", "reviewer")

    def entry(self) -> tuple[dict[str, Any], str]:
        """Austin's order as it stands, and its tag."""
        answer = self.client.get(AT)
        return answer.json["data"]["entry"], answer.headers["ETag"]

    def edit(self, who: Headers, tag: str, entry: dict[str, Any], **more: Any) -> Any:
        """Propose a new version of Austin's order."""
        return self.client.put(AT, json={"entry": entry, "reason": "The order was amended.", **more}, headers={**who, "If-Match": tag})

    def publish(self, who: Headers, id: int, tag: str) -> Any:
        """Publish a proposal."""
        return self.client.post(f"/v1/proposals/{id}/publish", json={}, headers={**who, "If-Match": tag})

    def category(self, **clocks: Any) -> Any:
        """Austin's own level for detainers."""
        read = self.client.get("/v1/jurisdictions/4805000/position", query_string={"on": "2026-06-01", **clocks}).json["data"]["policy"]["dimensions"]
        return {r["dimension"]: r["level"] for r in read}


@pytest.fixture
def desk(own_app: OwnApp) -> Desk:
    """A desk on a record of the test's own."""
    return Desk(own_app())


def amended(entry: dict[str, Any]) -> dict[str, Any]:
    """The order with its first clause at another level."""
    first, *rest = entry["clauses"]
    return entry | {"clauses": [first | {"level": -1}, *rest]}


def test_a_proposal_becomes_a_revision_and_the_old_answer_stays(desk: Desk) -> None:
    entry, tag = desk.entry()
    made = desk.edit(desk.ada, tag, amended(entry))
    assert (made.status_code, made.json["data"]["state"]) == (202, "proposed")
    assert desk.category()["detainers"] == -2
    id = made.json["data"]["id"]
    done = desk.publish(desk.ben, id, made.headers["ETag"])
    assert (done.status_code, done.json["data"]["revision"]) == (200, 2)
    assert desk.category()["detainers"] == -1
    assert desk.category(revision=1)["detainers"] == -2
    (change,) = desk.client.get("/v1/revisions/2/changes").json["data"]
    assert change["differences"] == [{"field": "clauses[0].level", "before": -2, "after": -1}]
    newest, oldest = desk.client.get(f"/v1/versions/policy/{KEY}").json["data"]
    assert (newest["revision"], newest["kind"], oldest["kind"]) == (2, "changed", "added")


def test_who_proposed_does_not_publish(desk: Desk) -> None:
    entry, tag = desk.entry()
    made = desk.edit(desk.ben, tag, amended(entry))
    refused = desk.publish(desk.ben, made.json["data"]["id"], made.headers["ETag"])
    assert (refused.status_code, refused.json["title"]) == (409, "Needs another curator")
    assert desk.publish(desk.ada, made.json["data"]["id"], made.headers["ETag"]).status_code == 403


def test_the_second_of_two_edits_is_told_what_changed(desk: Desk) -> None:
    entry, tag = desk.entry()
    mine = desk.edit(desk.ada, tag, amended(entry))
    theirs = desk.edit(desk.ada, tag, entry | {"title": "Another title"})
    desk.publish(desk.ben, mine.json["data"]["id"], mine.headers["ETag"])
    late = desk.publish(desk.ben, theirs.json["data"]["id"], theirs.headers["ETag"])
    assert late.status_code == 412
    (told,) = late.json["changed"]
    assert (told["noun"], told["key"], told["revision"]) == ("policy", KEY, 2)
    assert told["fields"] == [{"field": "clauses[0].level", "before": -2, "after": -1}]
    assert desk.edit(desk.ada, tag, entry).status_code == 412


@pytest.mark.parametrize(
    ("headers", "status"),
    [pytest.param({}, 428, id="no base"), pytest.param({"If-None-Match": "*"}, 412, id="said to be new"), pytest.param({"If-Match": '"a", "b"'}, 400, id="two bases")],
)
def test_an_edit_says_what_it_changes(desk: Desk, headers: Headers, status: int) -> None:
    entry, _ = desk.entry()
    answer = desk.client.put(AT, json={"entry": entry, "reason": "Again."}, headers={**desk.ada, **headers})
    assert answer.status_code == status


def test_a_change_set_names_what_it_replaces(desk: Desk) -> None:
    entry, _ = desk.entry()
    answer = desk.client.post("/v1/proposals", json={"entries": {"policy": {KEY: entry}}, "reason": "Again."}, headers=desk.ada)
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (428, "bases")


def test_a_claim_without_a_source_is_refused_when_handed_over(desk: Desk) -> None:
    entry, tag = desk.entry()
    bare = entry | {"citations": [], "clauses": [clause | {"citations": []} for clause in entry["clauses"]]}
    refused = desk.edit(desk.ada, tag, bare)
    assert (refused.status_code, refused.json["title"]) == (422, "A claim needs a source")
    draft = desk.edit(desk.ada, tag, bare, state="draft")
    assert draft.status_code == 202
    over = desk.client.patch(f"/v1/proposals/{draft.json['data']['id']}", json={"state": "proposed"}, headers={**desk.ada, "If-Match": draft.headers["ETag"]})
    assert over.status_code == 422


def test_a_new_policy_with_its_source_is_one_change_set(desk: Desk) -> None:
    source = {"title": "Minutes", "publisher": "El Paso County", "url": "https://example.org/m", "retrieved": "2026-11-01", "kind": "minutes"}
    cited = [{"source": "el-paso-minutes", "locator": "p. 2", "quote": None}]
    policy = {"jurisdiction": "48141", "body": "council", "instrument": "resolution", "title": "Resolution 7", "binding": True, "summary": "Says so."}
    policy |= {"clauses": [own("detainers", -2, "2025-03-04", citations=cited)], "citations": cited}
    entries = {"source": {"el-paso-minutes": source}, "policy": {"el-paso-resolution-7": policy}}
    made = desk.client.post("/v1/proposals", json={"entries": entries, "reason": "A resolution was found."}, headers=desk.ada)
    assert made.status_code == 201, made.json
    seen = desk.client.get(f"/v1/proposals/{made.json['data']['id']}/preview", headers=desk.ada).json["data"]["moved"]
    assert [moved["id"] for moved in seen] == ["48141"]
    (span,) = seen[0]["spans"]
    assert span["from"] == "2025-03-04"
    assert {d["dimension"] for d in span["dimensions"]} >= {"detainers"}
    assert desk.client.get("/v1/revisions").json["data"][0]["number"] == 1
    desk.publish(desk.ben, made.json["data"]["id"], made.headers["ETag"])
    assert desk.client.get("/v1/policies/el-paso-resolution-7").status_code == 200


def test_a_revision_is_set_back_by_a_new_one(desk: Desk) -> None:
    entry, tag = desk.entry()
    made = desk.edit(desk.ada, tag, amended(entry))
    desk.publish(desk.ben, made.json["data"]["id"], made.headers["ETag"])
    back = desk.client.post("/v1/revisions/2/revert", json={"reason": "It was not amended."}, headers=desk.ada)
    assert (back.status_code, back.json["data"]["reverts"]) == (201, 2)
    desk.publish(desk.cyd, back.json["data"]["id"], back.headers["ETag"])
    assert desk.entry()[0] == entry
    late = desk.client.post("/v1/revisions/2/revert", json={"reason": "Once more."}, headers=desk.ada)
    assert (late.status_code, late.json["changed"][0]["revision"]) == (412, 3)


def test_an_entry_is_withdrawn_and_stays_readable_before(desk: Desk) -> None:
    _, tag = desk.entry()
    made = desk.client.delete(AT, query_string={"reason": "It was never adopted."}, headers={**desk.ada, "If-Match": tag})
    assert made.status_code == 202
    desk.publish(desk.ben, made.json["data"]["id"], made.headers["ETag"])
    assert desk.client.get(AT).status_code == 404
    assert desk.client.get(f"/v1/policies/{KEY}", query_string={"revision": 1}).status_code == 200


def test_a_proposal_is_amended_by_its_author_alone_and_withdrawn_with_an_answer(desk: Desk) -> None:
    entry, tag = desk.entry()
    made = desk.edit(desk.ada, tag, amended(entry), state="draft")
    at = f"/v1/proposals/{made.json['data']['id']}"
    assert desk.client.patch(at, json={"reason": "Not mine."}, headers={**desk.ben, "If-Match": '"1"'}).status_code == 403
    over = desk.client.patch(at, json={"state": "proposed"}, headers={**desk.ada, "If-Match": '"1"'})
    assert (over.status_code, over.headers["ETag"]) == (200, '"2"')
    assert desk.client.patch(at, json={"reason": "Late."}, headers={**desk.ada, "If-Match": '"1"'}).status_code == 412
    assert desk.client.post(f"{at}/withdraw", json={}, headers={**desk.ben, "If-Match": '"2"'}).status_code == 400
    gone = desk.client.post(f"{at}/withdraw", json={"answer": "The order was not amended."}, headers={**desk.ben, "If-Match": '"2"'})
    assert gone.json["data"]["state"] == "withdrawn"
    assert desk.publish(desk.ben, made.json["data"]["id"], '"3"').status_code == 409


def test_readers_do_not_see_proposals(desk: Desk) -> None:
    entry, tag = desk.entry()
    id = desk.edit(desk.ada, tag, amended(entry)).json["data"]["id"]
    assert desk.client.get(f"/v1/proposals/{id}").status_code == 401
    assert "ada" not in desk.client.get("/v1/revisions").text
    assert CITED[0]["source"] in str(entry)
