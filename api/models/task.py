"""Work that outlasts a request, asked for by a curator and done beside the server."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base


class Task(Base):
    """One piece of work: what, by whom, and how it went."""

    __tablename__ = "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(index=True)
    curator_id: Mapped[int | None] = mapped_column(ForeignKey("curator.id"))
    asked_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    outcome: Mapped[str | None]

    __table_args__: Any = (CheckConstraint("state IN ('waiting', 'running', 'done', 'failed')", name="known_state"),)
