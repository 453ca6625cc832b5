"""Documents that claims rest on."""

from __future__ import annotations

from typing import Any

from api.ledger import listings
from api.resources.doors import Blueprint, One, Params, Rows, clocks
from api.schemas.source import SourcesQuery

blueprint = Blueprint("sources", __name__, url_prefix="/v1/sources", description="Documents that claims rest on.")


@blueprint.rows("", query=SourcesQuery, table="sources")
def list_sources(params: Params) -> Any:
    """List sources."""
    _, as_of = clocks(params)
    asked_for = {name: params.get(name) for name in ("kind", "publisher")}
    return Rows(as_of, lambda session, asked: listings.sources(session, as_of, asked, **asked_for))


@blueprint.one("/<key>", table="sources")
def get_source(params: Params, key: str) -> Any:
    """One source by its key."""
    session, as_of = clocks(params)
    return One(as_of, listings.one(session, "source", key, as_of))
