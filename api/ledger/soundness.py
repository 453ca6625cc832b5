"""Whether entries say only what the record can hold: every way of writing passes here."""

from __future__ import annotations

from collections.abc import Mapping

from api.ledger.nouns import Entry
from api.rules.entry_checks import NO_SOURCE, Fault, faults
from api.rules.entry_fields import EDITABLE
from api.rules.entry_shapes import shape_faults
from api.rules.refusals import BadInput, MissingSource

Entries = Mapping[str, Mapping[str, Entry | None]]
SHOWN = 50


def found(entries: Entries) -> list[tuple[str, str, Fault]]:
    """Every fault of some entries, with the noun and the key it is in."""
    return [(noun, key, fault) for noun, items in entries.items() for key, entry in items.items() if entry is not None for fault in faults(noun, key, entry)]


def shaped(entries: Entries) -> None:
    """Refuse what has not even the shape of an entry; drafts, too, pass here before they are kept."""
    for noun, items in entries.items():
        for key, entry in items.items():
            for fault in shape_faults(noun, entry) if entry is not None else ():
                raise BadInput(f"{noun} {key[:80]}, {fault.field}: {fault.detail}", field=fault.field, fix=fault.fix)


def sound(entries: Entries) -> None:
    """Refuse entries with faults, naming each field and its fix."""
    for noun in entries:
        if noun not in EDITABLE:
            raise BadInput(f"A {noun} is not edited by hand.", field=noun, fix=f"Edit one of: {', '.join(sorted(EDITABLE))}.")
    if listed := found(entries):
        noun, key, first = listed[0]
        told = [{"field": f"{n}/{k}: {f.field}", "detail": f.detail, "fix": f.fix} for n, k, f in listed[:SHOWN]]
        if all(fault.detail == NO_SOURCE for _, _, fault in listed):
            raise MissingSource(f"{noun} {key} {first.detail}", field=first.field, fix=first.fix, more={"errors": told})
        raise BadInput(f"{noun} {key}, {first.field}: {first.detail}", field=first.field, fix=first.fix, more={"errors": told})
