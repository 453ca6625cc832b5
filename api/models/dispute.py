"""A claim of the record that public bodies or published reports contradict: each side with its source."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from api.models.base import Recorded


class Dispute(Recorded):
    """Which entry is disputed, in what, since when, and what each side says; shown wherever the entry is.

    `sides` holds two or more of `{by, words, source}`. A dispute settles nothing: positions rest on the entry as it stands.
    """

    __tablename__ = "dispute"

    noun: Mapped[str]
    entry: Mapped[str]
    question: Mapped[str]
    since: Mapped[str]
    settled: Mapped[str | None]
    outcome: Mapped[str | None]
    sides: Mapped[list[Any]]

    @classmethod
    def more_table_args(cls) -> tuple[Any, ...]:
        """Look-up by the entry."""
        return (Index(None, "entry"),)
