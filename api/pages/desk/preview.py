"""What a proposal would do to positions, before it does: whose, on which days, from what to what, and a map of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import cos, pi, sin
from typing import Any

import orjson
from flask import current_app, render_template, request
from markupsafe import Markup
from sqlalchemy.orm import Session

from api.auth import guarded
from api.db import db
from api.ledger import jurisdictions, previews
from api.ledger import proposals as ledger
from api.ledger.asof import resolve, today
from api.ledger.jurisdictions import Filters
from api.ledger.maps import LAYERS
from api.ledger.pages import Asked as Question
from api.ledger.previews import Moved, Stretch
from api.pages.desk.blueprint import desk
from api.pages.outline import Area, outline
from api.pages.words import category_label, day_words
from api.rules.dates import FIRST_DAY, ONE_DAY, PartialDate
from api.rules.refusals import BadDate, BadInput, Conflict, MissingSource, NotReady
from api.vintage import Vintage

SHOWN = 40
MAPS = 4
_MOST_COUNTIES = 400
_MOST_DOTS = 500
# In degrees: small on a map of a state, and still to be seen.
_DOT = 0.12


@desk.get("/proposals/<int(max=999999999):id>/preview")
@guarded("read")
def preview(id: int) -> str:
    """Show the positions that a proposal would move."""
    found = ledger.get(db.session, id)
    moved: tuple[Moved, ...] = ()
    refused = None
    if found.state in ledger.OPEN:
        try:
            with db.writing() as session:
                moved = previews.preview(session, found.entries).moved
        except (BadInput, Conflict, MissingSource) as refusal:
            refused = refusal
    on = _day(request.args.get("on", ""), moved)
    first = max(request.args.get("from", 0, type=int), 0)
    return render_template(
        "desk/preview.html",
        proposal=found,
        open=found.state in ledger.OPEN,
        moved=moved[first : first + SHOWN],
        total=len(moved),
        onward=first + SHOWN if first + SHOWN < len(moved) else None,
        refused=refused,
        on=on,
        maps=_maps(db.session, moved, on),
        turns=sorted({span.start for body in moved for span in body.spans if span.start >= FIRST_DAY})[-12:],
    )


def _day(text: str, moved: Sequence[Moved]) -> date:
    """The day of the map: the one asked for; else today where anything moves today, else the newest day on which anything does."""
    try:
        return min(max(PartialDate.parse(text).first, FIRST_DAY), today().replace(year=today().year + 4))
    except BadDate:
        spans = [span for body in moved for span in body.spans]
        if any(_holds(span, today()) for span in spans) or not spans:
            return today()
        newest = max(spans, key=lambda span: span.start)
        return max(newest.start, FIRST_DAY) if newest.until is None or newest.until > FIRST_DAY else (newest.until or FIRST_DAY) - ONE_DAY


def _holds(span: Stretch, day: date) -> bool:
    return span.start <= day and (span.until is None or day < span.until)


def _maps(session: Session, moved: Sequence[Moved], on: date) -> list[dict[str, Any]]:
    """For each of the first few states where anything moves on a day: its counties, with the bodies that move outlined."""
    there = {body.geoid: (body, span) for body in moved for span in body.spans if _holds(span, on) and span.after}
    states = list(dict.fromkeys(body.state for body, _ in there.values()))
    drawn = []
    for state in states[:MAPS]:
        bodies = [(body, span) for body, span in there.values() if body.state == state]
        drawn.append({"state": state, "svg": _map(session, state, bodies, on), "names": [(body.name, _said(span)) for body, span in bodies]})
    return drawn


def _map(session: Session, state: str, bodies: Sequence[tuple[Moved, Stretch]], on: date) -> Markup | None:
    """A map of one state; none before a vintage is built, which the rest of the page does not need."""
    as_of = resolve(session, on=on.isoformat())
    counties = jurisdictions.listing(session, as_of, Filters(state=state, kinds=LAYERS["counties"]), Question("preview", _MOST_COUNTIES)).rows
    moving = {body.geoid: span for body, span in bodies}
    try:
        vintage = Vintage.current(current_app.config["SETTINGS"].vintages)
        shapes = vintage.shapes("counties", "low", [row["id"] for row in counties])
        places = vintage.shapes("places", "low", [body.geoid for body, _ in bodies if body.geoid not in shapes][:200])
    except NotReady:
        return None
    still = [Area(shapes[row["id"]].geometry, row["operative_category"], f"{row['name']}: {category_label(row['operative_category'])}") for row in counties if row["id"] in shapes and row["id"] not in moving]
    drawn = {geoid: shape.geometry for geoid, shape in {**shapes, **places}.items()}
    drawn |= {geoid: _dot(*point) for geoid, point in jurisdictions.points(session, set(list(moving)[:_MOST_DOTS]) - set(drawn), as_of).items()}
    changed = [Area(drawn[body.geoid], _after(span), f"{body.name}: {_said(span)}", marked=True) for body, span in bodies if body.geoid in drawn]
    return outline([*still, *changed], name=f"map-{state.lower()}", title=f"What applies in {state} on {day_words(on)} if this is published", description="Bodies that move are outlined; the list below the map names them.")


def _dot(lon: float, lat: float) -> str:
    """A small eight-sided area around a point, for a body without an outline."""
    ring = [[lon + _DOT * cos(step * pi / 4), lat + _DOT * 0.85 * sin(step * pi / 4)] for step in range(9)]
    return orjson.dumps({"type": "Polygon", "coordinates": [ring]}).decode()


def _after(span: Stretch) -> str:
    return str(span.after["operative_category"]) if span.after else "insufficient_evidence"


def _said(span: Stretch) -> str:
    """What changes for a body, in words: what applies, its own policy, or neither category."""
    words = [f"{name} {said}" for name, side in (("what applies:", "operative_category"), ("own policy:", "category")) if (said := _turn(span, side))]
    return "; ".join(words) or f"{category_label(_after(span))} as before, with another score or another reason"


def _turn(span: Stretch, side: str) -> str | None:
    before, after = (category_label(row[side]) if row else "no position" for row in (span.before, span.after))
    return None if before == after else f"{before}, then {after}"
