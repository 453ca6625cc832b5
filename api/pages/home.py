"""The first page: the map, and the same rows as a table for readers without scripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import render_template, request
from sqlalchemy.orm import Session

from api.db import db
from api.ledger import changes, jurisdictions
from api.ledger.pages import Asked as Question
from api.ledger.pages import Page
from api.pages.asked import read_asked
from api.pages.blueprint import pages
from api.pages.files import MODULES
from api.pages.view import CHOICES, LAYERS, POSITIONS, SORTS, View, read_view
from api.rules.refusals import ForeignCursor

SHOWN = 50


def rows(session: Session, view: View, args: Mapping[str, str]) -> Page:
    """A page of what the map shows: two queries; a cursor of another question shows the first page."""
    params = {"sort": view.sort, "layer": view.listed, "position": view.position, **view.chosen}
    try:
        question = Question.read("home", params, limit=SHOWN, cursor=args.get("cursor"))
    except ForeignCursor:
        question = Question.read("home", params, limit=SHOWN, cursor=None)
    return jurisdictions.listing(session, view.asked.as_of, view.filters, question)


def told(session: Session) -> tuple[View, dict[str, Any]]:
    """The view that the address asks for, and what every form of it needs: one query for the clocks and one for the names of the states."""
    asked = read_asked(session, request.args)
    view = read_view(request.args, asked)
    states = dict(changes.states(session, asked.as_of))
    if view.chosen.get("state", "") not in states:
        view = replace(view, chosen={name: value for name, value in view.chosen.items() if name != "state"})
    choices = {**CHOICES, "state": ("State", states)}
    return view, {"view": view, "asked": asked, "layers": LAYERS, "positions": POSITIONS, "choices": choices, "modules": MODULES, "origin": request.host_url.rstrip("/")}


@pages.get("/")
def home() -> str:
    """Show the map as the address asks for it."""
    session = db.session
    view, parts = told(session)
    return render_template("home.html", **parts, found=rows(session, view, request.args), sorts=SORTS)


@pages.get("/embed")
def embed() -> str:
    """Show the map alone, for a frame in another page."""
    _, parts = told(db.session)
    kept = {name: request.args.get(name, "") for name in ("theme", "legend", "slider")}
    shown = {
        "theme": kept["theme"] if kept["theme"] in {"light", "dark"} else "auto",
        "legend": kept["legend"] != "off",
        "slider": kept["slider"] != "off",
    }
    return render_template("embed.html", **parts, **shown)
