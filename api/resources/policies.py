"""Local instruments and what their clauses say."""

from __future__ import annotations

from typing import Any

from api.ledger import listings
from api.resources.doors import Blueprint, One, Params, Rows, clocks
from api.schemas.policy import PoliciesQuery

blueprint = Blueprint("policies", __name__, url_prefix="/v1/policies", description="Local instruments and what their clauses say.")


@blueprint.rows("", query=PoliciesQuery, table="policies")
def list_policies(params: Params) -> Any:
    """List policies."""
    _, as_of = clocks(params)
    asked_for = {name: params.get(name) for name in ("state", "instrument")}
    return Rows(as_of, lambda session, asked: listings.policies(session, as_of, asked, **asked_for))


@blueprint.one("/<key>", table="policies")
def get_policy(params: Params, key: str) -> Any:
    """One policy by its key."""
    session, as_of = clocks(params)
    return One(as_of, listings.one(session, "policy", key, as_of))
