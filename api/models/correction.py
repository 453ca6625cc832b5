"""What a reader says is wrong or missing, with evidence; beside the record, and nothing personal once it is closed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base


class Correction(Base):
    """A reader's proposal: of what, which claim, on what evidence; a contact is kept only while it is open."""

    __tablename__ = "correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    received_at: Mapped[datetime]
    target: Mapped[str]
    claim: Mapped[str]
    evidence: Mapped[str]
    contact: Mapped[str | None]
    state: Mapped[str] = mapped_column(index=True)
    answer: Mapped[str | None]
    closed_at: Mapped[datetime | None]
    curator_id: Mapped[int | None] = mapped_column(ForeignKey("curator.id"))
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"))

    __table_args__: Any = (
        CheckConstraint("state IN ('open', 'accepted', 'declined')", name="known_state"),
        CheckConstraint("state = 'open' OR contact IS NULL", name="no_contact_once_closed"),
    )
