"""What happened among agreements, policies, laws, designations and federal actions, and when the record came to say so."""

from __future__ import annotations

from typing import Any

from api.ledger import changes, jurisdictions
from api.resources.doors import Blueprint, Params, Rows, clocks
from api.schemas.change import ChangesQuery

blueprint = Blueprint("changes", __name__, url_prefix="/v1/changes", description="What happened, told from every entry with a date, and when the record came to say so.")


@blueprint.rows("", query=ChangesQuery, table="changes")
def list_changes(params: Params) -> Any:
    """What happened, oldest first: agreements, policies, state laws, designations, federal actions."""
    session, as_of = clocks(params)
    asked_for = {name: params.get(name) for name in ("since", "until", "state", "noun", "kind")}
    place = jurisdictions.find(session, params["jurisdiction"], as_of).canonical if "jurisdiction" in params else None
    wanted = changes.Wanted(jurisdiction=place, **asked_for)
    return Rows(as_of, lambda session, asked: changes.changes(session, as_of, asked, wanted))
