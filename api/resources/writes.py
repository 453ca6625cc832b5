"""What every writing door shares: the guard before all else, a body by its schema, and what the write is based on."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from flask import Request, Response, jsonify, make_response, request
from marshmallow import Schema
from webargs.multidictproxy import MultiDictProxy
from werkzeug.datastructures import CombinedMultiDict

from api.auth import guarded, open_to_everyone
from api.forms.choice import CSV
from api.limits import takes_uploads
from api.resources.doors import IN_PATH, OTHER_FORMS, Blueprint, Handler
from api.rules.numbers import number_of
from api.rules.refusals import BadInput, BaseNeeded
from api.schemas.problem import ProblemSchema
from api.schemas.query import NoQuery

READ = {
    400: "A value cannot be read; the problem names the field and the fix.",
    404: "Nothing of that name.",
    429: "Too many requests; `Retry-After` says when to ask again.",
    503: "The record cannot be reached at the moment.",
}
REFUSED = {
    409: "Closed already, or another curator is needed.",
    413: "More than one request may bring.",
    415: "Send JSON.",
    422: "A claim without a source.",
    503: "The record cannot be written to at the moment; nothing was changed.",
}
GUARDED = {401: "No token, or one that is not in force.", 403: "The token lacks the scope."}
BASED = {412: "The base changed since it was read: what changed, and by which revision.", 428: "Say with `If-Match` what you change."}
SECURITY: list[dict[str, list[str]]] = [{"token": []}]


# Where a body is looked for that holds a file beside the fields of a form.
UPLOAD = "upload"


@Blueprint.ARGUMENTS_PARSER.location_loader(UPLOAD)
def load_upload(given: Request, schema: Schema) -> MultiDictProxy:
    """The fields and files of a form."""
    return MultiDictProxy(CombinedMultiDict([given.form, given.files]), schema)


class Desk(Blueprint):
    """Doors for curators' programs: reads that only they may see, and writes."""

    DEFAULT_LOCATION_CONTENT_TYPE_MAPPING = Blueprint.DEFAULT_LOCATION_CONTENT_TYPE_MAPPING | {UPLOAD: "multipart/form-data"}

    def read(self, rule: str, *, answer: type[Schema], query: type[Schema] = NoQuery, scope: str = "read") -> Callable[[Handler], Handler]:
        """Open an address that only curators with a scope read; no cache keeps the answer."""
        return self._door("GET", rule, answer=answer, query=query, guard=guarded(scope), further=GUARDED, cached={"Cache-Control": "no-store"})

    def public(self, rule: str, *, answer: type[Schema], query: type[Schema] = NoQuery) -> Callable[[Handler], Handler]:
        """Open an address that everyone reads."""
        return self._door("GET", rule, answer=answer, query=query, guard=open_to_everyone, further={}, cached={})

    def write(
        self, method: str, rule: str, *, answer: type[Schema], scope: str | None, body: type[Schema] | None = None, query: type[Schema] = NoQuery, status: int = 200, based: bool = False
    ) -> Callable[[Handler], Handler]:
        """Open an address for writing, to curators with a scope or (None) to everyone."""
        further = (GUARDED if scope else {}) | (BASED if based else {}) | REFUSED
        guard = guarded(scope) if scope else open_to_everyone
        return self._door(method, rule, answer=answer, query=query, body=body, status=status, guard=guard, further=further, cached={"Cache-Control": "no-store"})

    def upload(self, rule: str, *, body: type[Schema], answer: type[Schema], scope: str) -> Callable[[Handler], Handler]:
        """Open an address that takes a file within a form, from curators with a scope."""
        further = GUARDED | REFUSED | {415: "Send multipart/form-data."}
        return self._door("POST", rule, answer=answer, query=NoQuery, body=body, location=UPLOAD, guard=guarded(scope), further=further, cached={"Cache-Control": "no-store"})

    def _door(
        self,
        method: str,
        rule: str,
        *,
        answer: type[Schema],
        query: type[Schema],
        guard: Callable[[Any], Any],
        further: Mapping[int, str],
        cached: Mapping[str, str],
        body: type[Schema] | None = None,
        location: str = "json",
        status: int = 200,
    ) -> Callable[[Handler], Handler]:
        """Open one method of an address; its handler answers a thing, or a thing and its headers. The guard is asked before the body is read."""

        def open_for(handler: Handler) -> Handler:
            @wraps(handler)
            def answered(*given: Any, **path: Any) -> Response:
                found = handler(*given, **path)
                if isinstance(found, Response):
                    found.headers.update(cached)
                    return found
                thing, headers = found if isinstance(found, tuple) else (found, {})
                response = make_response(jsonify(answer().dump(thing)), status)
                response.headers.update({**cached, **headers})
                return response

            about: dict[str, Any] = {"operationId": handler.__name__} | ({"security": SECURITY} if 401 in further else {})
            wrapped = self.doc(**about)(self.response(status, answer)(answered))
            for code, description in sorted({**READ, **further}.items()):
                wrapped = self.alt_response(code, schema=ProblemSchema, content_type="application/problem+json", description=description)(wrapped)
            if location == UPLOAD:
                wrapped = self.alt_response(status, schema=OTHER_FORMS[CSV], content_type=CSV, description="OK")(wrapped)
            wrapped = self.arguments(query, location="query")(wrapped)
            if body is not None:
                wrapped = self.arguments(body, location=location)(wrapped)
            within = [{"in": "path", "name": name, "description": IN_PATH[name]} for name in re.findall(r"(\w+)>", rule)]
            self.route(rule, methods=[method], parameters=within)(takes_uploads(guard(wrapped)) if location == UPLOAD else guard(wrapped))
            return handler

        return open_for


def base() -> str | None:
    """The fingerprint that a write is based on, of `If-Match`; None where `If-None-Match: *` says that there is nothing yet."""
    if request.if_none_match.star_tag:
        return None
    tags = sorted(request.if_match.as_set())
    if not tags:
        raise BaseNeeded("This write does not say what it changes.", field="If-Match", fix="Read the thing, and send its ETag as If-Match; for a new one send If-None-Match: *.")
    if len(tags) > 1 or tags == ["*"]:
        raise BadInput("If-Match names more than one thing.", field="If-Match", fix="Send the one ETag that you read.")
    return tags[0]


def version() -> int:
    """The version that a write is based on, of `If-Match`."""
    number = number_of(base() or "")
    if number is None:
        raise BadInput("If-Match is not a version of a proposal.", field="If-Match", fix='Send the ETag of the proposal, for example "3".')
    return number
