"""What curators did: noted with the act itself, read newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.models import Curator, Deed

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Act:
    """One deed as curators read it; without a name it was done from the command line, or by the service."""

    id: int
    at: datetime
    curator: str | None
    action: str
    target: str
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Acts:
    """A part of the list, newest first, and the deed that the next part lies before."""

    rows: Sequence[Act]
    before: int | None


def note(session: Session, curator_id: int | None, action: str, target: str, **detail: Any) -> None:
    """Note what a curator does, in the transaction that does it."""
    session.add(Deed(at=datetime.now(UTC), curator_id=curator_id, action=action, target=target, detail=detail))


def listing(session: Session, *, curator: str | None = None, action: str | None = None, target: str | None = None, before: int | None = None, limit: int = AT_ONCE) -> Acts:
    """Deeds of a curator, of a kind, or to a target (`policy:KEY`, or `policy` for every one), newest first."""
    query = select(Deed, Curator.name).outerjoin(Curator, Curator.id == Deed.curator_id).order_by(Deed.id.desc()).limit(limit + 1)
    if curator:
        query = query.where(Curator.name == curator)
    if action:
        query = query.where(Deed.action == action)
    if target:
        query = query.where((Deed.target == target) | Deed.target.startswith(f"{target}:", autoescape=True))
    if before is not None:
        query = query.where(Deed.id < before)
    rows = [Act(deed.id, deed.at, name, deed.action, deed.target, deed.detail) for deed, name in session.execute(query)]
    return Acts(rows[:limit], rows[limit - 1].id if len(rows) > limit else None)


def actions(session: Session) -> list[str]:
    """Every kind of deed there is, by name."""
    return list(session.scalars(select(Deed.action).distinct().order_by(Deed.action)))
