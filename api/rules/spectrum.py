"""The score: from levels to a number, its parts, its coverage and its category (METHOD 2026.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from api.rules.vocabulary import JAIL_DIMENSIONS, WEIGHTS, Category, Dimension

Levels = Mapping[Dimension, int]
Weights = Mapping[Dimension, float]
MINIMUM_COVERAGE = 0.4


@dataclass(frozen=True, slots=True)
class Score:
    """A number from -100 to +100, its two parts (value = cooperates - limits), and how much is known."""

    value: float | None
    cooperates: float | None
    limits: float | None
    coverage: float


def weighted(levels: Levels, weights: Weights = WEIGHTS) -> float:
    """`sum(weight x level / 2) / sum(weight) x 100` over the dimensions with evidence; 0 for none."""
    total = sum(weights[d] for d in levels)
    return sum(weights[d] * level / 2 for d, level in levels.items()) / total * 100 if total else 0.0


@cache
def coverage(known: frozenset[Dimension], *, runs_jail: bool) -> float:
    """Known weight over applicable weight: without a jail the jail dimensions apply only where something speaks of them."""
    applicable = set(Dimension) if runs_jail else (set(Dimension) - JAIL_DIMENSIONS) | known
    return sum(WEIGHTS[d] for d in known) / sum(WEIGHTS[d] for d in applicable)


def score(levels: Levels, *, runs_jail: bool) -> Score:
    """The score of a set of levels; null below a coverage of 0.4 or on a single dimension [Miami-Dade 2016]."""
    known = coverage(frozenset(levels), runs_jail=runs_jail)
    if len(levels) < 2 or known < MINIMUM_COVERAGE:
        return Score(None, None, None, round(known, 4))
    cooperating = weighted({d: max(level, 0) for d, level in levels.items()})
    limiting = -weighted({d: min(level, 0) for d, level in levels.items()})
    value, part = round(cooperating - limiting, 1), round(cooperating, 1)
    # The other part is taken as the difference, so that the published numbers add up to the last digit.
    return Score(value, part, round(part - value, 1), round(known, 4))


@dataclass(frozen=True, slots=True)
class Case:
    """What a category is judged by, besides the weights."""

    levels: Levels
    coverage: float
    scored: bool
    agreement: bool
    own_limits: frozenset[Dimension]


class Shortfall(StrEnum):
    """What a policy can lack for the word `sanctuary` (METHOD, Categories 3)."""

    SCORE = "score"
    COVERAGE = "coverage"
    RULES = "rules"
    JAIL = "jail"


def short_of_sanctuary(value: float, coverage: float, own_limits: frozenset[Dimension]) -> Iterator[Shortfall]:
    """What a score, its coverage and the dimensions that own binding rules limit lack for `sanctuary`; nothing where the word fits."""
    if value > -50:
        yield Shortfall.SCORE
    if coverage < 0.5:
        yield Shortfall.COVERAGE
    if len(own_limits) < 2:
        yield Shortfall.RULES
    if not own_limits & JAIL_DIMENSIONS:
        yield Shortfall.JAIL


def category(case: Case, weights: Weights = WEIGHTS) -> Category:
    """The first category that fits, in METHOD's order (contested and no_government are judged before)."""
    if case.agreement:
        return Category.MIXED if split(case, weights) else Category.AGREEMENT
    if not case.scored:
        return Category.INSUFFICIENT
    value = weighted(case.levels, weights)
    if not any(short_of_sanctuary(value, case.coverage, case.own_limits)):
        return Category.SANCTUARY
    if value <= -20:
        return Category.LIMITS
    return Category.MIXED if value <= 20 else Category.COOPERATES


def split(case: Case, weights: Weights = WEIGHTS) -> bool:
    """True when an agreement stands beside other levels that average -20 or below [Orlando]."""
    others: dict[Dimension, int] = {d: level for d, level in case.levels.items() if d != Dimension.AGREEMENT}
    return case.agreement and bool(others) and weighted(others, weights) <= -20


def borderline(judge: Callable[[Weights], Category]) -> bool:
    """True when 5 more or less on any one weight would change the category, coverage held as it is."""
    settled = judge(WEIGHTS)
    return any(judge(shifted) is not settled for shifted in _SHIFTS)


_SHIFTS: tuple[Weights, ...] = tuple(
    {**WEIGHTS, d: max(WEIGHTS[d] + step, 0)} for d in Dimension for step in (-5, 5)
)


def sensitivity(levels: Levels) -> dict[str, float]:
    """The score under equal weights, and its lowest and highest value with 5 more or less on one weight."""
    values = [weighted(levels, shifted) for shifted in _SHIFTS]
    equal = weighted(levels, dict.fromkeys(Dimension, 1))
    return {"equal_weights": round(equal, 1), "lowest": round(min(values), 1), "highest": round(max(values), 1)}
