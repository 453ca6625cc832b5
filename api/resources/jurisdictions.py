"""Jurisdictions: list, one by any of its ids, and what belongs to it."""

from __future__ import annotations

from dataclasses import fields as dataclass_fields
from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import Response, after_this_request, request, url_for
from sqlalchemy.orm import Session

from api.forms.choice import suffix
from api.ledger import agreements, jurisdictions, listings, profiles
from api.ledger.asof import AsOf
from api.ledger.jurisdictions import Filters, Found
from api.resources.doors import Blueprint, One, Params, Rows, clocks, elsewhere, item
from api.resources.twins import linked
from api.rules.boxes import Box
from api.rules.vocabulary import STATE_KINDS
from api.schemas import envelope
from api.schemas.agreement import AgreementsPage
from api.schemas.designation import DesignationsPage
from api.schemas.jurisdiction import JurisdictionDetailSchema, JurisdictionsQuery
from api.schemas.policy import PoliciesPage
from api.schemas.position import HistoryQuery, PositionSchema, PositionSourcesQuery
from api.schemas.query import ClocksQuery
from api.schemas.research_note import ResearchNotesPage
from api.schemas.state_law import StateLawsPage

blueprint = Blueprint("jurisdictions", __name__, url_prefix="/v1/jurisdictions", description="Cities, counties and states, and where they stand.")
PARTS = ("position", "history", "policies", "agreements", "laws", "designations", "research-notes", "sources")


@blueprint.rows("", query=JurisdictionsQuery, table="jurisdictions")
def list_jurisdictions(params: Params) -> Any:
    """List jurisdictions with where they stand on a day."""
    session, as_of = clocks(params)
    if "ocd_id" in params:
        return _led_to(jurisdictions.find(session, params["ocd_id"], as_of), code=303)
    wanted: dict[str, Any] = {f.name: params.get(f.name) for f in dataclass_fields(Filters)}
    wanted["ids"] = tuple(params["ids"]) if "ids" in params else None
    wanted["bbox"] = Box.parse(params["bbox"]) if "bbox" in params else None
    filters = Filters(**wanted)
    return Rows(as_of, lambda session, asked: jurisdictions.listing(session, as_of, filters, asked))


@blueprint.one("/<id>", table="jurisdictions", row=JurisdictionDetailSchema)
def get_jurisdiction(params: Params, id: str) -> Any:
    """One jurisdiction by GEOID, slug or former id."""
    session, as_of, found = _found(params, id)
    if found.moved:
        return _led_to(found, code=301)
    standing = profiles.standing(session, found.canonical, as_of)
    links = {part: url_for(f"jurisdictions.get_{part.replace('-', '_')}", id=found.row["id"]) for part in PARTS}
    same = [s for s in jurisdictions.same_government(session, found.canonical, as_of) if s["id"] != found.row["id"]]
    return One(as_of, {**standing, **found.row, "same_government": same, "links": links})


@blueprint.door("/<id>/position", query=ClocksQuery, answer=envelope.item(PositionSchema))
def get_position(params: Params, id: str) -> Any:
    """Where it stands on a day, with the reasons, who runs the jail, and every source."""
    session, as_of, found = _found(params, id)
    profile = profiles.profile(session, found.canonical, as_of)
    return item({"jurisdiction": found.row, **profiles.sentences(found.row, profile, as_of), **profile}, as_of)


@blueprint.rows("/<id>/history", query=HistoryQuery, table="periods")
def get_history(params: Params, id: str) -> Any:
    """Every position over time, as known at a revision."""
    session, as_of, found = _found(params, id)
    return Rows.all(as_of, profiles.history(session, found.canonical, as_of))


@blueprint.rows("/<id>/policies", query=PoliciesPage, table="policies")
def get_policies(params: Params, id: str) -> Any:
    """Its own instruments."""
    _, as_of, found = _found(params, id)
    return Rows(as_of, lambda session, asked: listings.policies(session, as_of, asked, geoids=jurisdictions.ids_of(found.row["id"])))


@blueprint.rows("/<id>/agreements", query=AgreementsPage, table="agreements")
def get_agreements(params: Params, id: str) -> Any:
    """The 287(g) agreements of its own agencies."""
    _, as_of, found = _found(params, id)
    return Rows(as_of, lambda session, asked: agreements.agreements(session, as_of, asked, geoids=jurisdictions.ids_of(found.row["id"])))


@blueprint.rows("/<id>/laws", query=StateLawsPage, table="state_laws")
def get_laws(params: Params, id: str) -> Any:
    """The laws of its state."""
    _, as_of, found = _found(params, id)
    return Rows(as_of, lambda session, asked: listings.state_laws(session, as_of, asked, state=found.row["state"]))


@blueprint.rows("/<id>/designations", query=DesignationsPage, table="designations")
def get_designations(params: Params, id: str) -> Any:
    """Labels given to it by outside bodies."""
    _, as_of, found = _found(params, id)
    return Rows(as_of, lambda session, asked: listings.designations(session, as_of, asked, geoids=jurisdictions.ids_of(found.row["id"])))


@blueprint.rows("/<id>/research-notes", query=ResearchNotesPage, table="research_notes")
def get_research_notes(params: Params, id: str) -> Any:
    """What was looked for about it, and what was found."""
    _, as_of, found = _found(params, id)
    return Rows(as_of, lambda session, asked: listings.research_notes(session, as_of, asked, geoids=jurisdictions.ids_of(found.row["id"])))


@blueprint.rows("/<id>/sources", query=PositionSourcesQuery, table="sources")
def get_sources(params: Params, id: str) -> Any:
    """The sources of its position on a day."""
    session, as_of, found = _found(params, id)
    return Rows.all(as_of, profiles.profile(session, found.canonical, as_of)["sources"])


def _found(params: Params, wanted: str) -> tuple[Session, AsOf, Found]:
    session, as_of = clocks(params)
    found = jurisdictions.find(session, wanted, as_of)
    after_this_request(partial(_with_page, page=_page(found)))
    return session, as_of, found


def _page(found: Found) -> str:
    """The page for readers about the same jurisdiction, at the same clocks."""
    path = f"/states/{found.row['state'].lower()}" if found.row["kind"] in STATE_KINDS else f"/{found.row['slug']}"
    named = urlencode({name: request.args[name] for name in ("on", "revision") if name in request.args})
    return f"{path}?{named}" if named else path


def _with_page(answer: Response, *, page: str) -> Response:
    answer.headers.add("Link", linked(page))
    return answer


def _led_to(found: Found, *, code: int) -> Any:
    """Lead another id to the one in use, with the same question."""
    question = {name: value for name, value in request.args.items() if name in {"on", "revision"}}
    address = url_for("jurisdictions.get_jurisdiction", id=f"{found.row['id']}{suffix()}", _external=False, **question)
    return elsewhere(address, code=code)
