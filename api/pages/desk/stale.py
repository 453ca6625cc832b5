"""Claims whose sources nobody has looked at for long, each leading to its form."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from flask import render_template, request

from api.auth import guarded
from api.db import db
from api.ledger import staleness
from api.ledger.asof import today
from api.pages.desk.blueprint import desk
from api.pages.paging import read_question
from api.rules import dates
from api.rules.refusals import BadDate
from api.rules.staleness import INTERVALS, SORTS, last_day
from api.rules.states import USPS

ROWS = 50
ORDERS = dict(zip(SORTS, ("Longest unchecked first", "Most residents first"), strict=True))


@desk.get("/stale")
@guarded("read")
def stale() -> str:
    """List the stale claims, narrowed by kind and state; on a later day, those that will be."""
    session = db.session
    noun, state, sort = (request.args.get(name, "") for name in ("noun", "state", "sort"))
    on, notice = _day(request.args.get("on", ""))
    asked = {"noun": noun if noun in INTERVALS else "", "state": state if state in USPS else "", "sort": sort if sort in SORTS else SORTS[0]}
    question, moved = read_question("stale", {**asked, "on": on.isoformat()}, limit=ROWS)
    found = staleness.listing(session, question, on, noun=asked["noun"] or None, state=asked["state"] or None)
    given = asked | ({"on": on.isoformat()} if on != today() else {})
    return render_template(
        "desk/stale.html",
        asked=asked,
        on=on,
        today=today(),
        notice=notice or moved,
        found=found,
        counts=staleness.counts(session, on),
        intervals=INTERVALS,
        before={name: last_day(name, on) for name in INTERVALS},
        states=sorted(USPS),
        orders=ORDERS,
        here="/desk/stale?" + urlencode({name: value for name, value in given.items() if value}),
    )


def _day(text: str) -> tuple[date, str | None]:
    """The day asked about, today where it cannot be read."""
    now = today()
    try:
        return (dates.day(text, today=now) if text else now), None
    except BadDate as refusal:
        return now, f"This is today: the day in the address cannot be shown. {refusal.fix}"
