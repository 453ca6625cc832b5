"""Readers' corrections: anyone sends one and follows it by its number, curators read and close them."""

from __future__ import annotations

from typing import Any

from flask import Response, request, url_for
from sqlalchemy.orm import Session

from api.auth import asking
from api.db import db
from api.ledger import corrections
from api.letterbox import labelled, post
from api.resources.doors import Params
from api.resources.writes import Desk
from api.schemas.correction import ClosingSchema, CorrectionAnswer, CorrectionDraftSchema, CorrectionsAnswer, CorrectionsQuery, OutcomeAnswer

blueprint = Desk("corrections", __name__, url_prefix="/v1/corrections", description="Readers' corrections of the record.")
MOST_BYTES = 64 * 1024



def bound_body() -> None:
    """Read no more of a body than a correction can have."""
    request.max_content_length = MOST_BYTES


def count(answer: Response) -> Response:
    """Say with the answer to a correction how many more may be sent."""
    return labelled(answer) if request.method == "POST" and request.path == blueprint.url_prefix else answer


blueprint.before_request(bound_body)
blueprint.after_request(count)


@blueprint.write("POST", "", body=CorrectionDraftSchema, answer=OutcomeAnswer, scope=None, status=201)
def send_correction(body: Params, params: Params) -> Any:
    """Say what is wrong or missing, with evidence; no token is needed."""
    taken = post(body)
    return {"data": taken}, {"Location": url_for("corrections.get_outcome", number=taken.id)}


@blueprint.read("", query=CorrectionsQuery, answer=CorrectionsAnswer)
def list_corrections(params: Params) -> Any:
    """List corrections, the oldest first."""
    found = corrections.listing(db.session, params.get("state"), after=params["after"], limit=params["limit"])
    return {"data": corrections.as_rows(db.session, found)}


@blueprint.read("/<int:number>", answer=CorrectionAnswer)
def get_correction(params: Params, number: int) -> Any:
    """Get one correction as its reader wrote it."""
    return _told(db.session, number)


@blueprint.public("/<int:number>/outcome", answer=OutcomeAnswer)
def get_outcome(params: Params, number: int) -> Any:
    """Get the state and the answer of one correction; what was written is for curators."""
    return {"data": corrections.outcome(db.session, number)}, {"Cache-Control": "no-store"}


@blueprint.write("POST", "/<int:number>/close", body=ClosingSchema, answer=CorrectionAnswer, scope="publish")
def close_correction(body: Params, params: Params, number: int) -> Any:
    """Accept or decline one with a public answer; its contact is deleted."""
    with db.writing() as session:
        corrections.close(session, asking(), number, state=body["state"], answer=body["answer"], proposal_id=body.get("proposal_id"))
        return _told(session, number)


def _told(session: Session, number: int) -> Any:
    return {"data": corrections.as_rows(session, [corrections.get(session, number)])[0]}
