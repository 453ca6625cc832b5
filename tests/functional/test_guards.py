"""Every write and every page of the desk has its guard, and the guards refuse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

import pytest
from flask import Flask
from sqlalchemy import update
from werkzeug.routing import BaseConverter, Rule
from werkzeug.routing.converters import NumberConverter

from api.auth import DESK, EVERYONE, GUARD
from api.csrf import SAFE
from api.db import db
from api.ledger.curators import ROLES, SCOPES, fingerprint, now
from api.models import Token
from tests.conftest import Databases, app_for, shut
from tests.curators import TOKEN_HEADER, Headers, at_desk, token_of, with_forms

# What nobody signs in for. Whatever joins this list is open to the whole world.
OPEN = {"desk.sign_in", "desk.enter", "corrections.send_correction", "pages.send_correction"}


class Route(NamedTuple):
    """A method of an address, and who may use it."""

    endpoint: str
    method: str
    path: str
    guard: str | None


@pytest.fixture(scope="module")
def app(templates: Databases, data_dir: object) -> Iterator[Flask]:
    """An application whose writes are all refused, so that its tests may share it."""
    app = app_for(templates.create("guards", "small"), data_dir)  # type: ignore[arg-type]
    yield app
    shut(app)


def routes(app: Flask) -> list[Route]:
    """Every write, every page of the desk, and every read with a guard."""
    guards = {endpoint: getattr(view, GUARD, None) for endpoint, view in app.view_functions.items()}
    return [
        Route(rule.endpoint, method, asked(rule), guards[rule.endpoint])
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        if method not in SAFE or guards[rule.endpoint] or rule.rule == DESK or rule.rule.startswith(f"{DESK}/")
    ]


def asked(rule: Rule) -> str:
    """An address of a rule, which need not lead to anything."""
    built = rule.build({name: value_of(converter) for name, converter in rule._converters.items()})
    assert built is not None
    return built[1]


def value_of(converter: BaseConverter) -> object:
    """Something that a part of an address takes."""
    return 1 if isinstance(converter, NumberConverter) else next(iter(sorted(getattr(converter, "items", "x"))))


def test_each_declares_who_may_use_it(app: Flask) -> None:
    undeclared = [route for route in routes(app) if route.guard not in {*SCOPES, EVERYONE}]
    assert undeclared == []


def test_a_method_has_one_handler_with_its_own_guard(app: Flask) -> None:
    """A view with methods of different weight under one guard would let the lighter scope do the heavier thing."""
    mixed = [rule.rule for rule in app.url_map.iter_rules() if len((rule.methods or set()) - {"HEAD", "OPTIONS"}) > 1 and getattr(app.view_functions[rule.endpoint], GUARD, None)]
    assert mixed == []


def test_what_is_open_to_everyone_stands_on_a_short_list(app: Flask) -> None:
    """Reads of the API are open to everyone anyway."""
    assert {route.endpoint for route in routes(app) if route.guard == EVERYONE and (route.method not in SAFE or route.path.startswith(DESK))} == OPEN


def api_closed(app: Flask) -> list[Route]:
    found = [route for route in routes(app) if not route.path.startswith(DESK) and route.guard != EVERYONE]
    assert {route.method for route in found} > {"GET", "POST"}
    return found


def desk_writes(app: Flask) -> list[Route]:
    found = [route for route in routes(app) if route.path.startswith(DESK) and route.method not in SAFE]
    assert found, "the desk has writes"
    return found


def statuses(app: Flask, asked: list[Route], headers: Headers) -> set[tuple[str, str, int]]:
    """How each answers; the bodies are empty, since the guard comes before them."""
    client = app.test_client()
    return {(route.method, route.path, client.open(route.path, method=route.method, headers=headers).status_code) for route in asked}


def of(asked: list[Route], status: int) -> set[tuple[str, str, int]]:
    return {(route.method, route.path, status) for route in asked}


class TestApi:
    @pytest.mark.parametrize(
        "headers",
        [
            pytest.param({}, id="no token"),
            pytest.param({"Authorization": "Bearer spectrum_made_up"}, id="a token nobody was given"),
            pytest.param({"Authorization": "Basic YWRhOnB3"}, id="a password"),
            pytest.param({"Authorization": "Bearer \x00"}, id="a token that is no text"),
        ],
    )
    def test_it_refuses_who_brings_no_token_in_force(self, app: Flask, headers: Headers) -> None:
        assert statuses(app, api_closed(app), headers) == of(api_closed(app), 401)

    @pytest.mark.parametrize(
        "fate",
        [pytest.param("expires_at", id="an expired token"), pytest.param("revoked_at", id="a revoked token")],
    )
    def test_it_refuses_a_token_that_has_ended(self, app: Flask, fate: str) -> None:
        headers = token_of(app, "Ada Quill", "administrator")
        with app.app_context(), db.writing() as writing:
            secret = headers["Authorization"].split()[1]
            writing.execute(update(Token).where(Token.digest == fingerprint(secret)).values({fate: now() - timedelta(seconds=1)}))
        assert statuses(app, api_closed(app), headers) == of(api_closed(app), 401)

    @pytest.mark.parametrize("role", ROLES)
    def test_it_refuses_a_role_without_the_scope(self, app: Flask, role: str) -> None:
        beyond = [route for route in api_closed(app) if route.guard not in ROLES[role]]
        assert statuses(app, beyond, token_of(app, f"Of {role}", role)) == of(beyond, 403)

    def test_it_refuses_a_token_without_the_scope_of_its_role(self, app: Flask) -> None:
        beyond = [route for route in api_closed(app) if route.guard != "read"]
        assert statuses(app, beyond, token_of(app, "Ada Quill", "administrator", "read")) == of(beyond, 403)

    def test_it_refuses_the_cookie_of_the_desk(self, app: Flask) -> None:
        client = at_desk(app, "Ada Quill", "administrator")
        assert {client.open(route.path, method=route.method).status_code for route in api_closed(app)} == {401}


class TestDesk:
    def test_it_shows_no_page_to_who_is_not_signed_in(self, app: Flask) -> None:
        pages = [route for route in routes(app) if route.method == "GET" and route.path.startswith(DESK) and route.guard != EVERYONE]
        assert pages
        assert statuses(app, pages, {}) == of(pages, 303)

    def test_it_refuses_a_form_of_who_is_not_signed_in(self, app: Flask) -> None:
        closed = [route for route in desk_writes(app) if route.guard != EVERYONE]
        client = with_forms(app)
        assert {(route.path, client.post(route.path).status_code) for route in closed} == {(route.path, 401) for route in closed}

    @pytest.mark.parametrize("role", ["contributor", "reviewer"])
    def test_it_refuses_a_role_without_the_scope(self, app: Flask, role: str) -> None:
        beyond = [route for route in routes(app) if route.path.startswith(DESK) and route.guard not in {*ROLES[role], EVERYONE}]
        client = at_desk(app, f"Of {role}", role)
        assert beyond
        assert {(route.path, client.open(route.path, method=route.method).status_code) for route in beyond} == {(route.path, 403) for route in beyond}

    @pytest.mark.parametrize(
        "forged",
        [
            pytest.param({TOKEN_HEADER: None}, id="no CSRF token"),
            pytest.param({TOKEN_HEADER: "IjEi.Zz.made-up"}, id="a forged CSRF token"),
            pytest.param({"HTTP_ORIGIN": "https://example.org"}, id="a foreign origin"),
            pytest.param({"HTTP_ORIGIN": "null"}, id="an origin that hides"),
            pytest.param({"HTTP_ORIGIN": "http://localhost.example.org"}, id="an origin that looks alike"),
            pytest.param({"HTTP_REFERER": "https://example.org/desk"}, id="a foreign referrer"),
        ],
    )
    def test_it_refuses_forms_that_are_not_its_own(self, app: Flask, forged: dict[str, str | None]) -> None:
        client = at_desk(app, "Ada Quill", "administrator")
        client.environ_base.update({name: value for name, value in forged.items() if value is not None})
        for name in (name for name, value in forged.items() if value is None):
            del client.environ_base[name]
        assert {(route.path, client.post(route.path).status_code) for route in desk_writes(app)} == {(route.path, 403) for route in desk_writes(app)}

    def test_it_refuses_the_csrf_token_of_another_browser(self, app: Flask) -> None:
        client = at_desk(app, "Ada Quill", "administrator")
        with client.session_transaction(DESK) as cookie:
            cookie["csrf_token"] = "of another browser"
        assert {client.post(route.path).status_code for route in desk_writes(app)} == {403}

    def test_it_takes_no_token_of_the_api(self, app: Flask) -> None:
        client, headers = with_forms(app), token_of(app, "Ada Quill", "administrator")
        closed = [route for route in desk_writes(app) if route.guard != EVERYONE]
        assert {client.post(route.path, headers=headers).status_code for route in closed} == {401}
