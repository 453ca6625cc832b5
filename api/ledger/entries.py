"""Read whole entries back out of the record, as known at a revision."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from api.ledger.nouns import NOUNS, Noun, digest, entry_of


def entries_at(session: Session, noun: Noun, revision: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every entry of a noun held true at a revision, in order of its key."""
    model: Any = noun.model
    query = select(model).where(model.rev_from <= revision, or_(model.rev_until.is_(None), model.rev_until > revision)).order_by(model.key)
    if noun.clause:
        query = query.options(selectinload(model.clauses).selectinload(noun.clause.citations))
    if noun.cited:
        query = query.options(selectinload(model.citations))
    for row in session.scalars(query.execution_options(yield_per=2000)):
        yield row.key, entry_of(noun, row)


def digests_at(session: Session, revision: int) -> dict[tuple[str, str], str]:
    """The fingerprint of every entry held true at a revision."""
    return {(name, key): digest(entry) for name, noun in NOUNS.items() for key, entry in entries_at(session, noun, revision)}
