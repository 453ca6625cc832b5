"""One revision for curators: who proposed and who reviewed, what it changed field by field, and its undoing."""

from __future__ import annotations

from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as Answer

from api.auth import asking, guarded
from api.db import db
from api.errors import STATUS
from api.ledger import catalogue, reverts, versions
from api.pages.desk.blueprint import desk
from api.pages.desk.field_words import in_words
from api.rules.refusals import BadInput, Conflict, MissingSource, Refusal

SHOWN = 50


@desk.get("/revisions/<int(max=999999999):number>")
@guarded("read")
def revision(number: int) -> str:
    """Show a revision."""
    return _page(db.session, number)


@desk.post("/revisions/<int(max=999999999):number>/revert")
@guarded("propose")
def revert(number: int) -> Answer:
    """Propose to set back what a revision changed."""
    try:
        with db.writing() as session:
            id = reverts.revert(session, asking(), number, reason=request.form.get("reason", "")).id
    except (BadInput, Conflict, MissingSource) as refusal:
        status = next(code for kind, code in STATUS.items() if isinstance(refusal, kind))
        return make_response(_page(db.session, number, refusal), status)
    return redirect(url_for("desk.proposal", id=id), 303)


def _page(session: Session, number: int, refused: Refusal | None = None) -> str:
    written = versions.written(session, number)
    keys = versions.keys_of(session, number)
    first = max(request.args.get("from", 0, type=int), 0)
    changes: list[dict[str, Any]] = []
    for change in versions.changes_of(session, number, keys[first : first + SHOWN]):
        changes.append({"noun": change.noun, "key": change.key, "kind": change.kind, "title": change.key, "changes": in_words(change.noun, change.fields)})
    return render_template(
        "desk/revision.html",
        revision=written,
        proposal=catalogue.proposal_of(session, number),
        changes=changes,
        total=len(keys),
        onward=first + SHOWN if first + SHOWN < len(keys) else None,
        refused=refused,
        reason=request.form.get("reason", ""),
    )
