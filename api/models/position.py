"""What the method concludes for a jurisdiction over a stretch of days, as known from one revision to another."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base


class Explanation(Base):
    """The reasons of a position, stored once however many jurisdictions share them."""

    __tablename__ = "explanation"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    body: Mapped[dict[str, Any]]


class Position(Base):
    """Policy and operative position of one jurisdiction, half-open on both clocks."""

    __tablename__ = "position"

    id: Mapped[int] = mapped_column(primary_key=True)
    geoid: Mapped[str]
    method: Mapped[str]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    rev_from: Mapped[int] = mapped_column(ForeignKey("revision.number"))
    rev_until: Mapped[int | None] = mapped_column(ForeignKey("revision.number"))
    category: Mapped[str]
    policy_score: Mapped[float | None]
    cooperates: Mapped[float | None]
    limits: Mapped[float | None]
    coverage: Mapped[float]
    marks: Mapped[str]
    operative_category: Mapped[str]
    operative_score: Mapped[float | None]
    operative_low: Mapped[float | None]
    operative_high: Mapped[float | None]
    operative_cooperates: Mapped[float | None]
    operative_limits: Mapped[float | None]
    operative_coverage: Mapped[float]
    operative_marks: Mapped[str]
    models: Mapped[str]
    conflict: Mapped[str]
    agreement_known: Mapped[bool]
    operator: Mapped[str | None]
    operator_rule: Mapped[str | None]
    explanation_id: Mapped[int] = mapped_column(ForeignKey("explanation.id"))

    __table_args__: Any = (
        UniqueConstraint("geoid", "method", "valid_from", "rev_from"),
        CheckConstraint("valid_until IS NULL OR valid_until > valid_from", name="days_in_order"),
        CheckConstraint("rev_until IS NULL OR rev_until > rev_from", name="revisions_in_order"),
        Index(None, "valid_from"),
    )
