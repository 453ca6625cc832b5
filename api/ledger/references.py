"""Every key an entry points at must be in the record, and every claim must name a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.ledger.entries import entries_at
from api.ledger.nouns import NOUNS, Entry
from api.models import Dispute, Revision
from api.rules.disputes import DISPUTABLE, FEWEST_SIDES
from api.rules.refusals import BadInput, MissingSource, Refusal

Changes = Mapping[str, Mapping[str, Entry | None]]

_POINTERS: dict[str, dict[str, str]] = {
    "jurisdiction": {"county": "jurisdiction", "same_as": "jurisdiction", "population_source": "source", "same_as_source": "source"},
    "alias": {"geoid": "jurisdiction", "source": "source"},
    "custody": {"geoid": "jurisdiction", "operator": "jurisdiction", "source": "source"},
    "publication": {"source": "source"},
    "agency": {"jurisdiction": "jurisdiction"},
    "service_area": {"agency": "agency", "jurisdiction": "jurisdiction", "source": "source"},
    "agreement": {"agency": "agency", "ended_source": "source"},
    "listed_row": {"publication": "publication", "agreement": "agreement"},
    "held_row": {"publication": "publication"},
    "decision": {"jurisdiction": "jurisdiction"},
    "policy": {"jurisdiction": "jurisdiction"},
    "designation": {"geoid": "jurisdiction"},
    "research_note": {"jurisdiction": "jurisdiction"},
}


def check(session: Session, entries: Changes) -> None:
    """Refuse a change that points at nothing, leaves others pointing at nothing, or claims without a source."""
    for refusal in refusals(session, entries):
        raise refusal


def refusals(session: Session, entries: Changes) -> Iterator[Refusal]:
    """Every reason to refuse these entries."""
    wanted: dict[str, dict[str, str]] = {}
    for noun, key, entry in _present(entries):
        if NOUNS[noun].cited and not any(_cited(entry)):
            yield MissingSource(f"{noun} {key} cites no source.", field="citations", fix="Name the source it rests on.")
        if noun == "dispute":
            yield from _one_sided(key, entry)
        for target, pointed, where in _pointed(noun, entry):
            wanted.setdefault(target, {}).setdefault(pointed, f"{noun} {key}, {where}")
    for target, pointers in wanted.items():
        given = {key for key, entry in entries.get(target, {}).items() if entry is not None}
        withdrawn = {key for key, entry in entries.get(target, {}).items() if entry is None}
        missing = set(pointers) - given
        missing -= _held(session, target, missing) - withdrawn
        for pointed in sorted(missing):
            yield _dangling(pointers[pointed], target, pointed)
    for target, items in entries.items():
        gone = {key for key, entry in items.items() if entry is None}
        for noun, key, where, pointed in _pointing_at(session, target, gone):
            if key not in entries.get(noun, {}):
                yield _dangling(f"{noun} {key}, {where}", target, pointed)


def _one_sided(key: str, entry: Entry) -> Iterator[Refusal]:
    """What keeps a dispute from being one: an entry that cannot be disputed, fewer than two sides, or a side without a source."""
    if entry["noun"] not in DISPUTABLE:
        yield BadInput(f"dispute {key}: a {entry['noun']} cannot be disputed.", field="noun", fix=f"Give one of: {', '.join(DISPUTABLE)}.")
    sides = entry["sides"] or ()
    if len(sides) < FEWEST_SIDES:
        yield BadInput(f"dispute {key} has fewer than two sides.", field="sides", fix="Say what each side says, by whom and where.")
    if not all(side.get("source") for side in sides):
        yield MissingSource(f"dispute {key}: a side names no source.", field="sides", fix="Name the source of each side.")


def _dangling(where: str, target: str, pointed: str) -> BadInput:
    return BadInput(f"{where}: no {target} has the key {pointed!r}.", field=target, fix=f"Add the {target}, or mend the key.")


def _pointing_at(session: Session, target: str, gone: set[str]) -> Iterator[tuple[str, str, str, str]]:
    """The current entries that point at some keys: noun, key, field, and the key pointed at."""
    for noun, fields in _POINTERS.items():
        model: Any = NOUNS[noun].model
        for name in (name for name, pointed in fields.items() if pointed == target and gone):
            column = getattr(model, name)
            rows = session.execute(select(model.key, column).where(model.rev_until.is_(None), column.is_not(None)).order_by(model.key))
            yield from ((noun, key, name, pointed) for key, pointed in rows if pointed in gone)
    if target in DISPUTABLE and gone:
        rows = session.execute(select(Dispute.key, Dispute.entry).where(Dispute.rev_until.is_(None), Dispute.noun == target).order_by(Dispute.key))
        yield from (("dispute", key, "entry", pointed) for key, pointed in rows if pointed in gone)
    if target == "source" and gone:
        sides = session.execute(select(Dispute.key, Dispute.sides).where(Dispute.rev_until.is_(None)).order_by(Dispute.key))
        yield from (("dispute", key, "sides", side["source"]) for key, found in sides for side in found if side["source"] in gone)
        newest = session.scalar(select(func.max(Revision.number))) or 0
        for cited in (noun for noun in NOUNS.values() if noun.cited):
            for key, entry in entries_at(session, cited, newest):
                yield from ((cited.name, key, "citations", source) for source in _cited(entry) if source in gone)


def _present(entries: Changes) -> Iterator[tuple[str, str, Entry]]:
    for noun, items in entries.items():
        for key, entry in items.items():
            if entry is not None:
                yield noun, key, entry


def _pointed(noun: str, entry: Entry) -> Iterator[tuple[str, str, str]]:
    for field, target in _POINTERS.get(noun, {}).items():
        if entry.get(field):
            yield target, entry[field], field
    for source in _cited(entry):
        yield "source", source, "citations"
    if noun == "dispute":
        if entry["noun"] in DISPUTABLE:
            yield entry["noun"], entry["entry"], "entry"
        yield from (("source", side["source"], "sides") for side in entry["sides"] or () if side.get("source"))


def _cited(entry: Entry) -> Iterator[str]:
    for item in (entry, *entry.get("clauses", ())):
        for citation in item.get("citations", ()):
            yield citation["source"]
    for event in (*entry.get("events", ()), *(s for c in entry.get("clauses", ()) for s in c.get("suspended") or ())):
        if event.get("source"):
            yield event["source"]


def _held(session: Session, noun: str, keys: Iterable[str]) -> set[str]:
    model: Any = NOUNS[noun].model
    asked = sorted(keys)
    found: set[str] = set()
    for start in range(0, len(asked), 500):
        query = select(model.key).where(model.rev_until.is_(None), model.key.in_(asked[start : start + 500]))
        found.update(session.scalars(query))
    return found
