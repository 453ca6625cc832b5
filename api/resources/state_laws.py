"""State laws and bills, with the floors and ceilings their clauses set."""

from __future__ import annotations

from typing import Any

from api.ledger import listings
from api.resources.doors import Blueprint, Params, asked, clocks, item, listing
from api.schemas import envelope
from api.schemas.query import ClocksQuery
from api.schemas.state_law import StateLawSchema, StateLawsQuery

blueprint = Blueprint("state_laws", __name__, url_prefix="/v1/state-laws", description="State laws and bills, with the floors and ceilings their clauses set.")


@blueprint.door("", query=StateLawsQuery, answer=envelope.listing(StateLawSchema))
def list_state_laws(params: Params) -> Any:
    """List state laws."""
    session, as_of = clocks(params)
    page = listings.state_laws(session, as_of, asked("state_laws", params), state=params.get("state"), direction=params.get("direction"))
    return listing(page, "state laws", as_of)


@blueprint.door("/<key>", query=ClocksQuery, answer=envelope.item(StateLawSchema))
def get_state_law(params: Params, key: str) -> Any:
    """One law or bill by its key."""
    session, as_of = clocks(params)
    return item(listings.one(session, "state_law", key, as_of), as_of)
