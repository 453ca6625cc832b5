"""Federal orders, memoranda, lists, statutes and suits; they enter no score."""

from __future__ import annotations

from typing import Any

from api.ledger import listings
from api.resources.doors import Blueprint, One, Params, Rows, clocks
from api.schemas.federal_action import FederalActionsQuery

blueprint = Blueprint("federal_actions", __name__, url_prefix="/v1/federal-actions", description="Federal orders, memoranda, lists, statutes and suits; they enter no score.")


@blueprint.rows("", query=FederalActionsQuery, table="federal_actions")
def list_federal_actions(params: Params) -> Any:
    """List federal actions."""
    _, as_of = clocks(params)
    asked_for = {name: params.get(name) for name in ("kind",)}
    return Rows(as_of, lambda session, asked: listings.federal_actions(session, as_of, asked, **asked_for))


@blueprint.one("/<key>", table="federal_actions")
def get_federal_action(params: Params, key: str) -> Any:
    """One federal action by its key."""
    session, as_of = clocks(params)
    return One(as_of, listings.one(session, "federal_action", key, as_of))
