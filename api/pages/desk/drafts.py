"""Claims that were met without a source: what is missing before they can be proposed."""

from __future__ import annotations

from flask import render_template, request

from api.auth import guarded
from api.db import db
from api.ledger import queues
from api.pages.desk.blueprint import desk


@desk.get("/drafts")
@guarded("read")
def drafts() -> str:
    """List the claims without a source, narrowed by noun and state."""
    whole = queues.drafts(db.session)
    nouns, states = (sorted({getattr(draft, name) for draft in whole} - {None}) for name in ("noun", "state"))
    noun, state = (value if value in known else "" for value, known in ((request.args.get("noun", ""), nouns), (request.args.get("state", ""), states)))
    found = [draft for draft in whole if (not noun or draft.noun == noun) and (not state or draft.state == state)]
    return render_template("desk/drafts.html", drafts=found, total=len(whole), nouns=nouns, states=states, noun=noun, state=state)
