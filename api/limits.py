"""How much one client may ask: requests a minute by its address, bytes a request.

Counts are kept in the memory of each worker, so with two workers a client may ask up to twice as much; with
`RATE_LIMIT_STORAGE` all workers and nodes share one store, and count for themselves while it cannot be reached. An
address is held for a minute and written nowhere. Maps that `api.replay` gives again from memory are not counted: they
cost less than counting, and never reach the application. Neither are health and the pages' own files.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from time import time
from typing import Any, TypeVar

from flask import Flask, Response, current_app, request
from flask_limiter import ApplicationLimit, Limiter, RequestLimit
from werkzeug.exceptions import LengthRequired
from werkzeug.middleware.proxy_fix import ProxyFix

from api.errors import refused
from api.rules.refusals import TooLarge, TooOften
from api.settings import Settings

Handler = TypeVar("Handler", bound=Callable[..., Any])
READS, WRITES, SPARINGLY = "600/minute", "60/minute", "10/minute"
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
BODY = 1 << 20
UPLOAD = 10 << 20
# Fields and files of one form; a form of the desk has some tens.
PARTS = 1000
EXPOSED = ("RateLimit", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "RateLimit-Policy", "Retry-After")
_FREE = ("/assets/", "/healthz", "/readyz")
_MOST = "most_bytes"


def client() -> str:
    """Who is counted: an address, or the network of 64 bits that one client of IPv6 holds."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or int(address) >> 64)
    return str(address)


def _refuse(limit: RequestLimit) -> Response:
    wait = _wait(limit)
    allowed, seconds = limit.limit.amount, limit.limit.get_expiry()
    fix = f"Ask again in {wait} seconds; whole lists come as one .csv."
    return refused(TooOften(f"No more than {allowed} such requests in {seconds} seconds.", fix=fix, more={"retry_after": wait}))


limiter = Limiter(
    client,
    application_limits=[ApplicationLimit(READS, scope="reads", methods=("GET", "HEAD", "OPTIONS")), ApplicationLimit(WRITES, scope="writes", methods=UNSAFE)],
    strategy="fixed-window",
    headers_enabled=False,
    on_breach=_refuse,
    in_memory_fallback_enabled=True,
)


@limiter.request_filter
def _uncounted() -> bool:
    settings: Settings = current_app.config["SETTINGS"]
    return not settings.rate_limits or request.path.startswith(_FREE)


# Put on a handler by which somebody could guess a password or fill a queue; counted for that one door of ours.
sparingly = limiter.limit(SPARINGLY, methods=list(UNSAFE))


def takes_uploads(handler: Handler) -> Handler:
    """Let a handler be sent a file of up to ten megabytes; every other takes one."""
    setattr(handler, _MOST, UPLOAD)
    return handler


def init_limits(app: Flask) -> None:
    """Count requests, bound bodies, and tell clients how much they have left."""
    settings: Settings = app.config["SETTINGS"]
    app.config.update(MAX_CONTENT_LENGTH=BODY, MAX_FORM_MEMORY_SIZE=BODY, MAX_FORM_PARTS=PARTS, RATELIMIT_STORAGE_URI=settings.rate_limit_storage)
    # The library would write down whom it refused.
    logging.getLogger("flask-limiter").setLevel(logging.WARNING)
    app.before_request(_weigh)
    limiter.init_app(app)
    app.after_request(_tell)
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies, x_proto=0)  # type: ignore[method-assign]


def _weigh() -> None:
    """Refuse a body by the length that it is said to have, before any of it is read."""
    if request.method not in UNSAFE:
        return
    if request.content_length is None and "Transfer-Encoding" in request.headers:
        raise LengthRequired("Say how long the body is (Content-Length); bodies in chunks are not read.")
    most = getattr(current_app.view_functions.get(request.endpoint or ""), _MOST, BODY)
    request.max_content_length = request.max_form_memory_size = most
    if (request.content_length or 0) > most:
        raise TooLarge(f"This address takes up to {most:,} bytes in one request.", field="body", fix="Send it in parts; files of up to ten megabytes go to the bulk upload.")


def _tell(response: Response) -> Response:
    """Say how many requests are left, in the words of draft-ietf-httpapi-ratelimit-headers and in the older ones that most clients read."""
    limit = limiter.current_limit
    # A door with a stricter count of its own has said so already.
    if limit is not None and "RateLimit-Limit" not in response.headers:
        wait, left, most = _wait(limit), limit.remaining, limit.limit.amount
        name = "writes" if request.method in UNSAFE else "reads"
        response.headers["RateLimit-Limit"] = str(most)
        response.headers["RateLimit-Remaining"] = str(left)
        response.headers["RateLimit-Reset"] = str(wait)
        response.headers["RateLimit-Policy"] = f'"{name}";q={most};w={limit.limit.get_expiry()}'
        response.headers["RateLimit"] = f'"{name}";r={left};t={wait}'
        if limit.breached:
            response.headers["Retry-After"] = str(wait)
    return response


def _wait(limit: RequestLimit) -> int:
    return max(1, int(limit.reset_at - time()))
