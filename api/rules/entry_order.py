"""What the fields of one entry must agree on: ends after starts, and one field with another that it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Set

from api.rules.entry_reading import Found, Given, clauses_of, date_of, objects

_IN_ORDER: dict[str, tuple[tuple[str, str], ...]] = {
    "source": (("published", "retrieved"),),
    "policy": (("adopted", "effective"), ("adopted", "ended"), ("effective", "ended")),
    "agreement": (("first_listed", "last_listed"), ("signed", "ended")),
    "designation": (("listed_on", "removed_on"),),
    "dispute": (("since", "settled"),),
}
# Stretches of days: the second date is the first day on which it no longer holds.
_STRETCHES: dict[str, tuple[tuple[str, str], ...]] = {
    "custody": (("valid_from", "valid_until"),),
    "service_area": (("valid_from", "valid_until"),),
}
# One field that says something of another, which must be there too.
_LEAN_ON: dict[str, tuple[tuple[str, str], ...]] = {
    "policy": (("ended_by", "ended"),),
    "agreement": (("ended_by", "ended"), ("ended_source", "ended"), ("ended", "ended_source")),
    "jurisdiction": (("same_as_source", "same_as"), ("population_source", "population"), ("lat", "lon"), ("lon", "lat")),
    "dispute": (("outcome", "settled"), ("settled", "outcome")),
}


def order_faults(noun: str, entry: Given, spoilt: Set[str]) -> Iterator[Found]:
    """Where fields contradict each other; fields in `spoilt` have faults of their own and are passed over."""
    yield from _in_order(entry, _IN_ORDER.get(noun, ()), "", spoilt)
    yield from _stretches(entry, _STRETCHES.get(noun, ()), "", spoilt)
    yield from _leaning(entry, _LEAN_ON.get(noun, ()), "", spoilt)
    if noun == "jurisdiction" and entry.get("county") is not None and entry.get("kind") == "county":
        yield "county", "a county lies in no county.", "Leave it out."
    for path, clause in clauses_of(entry, spoilt):
        yield from _stretches(clause, (("valid_from", "valid_until"),), path, spoilt)
        yield from _in_order(clause, (("valid_from", "deadline"),), path, spoilt)
        yield from _leaning(clause, (("until_by", "valid_until"), ("deadline", "duty")), path, spoilt)
        for number, stay in objects(clause.get("suspended")):
            yield from _stretches(stay, (("from", "until"),), f"{path}suspended[{number}].", spoilt)
    for index, stretch in objects(entry.get("history")):
        yield from _stretches(stretch, (("from", "until"),), f"history[{index}].", spoilt)


def _in_order(given: Given, pairs: tuple[tuple[str, str], ...], path: str, spoilt: Set[str]) -> Iterator[Found]:
    for start, end in pairs:
        first, last = date_of(given, start, path, spoilt), date_of(given, end, path, spoilt)
        if first and last and last.last < first.first:
            yield f"{path}{end}", f"{end} lies before {start}.", "Mend one of the two."


def _stretches(given: Given, pairs: tuple[tuple[str, str], ...], path: str, spoilt: Set[str]) -> Iterator[Found]:
    yield from _in_order(given, pairs, path, spoilt)
    for start, end in pairs:
        first, last = date_of(given, start, path, spoilt), date_of(given, end, path, spoilt)
        if first and last and last.last == first.first:
            yield f"{path}{end}", f"{end} is the day of {start}, so that it holds on no day.", "Give the first day on which it no longer holds, or leave it out."


def _leaning(given: Given, pairs: tuple[tuple[str, str], ...], path: str, spoilt: Set[str]) -> Iterator[Found]:
    for name, other in pairs:
        if given.get(name) is not None and given.get(other) is None and f"{path}{name}" not in spoilt:
            yield f"{path}{other}", f"{name} is given, and {other} is not.", f"Give {other}, or leave {name} out."
