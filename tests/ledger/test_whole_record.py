"""The shipped record, loaded whole: it holds together, and dropping one protective clause moves no state across a line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from api.db import engine_for
from api.ledger.absences import lists
from api.ledger.facts import evidence, state_facts
from api.ledger.proofs import faults
from api.rules.position import position

DAY = date(2026, 6, 1)


@pytest.fixture
def session(record_url: str):
    engine = engine_for(record_url)
    with Session(engine) as opened:
        yield opened
    engine.dispose()


def test_the_shipped_record_has_no_fault(session: Session) -> None:
    assert list(faults(session)) == []


@pytest.mark.parametrize(("usps", "geoid"), [("TX", "48"), ("FL", "12")])
def test_dropping_a_may_not_limit_clause_moves_no_state_across_a_line(session: Session, usps: str, geoid: str) -> None:
    covered = lists(session)
    facts = state_facts(session, usps, covered)
    held = evidence(facts, geoid, covered)
    settled = position(held, facts.bounds, DAY)
    protective = [b for b in facts.bounds if b.side == "floor" and b.level < 2 and not b.duty and DAY in b.span]
    assert protective
    for dropped in protective:
        less = tuple(b for b in facts.bounds if b is not dropped)
        assert position(held, less, DAY).policy.category is settled.policy.category
    without_any = tuple(replace(b, binds=frozenset()) if b in protective else b for b in facts.bounds)
    assert position(held, without_any, DAY).policy.category is settled.policy.category
