"""Bring the shipped record into the database: a three-way merge in which curators' edits win and are reported."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from api.ledger import chronicle
from api.ledger.entries import digests_at
from api.ledger.nouns import NOUNS, complete, digest
from api.ledger.revisions import ChangeSet, publish, refresh_statistics
from api.models import Revision, SeedItem, table_of
from seeds import drafts
from seeds.files import HERE, read_record

_FOLDER = ("record", "folder")


@dataclass(slots=True)
class Plan:
    """What a load would do: the changes, and the curators' edits that it leaves alone."""

    changes: dict[str, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))
    kept: list[str] = field(default_factory=list)
    shipped: dict[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a load did: the revision it published (None: nothing changed) and the edits it kept."""

    revision: int | None
    changed: int
    kept: tuple[str, ...]


def load(session: Session, root: Path = HERE) -> Outcome:
    """Load the record's folder as at most one revision; the caller commits."""
    fingerprint = folder_fingerprint(root)
    chronicle.fill(session)
    if session.scalar(select(SeedItem.digest).where(SeedItem.noun == _FOLDER[0], SeedItem.key == _FOLDER[1])) == fingerprint:
        return Outcome(None, 0, ())
    last = {(row.noun, row.key): row.digest for row in session.execute(select(*table_of(SeedItem).c))}
    plan = merge(read_record(root), last, digests_at(session, session.scalar(select(func.max(Revision.number))) or 0))
    revision = None
    if any(plan.changes.values()):
        published = publish(session, ChangeSet(plan.changes), curator="seeds", reason="Load of the shipped record")
        revision = published.number
        refresh_statistics(session)
    drafts.load(session, root)
    _remember(session, last, plan.shipped | {_FOLDER: fingerprint})
    return Outcome(revision, sum(len(items) for items in plan.changes.values()), tuple(plan.kept))


def merge(seed: Mapping[str, Mapping[str, Any]], last: Mapping[tuple[str, str], str], present: Mapping[tuple[str, str], str]) -> Plan:
    """Compare the new seed, the last seed and the present record, entry by entry."""
    plan = Plan()
    for noun, items in seed.items():
        for key, entry in items.items():
            shipped = digest(complete(NOUNS[noun], entry))
            plan.shipped[noun, key] = shipped
            _decide(plan, (noun, key), entry, (shipped, last.get((noun, key)), present.get((noun, key))))
    for noun, key in sorted(set(last) - set(plan.shipped) - {_FOLDER}):
        if (noun, key) in present:
            _decide(plan, (noun, key), None, (None, last[noun, key], present[noun, key]))
    return plan


def _decide(plan: Plan, where: tuple[str, str], entry: Any, digests: tuple[str | None, str | None, str | None]) -> None:
    new, old, held = digests
    if new in (held, old):
        return
    if held == old:
        plan.changes[where[0]][where[1]] = entry
    else:
        plan.kept.append(f"{where[0]} {where[1]}")


def _remember(session: Session, last: Mapping[tuple[str, str], str], now: Mapping[tuple[str, str], str]) -> None:
    """Note what was shipped, rewriting only what differs."""
    stale = [k for k, v in last.items() if now.get(k) != v]
    for noun, key in stale:
        session.execute(delete(SeedItem).where(SeedItem.noun == noun, SeedItem.key == key))
    fresh = [{"noun": noun, "key": key, "digest": value} for (noun, key), value in now.items() if last.get((noun, key)) != value]
    if fresh:
        session.execute(insert(table_of(SeedItem)), fresh)


def folder_fingerprint(root: Path) -> str:
    """A fingerprint of the folder's files, by which an unchanged record is recognised at once."""
    total = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.suffix in {".csv", ".yaml"}):
        total.update(path.relative_to(root).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
