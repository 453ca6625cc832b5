"""Proposals: change sets that curators make, look at, publish and take back."""

from __future__ import annotations

from typing import Any

from flask import current_app, url_for

from api.auth import asking
from api.db import db
from api.ledger import previews, proposals, reverts, versions
from api.resources.doors import Params
from api.resources.writes import Desk, version
from api.rules.refusals import BaseNeeded
from api.schemas.proposal import (
    NoBody,
    PreviewAnswer,
    ProposalAnswer,
    ProposalChange,
    ProposalDecision,
    ProposalsAnswer,
    ProposalsQuery,
    ProposalWrite,
    Reversal,
)

Plain = dict[str, Any]
blueprint = Desk("proposals", __name__, url_prefix="/v1", description="Change sets of curators, and the revisions they become.")


@blueprint.read("/proposals", query=ProposalsQuery, answer=ProposalsAnswer)
def list_proposals(params: Params) -> Any:
    """List proposals, newest first."""
    return {"data": [proposals.as_row(db.session, found) for found in proposals.listing(db.session, params.get("state"))]}


@blueprint.write("POST", "/proposals", body=ProposalWrite, answer=ProposalAnswer, scope="propose", status=201, based=True)
def make_proposal(body: Params, params: Params) -> Any:
    """Propose a change set; each entry that it replaces is named by its digest."""
    with db.writing() as session:
        _named(session, body["entries"], body["bases"])
        made = proposals.propose(session, asking(), **{name: body[name] for name in ("entries", "bases", "reason", "state", "settles")})
        return _told(proposals.as_row(session, made))


@blueprint.read("/proposals/<int:number>", answer=ProposalAnswer)
def get_proposal(params: Params, number: int) -> Any:
    """Get one proposal with everything that it would change."""
    return _told(proposals.as_row(db.session, proposals.get(db.session, number)))


@blueprint.write("PATCH", "/proposals/<int:number>", body=ProposalChange, answer=ProposalAnswer, scope="propose", based=True)
def change_proposal(body: Params, params: Params, number: int) -> Any:
    """Change an open proposal of one's own, or hand it over."""
    with db.writing() as session:
        mine = proposals.get(session, number)
        _named(session, body["entries"], {noun: mine.bases.get(noun, {}) | body["bases"].get(noun, {}) for noun in body["entries"]})
        return _told(proposals.as_row(session, proposals.amend(session, asking(), number, version=version(), **body)))


@blueprint.read("/proposals/<int:number>/preview", answer=PreviewAnswer)
def preview_proposal(params: Params, number: int) -> Any:
    """Get the positions that publishing would move, before and after, across all days."""
    with db.writing() as session:
        return {"data": previews.preview(session, proposals.get(session, number).entries)}


@blueprint.write("POST", "/proposals/<int:number>/publish", body=NoBody, answer=ProposalAnswer, scope="publish", based=True)
def publish_proposal(body: Params, params: Params, number: int) -> Any:
    """Publish another curator's proposal as the next revision."""
    alone = current_app.config["SETTINGS"].team_of_one
    with db.writing() as session:
        return _told(proposals.as_row(session, proposals.publish(session, asking(), number, version=version(), alone=alone)))


@blueprint.write("POST", "/proposals/<int:number>/withdraw", body=ProposalDecision, answer=ProposalAnswer, scope="propose", based=True)
def withdraw_proposal(body: Params, params: Params, number: int) -> Any:
    """Close a proposal unpublished."""
    with db.writing() as session:
        return _told(proposals.as_row(session, proposals.withdraw(session, asking(), number, version=version(), answer=body["answer"])))


@blueprint.write("POST", "/revisions/<int:number>/revert", body=Reversal, answer=ProposalAnswer, scope="propose", status=201)
def revert_revision(body: Params, params: Params, number: int) -> Any:
    """Propose that what a revision wrote is set back."""
    with db.writing() as session:
        return _told(proposals.as_row(session, reverts.revert(session, asking(), number, reason=body["reason"])))


def _named(session: Any, entries: Plain, bases: Plain) -> None:
    """Raise BaseNeeded for an entry of the record that a change set replaces without naming what it was."""
    for noun, items in entries.items():
        for key in items:
            if key not in bases.get(noun, {}) and versions.current(session, noun, key) is not None:
                raise BaseNeeded(f"The change of {noun} {key} does not say what it replaces.", field="bases", fix=f"Read /v1/records/{noun}/{key}, and give its digest in `bases`.")


def _told(row: Plain) -> tuple[Plain, dict[str, str]]:
    return {"data": row}, {"ETag": f'"{row["version"]}"', "Location": url_for("proposals.get_proposal", number=row["id"])}
