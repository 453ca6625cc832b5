"""The form of an answer: a suffix of the address, stripped once before routing, or the Accept header."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import request
from werkzeug.exceptions import NotAcceptable

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

JSON = "application/json"
GEOJSON = "application/geo+json"
CSV = "text/csv"
SUFFIXES = {".json": JSON, ".geojson": GEOJSON, ".csv": CSV}
_KEY = "spectrum.form"


class SuffixForms:
    """Takes `.json`, `.geojson` or `.csv` off addresses under /v1 and remembers which form was asked for."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Pass the request on without its suffix."""
        path: str = environ.get("PATH_INFO", "")
        if path.startswith("/v1/"):
            for suffix, form in SUFFIXES.items():
                if path.endswith(suffix):
                    environ["PATH_INFO"] = path.removesuffix(suffix)
                    environ[_KEY] = form
        return self._app(environ, start_response)


def chosen(*offered: str) -> str:
    """The form to answer in, among those offered, first the default; raises 406 where none fits."""
    asked: str | None = request.environ.get(_KEY)
    if asked is not None:
        best = asked if asked in offered else None
    else:
        best = request.accept_mimetypes.best_match(offered) if request.accept_mimetypes else offered[0]
    if best is None:
        raise NotAcceptable(f"This address answers in {' or '.join(offered)}.")
    return best


def suffix() -> str:
    """The suffix that the address came with, to be kept where it leads on."""
    asked = request.environ.get(_KEY)
    return next((ending for ending, form in SUFFIXES.items() if form == asked), "")
