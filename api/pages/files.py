"""The pages' own files: scripts, styles and the map library, compressed once per process."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from flask import Response, abort, request
from werkzeug.security import safe_join

from api import caching
from api.pages.blueprint import pages

STATIC = Path(__file__).parent / "static"

# Named in the page's head, so that a reader's browser asks for all of them at once.
MODULES = tuple(sorted(f"js/{file.name}" for file in (STATIC / "js").glob("*.js")))

# A page that is told its theme asks for its styles with it, whatever the reader's system prefers.
PREFERS_DARK = b"(prefers-color-scheme: dark)"
THEMES = {"light": b"not all", "dark": b"all"}

KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}


DAY = 86_400  # seconds


@pages.get("/assets/<path:path>", endpoint="asset")
def asset(path: str) -> Response:
    """Answer one file of the static folder; `caching` turns it into a 304 where the reader has these bytes."""
    found = safe_join(str(STATIC), path)
    file = Path(found) if found else STATIC
    if not file.is_file() or file.suffix not in KINDS:
        abort(404)
    encoding = caching.accepted()
    body, digest = stored(file, file.stat().st_mtime_ns, encoding, request.args.get("theme", "") if file.suffix == ".css" else "")
    response = Response(body, content_type=KINDS[file.suffix])
    caching.mark(response, digest, encoding)
    if file.suffix == ".svg":
        # The icon, which a browser looks at again whenever the address changes: at every step of the map's day.
        response.cache_control.max_age = DAY
    else:
        # Addresses carry no version, so a reader asks each time and mostly gets a 304.
        response.cache_control.no_cache = True
    return response


@lru_cache(maxsize=128)
def stored(file: Path, changed: int, encoding: str, theme: str) -> tuple[bytes, str]:
    """Read, compress and checksum a file, a stylesheet in one theme where that is asked for; `changed` (ns) is there so that an edit is seen."""
    body = in_theme(file.read_bytes(), theme)
    return caching.encoded(body, encoding, quality=9), caching.fingerprint(body)


def in_theme(style: bytes, theme: str) -> bytes:
    """A stylesheet as it reads in one theme; as it is where no theme is asked for."""
    return style.replace(PREFERS_DARK, THEMES[theme]) if theme in THEMES else style
