"""Walk a list in any of its orders, page by page, and tell what left it since an earlier revision."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, or_
from sqlalchemy.orm import Session

from api.ledger.asof import AsOf, since
from api.ledger.pages import Asked, Mark, Page
from api.rules.refusals import ForeignCursor

Plain = dict[str, Any]
Condition = ColumnElement[bool]


@dataclass(frozen=True)
class Listing:
    """A list of the record: its rows at a moment, what has changed since another, its orders, and how a row is shown.

    `query` joins its tables by key alone; `within` picks the versions that are in the list at a moment;
    `loads` names what hangs on a row and how it is loaded where a question asks for it; `beside` names lists that are
    asked for all rows of a page at once, by their keys.
    """

    query: Any
    key: Any
    within: Callable[[AsOf], Condition]
    changed: Callable[[AsOf, AsOf], Condition]
    show: Callable[[Any], Plain]
    sorts: Mapping[str, Any] = field(default_factory=dict)
    loads: Mapping[str, Any] = field(default_factory=dict)
    beside: Mapping[str, Callable[[Session, Collection[str]], Mapping[str, list[Any]]]] = field(default_factory=dict)
    named: str = "key"


def page(session: Session, listing: Listing, as_of: AsOf, asked: Asked) -> Page:
    """A page of a list; with `since`, what changed after that revision, and what left the list as `removed`."""
    here = listing.within(as_of)
    condition = here if asked.since is None else _changed(listing, since(session, asked.since, as_of), as_of)
    column, ordered, further = _order(listing, asked)
    counted = listing.query.with_only_columns(func.count(), maintain_column_froms=True).where(condition)
    total = (session.scalar(counted) or 0) if asked.counted else None
    query = listing.query.add_columns(listing.key.label("_key"), column.label("_sorted"), *([] if asked.since is None else [not_(here).label("_gone")]))
    options = [load for name, load in listing.loads.items() if asked.shows(name)]
    found = session.execute(query.options(*options).where(condition, *further).order_by(*ordered).limit(asked.limit + 1)).all()
    rows = [_shown(listing, row, asked) for row in found]
    for name, ask in listing.beside.items():
        if asked.shows(name):
            lists = ask(session, [row[listing.named] for row in rows])
            rows = [row if row.get("removed") else row | {name: lists.get(row[listing.named], [])} for row in rows]
    return asked.page(rows, [Mark(row._mapping["_sorted"], row._mapping["_key"]) for row in found], total)


def _shown(listing: Listing, row: Any, asked: Asked) -> Plain:
    if asked.since is None:
        return listing.show(row)
    if row._mapping["_gone"]:
        return {listing.named: row._mapping["_key"], "removed": True}
    return listing.show(row) | {"removed": False}


def _changed(listing: Listing, then: AsOf, now: AsOf) -> Condition:
    """Rows in the list that changed after a moment or were not in it then, and rows that were in it then and are no more."""
    here, there = listing.within(now), listing.within(then)
    keys = listing.query.with_only_columns(listing.key, maintain_column_froms=True).correlate(None)
    entered, left = listing.key.not_in(keys.where(there)), listing.key.not_in(keys.where(here))
    return or_(and_(here, or_(listing.changed(then, now), entered)), and_(there, left))


def _order(listing: Listing, asked: Asked) -> tuple[Any, list[Any], list[Condition]]:
    """The column sorted by, the order, and what follows the page before; unknown values come last, equals in order of keys."""
    name = (asked.sort or listing.named).removeprefix("-")
    column = listing.key if name == listing.named else listing.sorts[name]
    down = (asked.sort or "").startswith("-")
    key = listing.key
    if name == listing.named:
        further = [] if asked.after is None else [key < asked.after.key if down else key > asked.after.key]
        return column, [key.desc() if down else key], further
    ordered = [column.is_(None), column.desc() if down else column, key]
    return column, ordered, [] if asked.after is None else [_beyond(column, key, asked.after, down=down)]


def _beyond(column: Any, key: Any, mark: Mark, *, down: bool) -> Condition:
    if mark.value is None:
        return and_(column.is_(None), key > mark.key)
    value = _of_type(column, mark.value)
    return or_(column < value if down else column > value, and_(column == value, key > mark.key), column.is_(None))


def _of_type(column: Any, value: Any) -> Any:
    """The value of a mark as its column holds it; raises ForeignCursor for one that no page gave out."""
    kind = column.type.python_type
    if kind is date and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise ForeignCursor from error
    numbers = kind in {int, float} and isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 2**53
    if not (numbers or (kind is str and isinstance(value, str))):
        raise ForeignCursor
    return value


