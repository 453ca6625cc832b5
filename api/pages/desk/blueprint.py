"""The curators' pages under one roof: never kept by a cache, each with its guard, and closed to forms of other sites."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for

from api.auth import identified
from api.csrf import FIELD, SAFE, refuse_forged
from api.errors import of_page, refused
from api.pages.security import secure
from api.rules.refusals import BadInput, ForgedForm, NotReady, NotSignedIn

desk = Blueprint("desk", __name__, url_prefix="/desk", template_folder="../templates")
# What a page never shows again, by a part of the field's name.
_UNSPOKEN = (FIELD, "password", "next", "kept")


@desk.before_request
def check_form() -> None:
    """Let nothing in that cannot be signed, read, or trusted to come from here."""
    if not current_app.secret_key:
        raise NotReady("The desk has no key to sign its cookies with.", fix="Set SECRET_KEY, or let the service write to DATA_DIR.")
    refuse_forged()
    for name, value in (*request.args.items(multi=True), *request.form.items(multi=True), *(request.view_args or {}).items()):
        if "\0" in f"{name}{value}":
            raise BadInput(f"{name[:40]!r} holds a NUL character.", field=name[:80], fix="Leave the character out.")


@desk.after_request
def keep_private(response: Response) -> Response:
    """What curators see is kept by no cache."""
    response.headers["Cache-Control"] = "no-store"
    return secure(response)


@desk.context_processor
def who_asks() -> dict[str, object]:
    """Every page of the desk knows its curator."""
    return {"who": identified()}


@desk.errorhandler(NotSignedIn)
def sign_in_first(refusal: NotSignedIn) -> Response:
    """Lead who is not signed in to the sign-in, and back afterwards; what they sent is shown to them first."""
    if not of_page():
        return refused(refusal)
    if request.method in SAFE:
        return redirect(url_for("desk.sign_in", next=request.full_path.rstrip("?")), 303)  # type: ignore[return-value]
    return _unsent(refusal, 401)


@desk.errorhandler(ForgedForm)
def open_again(refusal: ForgedForm) -> Response:
    """Say that a form was not taken, and show what was typed."""
    return _unsent(refusal, 403) if of_page() else refused(refusal)


def _unsent(refusal: NotSignedIn | ForgedForm, status: int) -> Response:
    typed = [(name, value) for name, value in request.form.items(multi=True) if value.strip() and not any(part in name for part in _UNSPOKEN)]
    return Response(render_template("desk/unsent.html", refusal=refusal, typed=typed), status, content_type="text/html; charset=utf-8")
