"""Labels given by outside bodies; they never enter the score."""

from __future__ import annotations

from typing import Any

from api.ledger import listings
from api.resources.doors import Blueprint, Params, asked, clocks, item, listing
from api.schemas import envelope
from api.schemas.designation import DesignationSchema, DesignationsQuery
from api.schemas.query import ClocksQuery

blueprint = Blueprint("designations", __name__, url_prefix="/v1/designations", description="Labels given by outside bodies; they never enter the score.")


@blueprint.door("", query=DesignationsQuery, answer=envelope.listing(DesignationSchema))
def list_designations(params: Params) -> Any:
    """List designations."""
    session, as_of = clocks(params)
    page = listings.designations(session, as_of, asked("designations", params), designator=params.get("designator"))
    return listing(page, "designations", as_of)


@blueprint.door("/<key>", query=ClocksQuery, answer=envelope.item(DesignationSchema))
def get_designation(params: Params, key: str) -> Any:
    """One designation by its key."""
    session, as_of = clocks(params)
    return item(listings.one(session, "designation", key, as_of), as_of)
