"""Browsers that are signed in: let in after counted attempts, renewed while in use, ended when idle, old or unwanted."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from api.ledger import deeds, passwords
from api.ledger.curators import SCOPES, Who, fingerprint, now, spelled
from api.models import Curator, SignIn

LASTING = timedelta(hours=12)
IDLE = timedelta(hours=2)
RENEWED_AFTER = timedelta(hours=1)
# For this long the secret before a renewal still counts: pages that were asked for together bring the old one.
TOGETHER = timedelta(minutes=1)
NOTED_EVERY = timedelta(minutes=1)
TRIES = 5
LOCKED, LOCKED_AT_MOST = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Attempt:
    """Somebody wants in under a name: whose it is, if anybody's, and whether it is locked."""

    curator_id: int | None
    kept: str | None
    locked: bool

    def fits(self, password: str) -> bool:
        """Whether to let them in; unknown, wrong and locked take the same time."""
        return passwords.fits(self.kept, password) and not self.locked


@dataclass(frozen=True, slots=True)
class Seen:
    """Who is signed in, and whether it is time to note that they were seen."""

    who: Who
    due: bool


def attempt(session: Session, name: str) -> Attempt:
    """Count an attempt before its password is looked at, so that many at once are counted too."""
    query, moment = select(Curator).with_for_update(key_share=True), now()
    curator = session.scalar(query.where(Curator.name == spelled(name), Curator.disabled_at.is_(None)))
    # An unknown name writes what stands there already: it costs the same.
    row = curator or session.scalar(query.order_by(Curator.id).limit(1))
    if row is None:
        return Attempt(None, None, locked=False)
    locked = row.locked_until is not None and row.locked_until > moment
    counted = curator is not None and not locked
    failures = row.failures + 1 if counted else row.failures
    until = moment + locked_for(failures) if counted and failures >= TRIES else row.locked_until
    session.execute(update(Curator).where(Curator.id == row.id).values(failures=failures, locked_until=until))
    return Attempt(curator.id, curator.password, locked) if curator else Attempt(None, None, locked=False)


def locked_for(failures: int) -> timedelta:
    """How long a name is locked after so many failures in a row: a minute, then twice as long each time, up to an hour."""
    return min(LOCKED * (1 << min(failures - TRIES, 10)), LOCKED_AT_MOST)


def welcome(session: Session, curator_id: int, *, renewed: str | None = None) -> str:
    """Let a curator in whose password fitted; answers the secret for the cookie."""
    curator = session.get_one(Curator, curator_id, with_for_update={"key_share": True})
    curator.failures, curator.locked_until = 0, None
    curator.visited_before, curator.visited_at = curator.visited_at, now()
    if renewed is not None:
        curator.password = renewed
    deeds.note(session, curator_id, "signed_in", f"curator:{curator.name}")
    return begin(session, curator_id)


def begin(session: Session, curator_id: int) -> str:
    """Sign a browser in; answers the secret for its cookie."""
    moment = now()
    session.execute(delete(SignIn).where((SignIn.expires_at <= moment) | (SignIn.seen_at <= moment - IDLE)))
    return _new(session, curator_id, moment, until=moment + LASTING)


def _new(session: Session, curator_id: int, moment: datetime, *, until: datetime) -> str:
    secret = secrets.token_urlsafe(32)
    session.add(SignIn(digest=fingerprint(secret), curator_id=curator_id, created_at=moment, seen_at=moment, expires_at=until))
    return secret


def seen(session: Session, secret: str) -> Seen | None:
    """Who is signed in with a cookie's secret."""
    moment = now()
    query = select(Curator, SignIn.seen_at).join(SignIn, SignIn.curator_id == Curator.id)
    found = session.execute(
        query.where(SignIn.digest == fingerprint(secret), SignIn.expires_at > moment, SignIn.seen_at > moment - IDLE, Curator.disabled_at.is_(None))
    ).first()
    return Seen(Who.of(found[0], SCOPES), found[1] <= moment - NOTED_EVERY) if found else None


def note(session: Session, secret: str) -> str | None:
    """Note that a browser was seen; answers a new secret for its cookie where the old one is an hour old."""
    row, moment = session.get(SignIn, fingerprint(secret), with_for_update=True), now()
    if row is None:
        return None
    row.seen_at = moment
    if row.created_at > moment - RENEWED_AFTER or row.expires_at <= moment + TOGETHER:
        return None
    fresh = _new(session, row.curator_id, moment, until=row.expires_at)
    row.expires_at = moment + TOGETHER
    return fresh


def end(session: Session, secret: str) -> None:
    """Sign one browser out."""
    session.execute(delete(SignIn).where(SignIn.digest == fingerprint(secret)))


def end_all(session: Session, who: Who) -> None:
    """Sign a curator out everywhere."""
    session.execute(delete(SignIn).where(SignIn.curator_id == who.id))
    deeds.note(session, who.id, "signed_out", f"curator:{who.name}")
