"""Keyset pages of a list: a cursor names where the page before ended and the question it belongs to."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import orjson

from api.rules.refusals import ForeignCursor

# What does not change which rows a question has, or in which order.
_ASIDE = ("limit", "cursor", "wanted")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, how many rows the whole list has (None: not counted), and the cursor of the next page."""

    rows: list[dict[str, Any]]
    total: int | None
    next: str | None


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a page ends: what the list is sorted by in its last row, and that row's key."""

    value: Any
    key: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page of which question: the limit, where the page before ended, the order, and what to show."""

    question: str
    limit: int
    after: Mark | None = None
    sort: str | None = None
    since: str | None = None
    only: frozenset[str] | None = None
    counted: bool = True

    @classmethod
    def read(cls, what: str, params: Mapping[str, Any], *, limit: int, cursor: str | None) -> Asked:
        """Read what is asked of a list; raises ForeignCursor where the cursor belongs to another question."""
        filters = {name: value for name, value in params.items() if name not in _ASIDE}
        question = hashlib.sha256(orjson.dumps([what, filters], option=orjson.OPT_SORT_KEYS)).hexdigest()[:12]
        only = frozenset(params["wanted"]) if params.get("wanted") else None
        return cls(question, limit, _mark(question, cursor) if cursor is not None else None, params.get("sort"), params.get("updated_since"), only)

    def next(self, cursor: str) -> Asked:
        """The page after this one, of which the rows are not counted again."""
        return replace(self, after=_mark(self.question, cursor), counted=False)

    def shows(self, field: str) -> bool:
        """Whether a field of the rows is asked for."""
        return self.only is None or field in self.only

    def page(self, rows: list[dict[str, Any]], marks: list[Mark], total: int | None) -> Page:
        """Cut a result that was fetched one row longer than the page."""
        more = len(rows) > self.limit
        return Page(rows[: self.limit], total, self._cursor(marks[self.limit - 1]) if more else None)

    def _cursor(self, mark: Mark) -> str:
        text = self.question.encode() + orjson.dumps([mark.value, mark.key])
        return base64.urlsafe_b64encode(text).decode().rstrip("=")


def _mark(question: str, cursor: str) -> Mark:
    try:
        text = base64.urlsafe_b64decode(cursor.encode() + b"==")
        value, key = orjson.loads(text.removeprefix(question.encode()))
    except (binascii.Error, UnicodeError, ValueError, TypeError) as error:
        raise ForeignCursor from error
    if not isinstance(key, str) or "\0" in f"{value}{key}" or not isinstance(value, str | int | float | None):
        raise ForeignCursor
    return Mark(value, key)


def cut(rows: list[dict[str, Any]], asked: Asked, *, by: str, key: str = "key") -> Page:
    """A page of rows that were made rather than stored, in order of a field and then of their keys, or in the reverse of it."""
    down = (asked.sort or "").startswith("-")

    def place(row: dict[str, Any]) -> tuple[str, str]:
        return row[by], row[key]

    ordered = sorted(rows, key=place, reverse=down)
    if asked.after is not None:
        if not isinstance(asked.after.value, str):
            raise ForeignCursor
        mark = (asked.after.value, asked.after.key)
        ordered = [row for row in ordered if (place(row) < mark if down else place(row) > mark)]
    found = ordered[: asked.limit + 1]
    return asked.page(found, [Mark(row[by], row[key]) for row in found], len(rows))
