"""The two clocks of a question: the day asked about and the revision it is asked of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, and_, func, or_, select
from sqlalchemy.orm import Session

from api.models import Position, Publication, Revision
from api.models.base import Recorded
from api.rules import dates
from api.rules.refusals import BadInput, NotReady, UnknownRevision
from api.rules.vocabulary import METHOD_VERSION


@dataclass(frozen=True, slots=True)
class AsOf:
    """A day in the world, a revision of the record, and the newest list behind its agreements."""

    on: date
    revision: int
    evidence_through: date | None
    latest: bool


def today() -> date:
    """The current day in UTC."""
    return datetime.now(UTC).date()


def in_utc(moment: datetime) -> datetime:
    """SQLite keeps no zone with a time and PostgreSQL gives its own; the ledger writes UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def resolve(session: Session, *, on: str | None = None, revision: int | None = None) -> AsOf:
    """Read the clocks of a request: today and the latest revision unless it names others."""
    newest = session.scalar(select(func.max(Revision.number)))
    if newest is None:
        raise NotReady("The record is empty.", fix="Load it with `python -m seeds load`.")
    asked = newest if revision is None else revision
    if not 1 <= asked <= newest:
        raise UnknownRevision(asked, newest)
    now = today()
    day = now if on is None else dates.day(on, today=now)
    return AsOf(day, asked, listed_through(session, asked), asked == newest)


def since(session: Session, text: str, as_of: AsOf) -> AsOf:
    """The same day as known at an earlier revision, named by its number or by a moment that it was the newest at."""
    number = int(text) if re.fullmatch(r"[0-9]{1,9}", text) else _newest_at(session, _moment(text))
    if number > as_of.revision:
        raise BadInput(
            f"Revision {number} is later than revision {as_of.revision}, which is asked about.",
            field="updated_since",
            fix="Give the `revision` of an earlier answer, or leave the parameter out for everything.",
        )
    return AsOf(as_of.on, number, listed_through(session, number), latest=False)


def _moment(text: str) -> datetime:
    """A day (its first moment in UTC) or a moment as RFC 3339 writes it; an address may turn its plus sign into a space."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]{5,20}(Z|[-+ ][0-9]{2}:[0-9]{2}))?", text):
        try:
            moment = datetime.fromisoformat(text.replace(" ", "+"))
            return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise BadInput(
        f"updated_since={text[:40]!r} is neither a revision nor a moment.",
        field="updated_since",
        fix="Give the `revision` of an earlier answer, a day (2026-06-01) or a moment (2026-06-01T12:00:00Z).",
    )


def _newest_at(session: Session, moment: datetime) -> int:
    return session.scalar(select(func.max(Revision.number)).where(Revision.published_at <= moment)) or 0


def published_at(session: Session, revision: int) -> datetime:
    """When a revision was published, in UTC."""
    return in_utc(session.scalars(select(Revision.published_at).where(Revision.number == revision)).one())


def listed_through(session: Session, revision: int) -> date | None:
    """The day of the newest list of agreements that a revision holds and that counts."""
    return session.scalar(select(func.max(Publication.published)).where(known(Publication, revision), Publication.counting()))


def newest(engine: Engine) -> tuple[Any, ...] | None:
    """The newest revision and when it was published, as the database writes it; only for telling whether the record has changed.

    Asked before every map, so it goes past SQLAlchemy's transaction: 20 microseconds instead of 110. Raises the driver's own errors.
    """
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("SELECT number, published_at FROM revision ORDER BY number DESC LIMIT 1")
        row: tuple[Any, ...] | None = cursor.fetchone()
        cursor.close()
        return row
    finally:
        connection.close()


def known(model: type[Recorded] | type[Position], revision: int) -> ColumnElement[bool]:
    """The rows that were held true at a revision."""
    return and_(model.rev_from <= revision, or_(model.rev_until.is_(None), model.rev_until > revision))


def holding(as_of: AsOf, position: type[Position] = Position) -> ColumnElement[bool]:
    """The position rows that answer for the day and the revision."""
    return and_(
        position.method == METHOD_VERSION,
        known(position, as_of.revision),
        position.valid_from <= as_of.on,
        or_(position.valid_until.is_(None), position.valid_until > as_of.on),
    )


def as_row(row: Any) -> dict[str, Any]:
    """A result row as plain data."""
    return dict(row._mapping)
