"""Rows of ICE's lists in the queue, and agencies without a government: read, and settled by a proposal of decisions."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import url_for

from api.auth import asking
from api.db import db
from api.intake.settling import Settling, decisions, faults
from api.ledger import held_rows, proposals, tasks
from api.resources.doors import Params
from api.resources.writes import Desk
from api.rules.refusals import BadInput
from api.schemas.held_row import HeldRowsAnswer, HeldRowsQuery, SettlingsWrite
from api.schemas.proposal import ProposalAnswer

Plain = dict[str, Any]
blueprint = Desk("held_rows", __name__, url_prefix="/v1", description="Rows of ICE's lists that wait for a curator's decision.")


@blueprint.read("/held-rows", query=HeldRowsQuery, answer=HeldRowsAnswer)
def list_held_rows(params: Params) -> Any:
    """List the rows in the queue by their printed words, with whom they might mean and what is decided already."""
    session = db.session
    asked = held_rows.rows_held if params["what"] == "rows" else held_rows.agencies_unplaced
    groups = [group for group in asked(session) if params.get("state") in (None, group.usps)]
    places = held_rows.governments(session, (id for group in groups for id in group.candidates))
    shown = [asdict(group) | {"lists": sorted(group.lists), "candidates": [places[id] for id in group.candidates if id in places]} for group in groups]
    return {"data": shown, "tasks": tasks.listing(session, tasks.APPLY_DECISIONS)}


@blueprint.write("POST", "/held-rows/settle", body=SettlingsWrite, answer=ProposalAnswer, scope="propose", status=201)
def settle_held_rows(body: Params, params: Params) -> Any:
    """Propose what is to be done with some groups, in one change set."""
    said = [Settling(**one) for one in body["decisions"]]
    with db.writing() as session:
        groups = held_rows.open_groups(session)
        places = held_rows.governments(session, (one.jurisdiction for one in said))
        found = [asdict(fault) for fault in faults(said, groups, places)]
        if found:
            raise BadInput(found[0]["detail"], field=f"decisions.{found[0]['field']}", fix=found[0]["fix"], more={"faults": found})
        made = held_rows.propose(session, asking(), decisions(said, groups, places), [groups[one.key] for one in said], reason=body["reason"])
        row = proposals.as_row(session, made)
    return {"data": row}, {"ETag": f'"{row["version"]}"', "Location": url_for("proposals.get_proposal", number=row["id"])}
