"""What is wrong with an entry before it may be proposed: each fault with the path of its field and the way to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.rules.entry_field import EntryField
from api.rules.entry_fields import CLAUSE_FIELDS, FIELDS, Fields, held
from api.rules.entry_instruments import instrument_faults
from api.rules.entry_keys import key_faults
from api.rules.entry_levels import level_faults
from api.rules.entry_lives import life_faults
from api.rules.entry_order import order_faults
from api.rules.entry_reading import objects
from api.rules.entry_values import shown, wrong_values, wrong_words

# How the fields of what a list holds are called in a message, where their own name would not tell.
_CALLED = {("events", "date"): "event date", ("suspended", "from"): "suspended from", ("suspended", "until"): "suspended until", ("suspended", "for"): "suspended for"}
# What a list takes, where it takes some words alone and not those for bodies.
_PLURALS = {"dimensions": "dimensions"}
_UNKNOWN_TOLD = 20
NO_SOURCE = "cites no source."


@dataclass(frozen=True, slots=True)
class Fault:
    """Where in an entry something is wrong (`clauses[0].valid_from`; empty: the entry itself; `key`: its key), what, and how to mend it."""

    field: str
    detail: str
    fix: str


def faults(noun: str, key: object, entry: object) -> Iterator[Fault]:
    """Everything wrong with an entry of one of the nouns that people edit; never fails, whatever comes in."""
    if noun not in FIELDS:
        yield Fault("", f"{shown(noun)} is no kind of entry that is edited.", f"Use one of: {', '.join(FIELDS)}.")
    elif not isinstance(entry, Mapping):
        yield Fault("", "The entry is not an object with fields.", "Give an object.")
    else:
        found = list(_object(noun, entry, FIELDS[noun], path="", kind=""))
        yield from found
        yield from (Fault("key", detail, fix) for detail, fix in key_faults(noun, key, entry))
        spoilt = {fault.field for fault in found}
        rules = (order_faults, life_faults, level_faults, instrument_faults) if noun in CLAUSE_FIELDS else (order_faults,)
        yield from (Fault(field, detail, fix) for rule in rules for field, detail, fix in rule(noun, entry, spoilt))
        if not spoilt & {"citations"} and "citations" in {field.name for field in FIELDS[noun]} and not any(_sources(entry)):
            yield Fault("citations", NO_SOURCE, "Name the source it rests on.")


def _object(noun: str, given: Mapping[Any, Any], fields: Fields, *, path: str, kind: str) -> Iterator[Fault]:
    yield from strange_fields(given, fields, path)
    for field in fields:
        yield from _field(noun, field, given.get(field.name), path=f"{path}{field.name}", called=_CALLED.get((kind, field.name), field.name))


def strange_fields(given: Mapping[Any, Any], fields: Fields, path: str) -> Iterator[Fault]:
    """The names in an object that are none of its fields, the first of them."""
    known = {field.name for field in fields}
    for name in [name for name in given if name not in known][:_UNKNOWN_TOLD]:
        yield Fault(f"{path}{shown(name).strip(chr(39))}", f"{shown(name)} is not a field of this.", f"Use one of: {', '.join(field.name for field in fields)}.")


def _field(noun: str, field: EntryField, value: Any, *, path: str, called: str) -> Iterator[Fault]:
    if field.required and (value is None or value == ""):
        yield Fault(path, f"{called} is missing.", _how_to_fill(field))
    elif value is not None or field.required:
        wrong = list(wrong_values(field, value, called=called))
        yield from (Fault(path, detail, fix) for detail, fix in wrong)
        if isinstance(value, list) and not wrong:
            yield from _items(noun, field, value, path=path, called=called)


def _items(noun: str, field: EntryField, items: Sequence[Any], *, path: str, called: str) -> Iterator[Fault]:
    inner = held(noun, field)
    if field.kind == "words" and field.choices:
        unknown = [item for item in items if not isinstance(item, str) or item not in field.keys]
        if unknown:
            told = ", ".join(sorted(shown(item) for item in unknown)[:5])
            yield Fault(path, f"{called} [{told}], which are no {_PLURALS.get(field.name, 'bodies a law can bind')}.", f"Use some of: {', '.join(sorted(field.keys))}.")
        return
    for index, item in enumerate(items):
        where = f"{path}[{index}]"
        if not inner:
            yield from (Fault(where, detail, fix) for detail, fix in wrong_words(field, item))
        elif isinstance(item, Mapping):
            yield from _object(noun, item, inner, path=f"{where}.", kind=field.kind)
        else:
            yield Fault(where, f"{where} is not an object with fields.", f"Give an object with: {', '.join(f.name for f in inner)}.")


def _how_to_fill(field: EntryField) -> str:
    if field.empty == []:
        return "Give a list, empty if there is nothing to say."
    return {"flag": "Give true or false.", "key": "Give the key of the entry meant."}.get(field.kind, f"Fill in {field.label.lower()}.")


def _sources(entry: Mapping[str, Any]) -> Iterator[str]:
    """The sources that an entry, its clauses and its events name, passing over what is malformed."""
    clauses = [clause for _, clause in objects(entry.get("clauses"))]
    for item in (entry, *clauses):
        yield from (c["source"] for _, c in objects(item.get("citations")) if c.get("source"))
    steps = (*objects(entry.get("events")), *(s for clause in clauses for s in objects(clause.get("suspended"))))
    yield from (step["source"] for _, step in steps if step.get("source"))
