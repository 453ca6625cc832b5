"""What happened, told from the entries of the record: derived, like a position, and never exported."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from api.models.base import Recorded


class Change(Recorded):
    """One dated change: the entry that tells it, its date as stated with the days it can lie on, and a sentence."""

    __tablename__ = "change"

    noun: Mapped[str]
    entry: Mapped[str]
    kind: Mapped[str]
    date: Mapped[str]
    earliest: Mapped[dt.date]
    latest: Mapped[dt.date]
    state: Mapped[str | None]
    jurisdiction: Mapped[str | None]
    sentence: Mapped[str]
    note: Mapped[str | None]
    sources: Mapped[list[Any]]

    @classmethod
    def more_table_args(cls) -> tuple[Any, ...]:
        """Look-up by jurisdiction, and by noun for those who write them anew."""
        return (Index(None, "jurisdiction"), Index(None, "noun"))
