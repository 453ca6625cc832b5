"""Up to six places side by side, on a day and over time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from flask import redirect, render_template, request
from sqlalchemy.orm import Session

from api.db import db
from api.ledger import comparisons, profiles
from api.ledger.asof import AsOf
from api.ledger.comparisons import MOST, Chosen
from api.ledger.jurisdictions import folded
from api.pages import chart
from api.pages.asked import Asked, read_asked
from api.pages.blueprint import pages
from api.pages.search import named
from api.pages.words import category_label
from api.rules import dates
from api.rules.legend import LEGEND
from api.rules.names import state_code
from api.rules.refusals import BadDate

Plain = dict[str, Any]
FIRST = date(2021, 1, 1)
OFFERED = 12
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the address of a comparison asks for: the ids, those beyond the most, and the first day shown."""

    ids: tuple[str, ...]
    beyond: tuple[str, ...]
    start: date
    clocks: Mapping[str, str]

    def address(self, ids: Sequence[str]) -> str:
        """The same comparison of other places."""
        first = {} if self.start == FIRST else {"from": self.start.isoformat()}
        asked = {"ids": ",".join(ids)} if ids else {}
        query = urlencode({**asked, **first, **self.clocks}, safe=",", quote_via=quote)
        return f"/compare?{query}" if query else "/compare"


@pages.get("/compare")
def compare() -> Any:
    """Compare the places that the address names; a name to be added leads to the address with it, or to a choice."""
    session = db.session
    asked = read_asked(session, request.args)
    wanted = read_comparison(request.args, asked)
    chosen = comparisons.choose(session, wanted.ids, asked.as_of) if wanted.ids else Chosen([], [], [])
    added = request.args.get("add", "").strip()[:LONGEST]
    offered = offer(session, added, asked.as_of) if added else []
    slugs = [row["slug"] for row in chosen.rows]
    if len(offered) == 1 and len(slugs) < MOST:
        return redirect(wanted.address([*slugs, *(row["slug"] for row in offered if row["slug"] not in slugs)]), code=303)
    told = comparisons.compare(session, chosen.rows, asked.as_of, start=wanted.start) if chosen.rows else None
    return render_template(
        "compare.html",
        asked=asked,
        wanted=wanted,
        chosen=chosen,
        slugs=slugs,
        added=added,
        offered=offered,
        most=MOST,
        told=told,
        drawn=_drawn(told, wanted, asked),
        shown=_shown(told),
        sentences=[profiles.sentences(place, place["profile"], asked.as_of)["sentence"] for place in told["places"]] if told else [],
    )


def read_comparison(args: Mapping[str, str], asked: Asked) -> Comparison:
    """Read the ids, at most six, and the first day of the bands."""
    parts = [part.strip().lower()[:LONGEST] for part in args.get("ids", "").split(",")]
    ids = list(dict.fromkeys(part for part in parts if part and "\0" not in part))
    clocks = {"on": asked.on.isoformat(), "revision": str(asked.revision)}
    return Comparison(tuple(ids[:MOST]), tuple(ids[MOST:]), _start(args.get("from", ""), asked), {name: clocks[name] for name in asked.named})


def _start(text: str, asked: Asked) -> date:
    """The first day of the bands: a day or a year that has been, else the first of the years of complete lists."""
    try:
        start = dates.PartialDate.parse(text, field="from").first
    except BadDate:
        return FIRST
    return start if dates.FIRST_DAY <= start < asked.today else FIRST


def offer(session: Session, words: str, as_of: AsOf) -> list[Plain]:
    """The places that a name can mean, the most populous first: one alone where it is an id or fits one name exactly."""
    name, _, state = words.partition(",")
    code = state_code(state.strip()) if state else None
    found = named(session, f"{name}, {code}" if code else words, as_of).rows
    exact = [row for row in found if folded(row["name"]) == folded(words)]
    return exact if len(exact) == 1 else found[:OFFERED]


def _drawn(told: Plain | None, wanted: Comparison, asked: Asked) -> Plain | None:
    """The bands of every place, and the years under them."""
    if told is None:
        return None
    frame = chart.Frame(wanted.start, max(asked.today, asked.on) + timedelta(days=1))
    through = asked.as_of.evidence_through
    marks = [(day, words) for day, words in ((told["complete_from"], "lists begin"), (through, "newest list")) if day]
    bands = [{side: _band(place, side, number, frame) for side in ("operative_category", "category")} for number, place in enumerate(told["places"])]
    return {"bands": bands, "axis": chart.axis(frame, marks), "frame": frame}


def _shown(told: Plain | None) -> list[str]:
    """The categories in the bands, in the order of the scale."""
    used = {period[side] for place in (told or {"places": []})["places"] for period in place["periods"] for side in ("operative_category", "category")}
    return [entry.key for entry in LEGEND if entry.key in used]


def _band(place: Plain, side: str, number: int, frame: chart.Frame) -> Any:
    stretches = _merged(place["periods"], side)
    what = "What applies to" if side == "operative_category" else "Own policy of"
    said = "; ".join(f"{stretch.label} from {max(stretch.start, frame.start)}" for stretch in stretches)
    return chart.band(stretches, frame, name=f"band-{number}-{side.replace('_', '-')}", title=f"{what} {place['title']} over time", description=said)


def _merged(periods: Sequence[Plain], side: str) -> list[chart.Stretch]:
    """The periods of one of the two positions, neighbours with one word as one."""
    made: list[chart.Stretch] = []
    for period in periods:
        start = period["valid_from"]
        if made and made[-1].category == period[side]:
            start = made.pop().start
        made.append(chart.Stretch(start, period["valid_until"], period[side], category_label(period[side])))
    return made
