"""What the record covers, and how the bodies of each state stand."""

from __future__ import annotations

from typing import Any

from api.ledger import summaries
from api.resources.doors import Blueprint, One, Params, Rows, clocks
from api.rules.refusals import UnknownJurisdiction
from api.rules.states import usps
from api.schemas.summary import CoverageQuery, StatesQuery

blueprint = Blueprint("summaries", __name__, url_prefix="/v1", description="Counts over many jurisdictions.")


@blueprint.rows("/coverage", query=CoverageQuery, table="coverage")
def get_coverage(params: Params) -> Any:
    """Per state and kind, the share of jurisdictions and of residents that the record answers for."""
    session, as_of = clocks(params)
    return Rows.all(as_of, summaries.coverage(session, as_of, params.get("state")))


@blueprint.rows("/states", query=StatesQuery, table="states")
def list_states(params: Params) -> Any:
    """Every state: its laws, its local bodies by category, the ends of its range, and its conflicts."""
    session, as_of = clocks(params)
    return Rows.all(as_of, summaries.states(session, as_of))


@blueprint.one("/states/<state>", table="states")
def get_state(params: Params, state: str) -> Any:
    """One state by its postal or Census code."""
    session, as_of = clocks(params)
    code = usps(state)
    found = summaries.states(session, as_of, code) if code else []
    if not found:
        raise UnknownJurisdiction(state)
    return One(as_of, found[0])
