"""The way in and out of the desk."""

from __future__ import annotations

import re
from urllib.parse import unquote

from flask import Response, redirect, render_template, request, session, url_for
from sqlalchemy.orm import Session

from api.auth import COOKIE, asking, guarded, identified, open_to_everyone
from api.db import db
from api.ledger import passwords, sign_ins
from api.limits import sparingly
from api.pages.desk.blueprint import desk

# One sentence for an unknown name, a wrong password and a locked name, so that names cannot be probed.
REFUSED = "The name or the password is not right, or there were too many attempts. Check both, or try again later."
_WITHIN = re.compile(r"/desk(?:[/?][\w\-./?=&%~:+,@!$'()*;]*)?", re.ASCII)


@desk.get("/sign-in")
@open_to_everyone
def sign_in() -> Response | str:
    """Ask for name and password."""
    if identified() is not None:
        return redirect(_onward(), 303)  # type: ignore[return-value]
    return render_template("desk/sign_in.html", onward=_onward(), name="", refused=None)


@desk.post("/sign-in")
@sparingly
@open_to_everyone
def enter() -> Response | tuple[str, int]:
    """Let a curator in, with a new secret each time; asked for as often as a person mistypes."""
    name, password = request.form.get("name", "")[:200], request.form.get("password", "")
    with db.writing() as writing:
        attempt = sign_ins.attempt(writing, name)
    if not attempt.fits(password) or attempt.curator_id is None:
        return render_template("desk/sign_in.html", onward=_onward(), name=name, refused=REFUSED), 403
    renewed = passwords.renewed(attempt.kept or "", password)
    with db.writing() as writing:
        _forget(writing)
        secret = sign_ins.welcome(writing, attempt.curator_id, renewed=renewed)
    session.clear()
    session[COOKIE] = secret
    return redirect(_onward(), 303)  # type: ignore[return-value]


@desk.post("/sign-out")
@guarded("read")
def sign_out() -> Response:
    """End the sign-in of this browser, or of every one."""
    with db.writing() as writing:
        if request.form.get("everywhere"):
            sign_ins.end_all(writing, asking())
        else:
            _forget(writing)
    session.clear()
    return redirect(url_for("desk.sign_in"), 303)  # type: ignore[return-value]


def _forget(writing: Session) -> None:
    """End the sign-in that this browser brings."""
    if isinstance(secret := session.get(COOKIE), str):
        sign_ins.end(writing, secret)


def _onward() -> str:
    """Where to go from here: a page of the desk, and never another site's."""
    wanted = request.values.get("next", "")
    safe = _WITHIN.fullmatch(wanted) and ".." not in unquote(wanted) and not wanted.startswith("/desk/sign-")
    return wanted if safe else url_for("desk.overview")
