"""A curator's own password."""

from __future__ import annotations

from flask import Response, render_template, request, session

from api.auth import COOKIE, asking, guarded
from api.db import db
from api.ledger import curators, passwords, sign_ins
from api.limits import sparingly
from api.pages.desk.blueprint import desk
from api.rules.refusals import BadInput, Refusal


@desk.get("/password")
@guarded("read")
def password() -> str:
    """Ask for the old password and the new one."""
    return render_template("desk/password.html", refused=None, changed=False)


@desk.post("/password")
@sparingly
@guarded("read")
def change_password() -> Response | str | tuple[str, int]:
    """Set a new password; every other browser is signed out."""
    try:
        secret = _changed(request.form.get("old", ""), request.form.get("new", ""), request.form.get("again", ""))
    except Refusal as refusal:
        return render_template("desk/password.html", refused=refusal, changed=False), 400
    session[COOKIE] = secret
    return render_template("desk/password.html", refused=None, changed=True)


def _changed(old: str, new: str, again: str) -> str:
    """The secret of a new sign-in, once the password is changed; wrong guesses at the old one are counted as at the sign-in."""
    who = asking()
    if new != again:
        raise BadInput("The two new passwords are not the same.", field="again", fix="Type the new password twice.")
    with db.writing() as writing:
        attempt = sign_ins.attempt(writing, who.name)
    if not attempt.fits(old):
        raise BadInput("The old password is not right, or there were too many attempts.", field="old", fix="Check it, or try again later.")
    kept = passwords.hashed(new, name=who.name)
    with db.writing() as writing:
        curators.set_password(writing, curators.of_id(writing, who.id), kept, by=who.id)
        return sign_ins.begin(writing, who.id)
