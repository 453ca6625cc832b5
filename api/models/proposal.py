"""A change set beside the record, which no read of the record sees until it is published."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base


class Proposal(Base):
    """Entries that a curator wants to state or withdraw, what each was when it was edited, and what became of it.

    `entries` and `bases` are by noun and key: the new entry (null: withdrawn), and the fingerprint of the entry that it
    replaces (null: there was none). `settles` names what is closed when it is published.
    """

    __tablename__ = "proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[str] = mapped_column(index=True)
    version: Mapped[int] = mapped_column(default=1)
    reason: Mapped[str]
    entries: Mapped[dict[str, Any]]
    bases: Mapped[dict[str, Any]]
    settles: Mapped[list[Any]]
    reverts: Mapped[int | None] = mapped_column(ForeignKey("revision.number"))
    curator_id: Mapped[int] = mapped_column(ForeignKey("curator.id"), index=True)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("curator.id"))
    decided_at: Mapped[datetime | None]
    answer: Mapped[str | None]
    revision: Mapped[int | None] = mapped_column(ForeignKey("revision.number"))

    __table_args__: Any = (CheckConstraint("state IN ('draft', 'proposed', 'published', 'withdrawn')", name="known_state"),)
