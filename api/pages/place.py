"""The page of one jurisdiction: where it stands, why, since when, and how to cite, correct or take it as data."""

from __future__ import annotations

from typing import Any

from flask import abort, current_app, redirect, render_template, request
from sqlalchemy.orm import Session

from api.db import db
from api.ledger.addresses import addressed
from api.ledger.dossiers import dossier
from api.pages.asked import Asked, read_asked
from api.pages.blueprint import pages
from api.pages.citing import citations
from api.pages.place_view import view
from api.pages.search import named
from api.rules.states import usps
from api.rules.vocabulary import STATE_KINDS, VOCABULARY

# The root of the API has no page, and answers as the API does.
_OTHERS = frozenset({"v1"})
TERMS = {group: {term.key: term for term in terms} for group, terms in VOCABULARY.items()}


@pages.get("/<slug>")
def place(slug: str) -> Any:
    """Show a jurisdiction, or lead its other addresses to the one in use."""
    if slug in _OTHERS:
        abort(404)
    session = db.session
    asked = read_asked(session, request.args)
    found = addressed(session, slug.lower(), asked.as_of) if "\0" not in slug else None
    if found is None:
        return missing(session, slug, asked)
    if found.row["kind"] in STATE_KINDS:
        return redirect(f"/states/{found.row['state'].lower()}{asked.query}", code=301)
    if found.moved or found.row["slug"] != slug:
        return redirect(f"/{found.row['slug']}{asked.query}", code=301)
    told = dossier(session, found, asked.as_of)
    permanent = f"{request.host_url}{slug}{asked.pinned}"
    return render_template(
        "place.html",
        asked=asked,
        told=told,
        shown=view(told, asked),
        terms=TERMS,
        permanent=permanent,
        citing=citations(told, asked, permanent),
        canonical=f"{request.host_url}{told['relatives'][found.canonical]['slug']}",
        settings=current_app.config["SETTINGS"],
    )


@pages.get("/ocd-division/<path:rest>")
def place_by_ocd_id(rest: str) -> Any:
    """Lead an Open Civic Data id to its jurisdiction."""
    return place(f"ocd-division/{rest}")


def missing(session: Session, wanted: str, asked: Asked) -> Any:
    """Say that no jurisdiction has this address, with those whose names are near."""
    words = wanted.replace("\0", "")[:100].lower()
    stem, _, last = words.rpartition("-")
    tries = dict.fromkeys([words, stem if usps(last) else "", words.split("-")[0]])
    near = next((page.rows for part in tries if part and (page := named(session, part, asked.as_of)).rows), [])
    return render_template("missing.html", asked=asked, wanted=words.replace("-", " "), near=near[:10]), 404
