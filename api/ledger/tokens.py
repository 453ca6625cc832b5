"""Keys to the API: shown once, kept as a fingerprint, within the curator's role, and with an end."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.ledger import deeds
from api.ledger.curators import ROLES, Who, fingerprint, now
from api.models import Curator, Token
from api.rules.refusals import BadInput, BadValue, UnknownRecord

DAYS, MOST_DAYS = 90, 366
PREFIX = "spectrum_"
_LONGEST = 80
_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Used:
    """Whose token it is, and whether it is time to note that it was used."""

    id: int
    who: Who
    due: bool


def give(session: Session, curator: Curator, *, label: str, scopes: Sequence[str], days: int = DAYS, asked_by: Who | None = None) -> tuple[Token, str]:
    """A new token, and its secret, which is shown once and never again; raises BadInput, BadValue.

    A token asked for with a token does and lasts no more than that one, or whoever finds a weak one would have them all.
    """
    label = " ".join(label.split())
    if not 1 <= len(label) <= _LONGEST:
        raise BadInput(f"A label has 1 to {_LONGEST} characters.", field="label", fix="Say what the token is for.")
    within = [scope for scope in ROLES[curator.role] if asked_by is None or asked_by.may(scope)]
    if not scopes or set(scopes) - set(within):
        raise BadValue(f"A token takes scopes among {', '.join(within)} here.", field="scopes", fix="Take one or more of these.")
    if not 1 <= days <= MOST_DAYS:
        raise BadValue(f"A token lasts 1 to {MOST_DAYS} days.", field="days", fix=f"Give a number from 1 to {MOST_DAYS}.")
    secret, moment = PREFIX + secrets.token_urlsafe(32), now()
    ordered = [scope for scope in within if scope in scopes]
    ends = moment + timedelta(days=days)
    if asked_by is not None and asked_by.until is not None and ends > asked_by.until:
        raise BadValue(f"The token that asks ends on {asked_by.until:%Y-%m-%d}; it gives none that lasts longer.", field="days", fix="Ask for fewer days, or make the token at /desk/tokens.")
    token = Token(curator_id=curator.id, label=label, hint=secret[: len(PREFIX) + 4], digest=fingerprint(secret), scopes=ordered, created_at=moment, expires_at=ends)
    session.add(token)
    session.flush()
    deeds.note(session, asked_by.id if asked_by else None, "made_token", f"token:{token.id}", curator=curator.name, label=label, scopes=ordered, days=days)
    return token, secret


def used(session: Session, secret: str) -> Used | None:
    """Whose token this is, with the scopes that both the token and the role have."""
    query, moment = select(Curator, Token).join(Token, Token.curator_id == Curator.id), now()
    found = session.execute(query.where(Token.digest == fingerprint(secret), Token.expires_at > moment, Token.revoked_at.is_(None), Curator.disabled_at.is_(None))).first()
    if found is None:
        return None
    curator, token = found
    return Used(token.id, Who.of(curator, token.scopes, until=token.expires_at), token.used_at is None or token.used_at <= moment - _NOTED_EVERY)


def note(session: Session, id: int) -> None:
    """Note that a token was used."""
    session.execute(update(Token).where(Token.id == id).values(used_at=now()))


def listing(session: Session, curator_id: int | None = None) -> list[tuple[Token, Curator]]:
    """The tokens of a curator, or of everybody, newest first."""
    query = select(Token, Curator).join(Curator, Curator.id == Token.curator_id).order_by(Token.id.desc())
    if curator_id is not None:
        query = query.where(Token.curator_id == curator_id)
    return [(token, curator) for token, curator in session.execute(query)]


def revoke(session: Session, who: Who, id: int) -> tuple[Token, Curator]:
    """End a token at once: one's own, or anybody's for an administrator; answers it and its owner, raises UnknownRecord."""
    token = session.get(Token, id, with_for_update=True) if id < 2**31 else None
    if token is None or (token.curator_id != who.id and not who.may("administer")):
        raise UnknownRecord("token", str(id))
    if token.revoked_at is None:
        token.revoked_at = now()
        deeds.note(session, who.id, "revoked_token", f"token:{id}", label=token.label)
    return token, session.get_one(Curator, token.curator_id)
