"""Jurisdictions: list, one by any of its ids, and what belongs to it."""

from __future__ import annotations

from dataclasses import fields as dataclass_fields
from typing import Any

from flask import request, url_for
from sqlalchemy.orm import Session

from api.ledger import jurisdictions, listings, profiles
from api.ledger.asof import AsOf
from api.ledger.jurisdictions import Filters, Found
from api.ledger.pages import Page
from api.resources.doors import Blueprint, Params, asked, clocks, elsewhere, item, listing
from api.rules.boxes import Box
from api.schemas import envelope
from api.schemas.agreement import AgreementSchema
from api.schemas.designation import DesignationSchema
from api.schemas.jurisdiction import JurisdictionDetailSchema, JurisdictionSchema, JurisdictionsQuery
from api.schemas.policy import PolicySchema
from api.schemas.position import PeriodSchema, PositionSchema
from api.schemas.query import ClocksQuery, PageQuery
from api.schemas.source import SourceSchema
from api.schemas.state_law import StateLawSchema

blueprint = Blueprint("jurisdictions", __name__, url_prefix="/v1/jurisdictions", description="Cities, counties and states, and where they stand.")
PARTS = ("position", "history", "policies", "agreements", "laws", "designations", "sources")


@blueprint.door("", query=JurisdictionsQuery, answer=envelope.listing(JurisdictionSchema))
def list_jurisdictions(params: Params) -> Any:
    """List jurisdictions with where they stand on a day."""
    session, as_of = clocks(params)
    if "ocd_id" in params:
        found = jurisdictions.find(session, params["ocd_id"], as_of)
        return _led_to(found, code=303)
    wanted: dict[str, Any] = {f.name: params.get(f.name) for f in dataclass_fields(Filters)}
    wanted["ids"] = tuple(params["ids"]) if "ids" in params else None
    wanted["bbox"] = Box.parse(params["bbox"]) if "bbox" in params else None
    filters = Filters(**wanted)
    page = jurisdictions.listing(session, as_of, filters, asked("jurisdictions", params))
    page.rows[:] = [profiles.position_row(row) for row in page.rows]
    return listing(page, "jurisdictions", as_of)


@blueprint.door("/<id>", query=ClocksQuery, answer=envelope.item(JurisdictionDetailSchema))
def get_jurisdiction(params: Params, id: str) -> Any:
    """One jurisdiction by GEOID, slug or former id."""
    session, as_of, found = _found(params, id)
    if found.moved:
        return _led_to(found, code=301)
    standing = profiles.standing(session, found.canonical, as_of)
    links = {part: url_for(f"jurisdictions.get_{part}", id=found.row["id"]) for part in PARTS}
    same = [s for s in jurisdictions.same_government(session, found.canonical, as_of) if s["id"] != found.row["id"]]
    return item({**standing, **found.row, "same_government": same, "links": links}, as_of)


@blueprint.door("/<id>/position", query=ClocksQuery, answer=envelope.item(PositionSchema))
def get_position(params: Params, id: str) -> Any:
    """Where it stands on a day, with the reasons, who runs the jail, and every source."""
    session, as_of, found = _found(params, id)
    return item({"jurisdiction": found.row, **profiles.profile(session, found.canonical, as_of)}, as_of)


@blueprint.door("/<id>/history", query=ClocksQuery, answer=envelope.listing(PeriodSchema))
def get_history(params: Params, id: str) -> Any:
    """Every position over time, as known at a revision."""
    session, as_of, found = _found(params, id)
    rows = profiles.history(session, found.canonical, as_of)
    return listing(Page(rows, len(rows), None), "periods", as_of)


@blueprint.door("/<id>/policies", query=PageQuery, answer=envelope.listing(PolicySchema))
def get_policies(params: Params, id: str) -> Any:
    """Its own instruments."""
    session, as_of, found = _found(params, id)
    page = listings.policies(session, as_of, asked(f"policies of {id}", params), jurisdictions=_ids(session, found, as_of))
    return listing(page, "policies", as_of)


@blueprint.door("/<id>/agreements", query=PageQuery, answer=envelope.listing(AgreementSchema))
def get_agreements(params: Params, id: str) -> Any:
    """The 287(g) agreements of its own agencies."""
    session, as_of, found = _found(params, id)
    page = listings.agreements(session, as_of, asked(f"agreements of {id}", params), geoids=_ids(session, found, as_of))
    return listing(page, "agreements", as_of)


@blueprint.door("/<id>/laws", query=PageQuery, answer=envelope.listing(StateLawSchema))
def get_laws(params: Params, id: str) -> Any:
    """The laws of its state."""
    session, as_of, found = _found(params, id)
    return listing(listings.state_laws(session, as_of, asked(f"laws of {id}", params), state=found.row["state"]), "state laws", as_of)


@blueprint.door("/<id>/designations", query=PageQuery, answer=envelope.listing(DesignationSchema))
def get_designations(params: Params, id: str) -> Any:
    """Labels given to it by outside bodies."""
    session, as_of, found = _found(params, id)
    page = listings.designations(session, as_of, asked(f"designations of {id}", params), geoids=_ids(session, found, as_of))
    return listing(page, "designations", as_of)


@blueprint.door("/<id>/sources", query=ClocksQuery, answer=envelope.listing(SourceSchema))
def get_sources(params: Params, id: str) -> Any:
    """The sources of its position on a day."""
    session, as_of, found = _found(params, id)
    rows = profiles.profile(session, found.canonical, as_of)["sources"]
    return listing(Page(rows, len(rows), None), "sources", as_of)


def _found(params: Params, wanted: str) -> tuple[Session, AsOf, Found]:
    session, as_of = clocks(params)
    return session, as_of, jurisdictions.find(session, wanted, as_of)


def _ids(session: Session, found: Found, as_of: AsOf) -> list[str]:
    return [same["id"] for same in jurisdictions.same_government(session, found.canonical, as_of)]


def _led_to(found: Found, *, code: int) -> Any:
    """Lead another id to the one in use, with the same question."""
    question = {name: value for name, value in request.args.items() if name in {"on", "revision"}}
    return elsewhere(url_for("jurisdictions.get_jurisdiction", id=found.row["id"], _external=False, **question), code=code)
