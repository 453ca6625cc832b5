"""The queue of readers' corrections, and one beside what the record says."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from flask import make_response, redirect, render_template, request, url_for

from api.auth import asking, guarded
from api.db import db
from api.ledger import corrections as ledger
from api.ledger import targets
from api.ledger.asof import resolve
from api.ledger.targets import Target
from api.pages.desk.blueprint import desk
from api.rules.numbers import number_of
from api.rules.refusals import AlreadyDecided, BadValue, Refusal, UnknownRecord

SHOWN = 100


@desk.get("/corrections")
@guarded("read")
def corrections() -> str:
    """List corrections in a state, the oldest first."""
    state = request.args.get("state", ledger.OPEN)
    chosen = state if state in ledger.STATES else None
    rows = ledger.listing(db.session, chosen, after=number_of(request.args.get("after", "")) or 0, limit=SHOWN + 1)
    following = rows[SHOWN - 1].id if len(rows) > SHOWN else None
    return render_template("desk/corrections.html", rows=rows[:SHOWN], chosen=chosen, states=ledger.STATES, following=following)


@desk.get("/corrections/<int:id>")
@guarded("read")
def correction(id: int) -> Any:
    """Show one, and what the record says of its target."""
    return _shown(id)


@desk.post("/corrections/<int:id>")
@guarded("publish")
def close_correction(id: int) -> Any:
    """Accept or decline one with a public answer."""
    state, answer, proposal = (request.form.get(name, "").strip() for name in ("state", "answer", "proposal"))
    try:
        with db.writing() as session:
            ledger.close(session, asking(), id, state=state, answer=answer, proposal_id=_number(proposal))
    except (AlreadyDecided, BadValue, UnknownRecord) as refusal:
        return _shown(id, refusal=refusal, status=409 if isinstance(refusal, AlreadyDecided) else 400)
    return redirect(url_for("desk.correction", id=id), 303)


def _number(text: str) -> int | None:
    """The number of a proposal, if one is given; raises BadValue."""
    if not text:
        return None
    number = number_of(text)
    if number is None:
        raise BadValue("This is no number of a proposal.", field="key", fix="Give the number alone, or leave the field empty.")
    return number


def _shown(id: int, *, refusal: Refusal | None = None, status: int = 200) -> Any:
    """The page of one, with what is wrong beside the field of the form at fault and everything typed kept."""
    session = db.session
    (row,) = ledger.as_rows(session, [ledger.get(session, id)])
    target = targets.find(session, row["target"], resolve(session))
    return make_response(render_template("desk/correction.html", row=row, target=target, change=_change(target, id), refusal=refusal, typed=request.form), status)


def _change(target: Target | None, id: int) -> str:
    """Where a curator makes the change that settles a correction: the form of the entry, or the records of the place."""
    settles = {"settles": f"correction:{id}"}
    if target and target.noun and target.noun != "jurisdiction" and target.key:
        return f"/desk/records/{target.noun}/{quote(target.key, safe='')}?{urlencode(settles)}"
    place = {"jurisdiction": target.place} if target and target.place else {}
    return f"/desk/records?{urlencode(place | settles)}"
