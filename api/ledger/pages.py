"""Keyset pages of a list: a cursor names the last key and the question it belongs to."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from api.rules.refusals import ForeignCursor


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, how many rows the whole list has, and the cursor of the next page."""

    rows: list[dict[str, Any]]
    total: int
    next: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Which page of which question: the limit, and where the page before ended."""

    question: str
    limit: int
    after: str | None

    @classmethod
    def read(cls, what: str, filters: Mapping[str, Any], *, limit: int, cursor: str | None) -> Asked:
        """Read a cursor; raises ForeignCursor where it belongs to another question."""
        question = hashlib.sha256(orjson.dumps([what, filters], option=orjson.OPT_SORT_KEYS)).hexdigest()[:12]
        if cursor is None:
            return cls(question, limit, None)
        try:
            asked, after = base64.urlsafe_b64decode(cursor.encode() + b"==").decode().split(" ", 1)
        except (binascii.Error, UnicodeError, ValueError) as error:
            raise ForeignCursor from error
        if asked != question or "\0" in after:
            raise ForeignCursor
        return cls(question, limit, after)

    def page(self, rows: list[dict[str, Any]], total: int, *, key: str = "key") -> Page:
        """Cut a result that was fetched one row longer than the page."""
        shown = rows[: self.limit]
        more = len(rows) > self.limit
        mark = f"{self.question} {shown[-1][key]}" if more else ""
        return Page(shown, total, base64.urlsafe_b64encode(mark.encode()).decode().rstrip("=") if more else None)
