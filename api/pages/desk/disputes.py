"""The disputes of the record, the open ones first."""

from __future__ import annotations

from flask import render_template, request

from api.auth import guarded
from api.db import db
from api.ledger import disputes as ledger
from api.ledger.asof import resolve
from api.ledger.pages import Asked
from api.pages.desk.blueprint import desk
from api.rules.disputes import STATUSES

SHOWN = 500


@desk.get("/disputes")
@guarded("read")
def disputes() -> str:
    """List the disputes that are open, or settled; each leads to its form."""
    wanted = request.args.get("status", "open")
    status = wanted if wanted in {term.key for term in STATUSES} else None
    found = ledger.disputes(db.session, resolve(db.session), Asked("desk", SHOWN, sort="-since"), status=status)
    return render_template("desk/disputes.html", found=found, status=status, statuses=STATUSES)
