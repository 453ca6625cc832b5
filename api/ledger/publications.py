"""ICE's lists as they count: which editions, on which days."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.ledger.asof import AsOf, known
from api.models import Publication


@dataclass(frozen=True, slots=True)
class Edition:
    """One complete list of participating agencies."""

    key: str
    day: date


def complete_lists(session: Session, as_of: AsOf) -> list[Edition]:
    """The complete lists known at a revision, oldest first, one a day."""
    query = (
        select(Publication.key, Publication.published)
        .where(known(Publication, as_of.revision), Publication.counting())
        .order_by(Publication.published, Publication.key)
    )
    return list({row.published: Edition(row.key, row.published) for row in session.execute(query)}.values())


def complete_from(session: Session, as_of: AsOf) -> date | None:
    """The day of the oldest complete list of agreements: before it, absence from lists says nothing."""
    day: date | None = session.scalar(select(func.min(Publication.published)).where(known(Publication, as_of.revision), Publication.counting()))
    return day


def newest(editions: Sequence[Edition], on: date) -> Edition:
    """The newest list published by a day, which is not before the first of them."""
    return editions[bisect_right(editions, on, key=lambda edition: edition.day) - 1]
