"""287(g) agreements on the lists of US Immigration and Customs Enforcement."""

from __future__ import annotations

from typing import Any

from api.ledger import agreements
from api.ledger.agreement_changes import changes
from api.ledger.pages import cut
from api.resources.doors import Blueprint, One, Params, Rows, clocks
from api.schemas.agreement import AgreementsQuery
from api.schemas.agreement_stats import AgreementChangesQuery

blueprint = Blueprint("agreements", __name__, url_prefix="/v1/agreements", description="287(g) agreements on the lists of US Immigration and Customs Enforcement.")


@blueprint.rows("", query=AgreementsQuery, table="agreements")
def list_agreements(params: Params) -> Any:
    """List agreements."""
    _, as_of = clocks(params)
    asked_for = {name: params.get(name) for name in ("state", "model", "kind", "status")}
    return Rows(as_of, lambda session, asked: agreements.agreements(session, as_of, asked, **asked_for))


@blueprint.rows("/changes", query=AgreementChangesQuery, table="agreement_changes")
def list_agreement_changes(params: Params) -> Any:
    """What changed among the agreements, oldest first: signed, superseded, left, no longer listed, corrected."""
    _, as_of = clocks(params)
    asked_for = {name: params.get(name) for name in ("state", "kind")}
    days = {name: params[name].isoformat() if name in params else None for name in ("since", "until")}
    return Rows(as_of, lambda session, asked: cut(changes(session, as_of, **days, **asked_for), asked, by="date"))


@blueprint.one("/<key>", table="agreements")
def get_agreement(params: Params, key: str) -> Any:
    """One agreement by its key."""
    session, as_of = clocks(params)
    return One(as_of, agreements.agreement(session, key, as_of))
