"""What the tables themselves refuse, on both engines, whoever writes to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.db import engine_for
from api.models import Citation, LawClause, Policy, PolicyClause, Position, Revision, Source, table_of
from tests.conftest import Databases


@pytest.fixture(scope="module")
def engine(templates: Databases) -> Iterator[Engine]:
    """The small record, which nobody commits to."""
    made = engine_for(templates.create("constraints", "small"))
    yield made
    made.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session that is rolled back."""
    with Session(engine.execution_options(writing=True)) as opened:
        yield opened


def again(model: Any, **values: Any) -> Callable[[Session], Any]:
    """Write the first row of a table once more, with some other values."""

    def write(session: Session) -> None:
        table = table_of(model)
        first = session.execute(select(table).order_by(table.c[next(iter(table.primary_key)).name]).limit(1)).mappings().one()
        session.execute(insert(table).values({k: v for k, v in first.items() if k != "id"} | values))

    return write


REFUSED = [
    pytest.param(again(Source), id="two versions of one entry from one revision"),
    pytest.param(again(Source, key="new", rev_until=1), id="closed at the revision that stated it"),
    pytest.param(again(Source, key="new", rev_from=99), id="stated at a revision that is not published"),
    pytest.param(again(Source, key="new", title=None), id="a source without a title"),
    pytest.param(again(Revision), id="a revision number twice"),
    pytest.param(again(Position), id="two positions from one day of one revision"),
    pytest.param(again(Position, geoid="new", valid_until=None, explanation_id=None), id="a position without reasons"),
    pytest.param(lambda s: s.execute(update(Position).values(valid_until=Position.valid_from)), id="a position of no day"),
    pytest.param(lambda s: s.execute(update(Position).values(rev_until=Position.rev_from)), id="a position of no revision"),
    pytest.param(lambda s: s.execute(update(PolicyClause).values(level=3)), id="a level off the scale"),
    pytest.param(lambda s: s.execute(update(LawClause).values(level=-3)), id="a bound off the scale"),
    pytest.param(lambda s: s.execute(insert(Citation).values(source="src")), id="a citation of nothing"),
    pytest.param(lambda s: s.execute(update(Citation).where(Citation.policy_id.is_not(None)).values(state_law_id=1)), id="a citation of two things"),
    pytest.param(lambda s: s.execute(delete(Revision)), id="a revision forgotten while the record rests on it"),
]


@pytest.mark.parametrize("damage", REFUSED)
def test_refused_by_the_database(session: Session, damage: Callable[[Session], Any]) -> None:
    with pytest.raises(IntegrityError):
        damage(session)


def test_a_policy_forgotten_takes_its_clauses_and_citations_along(session: Session) -> None:
    """Redaction ordered by law is the one deletion."""
    policy = session.scalars(select(Policy).where(Policy.key == "sf-refuge")).one()
    clauses = select(PolicyClause.id).where(PolicyClause.policy_id == policy.id)
    ids = list(session.scalars(clauses))
    session.execute(delete(Policy).where(Policy.id == policy.id))
    assert ids
    assert not session.scalars(clauses).all()
    assert not session.scalars(select(Citation).where(Citation.policy_clause_id.in_(ids))).all()
