"""What the record covers, and how the bodies of each state stand."""

from __future__ import annotations

from typing import Any

from api.ledger import summaries
from api.ledger.pages import Page
from api.resources.doors import Blueprint, Params, clocks, item, listing
from api.rules.refusals import UnknownJurisdiction
from api.rules.states import usps
from api.schemas import envelope
from api.schemas.query import ClocksQuery
from api.schemas.summary import CoverageQuery, CoverageSchema, StateSummarySchema

blueprint = Blueprint("summaries", __name__, url_prefix="/v1", description="Counts over many jurisdictions.")


@blueprint.door("/coverage", query=CoverageQuery, answer=envelope.listing(CoverageSchema))
def get_coverage(params: Params) -> Any:
    """Per state and kind, the share of jurisdictions and of residents that the record answers for."""
    session, as_of = clocks(params)
    rows = summaries.coverage(session, as_of, params.get("state"))
    return listing(Page(rows, len(rows), None), "groups of state and kind", as_of)


@blueprint.door("/states", query=ClocksQuery, answer=envelope.listing(StateSummarySchema))
def list_states(params: Params) -> Any:
    """Every state: its laws, its local bodies by category, the ends of its range, and its conflicts."""
    session, as_of = clocks(params)
    rows = summaries.states(session, as_of)
    return listing(Page(rows, len(rows), None), "states and territories", as_of)


@blueprint.door("/states/<state>", query=ClocksQuery, answer=envelope.item(StateSummarySchema))
def get_state(params: Params, state: str) -> Any:
    """One state by its postal or Census code."""
    session, as_of = clocks(params)
    code = usps(state)
    found = summaries.states(session, as_of, code) if code else []
    if not found:
        raise UnknownJurisdiction(state)
    return item(found[0], as_of)
