"""What the last seed said of each entry, so that the next load can tell a curator's edit from a changed seed."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base


class SeedItem(Base):
    """The digest of one entry as last shipped."""

    __tablename__ = "seed_item"

    noun: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
