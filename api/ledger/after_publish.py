"""What follows when a proposal is published: the corrections it settles are closed, and work it asks for is put down."""

from __future__ import annotations

from sqlalchemy.orm import Session

from api.ledger import corrections, tasks
from api.ledger.curators import Who
from api.models import Proposal


def settle(session: Session, who: Who, proposal: Proposal) -> None:
    """Close what a published proposal settles, within the same transaction."""
    for word in proposal.settles:
        kind, _, key = str(word).partition(":")
        if kind == "correction" and key.isascii() and key.isdigit() and proposal.revision is not None:
            corrections.settle(session, who, int(key), proposal.revision)
    tasks.after_publish(session, who.id, proposal.entries)
