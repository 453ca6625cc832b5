"""The further governments that an agency polices, besides the one that it belongs to."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from api.models.base import Recorded


class ServiceArea(Recorded):
    """One further government of an agency that serves several, and since when: its agreements are that government's own, too.

    The government that the agency belongs to stands with the agency; it needs no row here.
    """

    __tablename__ = "service_area"

    agency: Mapped[str]
    jurisdiction: Mapped[str]
    valid_from: Mapped[str | None]
    valid_until: Mapped[str | None]
    note: Mapped[str | None]
    source: Mapped[str]

    @classmethod
    def more_table_args(cls) -> tuple[Any, ...]:
        """Look-up by agency and by jurisdiction."""
        return (Index(None, "agency"), Index(None, "jurisdiction"))
