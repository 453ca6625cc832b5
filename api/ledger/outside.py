"""Outside bodies' labels set beside our positions on the day of each list; none of them enters a score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, case, func, literal, or_, select
from sqlalchemy.orm import Session

from api.ledger.asof import AsOf, as_row, known
from api.models import Designation, Jurisdiction, Position
from api.rules.comparison import Outcome, compare
from api.rules.dates import certain_end, certain_start
from api.rules.designators import DESIGNATORS, key_of, name_of
from api.rules.history import certain_days
from api.rules.vocabulary import METHOD_VERSION, Category
from api.rules.yardsticks import YARDSTICKS, Side, side_of, yardstick_of

Plain = dict[str, Any]
NAMES = {term.key: term.label for term in DESIGNATORS}
_RANK = {outcome: str(place) for place, outcome in enumerate(Outcome)}
_LABEL = ("designator", "label", "name_as_printed", "listed_on", "removed_on", "disputed_by", "note")
_BODY = ("name", "slug", "kind", "state")
_POSITION = ("category", "policy_score", "coverage", "operative_category", "operative_score", "operative_low", "operative_high", "operator", "explanation_id")
_CANONICAL = func.coalesce(Jurisdiction.same_as, Jurisdiction.key)


def comparisons(session: Session, as_of: AsOf, designators: Iterable[str] | None = None) -> list[Plain]:
    """Every label given by the day asked about, beside the position on its own day, and whom a whole list does not name: three queries.

    The day asked about says which lists were out and which labels still stood; it moves no position.
    """
    wanted = None if designators is None else {name_of(key) for key in designators}
    days = _days(session, as_of)
    rows = [_compared(row, days, as_of) for row in _labels(session, as_of, days, wanted)] if days else []
    return rows + _unlisted(session, as_of, rows)


def _days(session: Session, as_of: AsOf) -> dict[str, date]:
    """The days of all lists that were out by the day asked about, by the day as stated."""
    stated = session.scalars(select(Designation.listed_on).where(known(Designation, as_of.revision)).distinct())
    days = {text: certain_start(text) for text in stated}
    return {text: day for text, day in days.items() if day <= as_of.on}


def _labels(session: Session, as_of: AsOf, days: dict[str, date], wanted: set[str] | None) -> list[Any]:
    """The labels with whom they name and where that body stood on the day of the label."""
    day = case({text: literal(day, Date) for text, day in days.items()}, value=Designation.listed_on)
    columns = [Designation.key, Designation.id.label("designation_id"), Designation.geoid, *(getattr(Designation, name) for name in _LABEL)]
    query = (
        select(*columns, _CANONICAL.label("canonical"), *(getattr(Jurisdiction, name) for name in _BODY), *(getattr(Position, name) for name in _POSITION))
        .join(Jurisdiction, Jurisdiction.key == Designation.geoid)
        .join(Position, Position.geoid == _CANONICAL)
        .where(*(known(model, as_of.revision) for model in (Designation, Jurisdiction, Position)), Designation.listed_on.in_(sorted(days)))
        .where(Position.method == METHOD_VERSION, _holding(day))
        .order_by(Designation.key)
    )
    return list(session.execute(query if wanted is None else query.where(Designation.designator.in_(sorted(wanted)))))


def _holding(day: Any) -> ColumnElement[bool]:
    return and_(Position.valid_from <= day, or_(Position.valid_until.is_(None), Position.valid_until > day))


def _compared(found: Any, days: dict[str, date], as_of: AsOf) -> Plain:
    row = as_row(found)
    key = key_of(row["designator"])
    side = side_of(yardstick_of(key), row["label"])
    ended = row["removed_on"] is not None and certain_end(row["removed_on"]) <= as_of.on
    status = {"day": days[row["listed_on"]], "status": "removed" if ended else "listed"}
    return _with_outcome(row | {"list": row["designator"], "designator": key} | status, side)


def _with_outcome(row: Plain, side: Side | None, outcome: Outcome | None = None) -> Plain:
    told = compare(side, policy=row["category"], operative=row["operative_category"])
    became = outcome or told.outcome
    rank = "/".join((_RANK[became], row["state"], row["slug"]))
    return row | {"side": side, "sanctuary": yardstick_of(row["designator"]).side is Side.LIMITS, "outcome": str(became), "agrees_by": None if outcome else told.agrees_by, "rank": rank}


def _unlisted(session: Session, as_of: AsOf, rows: list[Plain]) -> list[Plain]:
    """Who reads `sanctuary` by own rules on the day of a list that is held whole, is of a kind that it names, and is not on it."""
    editions = sorted({(row["designator"], row["day"]) for row in rows if yardstick_of(row["designator"]).complete})
    if not editions:
        return []
    columns = [Jurisdiction.key.label("geoid"), *(getattr(Jurisdiction, name) for name in _BODY), *(getattr(Position, name) for name in _POSITION)]
    query = (
        select(*columns, Position.valid_from, Position.valid_until)
        .join(Position, Position.geoid == Jurisdiction.key)
        .where(known(Jurisdiction, as_of.revision), known(Position, as_of.revision), Position.method == METHOD_VERSION)
        .where(Jurisdiction.same_as.is_(None), Position.category == Category.SANCTUARY, or_(*(_holding(day) for _, day in editions)))
        .order_by(Jurisdiction.key)
    )
    found = [as_row(row) for row in session.execute(query)]
    return [made for designator, day in editions for made in _missed(designator, day, rows, found)]


def _missed(designator: str, day: date, rows: list[Plain], found: list[Plain]) -> Iterable[Plain]:
    named = [row for row in rows if row["designator"] == designator and day in certain_days(row["listed_on"], row["removed_on"])]
    listed, kinds = {row["canonical"] for row in named}, {row["kind"] for row in named}
    nobody = dict.fromkeys((*_LABEL, "designation_id"))
    for body in found:
        stood = body["valid_from"] <= day and (body["valid_until"] is None or body["valid_until"] > day)
        if stood and body["kind"] in kinds and body["geoid"] not in listed:
            about = {"key": f"{designator}/{day}/{body['geoid']}", "canonical": body["geoid"], "designator": designator, "list": NAMES[designator], "day": day, "status": "not listed"}
            yield _with_outcome(nobody | body | about, yardstick_of(designator).side, Outcome.NOT_LISTED)


def summaries(rows: Iterable[Plain]) -> list[Plain]:
    """Per list: how many bodies it names, what became of each comparison, and how many were taken off or dispute the label."""
    lists: defaultdict[str, list[Plain]] = defaultdict(list)
    for row in rows:
        lists[row["designator"]].append(row)
    order = [yardstick.key for yardstick in YARDSTICKS]
    return [_summary(key, lists[key]) for key in sorted(lists, key=lambda key: (order.index(key) if key in order else len(order), key))]


def _summary(key: str, rows: list[Plain]) -> Plain:
    yardstick = yardstick_of(key)
    named = [row for row in rows if row["outcome"] != Outcome.NOT_LISTED]
    counts: dict[str, int | None] = {str(outcome): sum(row["outcome"] == outcome for row in rows) for outcome in Outcome}
    if not yardstick.complete:
        # Not looked for: who is missing here may have been named.
        counts[str(Outcome.NOT_LISTED)] = None
    return {
        "designator": key,
        "list": named[0]["list"],
        "measures": yardstick.measures,
        "sources": list(yardstick.sources),
        "side": yardstick.side,
        "complete": yardstick.complete,
        "first_day": min(row["day"] for row in named),
        "last_day": max(row["day"] for row in named),
        "named": len(named),
        "governments": len({row["canonical"] for row in named}),
        "own_sanctuary": sum(row["category"] == Category.SANCTUARY for row in named),
        **counts,
        **{f"agrees_{by}": sum(row["agrees_by"] == by for row in named) for by in ("own", "operative", "both")},
        "taken_off": sum(row["status"] == "removed" for row in named),
        "disputed": sum(row["disputed_by"] is not None for row in named),
    }
