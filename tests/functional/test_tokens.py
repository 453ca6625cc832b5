"""Tokens: shown once, kept as a fingerprint, within the role, ended at will."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.db import db
from api.ledger import tokens
from api.ledger.curators import now
from tests.curators import at_desk, token_of
from tests.functional.conftest import OwnApp


@pytest.fixture
def app(own_app: OwnApp) -> Flask:
    """An application without curators."""
    return own_app()


def make(desk: FlaskClient, *scopes: str, label: str = "nightly import", days: str = "30") -> str:
    """The secret of a new token."""
    made = desk.post("/desk/tokens", data={"label": label, "scopes": list(scopes), "days": days})
    assert made.status_code == 200
    (secret,) = re.findall(r'<code class="secret">(spectrum_[\w-]{43})</code>', made.text)
    return str(secret)


def reads(app: Flask, secret: str) -> int:
    return app.test_client().get("/v1/proposals", headers={"Authorization": f"Bearer {secret}"}).status_code


def test_a_token_is_shown_once_works_and_is_revoked(app: Flask) -> None:
    desk = at_desk(app, "Ada Quill", "reviewer")
    secret = make(desk, "read", "propose")
    page = desk.get("/desk/tokens").text
    assert secret not in page
    assert "nightly import" in page
    assert "read, propose" in page
    assert reads(app, secret) == 200
    with app.app_context():
        ((token, _),) = tokens.listing(db.session)
        assert token.used_at is not None
        assert timedelta(days=29) < token.expires_at - now() < timedelta(days=30)
        assert secret not in repr(vars(token))
    assert desk.post(f"/desk/tokens/{token.id}/revoke").status_code == 303
    assert reads(app, secret) == 401
    assert "revoked on" in desk.get("/desk/tokens").text


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        pytest.param({"label": " ", "scopes": "read", "days": "1"}, "label", id="no label"),
        pytest.param({"label": "<b>x</b>", "scopes": "administer", "days": "1"}, "scopes", id="a scope beyond the role"),
        pytest.param({"label": "<b>x</b>", "days": "1"}, "scopes", id="no scope"),
        pytest.param({"label": "<b>x</b>", "scopes": "read", "days": "367"}, "days", id="for more than a year"),
        pytest.param({"label": "<b>x</b>", "scopes": "read", "days": "-1"}, "days", id="for days past"),
        pytest.param({"label": "<b>x</b>", "scopes": "read", "days": "١٢"}, "days", id="no number"),
    ],
)
def test_a_refused_one_is_told_beside_the_field_and_the_rest_is_kept(app: Flask, typed: dict[str, str], field: str) -> None:
    refused = at_desk(app, "Ada Quill", "reviewer").post("/desk/tokens", data=typed)
    assert (refused.status_code, f'aria-describedby="{field}-fault"' in refused.text) == (400, True)
    assert typed["label"].strip().replace("<", "&lt;").replace(">", "&gt;") in refused.text
    with app.app_context():
        assert tokens.listing(db.session) == []


def test_a_role_that_shrinks_takes_the_token_with_it(app: Flask) -> None:
    desk = at_desk(app, "Ada Quill", "administrator")
    headers = token_of(app, "Bo Vellum", "reviewer")
    secret, found = headers["Authorization"].split()[1], []
    for role in ("contributor", "reviewer"):
        with app.app_context():
            used = tokens.used(db.session, secret)
            assert used is not None
            found.append(used.who)
        assert desk.post(f"/desk/people/{used.who.id}/role", data={"role": role}).status_code == 303
    assert found[0].scopes - found[1].scopes == {"publish"}


def test_one_sees_and_revokes_ones_own_and_an_administrator_all(app: Flask) -> None:
    ada, bo, cy = at_desk(app, "Ada Quill", "administrator"), at_desk(app, "Bo Vellum", "reviewer"), at_desk(app, "Cy Folio", "reviewer")
    secret = make(bo, "read", label="of Bo")
    with app.app_context():
        ((token, _),) = tokens.listing(db.session)
    assert ("of Bo" in ada.get("/desk/tokens").text, "of Bo" in cy.get("/desk/tokens").text) == (True, False)
    assert (cy.post(f"/desk/tokens/{token.id}/revoke").status_code, reads(app, secret)) == (404, 200)
    assert (ada.post(f"/desk/tokens/{token.id}/revoke").status_code, reads(app, secret)) == (303, 401)


class TestApi:
    def test_a_program_makes_lists_and_revokes(self, app: Flask) -> None:
        client, headers = app.test_client(), token_of(app, "Ada Quill", "reviewer")
        made = client.post("/v1/tokens", json={"label": "child", "scopes": ["read"], "days": 7}, headers=headers)
        assert (made.status_code, made.headers["Cache-Control"]) == (201, "no-store")
        data = made.get_json()["data"]
        assert reads(app, data["secret"]) == 200
        listed = client.get("/v1/tokens", headers=headers)
        assert [(row["label"], row["scopes"]) for row in listed.get_json()["data"]] == [("child", ["read"]), ("tests", ["read", "propose", "publish"])]
        assert data["secret"] not in listed.text
        assert client.delete(f"/v1/tokens/{data['id']}", headers=headers).get_json()["data"]["revoked_at"] is not None
        assert reads(app, data["secret"]) == 401

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            pytest.param({"label": "more", "scopes": ["read", "publish"], "days": 1}, "scopes", id="does more than the one that asks"),
            pytest.param({"label": "longer", "scopes": ["read"], "days": tokens.DAYS + 1}, "days", id="lasts longer than the one that asks"),
        ],
    )
    def test_a_token_gives_none_that_is_stronger(self, app: Flask, body: dict[str, object], field: str) -> None:
        refused = app.test_client().post("/v1/tokens", json=body, headers=token_of(app, "Ada Quill", "administrator", "read"))
        assert (refused.status_code, refused.get_json()["errors"][0]["field"]) == (400, field)

    def test_another_curators_token_is_out_of_reach(self, app: Flask) -> None:
        token_of(app, "Ada Quill", "administrator")
        with app.app_context():
            ((token, _),) = tokens.listing(db.session)
        assert app.test_client().delete(f"/v1/tokens/{token.id}", headers=token_of(app, "Bo Vellum", "reviewer")).status_code == 404
