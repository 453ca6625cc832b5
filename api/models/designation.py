"""An outside body's label for a jurisdiction; it never enters our score."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, relationship

from api.models.base import Recorded
from api.models.source import Citation


class Designation(Recorded):
    """A label as printed, by whom, from when to when, and who disputes it."""

    __tablename__ = "designation"

    designator: Mapped[str]
    label: Mapped[str]
    geoid: Mapped[str]
    name_as_printed: Mapped[str]
    listed_on: Mapped[str]
    removed_on: Mapped[str | None]
    disputed_by: Mapped[str | None]
    note: Mapped[str | None]
    topic: Mapped[str | None]

    citations: Mapped[list[Citation]] = relationship(lazy="raise", order_by="Citation.id")

    @classmethod
    def more_table_args(cls) -> tuple[Any, ...]:
        """Look-up by jurisdiction."""
        return (Index(None, "geoid"),)
