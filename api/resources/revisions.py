"""Revisions: every published change of the record."""

from __future__ import annotations

from typing import Any

from api.ledger import listings, versions
from api.resources.doors import Blueprint, Params, Rows, clocks
from api.rules.numbers import number_of
from api.rules.refusals import UnknownRecord
from api.schemas.record import RevisionChangesQuery
from api.schemas.revision import RevisionsQuery

blueprint = Blueprint("revisions", __name__, url_prefix="/v1/revisions", description="Published changes of the record, newest first.")


@blueprint.rows("", query=RevisionsQuery, table="revisions")
def list_revisions(params: Params) -> Any:
    """List revisions, newest first."""
    _, as_of = clocks(params)
    return Rows(as_of, lambda session, asked: listings.revisions(session, as_of, asked))


@blueprint.rows("/<number>/changes", query=RevisionChangesQuery, table="revision_changes")
def list_revision_changes(params: Params, number: str) -> Any:
    """List what a revision changed, field by field."""
    _, as_of = clocks(params)
    asked_for = number_of(number)
    if asked_for is None:
        raise UnknownRecord("revision", number)
    return Rows(as_of, lambda session, asked: versions.page_of_changes(session, asked_for, as_of, asked))
