"""Write the positions that a revision changes, and no others."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import orjson
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from api.ledger.absences import Lists, lists
from api.ledger.computing import StateComputation, Stretch, Timeline
from api.ledger.facts import state_facts
from api.models import Explanation, Jurisdiction, Position, table_of
from api.rules.conflict import conflict
from api.rules.history import Fact, Span, difference
from api.rules.reasons import explain
from api.rules.vocabulary import METHOD_VERSION, Dimension

_KEPT = [c.key for c in table_of(Position).c if c.key not in {"id", "geoid", "method", "valid_from", "valid_until", "rev_from", "rev_until"}]


class Explanations:
    """Stores each set of reasons once, whoever shares it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._ids: dict[str, int] = {row.digest: row.id for row in session.execute(select(Explanation.digest, Explanation.id))}
        self._by_object: dict[int, tuple[Any, int]] = {}
        self._next = max(self._ids.values(), default=0) + 1
        self._new: list[dict[str, Any]] = []

    def id_of(self, stretch: Stretch) -> int:
        """The id of a position's reasons, noting them for storage when they are new."""
        known = self._by_object.get(id(stretch.position))
        if known is not None:
            return known[1]
        body = explain(stretch.position)
        digest = hashlib.sha256(orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).hexdigest()
        if digest not in self._ids:
            self._ids[digest] = self._next
            self._new.append({"id": self._next, "digest": digest, "body": body})
            self._next += 1
        # The object is kept beside its id, so that the id cannot be given to another one.
        self._by_object[id(stretch.position)] = (stretch.position, self._ids[digest])
        return self._ids[digest]

    def store(self) -> None:
        """Write the new ones."""
        if self._new:
            self._session.execute(insert(table_of(Explanation)), self._new)
            self._new = []


def recompute(session: Session, states: Iterable[str], bodies: Iterable[str] = (), *, revision: int) -> int:
    """Bring the positions of some states, and of some bodies of others, up to date as a part of a revision; answers how many rows changed."""
    covered = lists(session)
    explanations = Explanations(session)
    wanted: dict[str, set[str] | None] = dict.fromkeys(states)
    for state, geoid in _states_of(session, bodies):
        if wanted.get(state, set()) is not None:
            wanted.setdefault(state, set()).add(geoid)  # type: ignore[union-attr]
    return sum(_recompute_state(session, state, asked, covered, explanations, revision) for state, asked in sorted(wanted.items()))


def _states_of(session: Session, bodies: Iterable[str]) -> Iterable[tuple[str, str]]:
    keys = sorted(bodies)
    for start in range(0, len(keys), 500):
        query = select(Jurisdiction.state, Jurisdiction.key).where(Jurisdiction.rev_until.is_(None), Jurisdiction.key.in_(keys[start : start + 500]))
        yield from ((row.state, row.key) for row in session.execute(query))


def _recompute_state(session: Session, state: str, asked: set[str] | None, covered: Lists, explanations: Explanations, revision: int) -> int:
    """All bodies of a state, or (`asked`) some with those that depend on them."""
    facts = state_facts(session, state, covered)
    computation = StateComputation(facts, covered)
    chosen = None if asked is None else computation.depending(facts.canonical[geoid] for geoid in asked)
    present = _present(session, state, chosen)
    closed: list[int] = []
    added: list[dict[str, Any]] = []
    for geoid, timeline in computation.timelines(chosen):
        wanted = _rows(timeline, explanations)
        change = difference([fact for fact, _ in present.get(geoid, ())], wanted, revision=revision)
        ids = {id(fact): row_id for fact, row_id in present.get(geoid, ())}
        closed.extend(ids[id(fact)] for fact in change.closed)
        added.extend(_values(geoid, fact, revision) for fact in change.added)
    gone = set(present) - set(facts.jurisdictions)
    closed.extend(row_id for geoid in gone for _, row_id in present[geoid])
    explanations.store()
    for start in range(0, len(closed), 500):
        session.execute(update(Position).where(Position.id.in_(closed[start : start + 500])).values(rev_until=revision))
    if added:
        session.execute(insert(table_of(Position)), added)
    return len(closed) + len(added)


def _present(session: Session, state: str, chosen: frozenset[str] | None) -> dict[str, list[tuple[Fact[tuple[Any, ...]], int]]]:
    """The current positions of a state's bodies, or of some of them, as facts with their row ids."""
    everyone = session.scalars(select(Jurisdiction.key).where(Jurisdiction.state == state).distinct().order_by(Jurisdiction.key))
    keys = list(everyone) if chosen is None else sorted(chosen)
    query = select(*table_of(Position).c).where(Position.rev_until.is_(None), Position.method == METHOD_VERSION)
    found: dict[str, list[tuple[Fact[tuple[Any, ...]], int]]] = defaultdict(list)
    # By lists of keys, never by a join: within a first load PostgreSQL knows nothing yet of either table's size.
    for start in range(0, len(keys), 500):
        for row in session.execute(query.where(Position.geoid.in_(keys[start : start + 500]))).mappings():
            value = tuple(row[name] for name in _KEPT)
            found[row["geoid"]].append((Fact(value, Span(row["valid_from"], row["valid_until"]), row["rev_from"]), row["id"]))
    return found


def _rows(timeline: Timeline, explanations: Explanations) -> list[tuple[Span, tuple[Any, ...]]]:
    return [(span, _kept(stretch, explanations.id_of(stretch))) for span, stretch in timeline]


def _kept(stretch: Stretch, explanation: int) -> tuple[Any, ...]:
    policy, operative = stretch.position.policy, stretch.position.operative
    values = {
        "category": str(policy.category),
        "policy_score": policy.score.value,
        "cooperates": policy.score.cooperates,
        "limits": policy.score.limits,
        "coverage": policy.score.coverage,
        "marks": _joined(policy.marks),
        "operative_category": str(operative.category),
        "operative_score": operative.score.value,
        "operative_low": operative.low,
        "operative_high": operative.high,
        "operative_cooperates": operative.score.cooperates,
        "operative_limits": operative.score.limits,
        "operative_coverage": operative.score.coverage,
        "operative_marks": _joined(operative.marks),
        "models": _joined(stretch.position.models),
        "agreement_known": any(r.dimension == Dimension.AGREEMENT for r in policy.readings),
        "conflict": str(conflict(policy.readings, operative.readings)),
        "operator": stretch.operator,
        "operator_rule": stretch.rule,
        "explanation_id": explanation,
    }
    return tuple(values[name] for name in _KEPT)


def _joined(words: Iterable[str]) -> str:
    """Words as `,a,b,`: a portable form in which each can be found whole."""
    text = ",".join(str(word) for word in words)
    return f",{text}," if text else ""


def _values(geoid: str, fact: Fact[tuple[Any, ...]], revision: int) -> dict[str, Any]:
    return {
        "geoid": geoid,
        "method": METHOD_VERSION,
        "valid_from": fact.span.start,
        "valid_until": fact.span.until,
        "rev_from": revision,
        **dict(zip(_KEPT, fact.value, strict=True)),
    }
