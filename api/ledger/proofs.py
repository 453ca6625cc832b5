"""Prove what the database cannot say in a constraint: periods that never overlap, keys that point at something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from api.ledger import references
from api.ledger.entries import entries_at
from api.ledger.nouns import NOUNS
from api.models import Change, Position, Revision


def faults(session: Session) -> Iterator[str]:
    """Every fault found, one sentence each."""
    yield from _gaps(session)
    yield from _doubles(session)
    yield from _overlaps(session)
    newest = session.scalar(select(func.max(Revision.number))) or 0
    for refusal in references.refusals(session, {name: dict(entries_at(session, noun, newest)) for name, noun in NOUNS.items()}):
        yield refusal.detail


def _gaps(session: Session) -> Iterator[str]:
    count, newest = session.execute(select(func.count(), func.max(Revision.number)).select_from(Revision)).one()
    if newest is not None and count != newest:
        yield f"Revision numbers run to {newest}, but {count} are stored."


def _doubles(session: Session) -> Iterator[str]:
    """Two versions of one entry held true at the same revision."""
    kept: dict[str, Any] = {name: noun.model for name, noun in NOUNS.items()} | {"change": Change}
    for name, model in kept.items():
        other = aliased(model)
        later = and_(other.key == model.key, other.id != model.id, other.rev_from >= model.rev_from)
        held = or_(model.rev_until.is_(None), other.rev_from < model.rev_until)
        for key in session.scalars(select(model.key).join(other, and_(later, held)).distinct()):
            yield f"{name} {key}: two versions are held true at one revision."


def _overlaps(session: Session) -> Iterator[str]:
    """Two positions of one jurisdiction that answer for the same day at the same revision."""
    other = aliased(Position)
    same = and_(other.geoid == Position.geoid, other.method == Position.method, other.id != Position.id)
    days = and_(other.valid_from >= Position.valid_from, or_(Position.valid_until.is_(None), other.valid_from < Position.valid_until))
    revisions = and_(
        or_(Position.rev_until.is_(None), other.rev_from < Position.rev_until),
        or_(other.rev_until.is_(None), Position.rev_from < other.rev_until),
    )
    for geoid in session.scalars(select(Position.geoid).join(other, and_(same, days, revisions)).distinct()):
        yield f"position of {geoid}: two answers for one day of one revision."
