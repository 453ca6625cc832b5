"""How state law and decrees move a level: a floor never lowers it, a ceiling never raises it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from api.rules.evidence import Body, Bound
from api.rules.levels import Moved, OwnReadings, Reading
from api.rules.vocabulary import EVERY_DIMENSION, Dimension


def binding_on(bounds: Iterable[Bound], body: Body, on: date) -> dict[Dimension, list[Bound]]:
    """The floors and ceilings that bind a body on a day, by dimension."""
    found: dict[Dimension, list[Bound]] = {}
    for bound in bounds:
        if bound.side != "statement" and bound.in_force(on, body.roles):
            found.setdefault(bound.dimension, []).append(bound)
    return found


def after_law(own: Reading | None, bounds: Sequence[Bound], dimension: Dimension) -> Reading | None:
    """The level of one dimension after the floors and ceilings that bind the body."""
    floors = [b for b in bounds if b.side == "floor"]
    ceilings = [b for b in bounds if b.side == "ceiling"]
    if not floors and not ceilings:
        return own
    floor = max((_floor_level(b) for b in floors), default=None)
    ceiling = min((b.level for b in ceilings), default=None)
    level = own.low if own else None
    if floor is not None and ceiling is not None and floor > ceiling:
        low = ceiling if level is None else min(level, ceiling)
        high = floor if level is None else max(level, floor)
        return _reading(own, dimension, low, high, (*floors, *ceilings), decided=True)
    moved = _within(level, floor, ceiling)
    named = [b for b in (*floors, *ceilings) if _is_felt(b, level, moved)]
    return _reading(own, dimension, moved, moved, named, decided=level is None or moved != level)


def _floor_level(bound: Bound) -> int:
    """No law makes an agreement: a duty to seek or sign lifts that dimension to 0 at most [Cobb, Harris, Travis]."""
    return min(bound.level, 0) if bound.dimension is Dimension.AGREEMENT else bound.level


def _within(level: int | None, floor: int | None, ceiling: int | None) -> int:
    low = -2 if floor is None else floor
    high = 2 if ceiling is None else ceiling
    if level is not None:
        return max(low, min(level, high))
    if floor is None or ceiling is None:
        return high if floor is None else low
    return max(low, min(0, high))


def _is_felt(bound: Bound, level: int | None, moved: int) -> bool:
    """Name the clauses that set or moved the level, and every duty; a bound that is already met stays unnamed."""
    if bound.duty:
        return True
    reached = _floor_level(bound) == moved if bound.side == "floor" else bound.level == moved
    return reached and (level is None or level != moved or bound.level == level)


def _reading(own: Reading | None, dimension: Dimension, low: int, high: int, bounds: Iterable[Bound], *, decided: bool) -> Reading:
    laws = tuple(Moved.of(b) for b in sorted(bounds, key=lambda b: (b.law, b.side, b.words)))
    return Reading(
        dimension,
        low,
        high,
        own=own.own if own else None,
        laws=laws,
        beside=own.beside if own else (),
        law_decided=decided,
    )


def voids_agreement(bounds: Iterable[Bound], body: Body, on: date) -> bool:
    """True when a law bars the body's agreements on that day."""
    barred = binding_on(bounds, body, on).get(Dimension.AGREEMENT, [])
    return any(b.side == "ceiling" and b.level < 0 for b in barred)


def duties(bounds: Iterable[Bound], body: Body, on: date) -> list[Bound]:
    """The duties to seek or sign an agreement that bind a body on a day."""
    return [b for b in binding_on(bounds, body, on).get(Dimension.AGREEMENT, []) if b.duty]


def own_law_levels(bounds: Iterable[Bound], body: Body, on: date) -> dict[Dimension, Reading]:
    """A state's own levels from its own laws, whomever they bind; a contradiction within them gives no level."""
    levels: dict[Dimension, Reading] = {}
    for dimension in EVERY_DIMENSION:
        active = [b for b in bounds if b.dimension is dimension and b.side != "statement" and b.in_force(on, b.binds)]
        stated = [b for b in bounds if b.dimension is dimension and b.side == "statement" and on in b.span]
        reading = after_law(None, active, dimension)
        if reading is None and stated:
            reading = _reading(None, dimension, stated[0].level, stated[0].level, stated[:1], decided=True)
        if reading is not None and reading.level is not None:
            levels[dimension] = reading
    return levels


def operative_readings(own: OwnReadings, bounds: Sequence[Bound], body: Body, on: date) -> dict[Dimension, Reading]:
    """Every dimension of a body after the laws that bind it; what other bodies set comes later."""
    active = binding_on(bounds, body, on)
    readings: dict[Dimension, Reading] = {}
    for dimension in EVERY_DIMENSION:
        reading = after_law(own.levels.get(dimension), active.get(dimension, []), dimension)
        if reading is not None:
            readings[dimension] = reading
    return readings
