"""The first page: the map, and the states as a table for readers without scripts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import render_template, request
from sqlalchemy.orm import Session

from api.db import db
from api.ledger import maps
from api.ledger.asof import AsOf, resolve, today
from api.pages.blueprint import pages
from api.pages.files import MODULES
from api.pages.view import LAYERS, POSITIONS, read_view
from api.rules.vocabulary import label


@dataclass(frozen=True, slots=True)
class StateRow:
    """One line of the table: a state or territory, its two shown words and its two scores."""

    geoid: str
    name: str
    category: str
    category_label: str
    policy_score: float | None
    operative_category: str
    operative_label: str
    operative_score: float | None
    operative_low: float | None
    operative_high: float | None


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows of the table, and how far the evidence behind agreements reaches."""

    rows: list[StateRow]
    evidence_through: date | None
    revision: int


def state_listing(session: Session, as_of: AsOf) -> Listing:
    """The states on one day, in the order of their names: one query, the one that draws the map."""
    rows = [_state_row(row) for row in maps.layer(session, "states", as_of)]
    return Listing(sorted(rows, key=lambda row: row.name), as_of.evidence_through, as_of.revision)


def _state_row(row: dict[str, Any]) -> StateRow:
    kept = {name: row[name] for name in StateRow.__slots__ if name in row}
    labels = {"category_label": label("categories", row["category"])}
    labels["operative_label"] = label("categories", row["operative_category"])
    return StateRow(**{**kept, **labels})


@pages.get("/")
def home() -> str:
    """Show the map as the address asks for it."""
    view = read_view(request.args, today=today())
    session = db.session
    return render_template(
        "home.html",
        view=view,
        listing=state_listing(session, resolve(session, on=view.on.isoformat())),
        layers=LAYERS,
        positions=POSITIONS,
        modules=MODULES,
        origin=request.host_url.rstrip("/"),
    )
