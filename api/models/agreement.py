"""287(g): the agencies, their agreements, ICE's lists, and the rows of them that could not be placed."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, relationship

from api.models.base import Recorded
from api.models.source import Citation


class Agency(Recorded):
    """A law enforcement body; its jurisdiction is null where it serves none of its own."""

    __tablename__ = "agency"

    name: Mapped[str]
    kind: Mapped[str]
    state: Mapped[str]
    jurisdiction: Mapped[str | None]
    county_as_printed: Mapped[str | None]
    match_method: Mapped[str | None]
    former_names: Mapped[list[Any]]

    @classmethod
    def more_table_args(cls) -> tuple[Any, ...]:
        """Look-up by jurisdiction."""
        return (Index(None, "jurisdiction"),)


class Agreement(Recorded):
    """A 287(g) memorandum of one agency under one model, with the lists that carry it."""

    __tablename__ = "agreement"

    agency: Mapped[str]
    model: Mapped[str]
    signed: Mapped[str | None]
    first_listed: Mapped[date | None]
    last_listed: Mapped[date | None]
    ended: Mapped[str | None]
    ended_by: Mapped[str | None]
    ended_source: Mapped[str | None]
    ended_note: Mapped[str | None]
    moa_url: Mapped[str | None]
    addendum_url: Mapped[str | None]
    as_printed: Mapped[str | None]
    note: Mapped[str | None]

    citations: Mapped[list[Citation]] = relationship(lazy="raise", order_by="Citation.id")

    @classmethod
    def more_table_args(cls) -> tuple[Any, ...]:
        """Look-up by agency."""
        return (Index(None, "agency"),)


class Publication(Recorded):
    """One edition of ICE's list, as a file."""

    __tablename__ = "publication"

    list: Mapped[str]
    published: Mapped[date]
    file_name: Mapped[str]
    sha256: Mapped[str]
    rows: Mapped[int]
    source: Mapped[str]


class HeldRow(Recorded):
    """A row of a list that names no jurisdiction beyond doubt, kept with the reason."""

    __tablename__ = "held_row"

    publication: Mapped[str]
    row: Mapped[int]
    state: Mapped[str | None]
    agency: Mapped[str | None]
    type: Mapped[str | None]
    county: Mapped[str | None]
    model: Mapped[str | None]
    signed: Mapped[str | None]
    reason: Mapped[str]
    candidates: Mapped[list[Any]]
