"""287(g) agreements on the lists of US Immigration and Customs Enforcement."""

from __future__ import annotations

from typing import Any

from api.ledger import listings
from api.resources.doors import Blueprint, One, Params, Rows, clocks
from api.schemas.agreement import AgreementsQuery

blueprint = Blueprint("agreements", __name__, url_prefix="/v1/agreements", description="287(g) agreements on the lists of US Immigration and Customs Enforcement.")


@blueprint.rows("", query=AgreementsQuery, table="agreements")
def list_agreements(params: Params) -> Any:
    """List agreements."""
    _, as_of = clocks(params)
    asked_for = {name: params.get(name) for name in ("state", "model", "kind")}
    return Rows(as_of, lambda session, asked: listings.agreements(session, as_of, asked, **asked_for))


@blueprint.one("/<key>", table="agreements")
def get_agreement(params: Params, key: str) -> Any:
    """One agreement by its key."""
    session, as_of = clocks(params)
    return One(as_of, listings.one(session, "agreement", key, as_of))
