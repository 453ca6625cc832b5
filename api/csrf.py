"""No other site writes at the desk in a curator's name: where a form was sent from, and the token that only our page knew."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, request
from flask_wtf.csrf import CSRFError, CSRFProtect

from api.rules.refusals import ForeignOrigin, ForgedForm

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD = "csrf_token"
_csrf = CSRFProtect()


def init_csrf(app: Flask) -> None:
    """Give every form its token, good for as long as the cookie that holds its other half; the desk checks it."""
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False, WTF_CSRF_FIELD_NAME=FIELD)
    _csrf.init_app(app)


def refuse_forged() -> None:
    """Refuse what another site sent, or a page that is not ours; for every write by cookie."""
    if request.method in SAFE:
        return
    sender = request.headers.get("Origin") or request.headers.get("Referer")
    if sender is not None and urlsplit(sender).netloc.lower() != request.host.lower():
        raise ForeignOrigin("This was sent from another site.", field="Origin", fix="Open the page here and send it from there.")
    try:
        _csrf.protect()
    except CSRFError as error:
        raise ForgedForm(
            "This form is not one that the desk gave to this browser, or it is older than the last sign-in.",
            field=FIELD,
            fix="Nothing was changed. Open the page again and send it from there.",
        ) from error
