"""The research sheet of one jurisdiction."""

from __future__ import annotations

from flask import render_template

from api.auth import guarded
from api.db import db
from api.ledger import briefs, jurisdictions
from api.ledger.asof import resolve
from api.pages.desk.blueprint import desk


@desk.get("/briefs/<id>")
@guarded("read")
def brief(id: str) -> str:
    """Show what is known, what is missing, and what to look for next."""
    as_of = resolve(db.session)
    return render_template("desk/brief.html", told=briefs.brief(db.session, jurisdictions.find(db.session, id[:100], as_of), as_of), as_of=as_of)
