"""287(g): the agencies, their agreements, ICE's lists with their rows, and the rows that could not be placed."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Index, and_, func
from sqlalchemy.orm import Mapped, relationship

from api.models.base import Recorded
from api.models.source import Citation

# Named here, because a publication has a field called list.
Remarks = list[Any]
_COUNTED = ("counted", "repeats")


class Agency(Recorded):
    """A law enforcement body; its jurisdiction is null where it serves none of its own."""

    __tablename__ = "agency"

    name: Mapped[str]
    kind: Mapped[str]
    state: Mapped[str]
    jurisdiction: Mapped[str | None]
    county_as_printed: Mapped[str | None]
    match_method: Mapped[str | None]
    match_confidence: Mapped[str | None]
    former_names: Mapped[list[Any]]
    former_keys: Mapped[list[Any] | None]

    @classmethod
    def more_table_args(cls) -> tuple[Any, ...]:
        """Look-up by jurisdiction."""
        return (Index(None, "jurisdiction"),)


class Agreement(Recorded):
    """The 287(g) memoranda of one agency under one model: the lists that carry them, and what became of them.

    `history` holds stretches of days with a status, the rule and its evidence; `gaps` the lists between two that name it which do not.
    An application that led to no agreement yet has a history and no listing.
    """

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
    history: Mapped[list[Any] | None]
    gaps: Mapped[list[Any] | None]

    citations: Mapped[list[Citation]] = relationship(lazy="raise", order_by="Citation.id")

    @classmethod
    def more_table_args(cls) -> tuple[Any, ...]:
        """Look-up by agency."""
        return (Index(None, "agency"),)


class Publication(Recorded):
    """One edition of ICE's list, as a file: how it stands to the others, and how many of its rows had each verdict."""

    __tablename__ = "publication"

    list: Mapped[str]
    published: Mapped[date]
    file_name: Mapped[str]
    sha256: Mapped[str]
    rows: Mapped[int]
    blank_rows: Mapped[int | None]
    standing: Mapped[str | None]
    verdicts: Mapped[dict[str, Any] | None]
    remarks: Mapped[Remarks | None]
    source: Mapped[str]

    @classmethod
    def counting(cls) -> ColumnElement[bool]:
        """The lists of participating agencies that count: no list of applicants, and none set aside."""
        return and_(cls.list != "pending", func.coalesce(cls.standing, "counted").in_(_COUNTED))


class ListedRow(Recorded):
    """One row of an edition as printed, with its verdict and the agreement it lists; written once."""

    __tablename__ = "listed_row"

    publication: Mapped[str]
    row: Mapped[int]
    state: Mapped[str | None]
    agency: Mapped[str | None]
    type: Mapped[str | None]
    county: Mapped[str | None]
    model: Mapped[str | None]
    signed: Mapped[str | None]
    moa_url: Mapped[str | None]
    addendum_url: Mapped[str | None]
    formula: Mapped[str | None]
    verdict: Mapped[str]
    reason: Mapped[str | None]
    agreement: Mapped[str | None]

    @classmethod
    def more_table_args(cls) -> tuple[Any, ...]:
        """Look-up by edition and by agreement."""
        return (Index(None, "publication"), Index(None, "agreement"))


class Decision(Recorded):
    """What a curator settled about the printed words of rows, for lists past and to come."""

    __tablename__ = "decision"

    action: Mapped[str]
    state: Mapped[str | None]
    agency: Mapped[str | None]
    county: Mapped[str | None]
    read_state: Mapped[str | None]
    read_agency: Mapped[str | None]
    read_county: Mapped[str | None]
    jurisdiction: Mapped[str | None]
    kind: Mapped[str | None]
    day: Mapped[str | None]
    note: Mapped[str | None]


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
