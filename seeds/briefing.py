"""A research sheet as text, to read beside the sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from api.rules.vocabulary import WEIGHTS, label

Plain = dict[str, Any]


def lines(told: Plain) -> Iterator[str]:
    """The sheet, line by line."""
    yield f"{told['name']} ({told['id']}, /{told['slug']}), {told['population'] or 'no figure of':,} residents" if told["population"] else f"{told['name']} ({told['id']}, /{told['slug']})"
    yield told["sentence"]
    yield f"Own policy: {label('categories', told['category'])}; {told['coverage']:.0%} of the weight known."
    yield from _part("Known", (_known(row) for row in told["known"]))
    yield from _part("Instruments", (f"{row['title']} [{row['key']}]: {row['clauses']} clauses, last read {row['checked'] or 'never'}" for row in told["instruments"]))
    yield from _part("Agreements", (f"{row['agency']}, {row['model']}: {row['status']}" for row in told["agreements"]))
    operator = told["jail"]["operator"]
    who = f"{operator['name']} ({told['jail']['rule']}{'' if told['jail']['sourced'] else '; no source says so'})" if operator else "nobody known"
    yield from _part("Who runs the jail", (who,))
    yield from _part("State laws with clauses", (f"{row['name']} [{row['key']}]" for row in told["laws"]))
    yield from _part("Missing, heaviest first", (f"{label('dimensions', dimension)} ({WEIGHTS[dimension]} of 100)" for dimension in told["missing"]))
    yield from _part("Look for", (_lead(lead, told["name"]) for lead in told["leads"]))
    yield from _part("Tried", (_tried(note, told) for note in told["tried"]))
    yield from _part("Claims without a source", (f"{row['title']}: {row['claim']} Missing: {row['missing']}" for row in told["drafts"]))
    yield "A search that found nothing proves nothing: level 0 needs the body's own statement, a complete inventory, or a search of its whole code or manual."


def _part(title: str, rows: Iterator[str] | tuple[str, ...]) -> Iterator[str]:
    found = list(rows)
    if found:
        yield ""
        yield f"{title}:"
        yield from (f"- {row}" for row in found)


def _tried(note: Plain, told: Plain) -> str:
    what = f" for {', '.join(label('dimensions', key) for key in note['looked_for'])}" if note["looked_for"] else ""
    whose = "" if note["jurisdiction"] == told["id"] else f" at {note['jurisdiction']}"
    return f"{note['searched']}{whose}{what}, in {note['looked_in']}: {note['found']}"


def _known(row: Plain) -> str:
    doubt = "; start uncertain" if row["start_uncertain"] else ""
    return f"{label('dimensions', row['dimension'])}: {row['level']:+d} {row['words']}; {row['instrument']} ({row['basis']}{doubt}), last read {row['checked'] or 'never'}"


def _lead(lead: Any, name: str) -> str:
    return f"{label('dimensions', lead.dimension)}, said by {' or '.join(lead.speakers)}: search \"{name} {lead.words}\"; look in {', '.join(lead.places)}"
