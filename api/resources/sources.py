"""Documents that claims rest on."""

from __future__ import annotations

from typing import Any

from api.ledger import listings
from api.resources.doors import Blueprint, Params, asked, clocks, item, listing
from api.schemas import envelope
from api.schemas.query import ClocksQuery
from api.schemas.source import SourceSchema, SourcesQuery

blueprint = Blueprint("sources", __name__, url_prefix="/v1/sources", description="Documents that claims rest on.")


@blueprint.door("", query=SourcesQuery, answer=envelope.listing(SourceSchema))
def list_sources(params: Params) -> Any:
    """List sources."""
    session, as_of = clocks(params)
    page = listings.sources(session, as_of, asked("sources", params), kind=params.get("kind"), publisher=params.get("publisher"))
    return listing(page, "sources", as_of)


@blueprint.door("/<key>", query=ClocksQuery, answer=envelope.item(SourceSchema))
def get_source(params: Params, key: str) -> Any:
    """One source by its key."""
    session, as_of = clocks(params)
    return item(listings.one(session, "source", key, as_of), as_of)
