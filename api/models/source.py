"""Where a claim comes from, and where in it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base, Recorded


class Source(Recorded):
    """A published document: title, publisher, address, and when it was read."""

    __tablename__ = "source"

    title: Mapped[str]
    publisher: Mapped[str]
    url: Mapped[str]
    archived_url: Mapped[str | None]
    published: Mapped[str | None]
    retrieved: Mapped[str]
    kind: Mapped[str]
    licence: Mapped[str | None]
    note: Mapped[str | None]
    topic: Mapped[str | None]


_SUBJECTS = ("policy_id", "policy_clause_id", "state_law_id", "law_clause_id", "agreement_id", "designation_id", "federal_action_id")


class Citation(Base):
    """A place in a source that supports exactly one entry or clause."""

    __tablename__ = "citation"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    locator: Mapped[str | None]
    quote: Mapped[str | None]
    policy_id: Mapped[int | None] = mapped_column(ForeignKey("policy.id", ondelete="CASCADE"), index=True)
    policy_clause_id: Mapped[int | None] = mapped_column(ForeignKey("policy_clause.id", ondelete="CASCADE"), index=True)
    state_law_id: Mapped[int | None] = mapped_column(ForeignKey("state_law.id", ondelete="CASCADE"), index=True)
    law_clause_id: Mapped[int | None] = mapped_column(ForeignKey("law_clause.id", ondelete="CASCADE"), index=True)
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("agreement.id", ondelete="CASCADE"), index=True)
    designation_id: Mapped[int | None] = mapped_column(ForeignKey("designation.id", ondelete="CASCADE"), index=True)
    federal_action_id: Mapped[int | None] = mapped_column(ForeignKey("federal_action.id", ondelete="CASCADE"), index=True)

    __table_args__: Any = (
        CheckConstraint(
            " + ".join(f"(CASE WHEN {name} IS NULL THEN 0 ELSE 1 END)" for name in _SUBJECTS) + " = 1",
            name="one_subject",
        ),
        Index(None, "source"),
    )
