"""Undo a published revision by a new one: what it wrote is set back, unless something was built on it since."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from api.ledger import proposals, versions
from api.ledger.curators import Who
from api.models import Proposal
from api.rules.refusals import BadInput, StaleEdit


def revert(session: Session, who: Who, number: int, *, reason: str) -> Proposal:
    """Propose the entries as they were before a revision; raises StaleEdit where a later revision changed them again."""
    versions.written(session, number)
    keys = versions.keys_of(session, number)
    if len(keys) > proposals.MOST_ENTRIES:
        raise BadInput(f"Revision {number} wrote {len(keys):,} entries, which is too much to set back at once.", field="number", fix="Set back what is wrong, entry by entry.")
    entries: dict[str, dict[str, Any]] = {}
    later: list[dict[str, Any]] = []
    for noun, key in keys:
        history = versions.versions(session, noun, key)
        before = next((v.entry for v in history if v.until == number), None)
        after = next((v for v in history if v.revision == number), None)
        touched = [v.revision for v in history if v.revision > number] + [v.until for v in history if v.until and v.until > number]
        if touched:
            later.append({"noun": noun, "key": key, "revision": max(touched)})
        elif before is not None or after is not None:
            entries.setdefault(noun, {})[key] = before
    if later:
        names = ", ".join(f"{c['noun']} {c['key']} (revision {c['revision']})" for c in later[:5])
        raise StaleEdit(f"Later revisions changed what revision {number} wrote: {names}.", field="number", fix="Set back the later revisions first, or edit the entries.", more={"changed": later})
    return proposals.propose(session, who, entries=entries, reason=reason, reverts=number)
