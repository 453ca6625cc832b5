"""How words become levels, and what two readers made of the same words."""

from __future__ import annotations

from typing import Any

from api.ledger import codings
from api.resources.doors import Blueprint, Params, Rows, clocks, item
from api.rules.coding import CODING_EXAMPLES, CODING_RULES
from api.schemas import envelope
from api.schemas.coding import CodingRulesSchema, CodingsQuery
from api.schemas.query import ClocksQuery

blueprint = Blueprint("codings", __name__, url_prefix="/v1", description="How words become levels, and how alike two readers code.")


@blueprint.door("/coding-rules", query=ClocksQuery, answer=envelope.item(CodingRulesSchema))
def get_coding_rules(params: Params) -> Any:
    """How words become levels, with examples, and how alike two readers code."""
    session, as_of = clocks(params)
    return item({"rules": CODING_RULES, "examples": CODING_EXAMPLES, "reliability": codings.agreement_of_readers(session, as_of)}, as_of)


@blueprint.rows("/codings", query=CodingsQuery, table="codings")
def list_codings(params: Params) -> Any:
    """List what was coded twice."""
    _, as_of = clocks(params)
    asked_for = {name: params.get(name) for name in ("instrument", "dimension")}
    return Rows(as_of, lambda session, asked: codings.codings(session, as_of, asked, **asked_for))
