"""Claims whose sources nobody has looked at for long."""

from __future__ import annotations

from typing import Any

from api.db import db
from api.ledger import staleness
from api.ledger.asof import today
from api.ledger.pages import Asked
from api.resources.doors import Params
from api.resources.writes import Desk
from api.rules import dates
from api.rules.staleness import INTERVALS
from api.schemas.stale_claim import StaleAnswer, StaleQuery

blueprint = Desk("stale_claims", __name__, url_prefix="/v1", description="Claims that a curator should look at again.")


@blueprint.read("/stale", query=StaleQuery, answer=StaleAnswer)
def list_stale_claims(params: Params) -> Any:
    """List the claims whose newest look at a source is longer ago than their kind allows."""
    session, now = db.session, today()
    on = dates.day(params["on"], today=now) if params.get("on") else now
    counts = staleness.counts(session, on)
    asked = Asked.read("stale", params, limit=params["limit"], cursor=params.get("cursor"))
    found = staleness.listing(session, asked, on, noun=params.get("noun"), state=params.get("state"))
    kinds = [{"noun": noun, "months": interval.months, "why": interval.why, "stale": counts[noun]} for noun, interval in INTERVALS.items()]
    return {"data": found.rows, "total": found.total, "next": found.next, "on": on, "kinds": kinds}
