"""Who runs each jail: one body a day, of the kind that the row names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from api.rules.history import Span, stated_days
from api.rules.vocabulary import STATE_KINDS
from seeds import overlaps
from seeds.files import Entries

_OPERATORS = {"county": ("county",), "city": ("place",), "regional": ("special",), "state": STATE_KINDS}


@dataclass(frozen=True, slots=True)
class Row:
    """One statement of who runs a jail, by the ids under which the governments answer."""

    key: str
    operator: str
    span: Span


def faults(entries: Entries) -> Iterator[str]:
    """Two statements for one jail and day, and operators of another kind than stated."""
    yield from overlaps.faults("custody", ([(row.key, row.span) for row in found] for found in rows(entries).values()))
    for key, entry in entries.get("custody", {}).items():
        operator = entries.get("jurisdiction", {}).get(entry["operator"])
        kinds = _OPERATORS.get(entry["kind"])
        if operator and kinds and operator["kind"] not in kinds:
            yield f"custody {key}: kind says {entry['kind']}, and operator names a {operator['kind']}. Mend one of the two."


def rows(entries: Entries) -> dict[str, list[Row]]:
    """The statements for each government."""
    stated: dict[str, list[Row]] = defaultdict(list)
    for key, entry in entries.get("custody", {}).items():
        days = stated_days(entry["valid_from"], entry["valid_until"])
        stated[answering(entries, entry["geoid"])].append(Row(key, answering(entries, entry["operator"]), days))
    return stated


def answering(entries: Entries, geoid: str) -> str:
    """The id under which a government with several ids answers."""
    entry = entries.get("jurisdiction", {}).get(geoid)
    return (entry and entry["same_as"]) or geoid
