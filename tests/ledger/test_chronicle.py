"""What happened is written as the record is published: only what a revision moves, and the same when it is written afterwards."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.ledger import chronicle
from api.ledger.proofs import faults
from api.models import Change, table_of
from tests.builders import World, own


def written(session: Session) -> list[tuple[Any, ...]]:
    """Every version of every change, without its row number."""
    columns = [column for column in table_of(Change).c if column.name != "id"]
    return sorted(tuple(map(str, row)) for row in session.execute(select(*columns)))


def revised(session: Session) -> None:
    """Three revisions: a policy with a date, a newer list that omits an agreement, and the policy under another title in a renamed county."""
    World().policy("dated", "48453", own("detainers", 1), adopted="2025-01").publish(session)
    World().lists("2026-06-20").publish(session)
    World().county("48453", "TX", "Travis Borough").policy("dated", "48453", own("detainers", 1), adopted="2025-01", title="Anew").publish(session)


def test_a_revision_writes_what_it_moves_and_nothing_else(small: Session) -> None:
    revised(small)
    moved = {number: {row.key for row in small.scalars(select(Change).where(Change.rev_from == number))} for number in (2, 3, 4)}
    assert moved == {
        2: {"policy/dated/adopted"},
        3: {"tx-el-paso-county-sheriff-tfm/2026-05-19/not_listed"},
        4: {"policy/dated/adopted", "designation/doj-tx/listed", "designation/doj-tx/removed"},
    }
    assert list(faults(small)) == []


def test_what_tells_of_nothing_moves_nothing(small: Session) -> None:
    before = written(small)
    World().source("further").publish(small)
    assert written(small) == before


def test_a_record_from_before_changes_were_kept_is_filled_as_it_would_have_been_written(small: Session) -> None:
    revised(small)
    before = written(small)
    small.execute(delete(Change))
    assert chronicle.fill(small) > 0
    assert written(small) == before
    assert chronicle.fill(small) == 0, "once"
