"""Who asks, and whether they may: a sign-in at the desk, a token at the API, and the guard that every write declares."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, g, request, session
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from api.db import db
from api.ledger import sign_ins, tokens
from api.ledger.curators import Who
from api.rules.refusals import Busy, NotAllowed, NotSignedIn
from api.secret import secret_key

Handler = TypeVar("Handler", bound=Callable[..., Any])
DESK = "/desk"
COOKIE = "sign_in"
GUARD = "guard"
EVERYONE = "everyone"
# That somebody was seen is noted another time where others write just now.
_HINDERED = (Busy, DBAPIError)


def guarded(scope: str) -> Callable[[Handler], Handler]:
    """Let a handler be reached only by a curator with a scope (`read`, `propose`, `publish`, `administer`)."""

    def declare(handler: Handler) -> Handler:
        @wraps(handler)
        def checked(*args: Any, **kwargs: Any) -> Any:
            who = asking()
            if not who.may(scope):
                raise NotAllowed(f"This needs the scope `{scope}`, which {who.name} does not have here.", field="scope", fix="Ask an administrator for the role, or use a token with the scope.")
            return handler(*args, **kwargs)

        setattr(checked, GUARD, scope)
        return checked  # type: ignore[return-value]

    return declare


def open_to_everyone(handler: Handler) -> Handler:
    """Declare that a write needs no curator, as a reader's correction does."""
    setattr(handler, GUARD, EVERYONE)
    return handler


def asking() -> Who:
    """The curator of this request; raises NotSignedIn where there is none."""
    who = identified()
    if who is None:
        desk = request.path.startswith(DESK)
        fix = "Sign in at /desk/sign-in." if desk else "Send a token that is in force as `Authorization: Bearer ...`; curators make them at /desk/tokens."
        raise NotSignedIn("This is for curators.", field="Authorization", fix=fix)
    return who


def identified() -> Who | None:
    """The curator of this request, if there is one: by cookie at the desk, by token elsewhere."""
    if "who" not in g:
        g.who = _by_cookie() if request.path.startswith(DESK) else _by_token()
    who: Who | None = g.who
    return who


def _by_cookie() -> Who | None:
    secret = session.get(COOKIE)
    if not isinstance(secret, str):
        return None
    # A session of its own: a handler that writes and then reads must not read what was true before.
    with Session(db.engine) as reading:
        seen = sign_ins.seen(reading, secret)
    if seen is not None and seen.due:
        with suppress(*_HINDERED), db.writing() as writing:
            session[COOKIE] = sign_ins.note(writing, secret) or secret
    return seen.who if seen else None


def _by_token() -> Who | None:
    given = request.authorization
    if given is None or given.type != "bearer" or not given.token:
        return None
    with Session(db.engine) as reading:
        used = tokens.used(reading, given.token)
    if used is not None and used.due:
        with suppress(*_HINDERED), db.writing() as writing:
            tokens.note(writing, used.id)
    return used.who if used else None


def init_auth(app: Flask) -> None:
    """Set up the cookie of the desk: signed, for the desk alone, until the browser is closed, unreadable for scripts and other sites."""
    app.config.update(
        SECRET_KEY=secret_key(app.config["SETTINGS"]),
        SESSION_COOKIE_NAME="spectrum_desk",
        SESSION_COOKIE_PATH=DESK,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_SECURE=not app.config["SETTINGS"].desk_over_http,
    )
