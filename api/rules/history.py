"""Two clocks: when a fact held in the world, and at which revisions the record held it true.

Intervals are half-open on both: `valid_from <= on < valid_until`, `rev_from <= revision < rev_until`.
A history is a set of facts of one key; facts are appended and closed, never rewritten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, TypeVar

from api.rules.dates import FIRST_DAY, certain_end, certain_start
from api.rules.refusals import OverlappingPeriods

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `start` up to, not including, `until` (None: open)."""

    start: date
    until: date | None = None

    def __contains__(self, on: object) -> bool:
        return isinstance(on, date) and self.start <= on and (self.until is None or on < self.until)

    @property
    def empty(self) -> bool:
        """True when no day lies within."""
        return self.until is not None and self.until <= self.start

    def overlaps(self, other: Span) -> bool:
        """True when some day lies within both."""
        return not self.intersection(other).empty

    def intersection(self, other: Span) -> Span:
        """The days within both; empty when there are none."""
        ends = [end for end in (self.until, other.until) if end is not None]
        return Span(max(self.start, other.start), min(ends) if ends else None)

    def without(self, other: Span) -> list[Span]:
        """The days within this span and not within the other."""
        if not self.overlaps(other):
            return [] if self.empty else [self]
        before = Span(self.start, other.start)
        after = [] if other.until is None else [Span(other.until, self.until)]
        return [part for part in (before, *after) if not part.empty]


def certain_days(start: str, until: str | None) -> Span:
    """The days on which a fact dated with a year, a month or a day certainly held; a month or a year as its end leaves none of its days certain."""
    first, end = certain_start(start), certain_end(until) if until else None
    return Span(first, max(first, end) if end else None)


def stated_days(start: str | None, until: str | None) -> Span:
    """The same for a fact whose first day nobody tells: it held on every day that can be asked about."""
    return certain_days(start or FIRST_DAY.isoformat(), until)


@dataclass(frozen=True, slots=True)
class Fact(Generic[T]):
    """A value, the days it held, and the revisions at which we held it true."""

    value: T
    span: Span
    rev_from: int
    rev_until: int | None = None

    def known_at(self, revision: int) -> bool:
        """True when the record held this fact at that revision."""
        return self.rev_from <= revision and (self.rev_until is None or revision < self.rev_until)


def as_known(facts: Iterable[Fact[T]], revision: int) -> list[Fact[T]]:
    """The facts held true at a revision, in order of their days."""
    return sorted((f for f in facts if f.known_at(revision)), key=lambda f: f.span.start)


def holding(facts: Iterable[Fact[T]], *, on: date, revision: int) -> Fact[T] | None:
    """The one fact that held on a day, as known at a revision, or None."""
    found = [f for f in facts if f.known_at(revision) and on in f.span]
    if len(found) > 1:
        raise OverlappingPeriods(f"{len(found)} facts hold on {on} at revision {revision}.")
    return found[0] if found else None


def revise(facts: Sequence[Fact[T]], *, value: T | None, span: Span, revision: int) -> list[Fact[T]]:
    """State a value (None: nothing) for a period from a revision on; other days and revisions stay as they were."""
    if span.empty:
        return list(facts)
    if any(f.rev_from > revision or (f.rev_until or 0) > revision for f in facts):
        raise OverlappingPeriods(f"Revision {revision} lies before one already written.")
    kept: list[Fact[T]] = []
    for fact in facts:
        if not fact.known_at(revision) or not fact.span.overlaps(span):
            kept.append(fact)
            continue
        if fact.rev_from < revision:
            kept.append(replace(fact, rev_until=revision))
        kept.extend(Fact(fact.value, part, revision) for part in fact.span.without(span))
    if value is not None:
        kept.append(Fact(value, span, revision))
    return kept


def cut_days(spans: Iterable[Span], *, first: date) -> list[date]:
    """The days on which anything begins or ends, from the first answerable day on, in order."""
    days = {first}
    for span in spans:
        days.update(d for d in (span.start, span.until) if d is not None and d > first)
    return sorted(days)


def stretches(days: Sequence[date], value_on: Callable[[date], T]) -> list[tuple[Span, T]]:
    """The value over time: one entry per run of days with an equal value."""
    runs: list[tuple[Span, T]] = []
    for index, start in enumerate(days):
        until = days[index + 1] if index + 1 < len(days) else None
        value = value_on(start)
        if runs and runs[-1][1] == value:
            runs[-1] = (Span(runs[-1][0].start, until), value)
        else:
            runs.append((Span(start, until), value))
    return runs


@dataclass(frozen=True, slots=True)
class Difference(Generic[T]):
    """What one revision changes of a history: facts to close and facts to add."""

    closed: tuple[Fact[T], ...]
    added: tuple[Fact[T], ...]


def difference(present: Sequence[Fact[T]], wanted: Sequence[tuple[Span, T]], *, revision: int) -> Difference[T]:
    """The least change that turns the present timeline into the wanted one at a revision."""
    held = {(f.span, _Key(f.value)): f for f in present if f.rev_until is None}
    target = {(span, _Key(value)) for span, value in wanted}
    closed = tuple(f for key, f in held.items() if key not in target)
    added = tuple(Fact(value, span, revision) for span, value in wanted if (span, _Key(value)) not in held)
    return Difference(closed, added)


@dataclass(frozen=True, slots=True)
class _Key(Generic[T]):
    value: T
