"""287(g) agreements on the lists of US Immigration and Customs Enforcement."""

from __future__ import annotations

from typing import Any

from flask import url_for

from api.forms.choice import suffix
from api.ledger import agreements
from api.ledger.agreement_changes import changes
from api.ledger.pages import cut
from api.resources.doors import Blueprint, One, Params, Rows, clocks, elsewhere
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
    session, as_of = clocks(params)
    asked_for = {name: params.get(name) for name in ("state", "kind")}
    days = {name: params[name].isoformat() if name in params else None for name in ("since", "until")}
    found = changes(session, as_of, **days, **asked_for)
    return Rows(as_of, lambda _, asked: cut(found, asked, by="date"))


@blueprint.one("/<key>", table="agreements")
def get_agreement(params: Params, key: str) -> Any:
    """One agreement by its key."""
    session, as_of = clocks(params)
    row, moved = agreements.agreement(session, key, as_of)
    return elsewhere(url_for("agreements.get_agreement", key=f"{row['key']}{suffix()}", **dict(sorted(params.items()))), code=301) if moved else One(as_of, row)
