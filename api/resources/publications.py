"""The editions of ICE's lists, and every row of each with what became of it."""

from __future__ import annotations

from typing import Any

from api.ledger import listings
from api.resources.doors import Blueprint, One, Params, Rows, clocks
from api.schemas.publication import ListedRowsQuery, PublicationsQuery

blueprint = Blueprint("publications", __name__, url_prefix="/v1/publications", description="The editions of ICE's lists, and every row of each with what became of it.")


@blueprint.rows("", query=PublicationsQuery, table="publications")
def list_publications(params: Params) -> Any:
    """List the editions."""
    _, as_of = clocks(params)
    return Rows(as_of, lambda session, asked: listings.publications(session, as_of, asked, kind=params.get("list")))


@blueprint.one("/<key>", table="publications")
def get_publication(params: Params, key: str) -> Any:
    """One edition by its key."""
    session, as_of = clocks(params)
    return One(as_of, listings.one(session, "publication", key, as_of))


@blueprint.rows("/<key>/rows", query=ListedRowsQuery, table="listed_rows")
def list_publication_rows(params: Params, key: str) -> Any:
    """Every row of an edition as printed, with its verdict."""
    session, as_of = clocks(params)
    listings.one(session, "publication", key, as_of)
    return Rows(as_of, lambda session, asked: listings.listed_rows(session, as_of, asked, publication=key, verdict=params.get("verdict")))
