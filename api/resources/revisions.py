"""Revisions: every published change of the record."""

from __future__ import annotations

from typing import Any

from api.ledger import listings
from api.resources.doors import Blueprint, Params, asked, clocks, listing
from api.schemas import envelope
from api.schemas.query import PageQuery
from api.schemas.revision import RevisionSchema

blueprint = Blueprint("revisions", __name__, url_prefix="/v1/revisions", description="Published changes of the record, newest first.")


@blueprint.door("", query=PageQuery, answer=envelope.listing(RevisionSchema))
def list_revisions(params: Params) -> Any:
    """List revisions, newest first."""
    session, as_of = clocks(params)
    return listing(listings.revisions(session, as_of, asked("revisions", params)), "revisions", as_of)
