"""Those who keep the record: people with a role, their sign-ins, their tokens, and what they did."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from api.models.base import Base


class Curator(Base):
    """A person who may change the record; without a password nobody signs in as them."""

    __tablename__ = "curator"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    password: Mapped[str | None]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    visited_at: Mapped[datetime | None]
    visited_before: Mapped[datetime | None]

    __table_args__: Any = (CheckConstraint("role IN ('contributor', 'reviewer', 'administrator')", name="known_role"),)


class SignIn(Base):
    """A browser that is signed in, known by the fingerprint of the secret in its cookie."""

    __tablename__ = "sign_in"

    digest: Mapped[str] = mapped_column(primary_key=True)
    curator_id: Mapped[int] = mapped_column(ForeignKey("curator.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class Token(Base):
    """A key to the API: shown once, kept as a fingerprint, with a scope and an end."""

    __tablename__ = "token"

    id: Mapped[int] = mapped_column(primary_key=True)
    curator_id: Mapped[int] = mapped_column(ForeignKey("curator.id", ondelete="CASCADE"), index=True)
    label: Mapped[str]
    hint: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[list[Any]]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]


class Deed(Base):
    """What a curator did, when, to what, and why; curators read it, the public reads revisions."""

    __tablename__ = "deed"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    curator_id: Mapped[int | None] = mapped_column(ForeignKey("curator.id"), index=True)
    action: Mapped[str]
    target: Mapped[str] = mapped_column(index=True)
    detail: Mapped[dict[str, Any]]
