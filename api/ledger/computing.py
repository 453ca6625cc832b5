"""Compute the positions of one state's bodies over all days: operators first, then those whose jail they run."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from api.ledger.absences import Lists
from api.ledger.facts import StateFacts, evidence
from api.models import Custody, Jurisdiction
from api.rules.dates import FIRST_DAY
from api.rules.evidence import Bound, Evidence, Laws
from api.rules.history import Span, cut_days, stated_days, stretches
from api.rules.position import Operator, Position, position
from api.rules.refusals import BadInput
from api.rules.vocabulary import STATE_KINDS

RULE_OWN = "runs its own jail"
RULE_SOURCED = "a source names the operator"
RULE_STATE = "the state runs the jails"
RULE_COUNTY = "the county, by default"
RULE_SHARE = "the county with the largest share of its area"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A position that holds over a run of days, and who ran the jail by which rule."""

    position: Position
    operator: str | None
    rule: str | None


@dataclass(frozen=True, slots=True)
class Running:
    """Who runs a body's jail over a period, and how we know."""

    span: Span
    operator: str
    rule: str


Timeline = list[tuple[Span, Stretch]]


class StateComputation:
    """One pass over a state; equal evidence under the same operator is computed once."""

    def __init__(self, facts: StateFacts, covered: Lists) -> None:
        self.facts = facts
        self.covered = covered
        self._evidence: dict[str, Evidence] = {}
        self._done: dict[str, Timeline] = {}
        self._begun: set[str] = set()
        self._memo: dict[tuple[object, ...], Timeline] = {}

    def timelines(self, chosen: frozenset[str] | None = None) -> Iterator[tuple[str, Timeline]]:
        """Every body's positions over time, or those of some bodies."""
        for geoid in self.facts.jurisdictions if chosen is None else sorted(chosen):
            yield geoid, self.timeline(geoid)

    def depending(self, bodies: Iterable[str]) -> frozenset[str]:
        """Some bodies, with those whose jail they run on any day, and so on."""
        found, added = set(), set(bodies)
        operators = {geoid: {r.operator for r in self._running(geoid, self._held(geoid))} for geoid in self.facts.jurisdictions}
        while added:
            found |= added
            added = {geoid for geoid, run_by in operators.items() if run_by & added} - found
        return frozenset(found & set(operators))

    def _held(self, geoid: str) -> Evidence:
        if geoid not in self._evidence:
            self._evidence[geoid] = evidence(self.facts, geoid, self.covered)
        return self._evidence[geoid]

    def timeline(self, geoid: str) -> Timeline:
        """One body's positions over time, computing its operators' first; raises BadInput where there is none to compute."""
        if geoid not in self._done:
            if geoid not in self.facts.jurisdictions or geoid in self._begun:
                why = "runs a jail that its own operator runs" if geoid in self._begun else f"runs a jail in {self.facts.state} but lies outside it"
                raise BadInput(f"custody: {geoid} {why}.", field="custody", fix="Name an operator within the state that is served by no other in turn.")
            self._begun.add(geoid)
            self._done[geoid] = self._compute(geoid)
        return self._done[geoid]

    def _compute(self, geoid: str) -> Timeline:
        held = self._held(geoid)
        running = self._running(geoid, held)
        bounds = (*self.facts.bounds, *self.facts.decrees.get(geoid, ()))
        body = held.body
        memo = (body.kind, body.governs, held.own, held.agreements, held.listed_absent, tuple(running), bounds[len(self.facts.bounds) :])
        if memo not in self._memo:
            self._memo[memo] = self._stretches(held, running, bounds)
        return self._memo[memo]

    def _stretches(self, held: Evidence, running: list[Running], bounds: tuple[Bound, ...]) -> Timeline:
        spans = held.spans() + Laws(bounds).spans()
        operators = {r.operator: self.timeline(r.operator) for r in running if r.operator != held.body.id}
        spans += [r.span for r in running] + [span for timeline in operators.values() for span, _ in timeline]
        # Who runs the jail is dated: the body has one on its own days only.
        jailer = replace(held, body=replace(held.body, runs_jail=held.body.governs))

        def stretch_on(on: date) -> Stretch:
            now = next((r for r in running if on in r.span), None)
            if now is None:
                return Stretch(position(held, bounds, on), None, None)
            if now.operator == held.body.id:
                return Stretch(position(jailer, bounds, on), now.operator, now.rule)
            theirs = _at(operators[now.operator], on)
            operator = Operator(now.operator, theirs.position.operative_by_dimension())
            # A county whose own people are held elsewhere keeps nobody else's either.
            elsewhere = theirs.operator not in {None, now.operator}
            shown = (theirs.operator, theirs.rule) if elsewhere else (now.operator, now.rule)
            return Stretch(position(held, bounds, on, operator), *shown)

        return stretches(cut_days(spans, first=FIRST_DAY), stretch_on)

    def _running(self, geoid: str, held: Evidence) -> list[Running]:
        """Who runs the jail: what a source says on its dates, the default rule on the other days."""
        known = [self._stated(geoid, row) for row in self.facts.custody.get(geoid, ())]
        for default in self._defaults(geoid, held):
            gaps = [default.span]
            for item in known:
                gaps = [part for gap in gaps for part in gap.without(item.span)]
            known += [replace(default, span=gap) for gap in gaps]
        return sorted(known, key=lambda r: r.span.start)

    def _stated(self, geoid: str, row: Custody) -> Running:
        operator = self.facts.canonical.get(row.operator, row.operator)
        return Running(stated_days(row.valid_from, row.valid_until), operator, RULE_OWN if operator == geoid else RULE_SOURCED)

    def _defaults(self, geoid: str, held: Evidence) -> Iterator[Running]:
        """Who runs it where no source speaks of this body: the state while it runs all jails of the state, else the county."""
        row = self.facts.jurisdictions[geoid]
        if row.kind in STATE_KINDS:
            return
        county, rule = _county(row)
        operator = self.facts.canonical.get(county) if county else None
        # A place without a government takes everything from its county, whoever runs the county's jail.
        if held.body.governs or operator is None:
            for stated in self.facts.state_custody:
                yield replace(self._stated(geoid, stated), rule=RULE_STATE)
        always = Span(FIRST_DAY)
        if held.body.governs and held.body.kind in {"county", "consolidated", "district"}:
            yield Running(always, geoid, RULE_OWN)
        elif operator is not None:
            yield Running(always, operator, RULE_OWN if operator == geoid else rule)


def _county(row: Jurisdiction) -> tuple[str | None, str]:
    if row.county:
        return row.county, RULE_COUNTY
    shares = sorted(row.counties, key=lambda c: (-c["share"], c["geoid"]))
    return (shares[0]["geoid"], RULE_SHARE) if shares else (None, RULE_COUNTY)


def _at(timeline: Timeline, on: date) -> Stretch:
    return timeline[bisect_right(timeline, on, key=lambda item: item[0].start) - 1][1]
