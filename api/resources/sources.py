"""Documents that claims rest on."""

from __future__ import annotations

from typing import Any

from api.ledger import citing, listings
from api.resources.doors import Blueprint, One, Params, Rows, clocks
from api.schemas.source import ClaimsQuery, SourcesQuery

blueprint = Blueprint("sources", __name__, url_prefix="/v1/sources", description="Documents that claims rest on.")


@blueprint.rows("", query=SourcesQuery, table="sources")
def list_sources(params: Params) -> Any:
    """List sources."""
    _, as_of = clocks(params)
    asked_for = {name: params.get(name) for name in ("kind", "publisher", "q")}
    return Rows(as_of, lambda session, asked: listings.sources(session, as_of, asked, **asked_for))


@blueprint.one("/<key>", table="sources")
def get_source(params: Params, key: str) -> Any:
    """One source by its key."""
    session, as_of = clocks(params)
    return One(as_of, listings.one(session, "source", key, as_of))


@blueprint.rows("/<key>/claims", query=ClaimsQuery, table="claims")
def list_claims(params: Params, key: str) -> Any:
    """What rests on a source: every claim that cites it, but for numbers of residents."""
    session, as_of = clocks(params)
    listings.one(session, "source", key, as_of)
    return Rows(as_of, lambda session, asked: citing.claims(session, key, as_of, asked))
