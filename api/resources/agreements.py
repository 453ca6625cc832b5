"""287(g) agreements on the lists of US Immigration and Customs Enforcement."""

from __future__ import annotations

from typing import Any

from api.ledger import listings
from api.resources.doors import Blueprint, Params, asked, clocks, item, listing
from api.schemas import envelope
from api.schemas.agreement import AgreementSchema, AgreementsQuery
from api.schemas.query import ClocksQuery

blueprint = Blueprint("agreements", __name__, url_prefix="/v1/agreements", description="287(g) agreements on the lists of US Immigration and Customs Enforcement.")


@blueprint.door("", query=AgreementsQuery, answer=envelope.listing(AgreementSchema))
def list_agreements(params: Params) -> Any:
    """List agreements."""
    session, as_of = clocks(params)
    page = listings.agreements(session, as_of, asked("agreements", params), state=params.get("state"), model=params.get("model"), kind=params.get("kind"))
    return listing(page, "agreements", as_of)


@blueprint.door("/<key>", query=ClocksQuery, answer=envelope.item(AgreementSchema))
def get_agreement(params: Params, key: str) -> Any:
    """One agreement by its key."""
    session, as_of = clocks(params)
    return item(listings.one(session, "agreement", key, as_of), as_of)
