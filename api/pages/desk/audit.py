"""Who did what, and when."""

from flask import render_template, request

from api.auth import guarded
from api.db import db
from api.ledger import curators, deeds
from api.pages.desk.blueprint import desk

FILTERS = ("curator", "action", "target")


@desk.get("/audit")
@guarded("read")
def audit() -> str:
    """Show the deeds of curators, newest first."""
    asked = {name: request.args.get(name, "").strip()[:200] for name in FILTERS}
    before = request.args.get("before", type=int)
    acts = deeds.listing(db.session, curator=asked["curator"], action=asked["action"], target=asked["target"], before=before if before and before < 2**31 else None)
    names = [curator.name for curator in curators.listing(db.session)]
    return render_template("desk/audit.html", acts=acts, asked=asked, names=names, actions=deeds.actions(db.session), later=before is not None)
