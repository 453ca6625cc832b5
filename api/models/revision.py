"""One numbered, append-only change of the record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import DateTime
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base


class Revision(Base):
    """A published change: its number, time, reason, and which entries of which nouns it touched."""

    __tablename__ = "revision"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    published_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    curator: Mapped[str]
    reviewer: Mapped[str | None]
    reason: Mapped[str]
    method: Mapped[str]
    changes: Mapped[dict[str, Any]]
