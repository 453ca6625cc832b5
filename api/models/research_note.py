"""What was tried: where something was looked for on a day, and what was found, so that a gap is told from a question nobody asked."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped

from api.models.base import Recorded


class ResearchNote(Recorded):
    """One search for what a jurisdiction says and does.

    `dimensions` are those that were looked for (empty: all that were open); `searches` is how many look-ups were made (null: not counted);
    `searcher` says whether a curator or a program looked, never a private person's name.
    """

    __tablename__ = "research_note"

    jurisdiction: Mapped[str]
    searched: Mapped[str]
    dimensions: Mapped[list[Any]]
    looked_in: Mapped[str]
    searches: Mapped[int | None]
    found: Mapped[str]
    searcher: Mapped[str]
