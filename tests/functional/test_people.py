"""Administrators manage the people of the desk, on its page and over the API; the audit tells what was done."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from api.db import db
from api.ledger import curators, deeds, sign_ins
from api.models import Curator
from api.rules.refusals import Refusal
from tests.curators import at_desk, token_of, with_forms
from tests.functional.conftest import OwnApp

PASSWORD = "three boats under one bridge"


@pytest.fixture
def app(own_app: OwnApp) -> Flask:
    """An application with an administrator and a reviewer."""
    app = own_app()
    token_of(app, "Ada Quill", "administrator")
    token_of(app, "Bo Vellum", "reviewer")
    return app


@pytest.fixture
def desk(app: Flask) -> FlaskClient:
    """The administrator's browser."""
    return at_desk(app, "Ada Quill", "administrator")


def person(app: Flask, name: str) -> Curator:
    with app.app_context(), db.writing() as writing:
        return curators.named(writing, name)


def rows(page: str) -> dict[str, str]:
    """The table of people by name, without its markup."""
    found = re.findall(r'<tr>\s*<th scope="row">(.*?)</th>(.*?)</tr>', page, re.DOTALL)
    return {name: " ".join(re.sub(r"<option>.*?</option>|<[^>]+>", " ", rest, flags=re.DOTALL).split()) for name, rest in found}


class TestPage:
    def test_it_lists_everybody(self, desk: FlaskClient) -> None:
        assert rows(desk.get("/desk/people").text) == {
            "Ada Quill": "administrator Change never not before a password is set Disable",
            "Bo Vellum": "reviewer Change never not before a password is set Disable",
        }

    def test_somebody_new_signs_in_with_the_first_password(self, app: Flask, desk: FlaskClient) -> None:
        assert desk.post("/desk/people", data={"name": "  Cy   Folio ", "role": "contributor", "password": PASSWORD}).status_code == 303
        client = with_forms(app)
        assert client.post("/desk/sign-in", data={"name": "Cy Folio", "password": PASSWORD}).status_code == 303
        assert client.get("/desk").status_code == 200
        assert client.get("/desk/people").status_code == 403

    @pytest.mark.parametrize(
        ("typed", "status", "field"),
        [
            pytest.param({"name": "bo vellum", "role": "reviewer", "password": PASSWORD}, 409, "name", id="a name that is taken"),
            pytest.param({"name": "<script>", "role": "reviewer", "password": PASSWORD}, 400, "name", id="no name of a person"),
            pytest.param({"name": "Cy Folio", "role": "owner", "password": PASSWORD}, 400, "role", id="no role"),
            pytest.param({"name": "Cy Folio", "role": "reviewer", "password": "short"}, 400, "password", id="a short password"),
            pytest.param({"name": "Cy Folio Longname", "role": "reviewer", "password": "cy folio longname"}, 400, "password", id="the name as password"),
        ],
    )
    def test_a_refused_one_is_told_beside_the_field_and_the_rest_is_kept(self, desk: FlaskClient, typed: dict[str, str], status: int, field: str) -> None:
        refused = desk.post("/desk/people", data=typed)
        assert (refused.status_code, f'aria-describedby="{field}-fault"' in refused.text) == (status, True)
        assert typed["name"].replace("<", "&lt;").replace(">", "&gt;") in refused.text
        assert typed["password"] not in refused.text.replace(typed["name"].lower(), "") or typed["password"] == typed["name"].lower()

    def test_a_new_role_holds_at_once(self, app: Flask, desk: FlaskClient) -> None:
        other = at_desk(app, "Bo Vellum", "reviewer")
        assert other.get("/desk/people").status_code == 403
        assert desk.post(f"/desk/people/{person(app, 'Bo Vellum').id}/role", data={"role": "administrator"}).status_code == 303
        assert other.get("/desk/people").status_code == 200

    def test_whoever_is_disabled_is_out_at_once(self, app: Flask, desk: FlaskClient) -> None:
        other, headers = at_desk(app, "Bo Vellum", "reviewer"), token_of(app, "Bo Vellum", "reviewer")
        assert app.test_client().get("/v1/proposals", headers=headers).status_code == 200
        id = person(app, "Bo Vellum").id
        assert desk.post(f"/desk/people/{id}/disable").status_code == 303
        assert (other.get("/desk").status_code, app.test_client().get("/v1/proposals", headers=headers).status_code) == (303, 401)
        assert "no, disabled since" in rows(desk.get("/desk/people").text)["Bo Vellum"]
        assert desk.post(f"/desk/people/{id}/enable").status_code == 303
        assert app.test_client().get("/v1/proposals", headers=headers).status_code == 401

    @pytest.mark.parametrize(("act", "data"), [("disable", {}), ("role", {"role": "reviewer"})])
    def test_the_last_administrator_stays(self, app: Flask, desk: FlaskClient, act: str, data: dict[str, str]) -> None:
        id = person(app, "Ada Quill").id
        refused = desk.post(f"/desk/people/{id}/{act}", data=data)
        assert (refused.status_code, "the last administrator" in refused.text) == (409, True)
        desk.post(f"/desk/people/{person(app, 'Bo Vellum').id}/role", data={"role": "administrator"})
        assert desk.post(f"/desk/people/{id}/{act}", data=data).status_code == 303

    def test_nobody_has_that_number(self, desk: FlaskClient) -> None:
        assert desk.post("/desk/people/999/disable").status_code == 404


class TestAtOnce:
    """What several do in the same moment; the second waits for the first on both engines."""

    @staticmethod
    def all(app: Flask, *acts: Callable[[Session], object]) -> list[str]:
        """Do all at once, as workers of several machines would; answers what each was refused, or nothing."""
        begin = Barrier(len(acts))
        with app.app_context():
            engine = db.engine.execution_options(writing=True)

        def tried(act: Callable[[Session], object]) -> str:
            begin.wait()
            try:
                with Session(engine) as writing, writing.begin():
                    act(writing)
            except Refusal as refusal:
                return type(refusal).__name__
            return ""

        with ThreadPoolExecutor(len(acts)) as pool:
            return sorted(pool.map(tried, acts))

    def test_two_administrators_cannot_take_each_other(self, app: Flask) -> None:
        token_of(app, "Cy Folio", "administrator")

        def demote(name: str) -> Callable[[Session], object]:
            return lambda writing: curators.give_role(writing, curators.named(writing, name), "reviewer")

        assert self.all(app, demote("Ada Quill"), demote("Cy Folio")) == ["", "LastAdministrator"]

    def test_a_name_is_given_once(self, app: Flask) -> None:
        assert self.all(app, *[lambda writing: curators.add(writing, "Dot Vane", "reviewer")] * 3) == ["", "NameTaken", "NameTaken"]

    def test_guesses_made_at_once_are_all_counted(self, app: Flask) -> None:
        self.all(app, *[lambda writing: sign_ins.attempt(writing, "Ada Quill")] * 8)
        curator = person(app, "Ada Quill")
        assert (curator.failures, curator.locked_until is not None) == (sign_ins.TRIES, True)


class TestAudit:
    def test_it_tells_who_did_what_newest_first_to_every_curator(self, app: Flask, desk: FlaskClient) -> None:
        id = person(app, "Bo Vellum").id
        desk.post(f"/desk/people/{id}/role", data={"role": "contributor"})
        page = at_desk(app, "Cy Folio", "contributor").get("/desk/audit").text
        cells = [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td>(.*?)</td>", page)]
        assert cells[4:8] == ["Ada Quill", "changed role", "curator:Bo Vellum", "before: reviewer; after: contributor"]

    def test_it_is_filtered_and_paged(self, app: Flask) -> None:
        with app.app_context(), db.writing() as writing:
            ada, bo = curators.named(writing, "Ada Quill").id, curators.named(writing, "Bo Vellum").id
            for number in range(7):
                deeds.note(writing, ada if number % 2 else bo, "published" if number < 4 else "amended", f"proposal:{number}", number=number)
            deeds.note(writing, ada, "published", "proposals_of_others:1")

        def numbers(**asked: object) -> list[object]:
            return [act.detail["number"] for act in deeds.listing(db.session, **asked).rows if "number" in act.detail]  # type: ignore[arg-type]

        with app.app_context():
            assert numbers(curator="Ada Quill") == [5, 3, 1]
            assert numbers(action="published") == [3, 2, 1, 0]
            assert numbers(target="proposal") == [6, 5, 4, 3, 2, 1, 0]
            assert numbers(target="proposal:4") == [4]
            assert numbers(target="proposal_:4") == numbers(curator="nobody") == []
            first = deeds.listing(db.session, target="proposal", limit=4)
            then = deeds.listing(db.session, target="proposal", limit=4, before=first.before)
            assert [act.detail["number"] for act in (*first.rows, *then.rows)] == [6, 5, 4, 3, 2, 1, 0]
            assert then.before is None

    def test_what_people_wrote_is_shown_as_text(self, app: Flask, desk: FlaskClient) -> None:
        with app.app_context(), db.writing() as writing:
            deeds.note(writing, None, "withdrew", "policy:<img src=x>", answer="<script>alert(1)</script>", keys=["a", 1])
        page = desk.get("/desk/audit?target=policy:%3Cimg+src%3Dx%3E").text
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "answer: &lt;script&gt;alert(1)&lt;/script&gt;; keys: a, 1" in page


class TestApi:
    def test_an_administrators_program_adds_changes_and_lists(self, app: Flask) -> None:
        client, headers = app.test_client(), token_of(app, "Ada Quill", "administrator")
        made = client.post("/v1/curators", json={"name": "Cy Folio", "role": "contributor", "password": PASSWORD}, headers=headers)
        assert made.status_code == 201
        id = made.get_json()["data"]["id"]
        changed = client.patch(f"/v1/curators/{id}", json={"role": "reviewer", "disabled": True}, headers=headers).get_json()["data"]
        assert (changed["role"], changed["disabled_at"] is not None) == ("reviewer", True)
        assert client.patch(f"/v1/curators/{id}", json={"disabled": False}, headers=headers).get_json()["data"]["disabled_at"] is None
        listed = client.get("/v1/curators", headers=headers)
        assert [row["name"] for row in listed.get_json()["data"]] == ["Ada Quill", "Bo Vellum", "Cy Folio"]
        assert "argon2" not in listed.text
        told = client.get("/v1/deeds?target=curator:Cy+Folio&curator=Ada+Quill", headers=headers).get_json()
        assert [row["action"] for row in told["data"]] == ["enabled", "disabled", "changed_role", "added"]

    @pytest.mark.parametrize(
        ("method", "path", "body", "status", "field"),
        [
            pytest.param("POST", "", {"name": "bo vellum", "role": "reviewer"}, 409, "name", id="a name that is taken"),
            pytest.param("POST", "", {"name": "Cy Folio", "role": "owner"}, 400, "role", id="no role"),
            pytest.param("POST", "", {"name": "Cy Folio", "role": "reviewer", "password": "short"}, 400, "password", id="a short password"),
            pytest.param("POST", "", {"name": "Cy Folio", "role": "reviewer", "admin": True}, 400, "admin", id="a field nobody knows"),
            pytest.param("PATCH", "/1", {}, 400, "role", id="nothing to change"),
            pytest.param("PATCH", "/1", {"disabled": True}, 409, "role", id="the last administrator"),
            pytest.param("PATCH", "/99999999999", {"disabled": True}, 404, "key", id="a number that nobody has"),
        ],
    )
    def test_what_is_refused_names_the_field(self, app: Flask, method: str, path: str, body: dict[str, object], status: int, field: str) -> None:
        headers = token_of(app, "Ada Quill", "administrator")
        refused = app.test_client().open(f"/v1/curators{path}", method=method, json=body, headers=headers)
        assert (refused.status_code, refused.get_json()["errors"][0]["field"]) == (status, field)
