"""Local instruments and what their clauses say."""

from __future__ import annotations

from typing import Any

from api.ledger import listings
from api.resources.doors import Blueprint, Params, asked, clocks, item, listing
from api.schemas import envelope
from api.schemas.policy import PoliciesQuery, PolicySchema
from api.schemas.query import ClocksQuery

blueprint = Blueprint("policies", __name__, url_prefix="/v1/policies", description="Local instruments and what their clauses say.")


@blueprint.door("", query=PoliciesQuery, answer=envelope.listing(PolicySchema))
def list_policies(params: Params) -> Any:
    """List policies."""
    session, as_of = clocks(params)
    page = listings.policies(session, as_of, asked("policies", params), state=params.get("state"), instrument=params.get("instrument"))
    return listing(page, "policies", as_of)


@blueprint.door("/<key>", query=ClocksQuery, answer=envelope.item(PolicySchema))
def get_policy(params: Params, key: str) -> Any:
    """One policy by its key."""
    session, as_of = clocks(params)
    return item(listings.one(session, "policy", key, as_of), as_of)
