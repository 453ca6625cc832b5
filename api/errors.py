"""One table from refusals to problem documents (RFC 9457); nothing of the database ever reaches a client."""

from __future__ import annotations

import html
import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import orjson
from flask import Flask, Response, current_app, request
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed, ServiceUnavailable

from api.db import hindered
from api.journal import request_id
from api.rules import refusals

STATUS: dict[type[refusals.Refusal], int] = {
    refusals.BadInput: 400,
    refusals.NotFound: 404,
    refusals.StaleEdit: 412,
    refusals.Conflict: 409,
    refusals.MissingSource: 422,
    refusals.BaseNeeded: 428,
    refusals.NotSignedIn: 401,
    refusals.NotAllowed: 403,
    refusals.TooLarge: 413,
    refusals.TooOften: 429,
    refusals.Busy: 503,
    refusals.TooSlow: 503,
    refusals.NotReady: 503,
}
FIXES = {
    404: "See /openapi.json for the addresses there are.",
    405: "This address is read with GET.",
    406: "Ask for application/json; lists come as text/csv too, and as application/geo+json where their rows have a place.",
    415: "Send no body to a read.",
    503: "Try again in a moment.",
}
# The same for readers of pages.
PAGE_FIXES = FIXES | {
    400: "Follow a link of a page, or leave the parameter out.",
    404: "Look for a state, county or place by its name, or begin at the map.",
    405: "A page is read, not written to.",
    406: "This page comes as HTML; its footnotes lead to the same as data.",
    500: "Try again; if it fails again, the API may still answer.",
}
TYPES = "/docs/problems#"
PAGE = "problem_page"


def init_errors(app: Flask) -> None:
    """Answer every failure of the application in one form."""
    app.register_error_handler(refusals.Refusal, refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(Exception, _unexpected)


def problem(status: int, title: str, detail: str, *, faults: list[dict[str, Any]] | None = None, kind: str = "about:blank", fix: str | None = None, more: Mapping[str, Any] | None = None) -> Response:
    """A problem document, or the same words as a page for a reader outside the API."""
    if of_page():
        return _page(status, title, detail, [*([fix] if fix else []), *([f"If it stays so, tell us this number: {request_id()}."] if status >= 500 else [])])
    body: dict[str, Any] = {"type": kind, "title": title, "status": status, "detail": detail, "instance": request.path[:200]}
    if faults:
        body["errors"] = faults
    body |= more or {}
    if status >= 500:
        body["request_id"] = request_id()
    return _json(status, body)


def _json(status: int, body: dict[str, Any]) -> Response:
    response = Response(orjson.dumps(body), status, content_type="application/problem+json")
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(status: int, title: str, detail: str, fixes: list[str]) -> Response:
    """The page that the pages drew for problems; without them (an application of the API alone) its words."""
    draw: Callable[..., Response] | None = current_app.extensions.get(PAGE)
    told = [detail, *fixes]
    if draw is None:
        text = "".join(f"<p>{html.escape(words)}</p>" for words in told)
        response = Response(f"<!doctype html><html lang=en><meta charset=utf-8><title>{html.escape(title)}</title><h1>{html.escape(title)}</h1>{text}</html>")
    else:
        response = draw(status=status, title=title, told=told)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    response.vary.add("Accept")
    return response


def of_page() -> bool:
    """Whether a reader asked for a page: not under the API's addresses, and not for JSON first."""
    if request.path.startswith(("/v1", "/openapi.json", "/healthz", "/readyz")):
        return False
    return request.accept_mimetypes.best_match(["text/html", "application/problem+json", "application/json"], "text/html") == "text/html"


def status_of(refusal: refusals.Refusal) -> int:
    """The status of a refusal."""
    return next(code for kind, code in STATUS.items() if isinstance(refusal, kind))


def refused(refusal: refusals.Refusal) -> Response:
    """The answer to what the record refuses, by the table."""
    status = status_of(refusal)
    fault = {"field": refusal.field, "detail": refusal.detail, "fix": refusal.fix}
    fix = PAGE_FIXES.get(status) if status == 404 else refusal.fix
    kind = TYPES + type(refusal).__name__
    answer = problem(status, refusal.title, refusal.detail, faults=[fault] if refusal.field else None, kind=kind, fix=fix, more=refusal.more)
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    if "retry_after" in refusal.more:
        answer.headers["Retry-After"] = str(refusal.more["retry_after"])
    return _later(answer)


def _later(answer: Response) -> Response:
    """An answer that is not ready says when to ask again."""
    if answer.status_code == 503:
        answer.headers.setdefault("Retry-After", "5")
    return answer


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    if status == 413:
        return refused(refusals.TooLarge("The body, or the number of its parts, is more than this address takes.", field="body", fix="Send it in parts."))
    messages = (getattr(error, "data", None) or {}).get("messages")
    if messages:
        return _invalid(error, messages)
    if of_page():
        answer = problem(status, *_titled(error, status), fix=PAGE_FIXES.get(status))
    else:
        fix = FIXES.get(status)
        answer = problem(status, error.name, f"{error.description or error.name}{f' {fix}' if fix else ''}")
    answer = _later(answer)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return answer


def _titled(error: HTTPException, status: int) -> tuple[str, str]:
    """Title and detail for a reader; an address that leads nowhere is not the reader's spelling only."""
    if status == 404:
        return "There is no such page", f"Nothing is at {request.path[:200]}."
    return error.name, error.description or error.name


def _invalid(error: HTTPException, messages: dict[str, Any]) -> Response:
    """Parameters that the question's schema refuses, each with its fix."""
    schema = error.data.get("schema")  # type: ignore[attr-defined]
    known = {field.data_key or name: field.metadata.get("description") for name, field in schema.fields.items()} if schema else {}
    faults = []
    for place in messages.values():
        for name, said in (place.items() if isinstance(place, dict) else [("request", place)]):
            texts = list(_texts(said))
            fix = known.get(name) or f"This address takes: {', '.join(sorted(known)) or 'no parameters'}."
            faults.append({"field": str(name)[:80], "detail": " ".join(texts), "fix": fix})
    detail = "; ".join(f"{f['field']}: {f['detail']}" for f in faults)
    return problem(400, "A parameter cannot be read", detail, faults=faults, kind=TYPES + "BadInput")


def _texts(said: Any) -> Iterator[str]:
    """What a field was refused for, each thing once, however deep the schema says it."""
    if isinstance(said, dict | list):
        parts = said.values() if isinstance(said, dict) else said
        yield from dict.fromkeys(text for part in parts for text in _texts(part))
    else:
        yield str(said)


def _database(error: DBAPIError) -> Response:
    if hindrance := hindered(error):
        return refused(hindrance)
    logging.getLogger(__name__).error("database: %s", type(error).__name__, exc_info=error)
    return _http(ServiceUnavailable("The record cannot be reached."))


def _unexpected(error: Exception) -> Response:
    logging.getLogger(__name__).error("unexpected: %s", type(error).__name__, exc_info=error)
    return _http(InternalServerError("Something failed here; nothing was changed."))
