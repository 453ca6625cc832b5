"""Tokens for the API: one's own, and everybody's for administrators."""

from __future__ import annotations

from flask import Response, redirect, render_template, request, url_for

from api.auth import asking, guarded
from api.db import db
from api.errors import status_of
from api.ledger import curators
from api.ledger import tokens as ledger
from api.pages.desk.blueprint import desk
from api.rules.refusals import BadValue, Refusal


@desk.get("/tokens")
@guarded("read")
def tokens() -> str:
    """Show the tokens, and the form for a new one."""
    return _page()


@desk.post("/tokens")
@guarded("read")
def make_token() -> str | tuple[str, int]:
    """Make a token and show it, this once."""
    who, form = asking(), request.form
    try:
        days = _number(form.get("days", ""))
        with db.writing() as writing:
            owner = curators.of_id(writing, who.id)
            _, secret = ledger.give(writing, owner, label=form.get("label", ""), scopes=form.getlist("scopes"), days=days, asked_by=who)
    except Refusal as refusal:
        return _page(refused=refusal), status_of(refusal)
    return _page(secret=secret)


@desk.post("/tokens/<int:id>/revoke")
@guarded("read")
def revoke_token(id: int) -> Response:
    """End a token at once."""
    with db.writing() as writing:
        ledger.revoke(writing, asking(), id)
    return redirect(url_for("desk.tokens"), 303)  # type: ignore[return-value]


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise BadValue(f"{text[:20]!r} is no number of days.", field="days", fix=f"Give a number from 1 to {ledger.MOST_DAYS}.")
    return int(text)


def _page(*, secret: str | None = None, refused: Refusal | None = None) -> str:
    who = asking()
    listed = ledger.listing(db.session, None if who.may("administer") else who.id)
    typed = {"label": request.form.get("label", ""), "days": request.form.get("days", ledger.DAYS), "scopes": request.form.getlist("scopes")} if refused else {}
    return render_template(
        "desk/tokens.html", tokens=listed, secret=secret, refused=refused, typed=typed, scopes=curators.ROLES[who.role], days=ledger.DAYS, most=ledger.MOST_DAYS, now=curators.now()
    )
