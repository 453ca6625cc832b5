"""Work beside the server: asked for once, taken by one, begun anew when its worker died."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from api.ledger import tasks
from api.ledger.tasks import APPLY_DECISIONS
from api.models import Task


def test_what_waits_is_not_asked_for_twice(small: Session) -> None:
    first = tasks.ask(small, APPLY_DECISIONS, None)
    assert tasks.ask(small, APPLY_DECISIONS, None).id == first.id
    tasks.take(small)
    assert tasks.ask(small, APPLY_DECISIONS, None).id != first.id, "what is under way may not know of the newest decision"


def test_a_published_decision_asks_for_work_and_a_policy_does_not(small: Session) -> None:
    tasks.after_publish(small, None, {"policy": {"p": {}}})
    assert tasks.listing(small) == []
    tasks.after_publish(small, None, {"policy": {"p": {}}, "decision": {"place/A/B/*//": None}})
    assert [task.kind for task in tasks.listing(small)] == [APPLY_DECISIONS]


def test_one_task_is_under_way_at_a_time_the_oldest_first(small: Session) -> None:
    first, second = tasks.ask(small, APPLY_DECISIONS, None), tasks.ask(small, "another", None)
    taken = tasks.take(small)
    assert taken is not None
    assert (taken.id, taken.state) == (first.id, "running")
    assert tasks.take(small) is None
    tasks.done(small, first.id, "Revision 2.")
    following = tasks.take(small)
    assert following is not None
    assert following.id == second.id


def test_a_task_whose_worker_died_is_taken_again_after_a_while(small: Session) -> None:
    task = tasks.ask(small, APPLY_DECISIONS, None)
    tasks.take(small)
    small.execute(update(Task).values(started_at=tasks.now() - tasks.GIVEN_UP_AFTER - timedelta(seconds=1)))
    small.expire_all()
    again = tasks.take(small)
    assert again is not None
    assert again.id == task.id
    assert again.started_at is not None
    assert tasks.now() - again.started_at < timedelta(minutes=1)


def test_the_one_runner_frees_what_a_dead_one_had_begun_at_once(small: Session) -> None:
    task = tasks.ask(small, APPLY_DECISIONS, None)
    tasks.take(small)
    assert tasks.give_back(small) == 1
    small.expire_all()
    again = tasks.take(small)
    assert again is not None
    assert again.id == task.id


def test_how_a_task_ended_is_kept(small: Session) -> None:
    one, other = tasks.ask(small, APPLY_DECISIONS, None), tasks.ask(small, "another", None)
    tasks.done(small, one.id, "Revision 2: 1 agency added.")
    tasks.failed(small, other.id, "The record is empty.")
    small.expire_all()
    assert [(task.state, task.outcome, task.ended_at is not None) for task in tasks.listing(small)] == [
        ("failed", "The record is empty.", True),
        ("done", "Revision 2: 1 agency added.", True),
    ]
    assert not tasks.is_waiting(small)
