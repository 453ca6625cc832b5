"""State laws and bills, with the floors and ceilings their clauses set."""

from __future__ import annotations

from typing import Any

from api.ledger import listings
from api.resources.doors import Blueprint, One, Params, Rows, clocks
from api.schemas.state_law import StateLawsQuery

blueprint = Blueprint("state_laws", __name__, url_prefix="/v1/state-laws", description="State laws and bills, with the floors and ceilings their clauses set.")


@blueprint.rows("", query=StateLawsQuery, table="state_laws")
def list_state_laws(params: Params) -> Any:
    """List state laws."""
    _, as_of = clocks(params)
    asked_for = {name: params.get(name) for name in ("state", "direction")}
    return Rows(as_of, lambda session, asked: listings.state_laws(session, as_of, asked, **asked_for))


@blueprint.one("/<key>", table="state_laws")
def get_state_law(params: Params, key: str) -> Any:
    """One law or bill by its key."""
    session, as_of = clocks(params)
    return One(as_of, listings.one(session, "state_law", key, as_of))
