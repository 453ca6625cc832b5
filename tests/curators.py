"""Curators for the tests: one of each role, with a token for the API or signed in at the desk."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from api.auth import COOKIE
from api.db import db
from api.ledger import curators
from api.models import Curator

Headers = dict[str, str]


def _id_of(app: Flask, name: str, role: str) -> int:
    with app.app_context(), db.writing() as session:
        found = session.scalar(select(Curator).where(Curator.name == name)) or curators.add(session, name, role)
        return found.id


def token_of(app: Flask, name: str, role: str, *scopes: str) -> Headers:
    """Headers of a request with a token of a curator, who is added when new; all scopes of the role unless some are named."""
    id = _id_of(app, name, role)
    with app.app_context(), db.writing() as session:
        secret = curators.give_token(session, id, "tests", scopes or curators.ROLES[role])
    return {"Authorization": f"Bearer {secret}"}


def at_desk(app: Flask, name: str, role: str) -> FlaskClient:
    """A client of the application that is signed in at the desk; posts still need the page's CSRF token."""
    id = _id_of(app, name, role)
    with app.app_context(), db.writing() as session:
        secret = curators.begin(session, id)
    client = app.test_client()
    with client.session_transaction("/desk") as cookie:
        cookie[COOKIE] = secret
    return client
