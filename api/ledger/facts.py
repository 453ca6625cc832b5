"""Gather what the rules need of one state: its bodies, their evidence, its laws, and who runs which jail."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from api.ledger import agreement_facts
from api.ledger.absences import Lists, absences
from api.models import Custody, Jurisdiction, LawClause, Policy, PolicyClause, StateLaw
from api.rules.dates import certain_end, certain_start
from api.rules.evidence import Body, Bound, Evidence, HeldAgreement, OwnLevel, Suspension
from api.rules.history import Span, certain_days
from api.rules.vocabulary import Dimension

# Census functional status of areas without a government of their own.
_NO_GOVERNMENT = {"N", "S"}
# Its county governments were abolished, but their sheriffs stayed and run the jails.
_SHERIFFS_ONLY = {"MA"}
_DECREES = {"decree", "settlement"}


@dataclass(slots=True)
class StateFacts:
    """One state's bodies by canonical id, in an order in which operators come before those they serve."""

    state: str
    jurisdictions: dict[str, Jurisdiction] = field(default_factory=dict)
    canonical: dict[str, str] = field(default_factory=dict)
    joined: dict[str, str] = field(default_factory=dict)
    own: dict[str, list[OwnLevel]] = field(default_factory=lambda: defaultdict(list))
    decrees: dict[str, list[Bound]] = field(default_factory=lambda: defaultdict(list))
    agreements: dict[str, list[HeldAgreement]] = field(default_factory=lambda: defaultdict(list))
    possible: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    bounds: tuple[Bound, ...] = ()
    custody: dict[str, list[Custody]] = field(default_factory=lambda: defaultdict(list))
    state_custody: tuple[Custody, ...] = ()


def state_facts(session: Session, state: str, covered: Lists) -> StateFacts:
    """Everything current that bears on the positions within one state."""
    facts = StateFacts(state)
    rows = session.scalars(select(Jurisdiction).where(Jurisdiction.state == state, Jurisdiction.rev_until.is_(None)))
    everyone = {row.key: row for row in rows}
    for key, row in everyone.items():
        facts.canonical[key] = row.same_as or key
        if row.same_as is None:
            facts.jurisdictions[key] = row
        elif row.kind == "district":
            facts.joined[row.same_as] = "district"
        elif row.kind == "county":
            facts.joined.setdefault(row.same_as, "consolidated")
    _add_policies(session, facts)
    facts.agreements, facts.possible = agreement_facts.of_state(session, state, facts.canonical, covered)
    _add_laws(session, facts)
    for custody in session.scalars(select(Custody).where(Custody.rev_until.is_(None), Custody.geoid.in_(everyone))):
        facts.custody[facts.canonical[custody.geoid]].append(custody)
    facts.state_custody = _state_custody(facts)
    return facts


def _add_policies(session: Session, facts: StateFacts) -> None:
    query = (
        select(Policy)
        .where(Policy.rev_until.is_(None), Policy.jurisdiction.in_(facts.canonical))
        .options(
            selectinload(Policy.clauses).selectinload(PolicyClause.citations),
            selectinload(Policy.citations),
        )
        .order_by(Policy.key)
    )
    for policy in session.scalars(query):
        geoid = facts.canonical[policy.jurisdiction]
        for clause in policy.clauses:
            level = _own_level(policy, clause)
            if level.span.empty:
                continue
            facts.own[geoid].append(level)
            if level.decree and level.level != 0:
                facts.decrees[geoid].append(_decree(policy, clause, level))


def _own_level(policy: Policy, clause: PolicyClause) -> OwnLevel:
    ends = [certain_end(day) for day in (clause.valid_until, policy.ended) if day]
    cited = [c.source for c in (*clause.citations, *policy.citations)]
    return OwnLevel(
        dimension=Dimension(clause.dimension),
        level=clause.level,
        basis=clause.basis,
        instrument=policy.key,
        title=policy.title,
        span=Span(certain_start(clause.valid_from), min(ends) if ends else None),
        words=clause.words,
        body=policy.body,
        binding=policy.binding,
        decides=clause.decides,
        start_uncertain=clause.start_uncertain,
        decree=policy.instrument in _DECREES and policy.binding and clause.decides,
        sources=tuple(dict.fromkeys(cited)),
    )


def _decree(policy: Policy, clause: PolicyClause, level: OwnLevel) -> Bound:
    everyone = frozenset({"county", "place", "sheriff", "police", "jail", "state_agency"})
    return Bound(
        law=policy.key,
        title=policy.title,
        dimension=level.dimension,
        side="ceiling" if level.level < 0 else "floor",
        level=level.level,
        binds=everyone,
        span=level.span,
        words=clause.words,
        sources=level.sources,
    )


def _add_laws(session: Session, facts: StateFacts) -> None:
    query = (
        select(StateLaw)
        .where(StateLaw.rev_until.is_(None), StateLaw.state == facts.state)
        .options(selectinload(StateLaw.clauses).selectinload(LawClause.citations), selectinload(StateLaw.citations))
        .order_by(StateLaw.key)
    )
    facts.bounds = tuple(bound for law in session.scalars(query) for clause in law.clauses if (bound := _bound(law, clause)))


def _bound(law: StateLaw, clause: LawClause) -> Bound | None:
    span = certain_days(clause.valid_from, clause.valid_until)
    if span.empty:
        return None
    return Bound(
        law=law.key,
        title=law.name,
        dimension=Dimension(clause.dimension),
        side=clause.bound,
        level=clause.level,
        binds=frozenset(clause.binds),
        span=span,
        words=clause.words,
        duty=clause.duty,
        deadline=clause.deadline,
        start_uncertain=clause.start_uncertain,
        suspensions=tuple(_suspension(s) for s in clause.suspended),
        sources=tuple(dict.fromkeys(c.source for c in (*clause.citations, *law.citations))),
    )


def _suspension(stated: dict[str, Any]) -> Suspension:
    """A stay counts on the days it is certain; the clause binds again from the first day it may have."""
    return Suspension(certain_days(stated["from"], stated.get("until")), frozenset(stated.get("for") or ()))


def evidence(facts: StateFacts, geoid: str, covered: Lists) -> Evidence:
    """One body with its own levels, agreements and absences from the list."""
    row = facts.jurisdictions[geoid]
    kind = facts.joined.get(geoid, row.kind)
    governs = _governs(row, kind)
    body = Body(geoid, kind, governs=governs)
    agreements = tuple(facts.agreements.get(geoid, ()))
    withheld = any(facts.canonical.get(named, named) == geoid for named in covered.withheld)
    absent = () if withheld else absences(covered, facts.possible.get(geoid, ()))
    return Evidence(body, tuple(facts.own.get(geoid, ())), agreements, absent)


def _governs(row: Jurisdiction, kind: str) -> bool:
    if kind == "county":
        return row.funcstat not in _NO_GOVERNMENT or row.state in _SHERIFFS_ONLY
    return kind != "cdp"


def _state_custody(facts: StateFacts) -> tuple[Custody, ...]:
    """What sources say of the state itself running the jails of all its counties."""
    states = (geoid for geoid, row in facts.jurisdictions.items() if row.kind in {"state", "territory"})
    return tuple(row for geoid in states for row in facts.custody.get(geoid, ()) if row.operator == geoid)
