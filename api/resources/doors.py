"""What every door of the API shares: the clocks of a request, the envelope of an answer, and strict parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Response, jsonify, request
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import RAISE, Schema
from sqlalchemy.orm import Session
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import UnsupportedMediaType

from api.db import db
from api.forms import chosen
from api.ledger.asof import AsOf, resolve
from api.ledger.pages import Asked, Page
from api.rules.refusals import BadInput
from api.schemas.problem import ProblemSchema

Params = Mapping[str, Any]
Handler = TypeVar("Handler", bound=Callable[..., Any])
PROBLEMS = {
    400: "A parameter cannot be read; the problem names the field and the fix.",
    404: "Nothing of that name, or no such revision, is in the record.",
    406: "The answer does not come in the form asked for.",
    415: "A read takes no body.",
    503: "The record or the map vintage is not ready.",
}
IN_PATH = {
    "id": "Id of the jurisdiction: a GEOID (48, 48453, 4805000), a slug (austin-tx) or a former id.",
    "key": "Key, as the list gives it.",
    "layer": "Layer of the map.",
    "state": "Postal (TX) or Census code (48) of a state.",
}


class StrictParser(FlaskParser):
    """Refuses parameters that the address does not know."""

    DEFAULT_UNKNOWN_BY_LOCATION = {**FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION, "query": RAISE}
    DEFAULT_VALIDATION_STATUS = 400


class Blueprint(SmorestBlueprint):  # type: ignore[misc]  # the library has no types
    """A group of doors with strict parameters."""

    ARGUMENTS_PARSER = StrictParser()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before_request(refuse_unreadable)

    def door(self, rule: str, *, query: type[Schema], answer: type[Schema], content_type: str = "application/json") -> Callable[[Handler], Handler]:
        """Open one address for reading: its parameters, its answer, and the problems it can have."""

        def open_for(handler: Handler) -> Handler:
            wrapped = self.response(200, answer, content_type=content_type)(handler)
            for status, description in PROBLEMS.items():
                if status != 404 or "<" in rule or "revision" in query().fields:
                    wrapped = self.alt_response(status, schema=ProblemSchema, content_type="application/problem+json", description=description)(wrapped)
            within = [{"in": "path", "name": name, "description": IN_PATH[name]} for name in re.findall(r"(\w+)>", rule)]
            self.route(rule, parameters=within)(self.arguments(query, location="query")(wrapped))
            return handler

        return open_for


def refuse_unreadable() -> None:
    """Refuse a body, and the NUL character: no text of the record holds it, and PostgreSQL cannot look for it."""
    if request.content_length or "Transfer-Encoding" in request.headers:
        raise UnsupportedMediaType("A read takes no body.")
    for name, value in (*request.args.items(multi=True), *(request.view_args or {}).items()):
        if "\0" in f"{name}{value}":
            raise BadInput(f"{name[:40]!r} holds a NUL character.", field=name[:80], fix="Leave the character out.")


def clocks(params: Params) -> tuple[Session, AsOf]:
    """The session, and the day and revision that a request asks about; answers in JSON only."""
    chosen("application/json")
    session = db.session
    return session, resolve(session, on=params.get("on"), revision=params.get("revision"))


def asked(what: str, params: Params) -> Asked:
    """The page that a request asks for; the cursor belongs to its other parameters."""
    filters = {k: v for k, v in params.items() if k not in {"limit", "cursor"}}
    return Asked.read(what, filters, limit=params["limit"], cursor=params.get("cursor"))


def item(data: Any, as_of: AsOf) -> dict[str, Any]:
    """The envelope of one thing."""
    return {"data": data, **_named(as_of)}


def listing(page: Page, unit: str, as_of: AsOf) -> tuple[dict[str, Any], int, dict[str, str]]:
    """The envelope of a page, with the address of the next one in the body and as a link (RFC 8288)."""
    following = _next(page.next) if page.next else None
    headers = {"Link": f'<{following}>; rel="next"'} if following else {}
    return {"data": page.rows, "total": page.total, "unit": unit, "next": following, **_named(as_of)}, 200, headers


def elsewhere(address: str, *, code: int) -> Response:
    """Lead to another address, without a page of HTML in between."""
    answer = jsonify(location=address)
    answer.status_code = code
    answer.headers["Location"] = address
    return answer


def _named(as_of: AsOf) -> dict[str, Any]:
    return {"on": as_of.on, "revision": as_of.revision, "evidence_through": as_of.evidence_through}


def _next(cursor: str) -> str:
    kept = [(k, v) for k, v in request.args.items(multi=True) if k != "cursor"]
    return f"{request.path}?{urlencode([*kept, ('cursor', cursor)])}"
