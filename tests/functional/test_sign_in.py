"""The way in and out of the desk: names cannot be probed, passwords not guessed, cookies not kept or forged."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from api.auth import COOKIE
from api.db import db
from api.ledger import curators, passwords, sign_ins
from api.ledger.curators import now
from api.models import Curator, Deed, SignIn
from api.pages.desk.sign_in import REFUSED
from tests.conftest import Databases, app_for, shut
from tests.curators import TOKEN_HEADER, at_desk, with_forms
from tests.functional.conftest import OwnApp

PASSWORD = "three boats under one bridge"


@pytest.fixture
def app(own_app: OwnApp) -> Flask:
    """An application with one curator who has a password."""
    app = own_app()
    with app.app_context(), db.writing() as writing:
        curators.add(writing, "Ada Quill", "reviewer", kept=passwords.hashed(PASSWORD, name="Ada Quill"))
    return app


def enter(client: FlaskClient, *, name: str = "Ada Quill", password: str = PASSWORD, **further: str) -> TestResponse:
    return client.post("/desk/sign-in", data={"name": name, "password": password, **further})


def told(refused: TestResponse) -> str:
    """The words of a refused sign-in, without the token of its form."""
    assert refused.status_code == 403
    return re.sub(r'name="csrf_token" value="[^"]+"', "", refused.text)


def written(app: Flask, model: type[Curator] | type[SignIn], **values: Any) -> None:
    """Put what time would have brought."""
    with app.app_context(), db.writing() as writing:
        writing.execute(update(model).values(**values))


def held(app: Flask, model: type[Any]) -> list[Any]:
    with app.app_context():
        return list(db.session.scalars(select(model)))


def secret_of(client: FlaskClient) -> str | None:
    with client.session_transaction("/desk") as cookie:
        return cookie.get(COOKIE)


class TestIn:
    def test_who_is_not_signed_in_is_led_to_the_sign_in_and_back(self, app: Flask) -> None:
        client = with_forms(app)
        led = client.get("/desk/audit?action=signed_in")
        assert (led.status_code, led.headers["Location"]) == (303, "/desk/sign-in?next=/desk/audit?action%3Dsigned_in")
        assert 'value="/desk/audit?action=signed_in"' in client.get(led.headers["Location"]).text
        back = enter(client, next="/desk/audit?action=signed_in")
        assert (back.status_code, back.headers["Location"]) == (303, "/desk/audit?action=signed_in")
        assert client.get("/desk/audit").status_code == 200

    @pytest.mark.parametrize("name", [" ada ", "Nobody", "", "Ada\tQuill"[:3]])
    def test_an_unknown_name_reads_like_a_wrong_password(self, app: Flask, name: str) -> None:
        unknown, wrong = enter(with_forms(app), name=name), enter(with_forms(app), password="not this one at all")
        assert (unknown.status_code, wrong.status_code) == (403, 403)
        assert REFUSED in unknown.text
        assert REFUSED in wrong.text

    def test_a_curator_without_a_password_cannot_sign_in(self, app: Flask) -> None:
        at_desk(app, "Bo Vellum", "contributor")
        assert enter(with_forms(app), name="Bo Vellum", password="").status_code == 403

    @pytest.mark.parametrize("onward", ["https://example.org/desk", "//example.org", "/\\example.org", "/desk/../changes", "/desk/%2e%2e/x", "/desks", "/desk\n", "/changes", "/desk/sign-out"])
    def test_nobody_is_led_to_another_place(self, app: Flask, onward: str) -> None:
        assert enter(with_forms(app), next=onward).headers["Location"] == "/desk"

    def test_the_cookie_is_for_the_desk_alone(self, app: Flask) -> None:
        for secure in (True, False):
            app.config["SESSION_COOKIE_SECURE"] = secure
            (cookie,) = app.test_client().get("/desk/sign-in").headers.getlist("Set-Cookie")
            parts = set(cookie.split("; ")[1:])
            assert parts == {"HttpOnly", "Path=/desk", "SameSite=Strict"} | ({"Secure"} if secure else set())

    def test_a_sign_in_gives_a_new_secret_and_ends_the_old(self, app: Flask) -> None:
        client = with_forms(app)
        enter(client)
        first = secret_of(client)
        with client.session_transaction("/desk") as cookie:
            assert "csrf_token" not in cookie
        old = with_forms(app, **{COOKIE: first or ""})
        enter(old)
        assert secret_of(old) != first
        assert client.get("/desk").status_code == 303

    def test_the_visit_before_is_remembered(self, app: Flask) -> None:
        enter(with_forms(app))
        (first,) = held(app, Curator)
        enter(with_forms(app))
        (second,) = held(app, Curator)
        assert second.visited_before == first.visited_at < second.visited_at
        assert [deed.action for deed in held(app, Deed)] == ["added", "signed_in", "signed_in"]

    def test_a_password_kept_in_an_older_way_is_kept_anew(self, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        (before,) = held(app, Curator)
        monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
        assert enter(with_forms(app)).status_code == 303
        (after,) = held(app, Curator)
        assert "t=2" in after.password
        assert after.password != before.password
        assert enter(with_forms(app)).status_code == 303


class TestLock:
    def test_five_wrong_passwords_lock_the_name_and_the_right_one_reads_the_same(self, app: Flask) -> None:
        client = with_forms(app)
        said = {told(enter(client, password="wrong")) for _ in range(sign_ins.TRIES + 1)}
        assert len(said) == 1
        assert told(enter(client)) in said

    def test_attempts_while_locked_do_not_prolong_it(self, app: Flask) -> None:
        written(app, Curator, failures=5, locked_until=now() + timedelta(seconds=30))
        for _ in range(3):
            enter(with_forms(app), password="wrong")
        (curator,) = held(app, Curator)
        assert curator.failures == 5
        written(app, Curator, locked_until=now())
        assert enter(with_forms(app)).status_code == 303
        assert held(app, Curator)[0].failures == 0

    @pytest.mark.parametrize(("failures", "minutes"), [(5, 1), (6, 2), (9, 16), (11, 60), (500, 60)])
    def test_each_further_failure_locks_for_longer_up_to_an_hour(self, failures: int, minutes: int) -> None:
        assert sign_ins.locked_for(failures) == timedelta(minutes=minutes)

    def test_an_unknown_name_locks_nobody(self, app: Flask) -> None:
        for _ in range(sign_ins.TRIES + 1):
            enter(with_forms(app), name="Nobody")
        assert held(app, Curator)[0].failures == 0


    def test_many_attempts_from_one_address_are_asked_to_wait_whatever_the_name(self, templates: Databases, data_dir: Path) -> None:
        app = app_for(templates.create("sign_in_counted", "small"), data_dir, rate_limits=True)
        said = [enter(with_forms(app), name=f"Name {number}").status_code for number in range(12)]
        shut(app)
        assert (said[:10], said[10:]) == ([403] * 10, [429] * 2)


class TestStay:
    @pytest.mark.parametrize(
        "past",
        [
            pytest.param({"expires_at": timedelta()}, id="twelve hours after the sign-in"),
            pytest.param({"seen_at": -sign_ins.IDLE}, id="two hours after the last page"),
        ],
    )
    def test_a_sign_in_ends(self, app: Flask, past: dict[str, timedelta]) -> None:
        client = at_desk(app, "Ada Quill", "reviewer")
        assert client.get("/desk").status_code == 200
        written(app, SignIn, **{name: now() + shift for name, shift in past.items()})
        assert client.get("/desk").status_code == 303

    def test_a_secret_in_use_is_renewed_after_an_hour_and_the_end_stays(self, app: Flask) -> None:
        client = at_desk(app, "Ada Quill", "reviewer")
        before, (row,) = secret_of(client), held(app, SignIn)
        written(app, SignIn, created_at=now() - sign_ins.RENEWED_AFTER, seen_at=now() - sign_ins.NOTED_EVERY)
        other = with_forms(app, **{COOKIE: before or ""})
        assert client.get("/desk").status_code == 200
        assert secret_of(client) != before
        assert max(each.expires_at for each in held(app, SignIn)) == row.expires_at
        assert other.get("/desk").status_code == 200, "a page asked for together with the first"
        assert secret_of(other) == before
        with app.app_context(), db.writing() as writing:
            writing.execute(update(SignIn).where(SignIn.digest == curators.fingerprint(before or "")).values(expires_at=now()))
        assert other.get("/desk").status_code == 303
        assert client.get("/desk").status_code == 200

    def test_a_page_is_not_noted_each_time(self, app: Flask) -> None:
        client = at_desk(app, "Ada Quill", "reviewer")
        client.get("/desk")
        (before,) = held(app, SignIn)
        client.get("/desk")
        assert held(app, SignIn)[0].seen_at == before.seen_at

    def test_signing_out_ends_this_browser_or_all(self, app: Flask) -> None:
        here, there = at_desk(app, "Ada Quill", "reviewer"), at_desk(app, "Ada Quill", "reviewer")
        kept = secret_of(here)
        assert here.post("/desk/sign-out").headers["Location"] == "/desk/sign-in"
        assert with_forms(app, **{COOKIE: kept or ""}).get("/desk").status_code == 303
        assert there.get("/desk").status_code == 200
        again = at_desk(app, "Ada Quill", "reviewer")
        again.post("/desk/sign-out", data={"everywhere": "yes"})
        assert there.get("/desk").status_code == 303


class TestPassword:
    def test_changing_it_signs_every_other_browser_out(self, app: Flask) -> None:
        here, there = at_desk(app, "Ada Quill", "reviewer"), at_desk(app, "Ada Quill", "reviewer")
        new = "a different bridge altogether"
        assert here.post("/desk/password", data={"old": PASSWORD, "new": new, "again": new}).status_code == 200
        assert (here.get("/desk").status_code, there.get("/desk").status_code) == (200, 303)
        assert (enter(with_forms(app)).status_code, enter(with_forms(app), password=new).status_code) == (403, 303)

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            pytest.param({"old": "wrong", "new": PASSWORD + "s", "again": PASSWORD + "s"}, "old", id="the old one is wrong"),
            pytest.param({"old": PASSWORD, "new": "short", "again": "short"}, "new", id="too short"),
            pytest.param({"old": PASSWORD, "new": "adaquilladaquill", "again": "adaquilladaquill"}, "new", id="the name twice"),
            pytest.param({"old": PASSWORD, "new": PASSWORD + "s", "again": PASSWORD}, "again", id="not the same twice"),
        ],
    )
    def test_a_refused_one_says_which_field_and_changes_nothing(self, app: Flask, typed: dict[str, str], field: str) -> None:
        refused = at_desk(app, "Ada Quill", "reviewer").post("/desk/password", data=typed)
        assert (refused.status_code, f'aria-describedby="{field}-fault"' in refused.text) == (400, True)
        assert enter(with_forms(app)).status_code == 303


class TestForms:
    def test_a_form_without_the_token_is_refused_and_what_was_typed_is_shown(self, app: Flask) -> None:
        client = at_desk(app, "Ada Quill", "reviewer")
        del client.environ_base[TOKEN_HEADER]
        refused = client.post("/desk/tokens", data={"label": "<script>nightly</script>", "password": "never shown"})
        assert refused.status_code == 403
        assert "&lt;script&gt;nightly" in refused.text
        assert "never shown" not in refused.text

    def test_a_form_sent_after_the_sign_in_ended_is_not_lost(self, app: Flask) -> None:
        refused = with_forms(app).post("/desk/tokens", data={"label": "nightly import"})
        assert (refused.status_code, "nightly import" in refused.text) == (401, True)

    def test_a_field_with_a_nul_character_is_refused(self, app: Flask) -> None:
        assert enter(with_forms(app), name="Ada\0Quill").status_code == 400

    @pytest.mark.parametrize("headers", [{"Origin": "https://example.org"}, {"Origin": "null"}, {"Referer": "https://example.org/desk"}])
    def test_a_form_of_another_site_is_refused_even_with_the_token(self, app: Flask, headers: dict[str, str]) -> None:
        assert at_desk(app, "Ada Quill", "reviewer").post("/desk/tokens", data={"label": "x", "scopes": "read", "days": "1"}, headers=headers).status_code == 403

    def test_a_form_of_this_site_passes(self, app: Flask) -> None:
        client = at_desk(app, "Ada Quill", "reviewer")
        assert client.post("/desk/tokens", data={"label": "x", "scopes": "read", "days": "1"}, headers={"Origin": "http://localhost"}).status_code == 200

    def test_a_program_is_told_in_a_problem_document(self, app: Flask) -> None:
        refused = app.test_client().post("/desk/tokens", headers={"Accept": "application/json"})
        assert (refused.status_code, refused.get_json()["type"]) == (403, "/docs/problems#ForgedForm")

    def test_a_desk_without_a_key_is_closed_and_says_why(self, app: Flask) -> None:
        app.config["SECRET_KEY"] = None
        closed = app.test_client().get("/desk/sign-in")
        assert (closed.status_code, "SECRET_KEY" in closed.text) == (503, True)
