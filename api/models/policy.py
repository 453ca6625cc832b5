"""A local instrument and what its clauses say."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.models.base import Base, Recorded
from api.models.source import Citation


class Policy(Recorded):
    """An ordinance, order, rule, decree or practice of one body of a jurisdiction."""

    __tablename__ = "policy"

    jurisdiction: Mapped[str]
    body: Mapped[str]
    instrument: Mapped[str]
    title: Mapped[str]
    number: Mapped[str | None]
    binding: Mapped[bool]
    adopted: Mapped[str | None]
    effective: Mapped[str | None]
    ended: Mapped[str | None]
    ended_by: Mapped[str | None]
    summary: Mapped[str]
    note: Mapped[str | None]

    clauses: Mapped[list[PolicyClause]] = relationship(lazy="raise", order_by="PolicyClause.position")
    citations: Mapped[list[Citation]] = relationship(lazy="raise", order_by="Citation.id")

    @classmethod
    def more_table_args(cls) -> tuple[Any, ...]:
        """Look-up by jurisdiction."""
        return (Index(None, "jurisdiction"),)


class PolicyClause(Base):
    """What one clause of an instrument says of one dimension, and from when to when."""

    __tablename__ = "policy_clause"

    id: Mapped[int] = mapped_column(primary_key=True)
    policy_id: Mapped[int] = mapped_column(ForeignKey("policy.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    dimension: Mapped[str]
    level: Mapped[int]
    basis: Mapped[str]
    decides: Mapped[bool]
    words: Mapped[str]
    valid_from: Mapped[str]
    start_uncertain: Mapped[bool]
    valid_until: Mapped[str | None]
    until_by: Mapped[str | None]

    citations: Mapped[list[Citation]] = relationship(lazy="raise", order_by="Citation.id")

    __table_args__: Any = (CheckConstraint("level BETWEEN -2 AND 2", name="level_on_scale"),)
