"""Positions as the ledger computes and keeps them, on both engines."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.ledger import profiles
from api.ledger.asof import resolve
from api.ledger.proofs import faults
from api.models import Position
from tests.builders import World, own


def test_the_small_record_holds_together(small: Session) -> None:
    assert list(faults(small)) == []


def test_an_edit_leaves_what_was_known_before(small: Session) -> None:
    before = resolve(small, on="2026-06-01")
    old = profiles.profile(small, "4805000", before)
    world = World()
    world.policy("austin-order", "4805000", own("detainers", 1, "2024-01-01"), own("status_inquiries", -1, "2024-01-01"))
    world.publish(small)
    assert profiles.profile(small, "4805000", before) == old
    now = profiles.profile(small, "4805000", resolve(small, on="2026-06-01"))
    assert now["policy"]["score"] != old["policy"]["score"]
    assert list(faults(small)) == []


def test_an_edit_in_one_state_writes_nothing_in_another(small: Session) -> None:
    World().policy("new", "0603526", own("status_inquiries", -2)).publish(small)
    written = small.scalars(select(Position.geoid).where(Position.rev_from == 2).distinct()).all()
    assert written == ["0603526"]


def test_publishing_the_same_again_writes_no_position(small: Session) -> None:
    rows = small.scalar(select(func.count()).select_from(Position))
    World().source("another").publish(small)
    assert small.scalar(select(func.count()).select_from(Position)) == rows


def test_a_day_before_the_law_knows_no_law(small: Session) -> None:
    then = profiles.profile(small, "48453", resolve(small, on="2016-06-01"))
    assert then["operative"]["dimensions"] == []
    assert then["valid_until"] == date(2017, 9, 1)
