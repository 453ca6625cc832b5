"""States, counties, places and county subdivisions, and the former ids and addresses that lead to them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from api.models.base import Recorded


class Jurisdiction(Recorded):
    """A government or area of the United States; its key is its Census GEOID."""

    __tablename__ = "jurisdiction"

    ocd_id: Mapped[str | None]
    slug: Mapped[str]
    kind: Mapped[str]
    name: Mapped[str]
    legal_name: Mapped[str | None]
    lsad: Mapped[str | None]
    funcstat: Mapped[str | None]
    state: Mapped[str]
    county: Mapped[str | None]
    counties: Mapped[list[Any]]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    population: Mapped[int | None]
    population_year: Mapped[int | None]
    population_source: Mapped[str | None]
    counties_method: Mapped[str | None]
    same_as: Mapped[str | None]
    same_as_source: Mapped[str | None]
    same_as_note: Mapped[str | None]

    @classmethod
    def more_table_args(cls) -> tuple[Any, ...]:
        """Look-ups by slug, OCD-ID, state and kind."""
        return (Index(None, "slug"), Index(None, "ocd_id"), Index(None, "state", "kind"), Index(None, "same_as"))


class Alias(Recorded):
    """An id of another vintage, and the jurisdiction that answers for it now."""

    __tablename__ = "alias"

    old_geoid: Mapped[str]
    geoid: Mapped[str]
    relation: Mapped[str]
    date: Mapped[str | None]
    note: Mapped[str | None]
    source: Mapped[str | None]

    @classmethod
    def more_table_args(cls) -> tuple[Any, ...]:
        """Look-up by the old id."""
        return (Index(None, "old_geoid"),)


class Custody(Recorded):
    """Who runs the jail for a jurisdiction, where it is not the county by default."""

    __tablename__ = "custody"

    geoid: Mapped[str]
    operator: Mapped[str]
    kind: Mapped[str | None]
    valid_from: Mapped[str | None]
    valid_until: Mapped[str | None]
    note: Mapped[str | None]
    source: Mapped[str]
    topic: Mapped[str | None]


