"""From evidence and law to a position: the policy score, the operative score, and the reasons of both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from api.rules import levels as own_rules
from api.rules import preemption, spectrum
from api.rules.evidence import Body, Bound, Evidence
from api.rules.levels import Moved, OwnReadings, Reading
from api.rules.vocabulary import EVERY_DIMENSION, OPERATOR_DIMENSIONS, WEIGHTS, Category, Dimension, Mark

Readings = Mapping[Dimension, Reading]


@dataclass(frozen=True, slots=True)
class Result:
    """One of the two positions of a body on a day: numbers, word, marks and the reading of every known dimension."""

    category: Category
    score: spectrum.Score
    low: float | None
    high: float | None
    marks: tuple[Mark, ...]
    readings: tuple[Reading, ...]
    sensitivity: dict[str, float] | None
    required_by: tuple[Moved, ...] = ()
    beside: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """What the method concludes for a body on a day."""

    policy: Result
    operative: Result
    models: tuple[str, ...] = ()

    def operative_by_dimension(self) -> dict[Dimension, Reading]:
        """The operative readings, for the bodies that take some of theirs from here."""
        return {r.dimension: r for r in self.operative.readings}


@dataclass(frozen=True, slots=True)
class Operator:
    """Whoever runs the jail for a body, and what holds there on the day."""

    id: str
    readings: Readings


def position(evidence: Evidence, bounds: Sequence[Bound], on: date, operator: Operator | None = None) -> Position:
    """The position of a body on a day, under the laws of its state and with whoever runs its jail."""
    body = evidence.body
    own = _own(evidence, bounds, on)
    if not body.governs:
        own = OwnReadings()
    operative = _operative(own, bounds, body, on, operator)
    models = tuple(sorted({a.model for a in own.active}))
    return Position(_policy_result(body, own, bounds, on), _operative_result(body, own, operative, bounds, on), models)


def _own(evidence: Evidence, bounds: Sequence[Bound], on: date) -> OwnReadings:
    own = own_rules.own_readings(evidence, on)
    if not evidence.body.is_state:
        return own
    by_law = preemption.own_law_levels(bounds, evidence.body, on)
    agreement = own.levels.get(Dimension.AGREEMENT)
    barred = by_law.get(Dimension.AGREEMENT)
    # An agreement in force says more of the state's own stance than a duty laid on its sheriffs.
    if agreement and agreement.own and (agreement.own.basis == "agreement" or not barred or barred.low >= 0):
        by_law[Dimension.AGREEMENT] = replace(agreement, laws=barred.laws if barred else ())
    merged = {**own.levels, **by_law}
    return OwnReadings(merged, own.beside, own.active)


def _operative(own: OwnReadings, bounds: Sequence[Bound], body: Body, on: date, operator: Operator | None) -> dict[Dimension, Reading]:
    if body.is_state:
        return _after_own_law(own, bounds, body, on)
    if not body.governs:
        return {d: replace(r, set_by=operator.id, own=r.own) for d, r in operator.readings.items()} if operator else {}
    readings = preemption.operative_readings(own, bounds, body, on)
    if operator is None:
        return readings
    for dimension in OPERATOR_DIMENSIONS:
        theirs = operator.readings.get(dimension)
        if theirs is not None:
            readings[dimension] = _taken(theirs, readings.get(dimension), operator.id)
    return readings


def _after_own_law(own: OwnReadings, bounds: Sequence[Bound], body: Body, on: date) -> dict[Dimension, Reading]:
    """A state's own levels; an agreement of its agencies that its law voids counts no more."""
    readings = dict(own.levels)
    if own.active and preemption.voids_agreement(bounds, body, on):
        barring = preemption.binding_on(bounds, body, on)[Dimension.AGREEMENT]
        voided = preemption.after_law(readings.get(Dimension.AGREEMENT), barring, Dimension.AGREEMENT)
        if voided is not None:
            readings[Dimension.AGREEMENT] = voided
    return readings


def _taken(theirs: Reading, ours: Reading | None, operator: str) -> Reading:
    """The operator's reading; a body's own rule for stops and lockups stays beside it, with the law that meets it."""
    kept = tuple(o for o in ((ours.own,) if ours and ours.own else ()))
    known = {(m.law, m.side, m.words) for m in theirs.laws}
    extra = tuple(m for m in (ours.laws if ours and ours.own else ()) if (m.law, m.side, m.words) not in known)
    return replace(theirs, set_by=theirs.set_by or operator, beside=(*theirs.beside, *kept), laws=(*theirs.laws, *extra))


def _levels(readings: Readings, pick: Callable[[Reading], int]) -> dict[Dimension, int]:
    return {d: pick(r) for d, r in readings.items()}


def _ordered(readings: Readings) -> tuple[Reading, ...]:
    return tuple(readings[d] for d in EVERY_DIMENSION if d in readings)


def _own_limits(body: Body, own: OwnReadings) -> frozenset[Dimension]:
    """Dimensions on which the body's own binding rules lie below 0; what it merely does or declined is not a rule."""
    rules = {"text"} | ({"law"} if body.is_state else set())
    return frozenset(
        d for d, r in own.levels.items() if r.low < 0 and ((r.own and r.own.basis in rules) or (body.is_state and r.laws))
    )


def _active_unvoided(body: Body, own: OwnReadings, bounds: Sequence[Bound], on: date) -> bool:
    return bool(own.active) and not preemption.voids_agreement(bounds, body, on)


def _required(body: Body, own: OwnReadings, bounds: Sequence[Bound], on: date) -> tuple[Moved, ...]:
    """The duties that demand an agreement the body holds."""
    return tuple(Moved.of(b) for b in preemption.duties(bounds, body, on)) if own.active else ()


def _policy_result(body: Body, own: OwnReadings, bounds: Sequence[Bound], on: date) -> Result:
    levels = _levels(own.levels, lambda r: r.low)
    number = spectrum.score(levels, runs_jail=body.runs_jail or body.is_state)
    required = () if body.is_state else _required(body, own, bounds, on)
    beside = tuple(Reading(d, 0, 0, beside=items) for d, items in own.beside.items())
    if not body.governs:
        return Result(Category.NO_GOVERNMENT, spectrum.Score(None, None, None, 0.0), None, None, (), (), None)
    case = spectrum.Case(levels, number.coverage, number.value is not None, _active_unvoided(body, own, bounds, on), _own_limits(body, own))
    marks = _marks(case, required)
    wobble = spectrum.sensitivity(levels) if number.value is not None else None
    return Result(spectrum.category(case), number, number.value, number.value, marks, _ordered(own.levels), wobble, required, beside)


def _marks(case: spectrum.Case, required: Iterable[Moved], more: Iterable[Mark] = ()) -> tuple[Mark, ...]:
    marks = set(more)
    if spectrum.split(case):
        marks.add(Mark.SPLIT)
    if any(required):
        marks.add(Mark.REQUIRED_BY)
    if (case.scored or case.agreement) and spectrum.borderline(lambda weights: spectrum.category(case, weights)):
        marks.add(Mark.BORDERLINE)
    return tuple(m for m in Mark if m in marks)


def _operative_result(body: Body, own: OwnReadings, readings: dict[Dimension, Reading], bounds: Sequence[Bound], on: date) -> Result:
    low = _levels(readings, lambda r: r.low)
    high = _levels(readings, lambda r: r.high)
    runs_jail = body.runs_jail or body.is_state
    number = spectrum.score(low, runs_jail=runs_jail)
    top = spectrum.score(high, runs_jail=runs_jail)
    agreement = _active_unvoided(body, own, bounds, on)
    limits = _own_limits(body, own)
    cases = [spectrum.Case(side, number.coverage, number.value is not None, agreement, limits) for side in (low, high)]
    required = () if body.is_state else _required(body, own, bounds, on)
    ranged = low != high
    found = [spectrum.category(case) for case in cases]
    category = Category.CONTESTED if found[0] is not found[1] else found[0]
    marks = _marks(cases[0], required, _shares(readings, body) | ({Mark.CONTESTED} if ranged else set()))
    if ranged:
        number = spectrum.Score(None, None, None, number.coverage)
    wobble = spectrum.sensitivity(low) if number.value is not None else None
    bottom = spectrum.score(low, runs_jail=runs_jail).value
    return Result(category, number, bottom, top.value, marks, _ordered(readings), wobble, required)


def _shares(readings: Readings, body: Body) -> set[Mark]:
    """Whether law, or another body, sets over half of the known weight; a state's own law is its own."""
    if body.is_state:
        return set()
    total = sum(WEIGHTS[d] for d in readings)
    law = sum(WEIGHTS[d] for d, r in readings.items() if r.law_decided)
    other = sum(WEIGHTS[d] for d, r in readings.items() if r.set_by)
    return ({Mark.BY_LAW} if law * 2 > total else set()) | ({Mark.SET_BY} if other * 2 > total else set())
