"""Outside bodies' labels beside our positions: what agrees, what differs and why."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from api.ledger import outside
from api.ledger.outside_reasons import told
from api.ledger.pages import Asked, Page, cut
from api.resources.doors import Blueprint, Params, Rows, clocks
from api.schemas.comparison import ComparedListsQuery, ComparisonsQuery

blueprint = Blueprint("comparisons", __name__, url_prefix="/v1/comparisons", description="Outside bodies' labels beside our positions; they never enter the score.")


@blueprint.rows("", query=ComparisonsQuery, table="comparisons")
def list_comparisons(params: Params) -> Any:
    """List outside bodies' labels beside our positions on the day of each list."""
    session, as_of = clocks(params)
    asked_for = {name: params[name] for name in ("outcome", "state") if name in params}
    every = outside.comparisons(session, as_of, (params["designator"],) if "designator" in params else None)
    rows = [row for row in every if asked_for.items() <= row.items()]

    def page(session: Session, asked: Asked) -> Page:
        found = cut(rows, asked, by=(asked.sort or "designator").removeprefix("-"))
        return replace(found, rows=told(session, found.rows, as_of))

    return Rows(as_of, page)


@blueprint.rows("/lists", query=ComparedListsQuery, table="compared_lists")
def list_compared_lists(params: Params) -> Any:
    """How each outside body measures, and how many of its labels agree with our positions."""
    session, as_of = clocks(params)
    return Rows.all(as_of, outside.summaries(outside.comparisons(session, as_of)))
