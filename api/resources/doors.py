"""What every door of the API shares: the clocks of a request, the envelope of an answer, and strict parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar

from flask import request
from flask_smorest import Blueprint as SmorestBlueprint
from marshmallow import RAISE, Schema
from sqlalchemy.orm import Session
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import UnsupportedMediaType

from api.db import db
from api.forms.choice import CSV, GEOJSON, JSON, chosen
from api.ledger.asof import AsOf, resolve
from api.resources.answers import One, Rows, elsewhere, named, send_one, send_rows
from api.resources.twins import lead_to_page
from api.rules.refusals import BadInput
from api.schemas import envelope
from api.schemas.problem import ProblemSchema
from api.schemas.query import ClocksQuery
from api.schemas.tables import TABLES

Params = Mapping[str, Any]
Handler = TypeVar("Handler", bound=Callable[..., Any])
FURTHER = {
    206: "The part of the answer that a Range header asks for.",
    304: "The client holds these bytes: its If-None-Match names their ETag.",
}
LEADS = {
    301: "A former id, slug or key: its successor is at Location.",
    303: "The jurisdiction of this OCD-ID is at Location.",
}
# The things that can have had another id.
RENAMED = ("get_jurisdiction", "get_agency", "get_agreement")
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
    "noun": "Noun of the record, for example policy.",
    "number": "Number of the revision, proposal, correction, curator or token.",
    "name": "Name of the table.",
    "vintage": "Name of a set of boundaries, or `current` for the one in use.",
    "state": "Postal (TX) or Census code (48) of a state.",
}

# What the document says of the forms beside JSON.
OTHER_FORMS: dict[str, dict[str, Any]] = {
    CSV: {"type": "string", "description": "RFC 4180; columns as described at the address linked as `describedby`."},
    GEOJSON: {"type": "object", "description": "RFC 7946; the fields of a row are the properties of a feature at its jurisdiction's point."},
    JSON: {"type": "object", "description": "The same document under the name of plain JSON."},
}
__all__ = ["Blueprint", "One", "Params", "Rows", "clocks", "elsewhere", "item"]


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
        self.after_request(lead_to_page)

    def door(self, rule: str, *, query: type[Schema], answer: type[Schema], forms: tuple[str, ...] = (JSON,)) -> Callable[[Handler], Handler]:
        """Open one address for reading: its parameters, its answer in the first of its forms, and the problems it can have."""

        def open_for(handler: Handler) -> Handler:
            @wraps(handler)
            def answered(params: Params, **path: str) -> Any:
                chosen(*forms)
                return handler(params, **path)

            self._open(rule, query, answer, answered, forms)
            return handler

        return open_for

    def rows(self, rule: str, *, query: type[Schema], table: str) -> Callable[[Handler], Handler]:
        """Open the address of a list: JSON, CSV, and GeoJSON where its rows have a place."""
        shown = TABLES[table]
        forms = (JSON, CSV, GEOJSON) if shown.place else (JSON, CSV)

        def open_for(handler: Handler) -> Handler:
            @wraps(handler)
            def answered(params: Params, **path: str) -> Any:
                form = chosen(*forms)
                given = handler(params, **path)
                return send_rows(given, shown, params, form) if isinstance(given, Rows) else given

            listing = envelope.listing(shown.row, changes="updated_since" in query().fields)
            self._open(rule, query, listing, answered, forms)
            return handler

        return open_for

    def one(self, rule: str, *, table: str, row: type[Schema] | None = None) -> Callable[[Handler], Handler]:
        """Open the address of one row of a table, in the forms of its list; `row` is its schema where it is shown in more detail."""
        shown = TABLES[table]
        forms = (JSON, CSV, GEOJSON) if shown.place else (JSON, CSV)
        detail = (row or shown.row)()

        def open_for(handler: Handler) -> Handler:
            @wraps(handler)
            def answered(params: Params, **path: str) -> Any:
                form = chosen(*forms)
                given = handler(params, **path)
                return send_one(given, shown, detail, form) if isinstance(given, One) else given

            self._open(rule, ClocksQuery, envelope.item(type(detail)), answered, forms)
            return handler

        return open_for

    def _open(self, rule: str, query: type[Schema], answer: type[Schema], handler: Handler, forms: tuple[str, ...]) -> None:
        """Route an address and document everything that it can answer."""
        wrapped = self.response(200, answer, content_type=forms[0])(handler)
        wrapped = self.doc(operationId=handler.__name__)(wrapped)
        for form in forms[1:]:
            wrapped = self.alt_response(200, schema=OTHER_FORMS[form], content_type=form, description="OK")(wrapped)
        leads = {status: LEADS[status] for status in _leads(handler.__name__, query)}
        for status, description in (FURTHER | leads).items():
            wrapped = self.alt_response(status, description=description)(wrapped)
        for status, description in PROBLEMS.items():
            if status != 404 or "<" in rule or "revision" in query().fields:
                wrapped = self.alt_response(status, schema=ProblemSchema, content_type="application/problem+json", description=description)(wrapped)
        within = [{"in": "path", "name": name, "description": IN_PATH[name]} for name in re.findall(r"(\w+)>", rule)]
        self.route(rule, parameters=within)(self.arguments(query, location="query")(wrapped))


def _leads(handler: str, query: type[Schema]) -> list[int]:
    """Where an address can lead on: a former id or key of a thing to the one in use, an OCD-ID to its jurisdiction."""
    return [301] * (handler in RENAMED) + [303] * ("ocd_id" in query().fields)


def refuse_unreadable() -> None:
    """Refuse a body where there is nothing to write, and the NUL character: no text of the record holds it, and PostgreSQL cannot look for it."""
    if request.method in {"GET", "HEAD", "OPTIONS"} and (request.content_length or "Transfer-Encoding" in request.headers):
        raise UnsupportedMediaType("A read takes no body.")
    for name, value in (*request.args.items(multi=True), *(request.view_args or {}).items()):
        if "\0" in f"{name}{value}":
            raise BadInput(f"{name[:40]!r} holds a NUL character.", field=name[:80], fix="Leave the character out.")


def clocks(params: Params) -> tuple[Session, AsOf]:
    """The session, and the day and revision that a request asks about."""
    session = db.session
    return session, resolve(session, on=params.get("on"), revision=params.get("revision"))


def item(data: Any, as_of: AsOf) -> dict[str, Any]:
    """The envelope of one thing that has no table."""
    return {"data": data, **named(as_of)}
