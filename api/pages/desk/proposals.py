"""The proposals: those open first, one's own, those to review, and what became of the others."""

from __future__ import annotations

from flask import render_template, request
from sqlalchemy.orm import Session

from api.auth import asking, guarded
from api.db import db
from api.ledger import catalogue
from api.ledger import proposals as ledger
from api.models import Proposal
from api.pages.desk.blueprint import desk
from api.rules.numbers import number_of

SHOWN = 50


@desk.get("/proposals")
@guarded("read")
def proposals() -> str:
    """Show the proposals by what is to be done with them."""
    session, who = db.session, asking()
    open_ones = [row for state in ledger.OPEN for row in ledger.listing(session, state)]
    before = number_of(request.args.get("before", ""))
    closed = decided(session, before)
    groups = {
        "To review": [row for row in open_ones if row.state == "proposed" and row.curator_id != who.id],
        "Mine, open": [row for row in open_ones if row.curator_id == who.id],
        "Drafts of others": [row for row in open_ones if row.state == "draft" and row.curator_id != who.id],
        "Decided": closed[:SHOWN],
    }
    people = catalogue.people(session, {id for rows in groups.values() for row in rows for id in (row.curator_id, row.reviewer_id) if id})
    return render_template("desk/proposals.html", groups=groups, people=people, onward=closed[SHOWN - 1].id if len(closed) > SHOWN else None, later=before is not None)


def decided(session: Session, before: int | None) -> list[Proposal]:
    """Published and withdrawn proposals, newest first: one more than are shown."""
    query = ledger.listed().where(Proposal.state.not_in(ledger.OPEN))
    return list(session.scalars((query.where(Proposal.id < before) if before is not None else query).limit(SHOWN + 1)))


@desk.app_template_filter("about")
def about(proposal: Proposal) -> str:
    """What a proposal is about: its entries, the first few by key."""
    keys = [f"{noun.replace('_', ' ')} {key}" for noun, items in proposal.entries.items() for key in items]
    return ", ".join(keys[:3]) + (f" and {len(keys) - 3:,} more" if len(keys) > 3 else "")
