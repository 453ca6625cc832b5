"""The colours of the map as a stylesheet, made from the legend that `/v1/legend` serves."""

from __future__ import annotations

from functools import lru_cache

from flask import Response, request

from api import caching
from api.pages.blueprint import pages
from api.pages.files import PREFERS_DARK, THEMES
from api.rules import legend


@pages.get("/assets/legend.css", endpoint="legend_css")
def legend_css() -> Response:
    """Answer the colours of the categories, light and dark, or in one theme where a page is told its own."""
    encoding = caching.accepted()
    theme = request.args.get("theme", "")
    body, digest = stored(encoding, theme if theme in THEMES else "")
    response = Response(body, content_type="text/css; charset=utf-8")
    caching.mark(response, digest, encoding)
    # As with every asset: a reader asks each time and mostly gets a 304.
    response.cache_control.no_cache = True
    return response


@lru_cache(maxsize=len(caching.ENCODINGS) * (len(THEMES) + 1))
def stored(encoding: str, theme: str) -> tuple[bytes, str]:
    """The stylesheet in an encoding and a theme (empty: as the reader prefers), and its checksum."""
    body = legend.stylesheet().encode()
    if theme:
        body = body.replace(PREFERS_DARK, THEMES[theme])
    return caching.encoded(body, encoding, quality=9), caching.fingerprint(body)
