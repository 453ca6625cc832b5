"""Pages of a long list: where the address says that one begins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request

from api.ledger.pages import Asked as Question
from api.rules.refusals import ForeignCursor

BEGUN_ANEW = "This is the beginning of the list: the address names a place in another list."


def read_question(what: str, params: Mapping[str, Any], *, limit: int) -> tuple[Question, str | None]:
    """The part of a list that an address asks for, from the beginning (with a notice) where its cursor belongs to another list."""
    cursor = request.args.get("cursor") or None
    try:
        return Question.read(what, params, limit=limit, cursor=cursor), None
    except ForeignCursor:
        return Question.read(what, params, limit=limit, cursor=None), BEGUN_ANEW
