"""An act, directive or ruling of a state, and the floors and ceilings its clauses set."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.models.base import Base, Recorded
from api.models.source import Citation


class StateLaw(Recorded):
    """A state law with its timeline; a bill not enacted has events and no clauses.

    `confirmed` is the day on which a second reader found its own text, or a court's or an office's publication of it, to bear out
    citation, first day and clauses; `confirmation` says what was read, or what is missing for it.
    """

    __tablename__ = "state_law"

    state: Mapped[str]
    citation: Mapped[str]
    name: Mapped[str]
    instrument: Mapped[str]
    direction: Mapped[str]
    summary: Mapped[str]
    penalties: Mapped[str | None]
    confirmed: Mapped[str | None]
    confirmation: Mapped[str | None]
    events: Mapped[list[Any]]

    clauses: Mapped[list[LawClause]] = relationship(lazy="raise", order_by="LawClause.position")
    citations: Mapped[list[Citation]] = relationship(lazy="raise", order_by="Citation.id")

    @classmethod
    def more_table_args(cls) -> tuple[Any, ...]:
        """Look-up by state."""
        return (Index(None, "state"),)


class LawClause(Base):
    """A floor or a ceiling on one dimension, whom it binds, and when it is in force."""

    __tablename__ = "law_clause"

    id: Mapped[int] = mapped_column(primary_key=True)
    state_law_id: Mapped[int] = mapped_column(ForeignKey("state_law.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    dimension: Mapped[str]
    bound: Mapped[str]
    level: Mapped[int]
    duty: Mapped[str | None]
    deadline: Mapped[str | None]
    binds: Mapped[list[Any]]
    exempts: Mapped[list[Any]]
    words: Mapped[str]
    valid_from: Mapped[str]
    start_uncertain: Mapped[bool]
    valid_until: Mapped[str | None]
    suspended: Mapped[list[Any]]

    citations: Mapped[list[Citation]] = relationship(lazy="raise", order_by="Citation.id")

    __table_args__: Any = (CheckConstraint("level BETWEEN -2 AND 2", name="level_on_scale"),)
