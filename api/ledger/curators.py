"""Who keeps the record: a curator's role and scopes, found by what a browser or a program brings."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.models import Curator, SignIn, Token

SCOPES = ("read", "propose", "publish", "administer")
ROLES: dict[str, tuple[str, ...]] = {"contributor": SCOPES[:2], "reviewer": SCOPES[:3], "administrator": SCOPES}
SIGNED_IN_FOR = timedelta(hours=12)
TOKEN_FOR = timedelta(days=90)
_PREFIX = "spectrum_"


@dataclass(frozen=True, slots=True)
class Who:
    """The curator of a request and what this request may do."""

    id: int
    name: str
    role: str
    scopes: frozenset[str]

    def may(self, scope: str) -> bool:
        """Whether a scope is among them."""
        return scope in self.scopes


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


def fingerprint(secret: str) -> str:
    """How a secret of full strength is kept: it cannot be guessed, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def signed_in(session: Session, secret: str) -> Who | None:
    """Who is signed in with a cookie's secret."""
    query = select(Curator).join(SignIn, SignIn.curator_id == Curator.id)
    curator = session.scalar(query.where(SignIn.digest == fingerprint(secret), SignIn.expires_at > now(), Curator.disabled_at.is_(None)))
    return _who(curator, ROLES[curator.role]) if curator else None


def bearer(session: Session, secret: str) -> Who | None:
    """Whose token this is, with the scopes that both the token and the role have."""
    query = select(Curator, Token.scopes).join(Token, Token.curator_id == Curator.id)
    found = session.execute(
        query.where(Token.digest == fingerprint(secret), Token.expires_at > now(), Token.revoked_at.is_(None), Curator.disabled_at.is_(None))
    ).first()
    return _who(found[0], set(found[1]) & set(ROLES[found[0].role])) if found else None


def _who(curator: Curator, scopes: tuple[str, ...] | set[str]) -> Who:
    return Who(curator.id, curator.name, curator.role, frozenset(scopes))


def add(session: Session, name: str, role: str) -> Curator:
    """A new curator, who cannot sign in before a password is set."""
    curator = Curator(name=name, role=role, created_at=now(), failures=0)
    session.add(curator)
    session.flush()
    return curator


def begin(session: Session, curator_id: int) -> str:
    """Sign a browser in; answers the secret for its cookie."""
    secret, moment = secrets.token_urlsafe(32), now()
    session.add(SignIn(digest=fingerprint(secret), curator_id=curator_id, created_at=moment, seen_at=moment, expires_at=moment + SIGNED_IN_FOR))
    return secret


def give_token(session: Session, curator_id: int, label: str, scopes: tuple[str, ...], *, lasting: timedelta = TOKEN_FOR) -> str:
    """A new token; answers its secret, which is shown once and never again."""
    secret, moment = _PREFIX + secrets.token_urlsafe(32), now()
    token = Token(curator_id=curator_id, label=label, hint=secret[: len(_PREFIX) + 4], digest=fingerprint(secret), scopes=list(scopes), created_at=moment, expires_at=moment + lasting)
    session.add(token)
    session.flush()
    return secret
