"""Statements of which one alone can hold on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from api.rules.history import Span


def faults(noun: str, stated: Iterable[Sequence[tuple[str, Span]]]) -> Iterator[str]:
    """Two statements of one thing, by their keys, that share a day; `stated` holds those of each thing."""
    for found in stated:
        for (one, days), (other, span) in combinations(found, 2):
            if days.overlaps(span):
                yield f"{noun} {other}: holds on days of {one} too. End one where the other begins."
