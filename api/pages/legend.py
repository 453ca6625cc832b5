"""The colours of the map as a stylesheet, made from the legend that `/v1/legend` serves."""

from __future__ import annotations

from functools import lru_cache

from flask import Response, request

from api import caching
from api.pages.blueprint import pages
from api.pages.files import in_theme
from api.rules import legend


@pages.get("/assets/legend.css", endpoint="legend_css")
def legend_css() -> Response:
    """Answer the colours of the categories, light and dark."""
    encoding = caching.accepted()
    body, digest = stored(encoding, request.args.get("theme", ""))
    response = Response(body, content_type="text/css; charset=utf-8")
    caching.mark(response, digest, encoding)
    # As with every asset: a reader asks each time and mostly gets a 304.
    response.cache_control.no_cache = True
    return response


@lru_cache(maxsize=32)
def stored(encoding: str, theme: str) -> tuple[bytes, str]:
    """The stylesheet in an encoding and a theme, and its checksum."""
    body = in_theme(legend.stylesheet().encode(), theme)
    return caching.encoded(body, encoding, quality=9), caching.fingerprint(body)
