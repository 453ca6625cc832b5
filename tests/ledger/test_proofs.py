"""The proofs find what the database cannot forbid: each record here is damaged by SQL, and the damage is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.orm import Session

from api.ledger.proofs import faults
from api.models import (
    Agency,
    Agreement,
    Alias,
    Citation,
    Custody,
    Designation,
    HeldRow,
    Jurisdiction,
    LawClause,
    Policy,
    PolicyClause,
    Position,
    Publication,
    Revision,
    StateLaw,
)
from tests.builders import World, clause, own
from tests.conftest import Databases
from tests.ledger.conftest import prepared


def fill(session: Session) -> None:
    """At least one entry of every noun, and two versions of one."""
    world = World().alias("06999", "06029").custody("48453", "48453").unplaced("2025-06-01", 3, "48453")
    world.law("tx-second", "TX", clause("detainers", "floor", 0, ["jail"]), events=[{"date": "2025", "kind": "signed", "note": None, "source": "src"}])
    world.publish(session)
    World().policy("austin-order", "4805000", own("detainers", 1)).publish(session)


@pytest.fixture(scope="module")
def full_engine(templates: Databases) -> Iterator[Engine]:
    """A database with all of that."""
    with prepared(templates, "proofs", fill) as engine:
        yield engine


@pytest.fixture
def full(full_engine: Engine) -> Iterator[Session]:
    """A session on it, whose damages are rolled back."""
    with Session(full_engine.execution_options(writing=True)) as session:
        yield session


def test_an_undamaged_record_has_no_fault(full: Session) -> None:
    assert list(faults(full)) == []


def test_an_empty_record_has_no_fault(blank: Session) -> None:
    assert list(faults(blank)) == []


def pointed(model: Any, **values: Any) -> Callable[[Session], Any]:
    """Damage: every current row of a table points elsewhere."""
    return lambda session: session.execute(update(model).where(model.rev_until.is_(None)).values(**values))


def reopened(session: Session) -> None:
    """Damage: a closed version is held true again."""
    session.execute(update(Policy).where(Policy.key == "austin-order", Policy.rev_from == 1).values(rev_until=None))


def closed_late(session: Session) -> None:
    """Damage: a closed version is held true one revision too long."""
    World().publish(session)
    session.execute(update(Policy).where(Policy.key == "austin-order", Policy.rev_from == 1).values(rev_until=4))


def endless(session: Session) -> None:
    """Damage: a position that ended goes on."""
    first = select(Position.id).where(Position.geoid == "48453", Position.valid_until.is_not(None)).limit(1)
    session.execute(update(Position).where(Position.id == first.scalar_subquery()).values(valid_until=None))


def known_again(session: Session) -> None:
    """Damage: a position that a revision closed is known again."""
    session.execute(update(Position).where(Position.geoid == "4805000", Position.rev_until.is_not(None)).values(rev_until=None))


def skipped(session: Session) -> None:
    """Damage: a revision number is left out."""
    session.execute(insert(Revision).values(number=9, published_at=datetime.now(UTC), curator="x", reason="x", method="x", changes={}))


def uncited(session: Session) -> None:
    """Damage: a policy loses its citations, and so do its clauses."""
    policies = select(Policy.id).where(Policy.key == "sf-refuge")
    session.execute(delete(Citation).where(Citation.policy_id.in_(policies)))
    clauses = select(PolicyClause.id).where(PolicyClause.policy_id.in_(policies))
    session.execute(delete(Citation).where(Citation.policy_clause_id.in_(clauses)))


DAMAGES: list[tuple[str, Callable[[Session], Any], str]] = [
    ("a revision number left out", skipped, "Revision numbers run to 9, but 4 are stored."),
    ("two versions held true", reopened, "policy austin-order: two versions are held true at one revision."),
    ("two versions held true for one revision", closed_late, "policy austin-order: two versions are held true at one revision."),
    ("a position that goes on", endless, "position of 48453: two answers for one day of one revision."),
    ("a position known again", known_again, "position of 4805000: two answers for one day of one revision."),
    ("a claim without a source", uncited, "policy sf-refuge cites no source."),
    ("a policy of nobody", pointed(Policy, jurisdiction="9999999"), "jurisdiction: no jurisdiction has the key '9999999'."),
    ("an agency of nobody", pointed(Agency, jurisdiction="99999"), "agency tx-el-paso-county-sheriff, jurisdiction: no jurisdiction has the key '99999'."),
    ("an agreement of no agency", pointed(Agreement, agency="nobody"), "agreement tx-el-paso-county-sheriff-tfm, agency: no agency has the key 'nobody'."),
    ("a label for nobody", pointed(Designation, geoid="99999"), "no jurisdiction has the key '99999'."),
    ("an operator that is nobody", pointed(Custody, operator="99999"), "custody 48453/, operator: no jurisdiction has the key '99999'."),
    ("custody that cites nothing", pointed(Custody, source="nowhere"), "custody 48453/, source: no source has the key 'nowhere'."),
    ("a former id of nobody", pointed(Alias, geoid="99999"), "alias 06999>06029, geoid: no jurisdiction has the key '99999'."),
    ("a list that cites nothing", pointed(Publication, source="nowhere"), "source: no source has the key 'nowhere'."),
    ("a row of no list", pointed(HeldRow, publication="p-0"), "held_row p-2025-06-01#00003, publication: no publication has the key 'p-0'."),
    ("another id of no government", lambda s: s.execute(update(Jurisdiction).where(Jurisdiction.key == "06075").values(same_as="0699999")), "jurisdiction 06075, same_as: no jurisdiction has the key '0699999'."),
    ("a place in no county", lambda s: s.execute(update(Jurisdiction).where(Jurisdiction.key == "0603526").values(county="06999")), "jurisdiction 0603526, county: no jurisdiction has the key '06999'."),
    ("a citation of nothing", lambda s: s.execute(update(Citation).values(source="nowhere")), "citations: no source has the key 'nowhere'."),
    ("an event that cites nothing", pointed(StateLaw, events=[{"date": "2025", "kind": "signed", "source": "nowhere"}]), "no source has the key 'nowhere'."),
    ("a stay that cites nothing", lambda s: s.execute(update(LawClause).values(suspended=[{"from": "2025", "source": "nowhere"}])), "no source has the key 'nowhere'."),
]


@pytest.mark.parametrize(("damage", "named"), [pytest.param(damage, named, id=name) for name, damage, named in DAMAGES])
def test_each_damage_is_named(full: Session, damage: Callable[[Session], Any], named: str) -> None:
    damage(full)
    full.expire_all()
    found = list(faults(full))
    assert any(fault.endswith(named) for fault in found), found


def test_every_fault_is_found_and_not_only_the_first(full: Session) -> None:
    for damage in (uncited, reopened, endless, pointed(Agreement, agency="nobody"), pointed(HeldRow, publication="p-0"), pointed(Alias, geoid="99999")):
        damage(full)
    full.expire_all()
    assert len(list(faults(full))) >= 6
