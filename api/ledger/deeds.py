"""What curators did: written beside every act, read by curators only."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from api.ledger.curators import now
from api.models import Deed


def note(session: Session, curator_id: int | None, action: str, target: str, **detail: Any) -> None:
    """Write down one act, within its transaction."""
    session.add(Deed(at=now(), curator_id=curator_id, action=action, target=target, detail=detail))
