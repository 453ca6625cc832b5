"""A federal order, memorandum, list, statute or suit, and how it ended; it binds no local score."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Mapped, relationship

from api.models.base import Recorded
from api.models.source import Citation


class FederalAction(Recorded):
    """What a federal body did, when, by which instrument, with the timeline of its outcome."""

    __tablename__ = "federal_action"

    date: Mapped[str]
    actor: Mapped[str]
    kind: Mapped[str]
    title: Mapped[str]
    instrument: Mapped[str | None]
    summary: Mapped[str]
    events: Mapped[list[Any]]
    jurisdictions: Mapped[list[Any]]

    citations: Mapped[list[Citation]] = relationship(lazy="raise", order_by="Citation.id")
