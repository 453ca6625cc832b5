"""Passwords of curators: long enough, kept as argon2 only, and as slow to refuse where there is none."""

from __future__ import annotations

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from api.rules.refusals import WeakPassword

LEAST, MOST = 12, 1000
HASHER = PasswordHasher()


def hashed(password: str, *, name: str) -> str:
    """How a password of a curator is kept; raises WeakPassword."""
    plain = _plain(password)
    if not LEAST <= len(plain) <= MOST:
        raise WeakPassword(f"A password has at least {LEAST} characters.", field="password", fix="Take several words that nobody else would put together.")
    if plain.casefold().replace(" ", "") in {name.casefold().replace(" ", "") * times for times in range(1, LEAST + 1)} or len(set(plain)) < 4:
        raise WeakPassword("This password is easily guessed.", field="password", fix="Take several words that nobody else would put together, and not the name.")
    return HASHER.hash(plain)


def fits(kept: str | None, password: str) -> bool:
    """Whether a password is the one that is kept; it takes the same time where none is."""
    try:
        return HASHER.verify(kept or _nobodys(HASHER), _plain(password)[: MOST + 1]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def renewed(kept: str, password: str) -> str | None:
    """The password kept in today's way, where it was kept in an older one."""
    return HASHER.hash(_plain(password)) if HASHER.check_needs_rehash(kept) else None


def _plain(password: str) -> str:
    """One spelling for letters that keyboards compose differently."""
    return unicodedata.normalize("NFKC", password)


@cache
def _nobodys(hasher: PasswordHasher) -> str:
    return hasher.hash("nobody's password, which fits nobody")
