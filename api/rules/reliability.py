"""How far two people who code the same words apart from each other agree: Cohen's kappa."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from api.rules.vocabulary import EVERY_DIMENSION

# What one reader found: a level, or None where the words do not speak of the dimension.
Pair = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Over how many pairs, how many of them equal, and kappa (None where chance alone gives one answer, or there is no pair)."""

    pairs: int
    equal: int
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of instruments coded twice, and by whom: whether a dimension is spoken of, its level where both found one, and both at once."""

    instruments: int
    readers: tuple[str, ...]
    spoken_of: Agreement
    level: Agreement
    overall: Agreement
    within_one: int


def agreement(pairs: Sequence[tuple[Hashable, Hashable]]) -> Agreement:
    """Observed agreement against that of chance: kappa = (p_o - p_e) / (1 - p_e) (J. Cohen, Educational and Psychological Measurement 20, 1960)."""
    total, equal = len(pairs), sum(one == other for one, other in pairs)
    if not total:
        return Agreement(0, 0, None)
    firsts, seconds = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(count * seconds[value] for value, count in firsts.items()) / total**2
    return Agreement(total, equal, None if chance == 1 else (equal / total - chance) / (1 - chance))


def reliability(instruments: Sequence[Sequence[Pair]], *, readers: Iterable[str] = ()) -> Reliability:
    """Of each instrument the pairs of its dimensions that at least one reader found; every other dimension is a pair of two Nones."""
    silent = sum(len(EVERY_DIMENSION) - len(found) for found in instruments)
    cells: list[Pair] = [*chain.from_iterable(instruments), *[(None, None)] * silent]
    both = [(one, other) for one, other in cells if one is not None and other is not None]
    return Reliability(
        instruments=len(instruments),
        readers=tuple(readers),
        spoken_of=agreement([(one is not None, other is not None) for one, other in cells]),
        level=agreement(both),
        overall=agreement(cells),
        within_one=sum(abs(one - other) <= 1 for one, other in both),
    )
