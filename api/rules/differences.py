"""What two versions of an entry say differently, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any


@dataclass(frozen=True, slots=True)
class Difference:
    """One field, named by its path (`clauses[0].level`), and what it said before and says after; null: nothing."""

    field: str
    before: Any
    after: Any


def differences(before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[Difference]:
    """The fields that differ, in the order of the entry; an entry that was not there has no field before."""
    return list(_of_things("", before or {}, after or {}))


def _of_things(path: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    for name in [*after, *(name for name in before if name not in after)]:
        yield from _of_values(f"{path}.{name}" if path else name, before.get(name), after.get(name))


def _of_values(path: str, before: Any, after: Any) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _of_things(path, before, after)
    elif _listed(before) and _listed(after) and any(isinstance(item, Mapping) for item in (*before, *after)):
        yield from _of_lists(path, before, after)
    else:
        yield Difference(path, before, after)


def _listed(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _of_lists(path: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Difference]:
    """Items are compared with those that took their place, so that one put in between moves no other; numbered as they stand after, removed ones as before."""
    matcher = SequenceMatcher(None, [repr(item) for item in before], [repr(item) for item in after], autojunk=False)
    for verdict, start, end, new_start, new_end in matcher.get_opcodes():
        if verdict == "equal":
            continue
        shared = min(end - start, new_end - new_start)
        for step in range(shared):
            yield from _of_values(f"{path}[{new_start + step}]", before[start + step], after[new_start + step])
        for place in range(start + shared, end):
            yield Difference(f"{path}[{place}]", before[place], None)
        for place in range(new_start + shared, new_end):
            yield Difference(f"{path}[{place}]", None, after[place])
