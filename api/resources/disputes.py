"""Entries of the record that are disputed, with what each side says; none moves a position."""

from __future__ import annotations

from typing import Any

from api.ledger import disputes, jurisdictions
from api.resources.doors import Blueprint, One, Params, Rows, clocks
from api.rules.vocabulary import STATE_KINDS
from api.schemas.dispute import DisputesQuery

blueprint = Blueprint("disputes", __name__, url_prefix="/v1/disputes", description="Entries of the record that are disputed, with what each side says; none moves a position.")


@blueprint.rows("", query=DisputesQuery, table="disputes")
def list_disputes(params: Params) -> Any:
    """List disputes."""
    session, as_of = clocks(params)
    asked_for: dict[str, Any] = {name: params.get(name) for name in ("state", "noun", "status")}
    if "jurisdiction" in params:
        row = jurisdictions.find(session, params["jurisdiction"], as_of).row
        asked_for |= {"geoids": jurisdictions.ids_of(row["id"]), "laws_of": row["state"] if row["kind"] in STATE_KINDS else None}
    return Rows(as_of, lambda session, asked: disputes.disputes(session, as_of, asked, **asked_for))


@blueprint.one("/<key>", table="disputes")
def get_dispute(params: Params, key: str) -> Any:
    """One dispute by its key."""
    session, as_of = clocks(params)
    return One(as_of, disputes.one(session, key, as_of))
