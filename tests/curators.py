"""Curators for the tests: one of each role, with a token for the API or signed in at the desk."""

from __future__ import annotations

from flask import Flask, session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select

from api.auth import COOKIE
from api.csrf import FIELD
from api.db import db
from api.ledger import curators, sign_ins, tokens
from api.models import Curator

Headers = dict[str, str]
# The header that a form's token may come in; a client without it sends what its forms hold and nothing more.
TOKEN_HEADER = "HTTP_X_CSRFTOKEN"


def _id_of(app: Flask, name: str, role: str) -> int:
    with app.app_context(), db.writing() as writing:
        found = writing.scalar(select(Curator).where(Curator.name == name)) or curators.add(writing, name, role)
        return found.id


def token_of(app: Flask, name: str, role: str, *scopes: str) -> Headers:
    """Headers of a request with a token of a curator, who is added when new; all scopes of the role unless some are named."""
    id = _id_of(app, name, role)
    with app.app_context(), db.writing() as writing:
        _, secret = tokens.give(writing, curators.of_id(writing, id), label="tests", scopes=scopes or curators.ROLES[role])
    return {"Authorization": f"Bearer {secret}"}


def at_desk(app: Flask, name: str, role: str) -> FlaskClient:
    """A client of the application that is signed in at the desk and sends the CSRF token with every form."""
    id = _id_of(app, name, role)
    with app.app_context(), db.writing() as writing:
        secret = sign_ins.begin(writing, id)
    return with_forms(app, **{COOKIE: secret})


def with_forms(app: Flask, **cookie: str) -> FlaskClient:
    """A client that sends the CSRF token with every form; signed out unless a cookie says otherwise."""
    client = app.test_client()
    with client.session_transaction("/desk") as held:
        held.update(cookie, **{FIELD: "of the tests"})
    with app.test_request_context("/desk"):
        session[FIELD] = "of the tests"
        client.environ_base[TOKEN_HEADER] = generate_csrf()
    return client
