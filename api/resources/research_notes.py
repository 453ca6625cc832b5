"""What was tried: where something was looked for, and what was found."""

from __future__ import annotations

from typing import Any

from api.ledger import listings
from api.resources.doors import Blueprint, One, Params, Rows, clocks
from api.schemas.research_note import ResearchNotesQuery

blueprint = Blueprint("research_notes", __name__, url_prefix="/v1/research-notes", description="What was looked for, where and when, and what was found.")


@blueprint.rows("", query=ResearchNotesQuery, table="research_notes")
def list_research_notes(params: Params) -> Any:
    """List what was tried."""
    _, as_of = clocks(params)
    return Rows(as_of, lambda session, asked: listings.research_notes(session, as_of, asked, state=params.get("state")))


@blueprint.one("/<key>", table="research_notes")
def get_research_note(params: Params, key: str) -> Any:
    """One search by its key."""
    session, as_of = clocks(params)
    return One(as_of, listings.one(session, "research_note", key, as_of))
