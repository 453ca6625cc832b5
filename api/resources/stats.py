"""Counts over time, each with its unit."""

from __future__ import annotations

from typing import Any

from api.ledger.agreement_stats import over_time
from api.resources.doors import Blueprint, Params, Rows, clocks
from api.schemas.agreement_stats import AgreementStatsQuery

blueprint = Blueprint("stats", __name__, url_prefix="/v1/stats", description="Counts over time, each with its unit.")


@blueprint.rows("/agreements", query=AgreementStatsQuery, table="agreement_counts")
def get_agreement_stats(params: Params) -> Any:
    """287(g) agreements in force at the end of each month or year since the first complete list."""
    session, as_of = clocks(params)
    narrowed = {name: params.get(name) for name in ("state", "model", "kind")}
    return Rows.all(as_of, over_time(session, as_of, by=params.get("by"), interval=params["interval"], **narrowed))
