"""Who keeps the record: people with a role, and what the role lets them do."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.ledger import deeds
from api.models import Curator, SignIn, Token
from api.rules.refusals import BadInput, BadValue, LastAdministrator, NameTaken, UnknownRecord

SCOPES = ("read", "propose", "publish", "administer")
ROLES: dict[str, tuple[str, ...]] = {"contributor": SCOPES[:2], "reviewer": SCOPES[:3], "administrator": SCOPES}
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Who:
    """The curator of a request and what this request may do."""

    id: int
    name: str
    role: str
    scopes: frozenset[str]
    # When the token of the request ends; none at the desk.
    until: datetime | None = None

    @classmethod
    def of(cls, curator: Curator, scopes: Iterable[str], *, until: datetime | None = None) -> Who:
        """A curator with those scopes that the role has too."""
        return cls(curator.id, curator.name, curator.role, frozenset(scopes) & frozenset(ROLES[curator.role]), until)

    def may(self, scope: str) -> bool:
        """Whether a scope is among them."""
        return scope in self.scopes


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


def fingerprint(secret: str) -> str:
    """How a secret of full strength is kept: it cannot be guessed, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def spelled(name: str) -> str:
    """A name in one spelling: composed letters, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).split())


def listing(session: Session) -> Sequence[Curator]:
    """All curators by name."""
    return session.scalars(select(Curator).order_by(func.lower(Curator.name), Curator.id)).all()


def named(session: Session, name: str) -> Curator:
    """The curator of a name; raises UnknownRecord."""
    return _found((curator for curator in _held(session) if curator.name == spelled(name)), name)


def of_id(session: Session, id: int) -> Curator:
    """The curator of an id; raises UnknownRecord."""
    return _found((curator for curator in _held(session) if curator.id == id), str(id))


def _held(session: Session) -> Sequence[Curator]:
    """Everybody, held in one order until the transaction ends: people are few, and two administrators cannot take each other at once."""
    return session.scalars(select(Curator).order_by(Curator.id).with_for_update(key_share=True)).all()


def _found(fitting: Iterator[Curator], asked: str) -> Curator:
    found = next(fitting, None)
    if found is None:
        raise UnknownRecord("curator", asked)
    return found


def add(session: Session, name: str, role: str, *, kept: str | None = None, by: int | None = None) -> Curator:
    """A new curator, who cannot sign in before a password is set (`kept` as by `passwords.hashed`); raises NameTaken, BadInput."""
    name = spelled(name)
    if not 2 <= len(name) <= _LONGEST or not all(letter.isalnum() or letter in " .'-_@" for letter in name):
        raise BadInput(f"A name has 2 to {_LONGEST} letters, digits, spaces or any of . ' - _ @.", field="name", fix="Take the name that colleagues know.")
    _known(role)
    taken = NameTaken(f"There is a curator {name} already.", field="name", fix="Take another name; who left is disabled, and is never made anew.")
    if any(name.casefold() == other.casefold() for other in session.scalars(select(Curator.name))):
        raise taken
    curator = Curator(name=name, role=role, password=kept, created_at=now(), failures=0)
    session.add(curator)
    try:
        session.flush()
    except IntegrityError as error:
        raise taken from error
    deeds.note(session, by, "added", _target(curator), role=role)
    return curator


def give_role(session: Session, curator: Curator, role: str, *, by: int | None = None) -> None:
    """Another role, in force at once for sign-ins and tokens alike; raises LastAdministrator."""
    if _known(role) == curator.role:
        return
    if curator.role == "administrator":
        _leave_one(session, curator)
    deeds.note(session, by, "changed_role", _target(curator), before=curator.role, after=role)
    curator.role = role


def disable(session: Session, curator: Curator, *, by: int | None = None) -> None:
    """Let somebody in no more: every sign-in and token of theirs ends at once; raises LastAdministrator."""
    if curator.disabled_at is not None:
        return
    if curator.role == "administrator":
        _leave_one(session, curator)
    curator.disabled_at = now()
    session.execute(delete(SignIn).where(SignIn.curator_id == curator.id))
    session.execute(update(Token).where(Token.curator_id == curator.id, Token.revoked_at.is_(None)).values(revoked_at=curator.disabled_at))
    deeds.note(session, by, "disabled", _target(curator))


def enable(session: Session, curator: Curator, *, by: int | None = None) -> None:
    """Let somebody in again with their password; their tokens stay revoked."""
    if curator.disabled_at is None:
        return
    curator.disabled_at = curator.locked_until = None
    curator.failures = 0
    deeds.note(session, by, "enabled", _target(curator))


def set_password(session: Session, curator: Curator, kept: str, *, by: int | None = None) -> None:
    """Another password, as `passwords.hashed` keeps it; whoever is signed in with the old one is signed out."""
    curator.password = kept
    curator.failures, curator.locked_until = 0, None
    session.execute(delete(SignIn).where(SignIn.curator_id == curator.id))
    deeds.note(session, by, "set_password", _target(curator))


def _leave_one(session: Session, curator: Curator) -> None:
    """Refuse to take the last administrator."""
    if not any(other.role == "administrator" and other.disabled_at is None and other is not curator for other in _held(session)):
        raise LastAdministrator(f"{curator.name} is the last administrator.", field="role", fix="Make another administrator first.")


def _known(role: str) -> str:
    if role not in ROLES:
        raise BadValue(f"{role[:40]!r} is no role.", field="role", fix=f"Take one of {', '.join(ROLES)}.")
    return role


def _target(curator: Curator) -> str:
    return f"curator:{curator.name}"
