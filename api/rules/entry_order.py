"""What the fields of one entry must agree on: ends after starts, clauses within their instrument, ends with their reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Any

from api.rules.dates import PartialDate
from api.rules.refusals import BadDate

# The path of a field, what is wrong, and how to mend it.
Found = tuple[str, str, str]

_IN_ORDER: dict[str, tuple[tuple[str, str], ...]] = {
    "source": (("published", "retrieved"),),
    "custody": (("valid_from", "valid_until"),),
    "policy": (("adopted", "ended"), ("effective", "ended")),
    "agreement": (("first_listed", "last_listed"), ("signed", "ended")),
    "designation": (("listed_on", "removed_on"),),
    "dispute": (("since", "settled"),),
}
# One field that says something of another, which must be there too.
_LEAN_ON: dict[str, tuple[tuple[str, str], ...]] = {
    "policy": (("ended_by", "ended"),),
    "agreement": (("ended_by", "ended"), ("ended_source", "ended"), ("ended", "ended_source")),
    "jurisdiction": (("same_as_source", "same_as"), ("population_source", "population"), ("lat", "lon"), ("lon", "lat")),
    "dispute": (("outcome", "settled"), ("settled", "outcome")),
}


def order_faults(noun: str, entry: Mapping[str, Any], spoilt: Set[str]) -> Iterator[Found]:
    """Where fields contradict each other; fields in `spoilt` have faults of their own and are passed over."""
    yield from _in_order(entry, _IN_ORDER.get(noun, ()), "", spoilt)
    yield from _leaning(entry, _LEAN_ON.get(noun, ()), "", spoilt)
    if noun == "jurisdiction" and entry.get("county") is not None and entry.get("kind") == "county":
        yield "county", "a county lies in no county.", "Leave it out."
    for index, clause in _objects(entry.get("clauses")):
        path = f"clauses[{index}]."
        yield from _in_order(clause, (("valid_from", "valid_until"),), path, spoilt)
        yield from _leaning(clause, (("until_by", "valid_until"), ("deadline", "duty")), path, spoilt)
        if clause.get("basis") == "practice" and clause.get("level") == 0 and not isinstance(clause.get("level"), bool):
            yield f"{path}basis", "level 0 needs a statement, an inventory, a search or a text that says case by case.", "Name what shows that there is no rule."
        if noun == "policy":
            yield from _within(entry, clause, path, spoilt)
        for number, stay in _objects(clause.get("suspended")):
            yield from _in_order(stay, (("from", "until"),), f"{path}suspended[{number}].", spoilt)
    for index, stretch in _objects(entry.get("history")):
        yield from _in_order(stretch, (("from", "until"),), f"history[{index}].", spoilt)


def _in_order(given: Mapping[str, Any], pairs: tuple[tuple[str, str], ...], path: str, spoilt: Set[str]) -> Iterator[Found]:
    for start, end in pairs:
        first, last = _date(given, start, path, spoilt), _date(given, end, path, spoilt)
        if first and last and last.last < first.first:
            yield f"{path}{end}", f"{end} lies before {start}.", "Mend one of the two."


def _leaning(given: Mapping[str, Any], pairs: tuple[tuple[str, str], ...], path: str, spoilt: Set[str]) -> Iterator[Found]:
    for name, other in pairs:
        if given.get(name) is not None and given.get(other) is None and f"{path}{name}" not in spoilt:
            yield f"{path}{other}", f"{name} is given, and {other} is not.", f"Give {other}, or leave {name} out."


def _within(policy: Mapping[str, Any], clause: Mapping[str, Any], path: str, spoilt: Set[str]) -> Iterator[Found]:
    """A clause may tell of days before its instrument was adopted, but not only of such days, and of none after its end."""
    adopted, ended = _date(policy, "adopted", "", spoilt), _date(policy, "ended", "", spoilt)
    start, until = _date(clause, "valid_from", path, spoilt), _date(clause, "valid_until", path, spoilt)
    if ended and start and start.first > ended.last:
        yield f"{path}valid_from", "valid_from lies after the end of the instrument.", "Mend the clause or the end of the instrument."
    if ended and until and until.first > ended.last:
        yield f"{path}valid_until", "valid_until lies after the end of the instrument.", "Mend the clause or the end of the instrument."
    if adopted and until and until.last < adopted.first:
        yield f"{path}valid_until", "valid_until lies before the instrument was adopted.", "Mend the clause or the day of adoption."


def _date(given: Mapping[str, Any], name: str, path: str, spoilt: Set[str]) -> PartialDate | None:
    value = given.get(name)
    if not isinstance(value, str) or f"{path}{name}" in spoilt:
        return None
    try:
        return PartialDate.parse(value, field=name)
    except BadDate:
        return None


def _objects(value: Any) -> Iterator[tuple[int, Mapping[str, Any]]]:
    if isinstance(value, list):
        yield from ((index, item) for index, item in enumerate(value) if isinstance(item, Mapping))
