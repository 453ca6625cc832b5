"""When a missing value means that it is not known, and when it means that there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]


def always(_row: Row) -> bool:
    """There is a value, and it is not known."""
    return True


def governed(row: Row) -> bool:
    """Where a body has no government of its own, it has no score; elsewhere a missing score is not known."""
    return bool(row["category"] != "no_government")


def governed_in_effect(row: Row) -> bool:
    """The same for the operative position."""
    return bool(row["operative_category"] != "no_government")


def unsettled(row: Row) -> bool:
    """Where rules contradict each other there is a range and no single score; elsewhere a missing score is not known."""
    return governed_in_effect(row) and row["operative_low"] is None
