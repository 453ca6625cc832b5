"""Entries of the record in the form in which they are written: read by all, changed by proposals."""

from __future__ import annotations

from typing import Any

from flask import url_for

from api.auth import asking
from api.db import db
from api.ledger import proposals, versions
from api.ledger.curators import Who
from api.resources.doors import Params
from api.resources.writes import Desk, base
from api.rules.refusals import UnknownRecord
from api.schemas.proposal import ProposalAnswer
from api.schemas.record import RecordAnswer, RecordWithdrawal, RecordWrite, VersionsAnswer

Plain = dict[str, Any]
blueprint = Desk("records", __name__, url_prefix="/v1", description="Entries as they are written, their versions, and edits of one.")


@blueprint.public("/records/<noun>/<path:key>", answer=RecordAnswer)
def get_record(params: Params, noun: str, key: str) -> Any:
    """Get an entry as it stands, with the ETag that an edit of it names."""
    found = versions.current(db.session, noun, key)
    if found is None:
        raise UnknownRecord(noun, key)
    told = {"noun": noun, "key": key, "entry": found.entry, "revision": found.revision, "digest": found.digest}
    return {"data": told}, {"ETag": f'"{found.digest}"'}


@blueprint.public("/versions/<noun>/<path:key>", answer=VersionsAnswer)
def list_versions(params: Params, noun: str, key: str) -> Any:
    """List what each revision did to an entry, field by field, newest first."""
    return {"data": versions.told(db.session, noun, key)}


@blueprint.write("PUT", "/records/<noun>/<path:key>", body=RecordWrite, answer=ProposalAnswer, scope="propose", status=202, based=True)
def write_record(body: Params, params: Params, noun: str, key: str) -> Any:
    """Propose a new version of an entry, or a new entry."""
    with db.writing() as session:
        proposal = _into(session, asking(), noun, key, body, body["entry"])
        return _told(proposals.as_row(session, proposal))


@blueprint.write("DELETE", "/records/<noun>/<path:key>", query=RecordWithdrawal, answer=ProposalAnswer, scope="propose", status=202, based=True)
def withdraw_record(params: Params, noun: str, key: str) -> Any:
    """Propose that an entry is no longer stated; what it said stays readable at earlier revisions."""
    with db.writing() as session:
        if versions.current(session, noun, key) is None:
            raise UnknownRecord(noun, key)
        return _told(proposals.as_row(session, _into(session, asking(), noun, key, params, None)))


def _into(session: Any, who: Who, noun: str, key: str, asked: Params, entry: Plain | None) -> Any:
    """Put one edit into a new proposal, or into an open one of the curator's own."""
    edit: Plain = {"entries": {noun: {key: entry}}, "bases": {noun: {key: base()}}}
    if asked.get("proposal") is None:
        return proposals.propose(session, who, **edit, reason=asked["reason"], state=asked["state"], settles=asked.get("settles", ()))
    mine = proposals.get(session, asked["proposal"])
    return proposals.amend(session, who, mine.id, version=mine.version, **edit, reason=asked["reason"], state=asked["state"])


def _told(row: Plain) -> tuple[Plain, dict[str, str]]:
    return {"data": row}, {"ETag": f'"{row["version"]}"', "Location": url_for("proposals.get_proposal", number=row["id"])}
