"""Who may change the record, for administrators' programs."""

from __future__ import annotations

from typing import Any

from api.auth import asking
from api.db import db
from api.ledger import curators, passwords
from api.resources.doors import Params
from api.resources.writes import Desk
from api.schemas.curator import CuratorAnswer, CuratorChange, CuratorsAnswer, CuratorWrite

blueprint = Desk("curators", __name__, url_prefix="/v1", description="Who may change the record.")


@blueprint.read("/curators", answer=CuratorsAnswer, scope="administer")
def list_curators(params: Params) -> Any:
    """List the curators by name."""
    return {"data": curators.listing(db.session)}


@blueprint.write("POST", "/curators", body=CuratorWrite, answer=CuratorAnswer, scope="administer", status=201)
def add_curator(body: Params, params: Params) -> Any:
    """Add a curator."""
    password = body["password"]
    kept = None if password is None else passwords.hashed(password, name=curators.spelled(body["name"]))
    with db.writing() as session:
        return {"data": curators.add(session, body["name"], body["role"], kept=kept, by=asking().id)}


@blueprint.write("PATCH", "/curators/<int:number>", body=CuratorChange, answer=CuratorAnswer, scope="administer")
def change_curator(body: Params, params: Params, number: int) -> Any:
    """Give a curator another role, disable or enable them; it holds at once."""
    with db.writing() as session:
        curator, by = curators.of_id(session, number), asking().id
        if body["role"] is not None:
            curators.give_role(session, curator, body["role"], by=by)
        if body["disabled"] is not None:
            (curators.disable if body["disabled"] else curators.enable)(session, curator, by=by)
        return {"data": curator}
