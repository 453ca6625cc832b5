"""How two people coded the same words, each without the other: the test of the coding rules."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from api.models.base import Recorded


class Coding(Recorded):
    """One dimension of one instrument as the first and the second reader coded it (null: not spoken of), and what was settled on.

    Without a dimension: both found that the instrument speaks of none. `readers` says who they were. The instrument need not be in the record; what two readers could not agree on is left out of it.
    """

    __tablename__ = "coding"

    instrument: Mapped[str]
    title: Mapped[str]
    dimension: Mapped[str | None]
    first: Mapped[int | None]
    second: Mapped[int | None]
    settled: Mapped[int | None]
    reason: Mapped[str | None]
    coded: Mapped[str]
    readers: Mapped[str]
