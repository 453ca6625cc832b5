"""Readers' corrections in the ledger: received, settled once, and forgotten in what is personal."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from api.ledger import corrections, curators
from api.ledger.curators import Who
from api.models import Correction, Deed
from api.rules.refusals import AlreadyDecided, BadValue, UnknownRecord

DRAFT = {"target": "austin-tx", "claim": "It was withdrawn.", "evidence": "https://example.org/", "contact": "reader@example.org"}


@pytest.fixture
def rita(small: Session) -> Who:
    """A reviewer."""
    return Who(curators.add(small, "Rita", "reviewer").id, "Rita", "reviewer", frozenset(curators.ROLES["reviewer"]))


def deeds(session: Session) -> list[tuple[str, str]]:
    """What was written down of corrections."""
    return [(deed.action, deed.target) for deed in session.scalars(select(Deed).where(Deed.target.startswith("correction:")).order_by(Deed.id))]


@pytest.mark.parametrize("state", ["accepted", "declined"])
def test_closing_deletes_the_contact_and_is_written_down(small: Session, rita: Who, state: str) -> None:
    id = corrections.receive(small, **DRAFT).id
    closed = corrections.close(small, rita, id, state=state, answer=" As the minutes say. ")
    assert (closed.state, closed.contact, closed.answer, closed.curator_id) == (state, None, "As the minutes say.", rita.id)
    assert closed.closed_at is not None
    assert deeds(small) == [(f"correction {state}", f"correction:{id}")]
    assert corrections.waiting(small) == 0


def test_the_contact_is_in_no_deed(small: Session, rita: Who) -> None:
    id = corrections.receive(small, **DRAFT).id
    corrections.close(small, rita, id, state="accepted", answer="Done.")
    assert all(DRAFT["contact"] not in str(deed.detail) for deed in small.scalars(select(Deed)))


def test_one_is_closed_once(small: Session, rita: Who) -> None:
    id = corrections.receive(small, **DRAFT).id
    corrections.close(small, rita, id, state="declined", answer="No.")
    with pytest.raises(AlreadyDecided):
        corrections.close(small, rita, id, state="accepted", answer="Yes.")
    assert corrections.outcome(small, id).answer == "No."


@pytest.mark.parametrize(
    ("state", "answer", "field"),
    [
        pytest.param("open", "Words.", "state", id="no closing state"),
        pytest.param("accepted", "  ", "answer", id="no answer"),
        pytest.param("accepted", "x" * 2001, "answer", id="an answer too long"),
        pytest.param("accepted", "a\0b", "answer", id="a NUL"),
    ],
)
def test_a_closing_needs_an_outcome_and_an_answer(small: Session, rita: Who, state: str, answer: str, field: str) -> None:
    id = corrections.receive(small, **DRAFT).id
    with pytest.raises(BadValue) as refused:
        corrections.close(small, rita, id, state=state, answer=answer)
    assert refused.value.field == field
    assert corrections.get(small, id).state == "open"


def test_a_proposal_that_is_named_must_be(small: Session, rita: Who) -> None:
    id = corrections.receive(small, **DRAFT).id
    with pytest.raises(UnknownRecord):
        corrections.close(small, rita, id, state="accepted", answer="Done.", proposal_id=99)


def test_a_revision_settles_it_and_leaves_a_closed_one(small: Session, rita: Who) -> None:
    settled, declined = (corrections.receive(small, **DRAFT).id for _ in range(2))
    corrections.close(small, rita, declined, state="declined", answer="No.")
    for id in (settled, declined):
        corrections.settle(small, rita, id, 1)
    assert (corrections.outcome(small, settled).state, corrections.get(small, settled).contact) == ("accepted", None)
    assert "revision 1" in (corrections.outcome(small, settled).answer or "")
    assert corrections.outcome(small, declined).state == "declined"


def test_a_contact_is_forgotten_after_a_year(small: Session) -> None:
    old, new = (corrections.receive(small, **DRAFT).id for _ in range(2))
    small.execute(update(Correction).where(Correction.id == old).values(received_at=curators.now() - timedelta(days=366)))
    assert corrections.forget_contacts(small) == 1
    small.expire_all()
    assert (corrections.get(small, old).contact, corrections.get(small, new).contact) == (None, DRAFT["contact"])
    assert corrections.get(small, old).state == "open"


def test_the_queue_is_in_order_and_by_state(small: Session, rita: Who) -> None:
    first, second, third = (corrections.receive(small, **DRAFT).id for _ in range(3))
    corrections.close(small, rita, second, state="declined", answer="No.")
    assert [row.id for row in corrections.listing(small, "open")] == [first, third]
    assert [row.id for row in corrections.listing(small, after=first, limit=1)] == [second]
    assert corrections.waiting(small) == 2
    assert corrections.waiting(small, curators.now() + timedelta(minutes=1)) == 0
