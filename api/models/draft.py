"""A claim that has no source yet: kept beside the record for curators, seen by no read of it."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base


class Draft(Base):
    """What is claimed of whom, and what is missing before it can be published."""

    __tablename__ = "draft"

    key: Mapped[str] = mapped_column(primary_key=True)
    topic: Mapped[str]
    noun: Mapped[str]
    title: Mapped[str]
    state: Mapped[str | None]
    jurisdiction: Mapped[str | None]
    claim: Mapped[str]
    missing: Mapped[str]
