"""Law enforcement agencies that stand on the lists of US Immigration and Customs Enforcement."""

from __future__ import annotations

from typing import Any

from api.ledger import listings
from api.resources.doors import Blueprint, Params, asked, clocks, item, listing
from api.schemas import envelope
from api.schemas.agreement import AgenciesQuery, AgencySchema
from api.schemas.query import ClocksQuery

blueprint = Blueprint("agencies", __name__, url_prefix="/v1/agencies", description="Law enforcement agencies that stand on the lists of US Immigration and Customs Enforcement.")


@blueprint.door("", query=AgenciesQuery, answer=envelope.listing(AgencySchema))
def list_agencies(params: Params) -> Any:
    """List agencies."""
    session, as_of = clocks(params)
    page = listings.agencies(session, as_of, asked("agencies", params), state=params.get("state"), kind=params.get("kind"))
    return listing(page, "agencies", as_of)


@blueprint.door("/<key>", query=ClocksQuery, answer=envelope.item(AgencySchema))
def get_agency(params: Params, key: str) -> Any:
    """One agency by its key."""
    session, as_of = clocks(params)
    return item(listings.one(session, "agency", key, as_of), as_of)
