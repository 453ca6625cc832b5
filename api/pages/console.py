"""The console: every operation of the OpenAPI document, to read and to try."""

from __future__ import annotations

from functools import lru_cache

from flask import Flask, current_app, render_template, request
from markupsafe import Markup, escape

from api.openapi import document
from api.pages.blueprint import pages
from api.pages.reference import Reference


@pages.get("/docs")
def console() -> str:
    """Print the document that this application serves."""
    return printed(current_app._get_current_object(), request.host_url.rstrip("/"))  # type: ignore[attr-defined]


@pages.get("/docs/desk")
def desk_console() -> str:
    """Print the document of what curators' programs write with."""
    return printed(current_app._get_current_object(), request.host_url.rstrip("/"), of="DESK")  # type: ignore[attr-defined]


@lru_cache(maxsize=8)
def printed(app: Flask, origin: str, *, of: str = "") -> str:
    """The page of a document as asked at an origin; it takes a tenth of a second to print and never changes."""
    reference = Reference(document(app, of=of))
    return render_template("console.html", reference=reference, of_desk=bool(of), tags=reference.tags(), shapes=reference.shapes(), origin=origin)


@pages.app_template_filter("worded")
def worded(text: str) -> Markup:
    """A sentence of the document: what stands between backticks is code."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return escape(text)
    return Markup("").join(Markup("<code>{}</code>").format(piece) if at % 2 else escape(piece) for at, piece in enumerate(pieces))
