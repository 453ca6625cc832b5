"""Whether the record changed under an edit: what changed since, in which revision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from api.ledger import versions
from api.ledger.nouns import digest
from api.models import Revision
from api.rules.differences import differences
from api.rules.refusals import StaleEdit

Plain = dict[str, Any]
Bases = Mapping[str, Mapping[str, str | None]]


def current_bases(session: Session, entries: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, str | None]]:
    """The fingerprints of what stands now under some keys; null where nothing does."""
    found: dict[str, dict[str, str | None]] = {}
    for noun, items in entries.items():
        standing = versions.standing(session, noun, items)
        found[noun] = {key: digest(standing[key]) if key in standing else None for key in items}
    return found


def changed_since(session: Session, bases: Bases) -> list[Plain]:
    """The entries that are no longer what an edit was made from: which revision changed them, when, and in which fields."""
    now = current_bases(session, bases)
    moved = [(noun, key, base) for noun, items in bases.items() for key, base in items.items() if now[noun][key] != base]
    return [_told(session, noun, key, versions.versions(session, noun, key), base) for noun, key, base in moved]


def refuse(session: Session, bases: Bases) -> None:
    """Raise StaleEdit, with what changed since and by which revision, unless every base still stands."""
    if changed := changed_since(session, bases):
        names = ", ".join(f"{c['noun']} {c['key']} (revision {c['revision']})" for c in changed[:5])
        more = f" and {len(changed) - 5} more" if len(changed) > 5 else ""
        fix = "Read the record as it stands now, and make the edit again from it."
        raise StaleEdit(f"The record changed since this edit was begun: {names}{more}.", field="If-Match", fix=fix, more={"changed": changed})


def _told(session: Session, noun: str, key: str, history: list[versions.Version], base: str | None) -> Plain:
    mine = next((version.entry for version in history if version.digest == base), None)
    newest = history[0] if history else None
    number = (newest.until or newest.revision) if newest else None
    revision = session.get(Revision, number) if number else None
    theirs = newest.entry if newest and newest.until is None else None
    return {
        "noun": noun,
        "key": key,
        "revision": number,
        "published_at": revision.published_at.isoformat() if revision else None,
        "reason": revision.reason if revision else None,
        "fields": [{"field": d.field, "before": d.before, "after": d.after} for d in differences(mine, theirs)],
    }

