"""The records that are edited by hand: looked for by words, state and noun, or laid out for one place."""

from __future__ import annotations

from flask import render_template, request

from api.auth import guarded
from api.db import db
from api.ledger import catalogue
from api.ledger.catalogue import Wanted
from api.models import Jurisdiction
from api.pages.changes import place_path
from api.pages.desk.blueprint import desk
from api.pages.desk.edit import settling
from api.rules.entry_terms import STATES
from api.rules.states import usps

SHOWN = 50
AT_A_GLANCE = 8


@desk.get("/records")
@guarded("read")
def records() -> str:
    """Show what was looked for: of one noun in pages, else the first of every noun."""
    session, asked = db.session, request.args
    body = catalogue.body(session, asked.get("jurisdiction", "").strip())
    unknown = asked.get("jurisdiction", "").strip() if body is None else ""
    wanted = Wanted(asked.get("q", "").strip()[:200], usps(asked.get("state", "").strip()) or "", body.key if body else "")
    nouns = catalogue.nouns()
    noun = asked.get("noun", "")
    if noun in nouns:
        found = [catalogue.find(session, noun, wanted, after=asked.get("after", ""), limit=SHOWN)]
    else:
        noun = ""
        of = catalogue.OF_A_PLACE if body else nouns
        found = [catalogue.find(session, name, wanted, limit=SHOWN if body else AT_A_GLANCE) for name in of]
    filters = {name: value for name, value in (("q", wanted.words), ("state", wanted.state), ("jurisdiction", wanted.jurisdiction)) if value}
    settles = settling(asked.get("settles", ""))
    filters |= {"settles": settles} if settles else {}
    return render_template("desk/records.html", settles=settles or None, found=found, nouns=nouns, noun=noun, wanted=wanted, body=body, unknown=unknown, states=STATES, filters=filters)


@desk.app_template_filter("body_path")
def body_path(body: Jurisdiction) -> str:
    """The public page of a jurisdiction."""
    return place_path({"kind": body.kind, "state": body.state, "slug": body.slug})
