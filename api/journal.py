"""One line of JSON for each request and each failure, tied by the request's id, with nothing of who asked or for what.

A line holds time, id, method, the rule of the route (never the address itself), status, milliseconds, bytes, and the
number of the curator where there is one. No address of a client, no query, no name of a program, no body, no token. A
failure is told by the kind of the error and where in the code it happened: its words may quote what was sent.
"""

from __future__ import annotations

import logging
import re
import secrets
import sys
import traceback
from collections.abc import Iterable
from time import perf_counter
from typing import TYPE_CHECKING, Any, TextIO

from flask import Flask, Response, g, has_request_context, request
from pythonjsonlogger.orjson import OrjsonFormatter

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

HEADER = "X-Request-Id"
_KEY = "spectrum.journal"
_WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")
_REQUESTS = logging.getLogger("api.journal.requests")
_NO_BODY = {"1", "204", "304"}
Line = dict[str, Any]


def request_id() -> str | None:
    """The id of the present request; None outside of one."""
    line: Line = request.environ.get(_KEY, {}) if has_request_context() else {}
    return line.get("request_id")


def route_of(environ: WSGIEnvironment) -> str | None:
    """The rule of the route that answered, once it has."""
    line: Line = environ.get(_KEY, {})
    return line.get("route")


def remember_route(environ: WSGIEnvironment, route: str | None) -> None:
    """Note the route of an answer that was given without routing."""
    if _KEY in environ:
        environ[_KEY]["route"] = route


class Journal:
    """Gives every request an id, echoes it, and writes a line once the answer begins."""

    def __init__(self, app: WSGIApplication, *, writing: bool = True) -> None:
        self._app = app
        self._writing = writing

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Pass the request on, and note what became of it."""
        begun, told = perf_counter(), environ.get("HTTP_X_REQUEST_ID", "")
        id = told if _WELL_FORMED.fullmatch(told) else secrets.token_hex(16)
        line: Line = {"request_id": id, "method": environ["REQUEST_METHOD"][:10], "route": None, "status": 500, "ms": 0.0, "bytes": 0, "curator": None}
        environ[_KEY] = line

        def begin(status: str, headers: list[tuple[str, str]], exc_info: Any = None, /) -> Any:
            line["status"] = int(status[:3])
            line["bytes"] = _length(environ, status, headers)
            headers = [*headers, (HEADER, id)]
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

        try:
            return self._app(environ, begin)
        finally:
            if self._writing:
                line["ms"] = round((perf_counter() - begun) * 1000, 1)
                _REQUESTS.info("request", extra=line)


def _length(environ: WSGIEnvironment, status: str, headers: list[tuple[str, str]]) -> int:
    """How many bytes an answer sends: all but those without a body say so."""
    if environ["REQUEST_METHOD"] == "HEAD" or status.startswith(tuple(_NO_BODY)):
        return 0
    return next((int(value) for name, value in headers if name.lower() == "content-length"), 0)


class _Lines(OrjsonFormatter):
    """JSON, with the id of the request, and of an error its kind and place alone."""

    def __init__(self) -> None:
        super().__init__(["levelname", "message"], rename_fields={"levelname": "level", "message": "event"}, timestamp="time")

    def add_fields(self, log_data: Line, record: logging.LogRecord, message_dict: Line) -> None:
        """Add the request's id to what is told while it is answered."""
        super().add_fields(log_data, record, message_dict)
        log_data.setdefault("request_id", request_id())

    def formatException(self, ei: Any) -> str:  # noqa: N802 (the library's name)
        """The kind of each error of the chain, and the lines of our code and others' that led to it."""
        told, error = [], ei[1]
        while error is not None:
            places = (f"{frame.name} ({'/'.join(frame.filename.split('/')[-3:])}:{frame.lineno})" for frame in traceback.extract_tb(error.__traceback__))
            told.append(f"{type(error).__module__}.{type(error).__name__}: {' > '.join(places)}")
            error = error.__cause__ or error.__context__
        return " | ".join(told)


class _Stream(logging.StreamHandler[TextIO]):
    """Writes to what is the process's output or error output at that moment."""

    def __init__(self, name: str) -> None:
        logging.Handler.__init__(self)
        self._name = name
        self.setFormatter(_Lines())

    @property
    def stream(self) -> TextIO:  # type: ignore[override]
        """The stream of that name."""
        return getattr(sys, self._name)  # type: ignore[no-any-return]


def init_journal(app: Flask, *, writing: bool) -> None:
    """Set the lines up, once a process; the application is wrapped last of all."""
    ours = logging.getLogger("api")
    if not any(isinstance(handler, _Stream) for handler in ours.handlers):
        ours.addHandler(_Stream("stderr"))
        _REQUESTS.addHandler(_Stream("stdout"))
        _REQUESTS.setLevel(logging.INFO)
        _REQUESTS.propagate = False
    app.after_request(_note)
    app.wsgi_app = Journal(app.wsgi_app, writing=writing)  # type: ignore[method-assign]


def _note(response: Response) -> Response:
    line: Line = request.environ.get(_KEY, {})
    who = g.get("who")
    line |= {"route": request.url_rule.rule if request.url_rule else None, "curator": who.id if who else None}
    return response
