"""The two clocks of a question: which day, which revision, and how far the evidence reaches."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from api.ledger import agreements, jurisdictions, listings, maps, profiles
from api.ledger.asof import AsOf, resolve, today
from api.ledger.pages import Asked
from api.rules.refusals import BadDate, NotReady, UnknownRevision
from tests.builders import World, own

ON = "2026-06-01"


def test_an_empty_record_says_how_to_fill_it(blank: Session) -> None:
    with pytest.raises(NotReady) as refused:
        resolve(blank)
    assert refused.value.fix
    assert "seeds load" in refused.value.fix


def test_without_a_word_it_is_today_at_the_latest_revision(small: Session) -> None:
    World().publish(small)
    assert resolve(small) == AsOf(today(), 2, date(2026, 5, 18), True)


def test_today_is_a_day_in_utc() -> None:
    before, found, after = datetime.now(UTC).date(), today(), datetime.now(UTC).date()
    assert before <= found <= after


def test_an_earlier_revision_is_not_the_latest(small: Session) -> None:
    World().publish(small)
    assert resolve(small, on=ON, revision=1) == AsOf(date(2026, 6, 1), 1, date(2026, 5, 18), False)


@pytest.mark.parametrize("revision", [0, -1, 2, 99])
def test_a_revision_that_is_not_published(small: Session, revision: int) -> None:
    with pytest.raises(UnknownRevision) as refused:
        resolve(small, revision=revision)
    assert refused.value.field == "revision"
    assert "1 to 1" in (refused.value.fix or "")


@pytest.mark.parametrize("on", ["1979-12-31", "2199-01-01", "2026-06", "soon", "2026-02-30", ""])
def test_a_day_that_cannot_be_asked(small: Session, on: str) -> None:
    with pytest.raises(BadDate) as refused:
        resolve(small, on=on)
    assert refused.value.field == "on"


class TestEvidenceThrough:
    """The newest complete list behind the agreements, as known at the revision."""

    def test_a_list_set_aside_does_not_count(self, small: Session) -> None:
        world = World().lists("2026-07-01")
        world.entries["publication"]["p-2026-07-01"]["standing"] = "stale"
        world.publish(small)
        assert resolve(small).evidence_through == date(2026, 5, 18)

    def test_a_newer_list_counts_from_its_revision_on(self, small: Session) -> None:
        World().lists("2026-07-01").publish(small)
        assert resolve(small, on=ON).evidence_through == date(2026, 7, 1)
        assert resolve(small, on=ON, revision=1).evidence_through == date(2026, 5, 18)

    def test_a_list_of_pending_agreements_is_no_evidence_of_agreements(self, small: Session) -> None:
        World().editions("pending", "2026-09-01").publish(small)
        assert resolve(small, on=ON).evidence_through == date(2026, 5, 18)
        asked = Asked.read("agreements", {}, limit=10, cursor=None)
        assert [row["status"] for row in agreements.agreements(small, resolve(small, on="2026-10-01"), asked).rows] == ["active"]

    def test_without_lists_there_is_none(self, blank: Session) -> None:
        World().state("48", "TX", "Texas").publish(blank)
        assert resolve(blank).evidence_through is None


class TestReads:
    """Every read answers for its day and its revision."""

    def test_the_day_picks_the_position(self, small: Session) -> None:
        scores = {on: profiles.standing(small, "48453", resolve(small, on=on))["operative_score"] for on in ("2017-08-31", "2017-09-01")}
        assert scores["2017-08-31"] is None
        assert scores["2017-09-01"] is not None

    def test_a_law_binds_from_its_first_day(self, small: Session) -> None:
        before, after = (profiles.profile(small, "06029", resolve(small, on=on)) for on in ("2017-12-31", "2018-01-01"))
        assert (before["valid_until"], after["valid_from"]) == (date(2018, 1, 1), date(2018, 1, 1))

    def test_the_history_has_no_gap_and_no_end(self, small: Session) -> None:
        for geoid in ("48", "48453", "4805000", "4873376", "0667000"):
            rows = profiles.history(small, geoid, resolve(small))
            assert rows[0]["valid_from"] == date(1980, 1, 1)
            assert rows[-1]["valid_until"] is None
            assert [r["valid_until"] for r in rows[:-1]] == [r["valid_from"] for r in rows[1:]]

    def test_each_read_of_an_earlier_revision_is_as_it_was(self, small: Session) -> None:
        before = resolve(small, on=ON)
        asked = Asked.read("x", {}, limit=100, cursor=None)

        def reads() -> list[object]:
            return [
                maps.layer(small, "places", before),
                maps.stable_days(small, before),
                jurisdictions.listing(small, before, jurisdictions.Filters(), asked),
                *(listing(small, before, asked) for listing in (listings.policies, listings.state_laws, agreements.agreements, listings.designations, listings.sources, listings.revisions)),
                [row | {"rev_until": None} for row in profiles.history(small, "4805000", before)],
            ]

        old = reads()
        world = World().policy("austin-order", "4805000", own("detainers", 2)).withdraw("state_law", "ca-law").withdraw("designation", "doj-tx")
        world.lists("2026-07-01").place("4800001", "TX", "Newtown", "48453").source("more").publish(small)
        assert reads() == old
