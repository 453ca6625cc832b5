"""Who keeps the record: the people with their roles, for administrators."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from api.auth import asking, guarded
from api.db import db
from api.errors import status_of
from api.ledger import curators, passwords
from api.models import Curator
from api.pages.desk.blueprint import desk
from api.rules.refusals import Refusal

Answer = Response | tuple[str, int]


@desk.get("/people")
@guarded("administer")
def people() -> str:
    """Show everybody, and the form for somebody new."""
    return _page()


@desk.post("/people")
@guarded("administer")
def add_person() -> Answer:
    """Add a curator with a first password, which they are asked to change."""
    name, role = request.form.get("name", ""), request.form.get("role", "")
    try:
        kept = passwords.hashed(request.form.get("password", ""), name=curators.spelled(name))
        with db.writing() as writing:
            curators.add(writing, name, role, kept=kept, by=asking().id)
    except Refusal as refusal:
        return _page(refusal), status_of(refusal)
    return _back()


@desk.post("/people/<int:id>/role")
@guarded("administer")
def change_role(id: int) -> Answer:
    """Give another role."""
    return _done(id, lambda writing, curator: curators.give_role(writing, curator, request.form.get("role", ""), by=asking().id))


@desk.post("/people/<int:id>/disable")
@guarded("administer")
def disable_person(id: int) -> Answer:
    """Let somebody in no more."""
    return _done(id, lambda writing, curator: curators.disable(writing, curator, by=asking().id))


@desk.post("/people/<int:id>/enable")
@guarded("administer")
def enable_person(id: int) -> Answer:
    """Let somebody in again."""
    return _done(id, lambda writing, curator: curators.enable(writing, curator, by=asking().id))


def _done(id: int, act: Callable[[Session, Curator], None]) -> Answer:
    """Do something to a curator and show the list, with what was refused above it."""
    try:
        with db.writing() as writing:
            act(writing, curators.of_id(writing, id))
    except Refusal as refusal:
        return _page(refusal, of=id), status_of(refusal)
    return _back()


def _back() -> Response:
    return redirect(url_for("desk.people"), 303)  # type: ignore[return-value]


def _page(refused: Refusal | None = None, *, of: int | None = None) -> str:
    return render_template(
        "desk/people.html", people=curators.listing(db.session), roles=curators.ROLES, now=curators.now(), refused=refused, of=of, typed=request.form if of is None else {}
    )
