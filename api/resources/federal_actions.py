"""Federal orders, memoranda, lists, statutes and suits; they enter no score."""

from __future__ import annotations

from typing import Any

from api.ledger import listings
from api.resources.doors import Blueprint, Params, asked, clocks, item, listing
from api.schemas import envelope
from api.schemas.federal_action import FederalActionSchema, FederalActionsQuery
from api.schemas.query import ClocksQuery

blueprint = Blueprint("federal_actions", __name__, url_prefix="/v1/federal-actions", description="Federal orders, memoranda, lists, statutes and suits; they enter no score.")


@blueprint.door("", query=FederalActionsQuery, answer=envelope.listing(FederalActionSchema))
def list_federal_actions(params: Params) -> Any:
    """List federal actions."""
    session, as_of = clocks(params)
    page = listings.federal_actions(session, as_of, asked("federal_actions", params), kind=params.get("kind"))
    return listing(page, "federal actions", as_of)


@blueprint.door("/<key>", query=ClocksQuery, answer=envelope.item(FederalActionSchema))
def get_federal_action(params: Params, key: str) -> Any:
    """One federal action by its key."""
    session, as_of = clocks(params)
    return item(listings.one(session, "federal_action", key, as_of), as_of)
