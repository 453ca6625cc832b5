"""Labels given by outside bodies; they never enter the score."""

from __future__ import annotations

from typing import Any

from api.ledger import listings
from api.resources.doors import Blueprint, One, Params, Rows, clocks
from api.schemas.designation import DesignationsQuery

blueprint = Blueprint("designations", __name__, url_prefix="/v1/designations", description="Labels given by outside bodies; they never enter the score.")


@blueprint.rows("", query=DesignationsQuery, table="designations")
def list_designations(params: Params) -> Any:
    """List designations."""
    _, as_of = clocks(params)
    asked_for = {name: params.get(name) for name in ("designator",)}
    return Rows(as_of, lambda session, asked: listings.designations(session, as_of, asked, **asked_for))


@blueprint.one("/<key>", table="designations")
def get_designation(params: Params, key: str) -> Any:
    """One designation by its key."""
    session, as_of = clocks(params)
    return One(as_of, listings.one(session, "designation", key, as_of))
