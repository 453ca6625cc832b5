"""Find a jurisdiction by a part of its name, or go straight to the one that an id names."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request
from sqlalchemy.orm import Session

from api.db import db
from api.ledger import jurisdictions
from api.ledger.asof import AsOf
from api.ledger.jurisdictions import Filters, folded
from api.ledger.pages import Asked as Question
from api.ledger.pages import Page
from api.pages.asked import read_asked
from api.pages.blueprint import pages

SHOWN = 50
LEAST = 2


@pages.get("/search")
def search() -> Any:
    """List what a name fits, the most populous first."""
    session = db.session
    asked = read_asked(session, request.args)
    wanted = request.args.get("q", "").strip()[:100]
    found = named(session, wanted, asked.as_of)
    if exact := [row for row in found.rows if wanted.lower() in {row["id"], row["slug"]}]:
        return redirect(f"/{exact[0]['slug']}{asked.query}", code=303)
    return render_template("search.html", asked=asked, wanted=wanted, found=found, least=LEAST)


def named(session: Session, wanted: str, as_of: AsOf) -> Page:
    """The jurisdictions whose id, slug or name the words fit: one or two queries."""
    wanted = wanted.replace("\0", "")  # PostgreSQL cannot look for it.
    folded_words = folded(wanted)
    if len(folded_words) < LEAST:
        return Page([], 0, None)
    by_id = Filters(ids=(wanted, folded_words))
    exact = jurisdictions.listing(session, as_of, by_id, Question("search", SHOWN))
    if exact.rows:
        return exact
    return jurisdictions.listing(session, as_of, Filters(q=wanted), Question("search", SHOWN, sort="-population"))
