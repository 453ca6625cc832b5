"""What curators did: written down as they do it, read by curators."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from api.ledger.curators import now
from api.models import Deed


def note(session: Session, curator_id: int | None, action: str, target: str, **detail: Any) -> None:
    """Write down one act."""
    session.add(Deed(at=now(), curator_id=curator_id, action=action, target=target, detail=detail))
