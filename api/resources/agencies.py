"""Law enforcement agencies that stand on the lists of US Immigration and Customs Enforcement."""

from __future__ import annotations

from typing import Any

from flask import url_for

from api.forms.choice import suffix
from api.ledger import agreements, listings
from api.resources.doors import Blueprint, One, Params, Rows, clocks, elsewhere
from api.schemas.agreement import AgenciesQuery

blueprint = Blueprint("agencies", __name__, url_prefix="/v1/agencies", description="Law enforcement agencies that stand on the lists of US Immigration and Customs Enforcement.")


@blueprint.rows("", query=AgenciesQuery, table="agencies")
def list_agencies(params: Params) -> Any:
    """List agencies."""
    _, as_of = clocks(params)
    asked_for = {name: params.get(name) for name in ("state", "kind")}
    return Rows(as_of, lambda session, asked: listings.agencies(session, as_of, asked, **asked_for))


@blueprint.one("/<key>", table="agencies")
def get_agency(params: Params, key: str) -> Any:
    """One agency by its key."""
    session, as_of = clocks(params)
    row, moved = agreements.agency(session, key, as_of)
    return elsewhere(url_for("agencies.get_agency", key=f"{row['key']}{suffix()}", **dict(sorted(params.items()))), code=301) if moved else One(as_of, row)
