"""Publishing: whole or not at all, numbered without gap, and never more positions than the change touches."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.db import engine_for
from api.ledger import jurisdictions, listings, positions, profiles
from api.ledger.asof import AsOf, resolve
from api.ledger.nouns import NOUNS
from api.ledger.pages import Asked
from api.ledger.proofs import faults
from api.models import Citation, Explanation, LawClause, Policy, PolicyClause, Position, Revision
from api.rules.refusals import BadInput, MissingSource, Refusal, UnknownJurisdiction, UnknownRecord
from api.rules.vocabulary import METHOD_VERSION
from tests.builders import World, clause, own
from tests.conftest import Databases

ON = "2026-06-01"


def now(session: Session) -> AsOf:
    """The latest revision, on a day after everything of the small record."""
    return resolve(session, on=ON)


def written_at(session: Session, revision: int) -> set[str]:
    """The jurisdictions whose positions a revision wrote or closed."""
    query = select(Position.geoid).where((Position.rev_from == revision) | (Position.rev_until == revision))
    return set(session.scalars(query))


def counts(session: Session) -> dict[str, int]:
    """How many rows each table of the record holds."""
    tables = [Revision, Position, Explanation, Citation, LawClause, PolicyClause, *(noun.model for noun in NOUNS.values())]
    return {table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


class TestNumbers:
    """A revision number exists only for what is published, and none is left out."""

    def test_revisions_are_numbered_without_gap(self, small: Session) -> None:
        assert [World().source(f"more-{n}").publish(small).number for n in range(3)] == [2, 3, 4]
        assert list(faults(small)) == []

    def test_a_refused_change_uses_up_no_number(self, small: Session) -> None:
        with pytest.raises(Refusal):
            World().custody("48453", "99999").publish(small)
        assert World().publish(small).number == 2

    def test_writers_at_the_same_time_come_one_after_the_other(self, templates: Databases) -> None:
        engine = engine_for(templates.create("race", "small"))

        def write(n: int) -> int:
            with Session(engine.execution_options(writing=True)) as session, session.begin():
                return World().source(f"writer-{n}").publish(session).number

        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(write, range(4))) == [2, 3, 4, 5]
        with Session(engine) as session:
            assert list(faults(session)) == []
        engine.dispose()

    def test_a_revision_says_who_why_when_and_by_which_method(self, small: Session) -> None:
        revision = World().publish(small, reason="A reason")
        assert (revision.curator, revision.reviewer, revision.reason, revision.method) == ("tests", None, "A reason", METHOD_VERSION)
        told = listings.revisions(small, now(small), Asked.read("revisions", {}, limit=1, cursor=None)).rows[0]
        assert abs(datetime.now(UTC) - told["published_at"]) < timedelta(minutes=1)

    def test_a_revision_sums_up_its_changes(self, small: Session) -> None:
        world = World().policy("one", "48453", own("detainers", 1)).policy("two", "48453", own("detainers", 2)).withdraw("designation", "doj-sf")
        assert world.publish(small).changes == {
            "source": {"count": 1, "keys": ["src"]},
            "policy": {"count": 2, "keys": ["one", "two"]},
            "designation": {"count": 1, "keys": ["doj-sf"]},
        }

    def test_a_change_too_large_to_list_gives_its_count(self, small: Session) -> None:
        world = World()
        for n in range(1000):
            world.source(f"many-{n}")
        assert world.publish(small).changes == {"source": {"count": 1001, "keys": None}}


REFUSED: list[tuple[str, Callable[[World], World], str]] = [
    ("a policy of nobody", lambda w: w.policy("p", "9999999", own("detainers", 1)), "no jurisdiction has the key '9999999'"),
    ("a policy that cites nothing known", lambda w: w.policy("p", "48453", own("detainers", 1), citations=[{"source": "nowhere"}]), "no source has the key 'nowhere'"),
    ("a clause that cites nothing known", lambda w: w.policy("p", "48453", own("detainers", 1, citations=[{"source": "nowhere"}])), "no source has the key 'nowhere'"),
    ("a law whose event cites nothing known", lambda w: w.law("l", "TX", events=[{"date": "2025", "kind": "signed", "note": None, "source": "nowhere"}]), "no source has the key 'nowhere'"),
    (
        "a stay that cites nothing known",
        lambda w: w.law("l", "TX", clause("detainers", "floor", 2, ["jail"], suspended=[{"from": "2025", "until": None, "for": None, "source": "nowhere"}])),
        "no source has the key 'nowhere'",
    ),
    ("an operator that is nobody", lambda w: w.custody("48453", "99999"), "no jurisdiction has the key '99999'"),
    ("custody of nobody", lambda w: w.custody("99999", "48453"), "no jurisdiction has the key '99999'"),
    ("an agreement of no agency", lambda w: w.agreement("tx-nobody", "JEM", "2025-03-01", "2025-06-01", "2025-06-01"), "no agency has the key 'tx-nobody'"),
    ("an agency of nobody", lambda w: w.agency("tx-nobody", "99999", "TX"), "no jurisdiction has the key '99999'"),
    ("a label for nobody", lambda w: w.designation("d", "9999999", "2025-08-05"), "no jurisdiction has the key '9999999'"),
    ("a place in no county", lambda w: w.place("4800001", "TX", "Nowhere", "48999"), "no jurisdiction has the key '48999'"),
    ("another id of no government", lambda w: w.county("48001", "TX", "Other County", same_as="4899999"), "no jurisdiction has the key '4899999'"),
    ("a former id of nobody", lambda w: w.alias("48999", "48998"), "no jurisdiction has the key '48998'"),
    ("an unplaced row of no list", lambda w: w.unplaced("2019-01-01", 7), "no publication has the key 'p-2019-01-01'"),
]


class TestRefusals:
    """Nothing of a refused change is written."""

    @pytest.mark.parametrize(
        "add",
        [
            pytest.param(lambda w: w.policy("p", "48453", own("detainers", 1, citations=[]), citations=[]), id="policy"),
            pytest.param(lambda w: w.law("l", "TX", clause("detainers", "floor", 2, ["jail"], citations=[]), citations=[]), id="law"),
            pytest.param(lambda w: w.agreement("tx-el-paso-county-sheriff", "JEM", "2025-03-01", "2025-06-01", "2025-06-01", citations=[]), id="agreement"),
        ],
    )
    def test_a_claim_without_a_source(self, small: Session, add: Callable[[World], World]) -> None:
        before = counts(small)
        with pytest.raises(MissingSource, match="cites no source") as refused:
            add(World()).publish(small)
        assert refused.value.field == "citations"
        assert refused.value.fix
        assert counts(small) == before

    @pytest.mark.parametrize(("add", "detail"), [pytest.param(add, detail, id=name) for name, add, detail in REFUSED])
    def test_a_pointer_at_nothing(self, small: Session, add: Callable[[World], World], detail: str) -> None:
        before = counts(small)
        with pytest.raises(BadInput, match=detail) as refused:
            add(World().policy("good", "48453", own("detainers", 1))).publish(small)
        assert refused.value.field
        assert refused.value.fix
        assert counts(small) == before

    def test_a_change_may_bring_what_it_points_at(self, small: Session) -> None:
        World().source("new").place("4800001", "TX", "Newtown", "48453").policy("p", "4800001", own("detainers", 1, citations=[{"source": "new"}])).publish(small)
        assert profiles.profile(small, "4800001", now(small))["policy"]["dimensions"][0]["sources"] == ["new", "src"]

    def test_a_change_may_not_point_at_what_it_withdraws(self, small: Session) -> None:
        with pytest.raises(BadInput, match="no agency"):
            World().withdraw("agency", "tx-el-paso-county-sheriff").agreement("tx-el-paso-county-sheriff", "JEM", None, "2025-06-01", "2025-06-01").publish(small)

    @pytest.mark.parametrize(
        ("noun", "key", "detail"),
        [
            pytest.param("jurisdiction", "0667000", "no jurisdiction has the key '0667000'", id="a government with policies"),
            pytest.param("agency", "tx-el-paso-county-sheriff", "no agency has the key 'tx-el-paso-county-sheriff'", id="an agency with an agreement"),
            pytest.param("source", "src", "no source has the key 'src'", id="a source that is cited"),
        ],
    )
    def test_what_others_point_at_is_not_withdrawn(self, small: Session, noun: str, key: str, detail: str) -> None:
        world = World()
        world.entries.clear()
        with pytest.raises(BadInput, match=detail):
            world.withdraw(noun, key).publish(small)


class TestWithdrawing:
    """Facts are closed, never deleted."""

    def test_a_withdrawn_policy_is_gone_from_now_on_and_stays_before(self, small: Session) -> None:
        before = now(small)
        old = profiles.profile(small, "4805000", before)
        World().withdraw("policy", "austin-order").publish(small)
        with pytest.raises(UnknownRecord):
            listings.one(small, "policy", "austin-order", now(small))
        assert listings.one(small, "policy", "austin-order", before)["title"] == "Policy austin-order"
        assert profiles.profile(small, "4805000", before) == old
        assert profiles.profile(small, "4805000", now(small))["policy"]["dimensions"][0]["dimension"] == "agreement_287g"
        versions = small.execute(select(Policy.rev_from, Policy.rev_until).where(Policy.key == "austin-order")).all()
        assert [tuple(v) for v in versions] == [(1, 2)]

    def test_a_policy_stated_again_is_a_new_version(self, small: Session) -> None:
        World().withdraw("policy", "austin-order").publish(small)
        World().policy("austin-order", "4805000", own("detainers", 1)).publish(small)
        versions = small.execute(select(Policy.rev_from, Policy.rev_until).where(Policy.key == "austin-order").order_by(Policy.rev_from)).all()
        assert [tuple(v) for v in versions] == [(1, 2), (3, None)]
        assert list(faults(small)) == []

    def test_a_withdrawn_place_has_no_position_from_now_on(self, small: Session) -> None:
        before = now(small)
        World().withdraw("jurisdiction", "0603526").publish(small)
        with pytest.raises(UnknownJurisdiction):
            jurisdictions.find(small, "0603526", now(small))
        assert profiles.profile(small, jurisdictions.find(small, "0603526", before).canonical, before)
        assert not small.scalars(select(Position).where(Position.geoid == "0603526", Position.rev_until.is_(None))).all()

    def test_a_place_that_joins_another_government_answers_there(self, small: Session) -> None:
        World().place("0603526", "CA", "Bakersfield", "06029", same_as="0667000").publish(small)
        assert jurisdictions.find(small, "0603526", now(small)).canonical == "0667000"
        assert not small.scalars(select(Position).where(Position.geoid == "0603526", Position.rev_until.is_(None))).all()


class TestTouched:
    """Positions are recomputed for what the change touches, and only what moved is written."""

    @pytest.mark.parametrize(
        ("add", "written"),
        [
            pytest.param(lambda w: w, set(), id="a source"),
            pytest.param(lambda w: w.designation("d", "0667000", "2025-08-05"), set(), id="an outside label moves nothing"),
            pytest.param(lambda w: w.alias("06999", "06029"), set(), id="a former id"),
            pytest.param(lambda w: w.policy("p", "0603526", own("detainers", 1, decides=False), binding=False), {"0603526"}, id="a declaration changes its own reasons only"),
            pytest.param(lambda w: w.policy("p", "06029", own("jail_access", -1)), {"06029", "0603526"}, id="a jail's rule reaches the city it serves"),
            pytest.param(lambda w: w.agency("ca-kern", "06029", "CA").agreement("ca-kern", "JEM", "2025-03-01", "2025-06-01", "2026-05-18"), {"06029"}, id="an agreement is its own county's"),
            pytest.param(lambda w: w.custody("0603526", "0603526"), {"0603526"}, id="who runs a city's jail"),
            pytest.param(
                lambda w: w.law("more", "CA", clause("information_sharing", "ceiling", -2, ["place", "county"])), {"06", "06029", "0603526", "0667000"}, id="a state law touches its state"
            ),
            pytest.param(lambda w: w.withdraw("state_law", "tx-law"), {"48", "48453", "48141", "4805000", "4873376"}, id="a law withdrawn"),
            pytest.param(lambda w: w.withdraw("agreement", "tx-el-paso-county-sheriff-tfm"), {"48141", "4873376"}, id="an agreement withdrawn reaches the place without a government"),
        ],
    )
    def test_what_a_change_writes(self, small: Session, add: Callable[[World], World], written: set[str]) -> None:
        revision = add(World()).publish(small).number
        assert written_at(small, revision) == written
        assert list(faults(small)) == []

    def test_a_new_list_can_move_every_state(self, small: Session) -> None:
        revision = World().lists("2026-07-01").publish(small).number
        assert {"48", "06029"} <= written_at(small, revision)

    def test_reasons_shared_by_many_are_stored_once(self, small: Session) -> None:
        world = World()
        for n in range(5):
            world.place(f"480100{n}", "TX", f"Twin {n}", "48453")
        before = small.scalar(select(func.count()).select_from(Explanation)) or 0
        world.publish(small)
        ids = small.scalars(select(Position.explanation_id).where(Position.geoid.like("480100%"), Position.valid_until.is_(None))).all()
        assert len(ids) == 5
        assert len(set(ids)) == 1
        assert (small.scalar(select(func.count()).select_from(Explanation)) or 0) - before <= 3


class TestLists:
    """What ICE's lists leave out is reckoned anew where it can have changed, and nowhere else."""

    @pytest.fixture
    def reckoned(self, monkeypatch: pytest.MonkeyPatch) -> list[set[str]]:
        """The states that each publication reckons anew."""
        found: list[set[str]] = []
        recompute = positions.recompute

        def noted(session: Session, states: set[str], bodies: set[str], *, revision: int) -> None:
            found.append(set(states))
            recompute(session, states, bodies, revision=revision)

        monkeypatch.setattr(positions, "recompute", noted)
        return found

    def test_a_row_in_doubt_moves_the_states_of_those_it_might_name(self, small: Session, reckoned: list[set[str]]) -> None:
        World().unplaced("2026-05-18", 3, "48453").publish(small)
        assert written_at(small, 2) == {"48453"}
        World().withdraw("held_row", "p-2026-05-18#00003").publish(small)
        assert written_at(small, 3) == {"48453"}
        assert reckoned == [{"TX"}, {"TX"}]

    def test_a_new_list_moves_all_and_a_recount_of_its_rows_none(self, small: Session, reckoned: list[set[str]]) -> None:
        listed = World().lists("2026-06-18")
        edition = listed.entries["publication"]["p-2026-06-18"]
        listed.publish(small)
        recounted = World()
        recounted.entries["publication"]["p-2026-06-18"] = edition | {"verdicts": {"imported": 1}}
        recounted.publish(small)
        assert reckoned == [{"TX", "CA"}, set()]

    def test_nothing_more_would_move_if_all_were_reckoned(self, small: Session) -> None:
        World().unplaced("2026-05-18", 3, "48453", "06029").publish(small)
        World().withdraw("held_row", "p-2026-05-18#00003").unplaced("2026-05-18", 4, "06029").publish(small)
        World().publish(small)
        positions.recompute(small, {"TX", "CA"}, revision=4)
        assert written_at(small, 4) == set()


class TestPositionsOfAnInstrument:
    """A policy moves its own body and those whose jail it runs; no other is computed, and none is forgotten."""

    @pytest.mark.parametrize("geoid", ["48453", "4805000", "48141", "0667000", "06029", "06075", "48"])
    def test_what_is_computed_is_all_that_moves(self, small: Session, geoid: str) -> None:
        World().custody("4805000", "48141", "2022-01-01").publish(small)
        World().policy("another", geoid, own("detainers", -2, "2021-06-01"), own("jail_access", 2, "2023-01-01")).publish(small)
        number = small.scalar(select(func.max(Revision.number))) or 0
        assert positions.recompute(small, {"TX", "CA"}, revision=number) == 0
        World().withdraw("policy", "another").publish(small)
        assert positions.recompute(small, {"TX", "CA"}, revision=number + 1) == 0
