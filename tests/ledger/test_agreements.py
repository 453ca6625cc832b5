"""287(g) agreements over time: what a list shows, what its absence shows, and what nobody knows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from api.ledger import agreements, profiles
from api.ledger.asof import resolve
from api.ledger.histories import agreement_span
from api.ledger.pages import Asked
from api.models import Agreement
from api.rules.history import Span
from tests.builders import World

NEWEST = date(2026, 5, 18)


def agreement(signed: str | None, first: str | None, last: str | None, ended: str | None = None) -> Agreement:
    """An agreement as the lists carry it."""
    days = [date.fromisoformat(text) if text else None for text in (first, last)]
    return Agreement(key="a", agency="x", model="JEM", signed=signed, first_listed=days[0], last_listed=days[1], ended=ended)


@pytest.mark.parametrize(
    ("held", "start", "until"),
    [
        pytest.param(agreement("2025-03-01", "2025-06-01", "2026-05-18"), "2025-03-01", None, id="signed, and on the newest list"),
        pytest.param(agreement(None, "2025-06-01", "2026-05-18"), "2025-06-01", None, id="without a signature it begins on the first list"),
        pytest.param(agreement("2025", "2026-01-01", "2026-05-18"), "2025-12-31", None, id="signed in a year: certain at its end"),
        pytest.param(agreement("2025", "2025-06-01", "2026-05-18"), "2025-06-01", None, id="signed in a year, and listed before it was over"),
        pytest.param(agreement("2025-09-01", "2025-06-01", "2026-05-18"), "2025-06-01", None, id="signed again after it was first listed"),
        pytest.param(agreement("2025-03-01", "2025-06-01", "2025-10-01"), "2025-03-01", "2025-10-02", id="not listed since: certain to its last list"),
        pytest.param(agreement("2025-03-01", "2025-06-01", "2025-10-01", "2025-12-01"), "2025-03-01", "2025-12-01", id="ended on a stated day"),
        pytest.param(agreement("2025-03-01", None, None, "2026"), "2025-03-01", "2026-01-01", id="ended in a year: certain to its beginning"),
        pytest.param(agreement("2026-05-20", None, None), "2026-05-20", None, id="signed after the newest list"),
    ],
)
def test_the_certain_days(held: Agreement, start: str, until: str | None) -> None:
    assert agreement_span(held, NEWEST) == Span(date.fromisoformat(start), date.fromisoformat(until) if until else None)


@pytest.mark.parametrize(
    "held",
    [
        pytest.param(agreement(None, None, None), id="neither signed nor listed"),
        pytest.param(agreement("2025-03", None, None, "2025"), id="begun and ended within a year, days unknown"),
    ],
)
def test_no_certain_day(held: Agreement) -> None:
    assert agreement_span(held, NEWEST) is None


def world(signed: str | None, first: str, last: str, **more: Any) -> World:
    """A county whose sheriff holds one agreement, with three complete lists."""
    made = World().lists("2021-01-13", "2025-06-01", "2026-05-18").state("48", "TX", "Texas").county("48453", "TX", "Travis County")
    return made.agency("tx-travis-sheriff", "48453", "TX").agreement("tx-travis-sheriff", "JEM", signed, first, last, **more)


@pytest.mark.parametrize(
    ("signed", "last", "ended", "on", "status"),
    [
        pytest.param("2025-03-01", "2026-05-18", None, "2026-06-01", "active", id="active on the newest list"),
        pytest.param("2025-03-01", "2026-05-18", None, "2025-03-01", "active", id="active from its signature"),
        pytest.param("2025-03-01", "2026-05-18", None, "2025-02-28", "future", id="not yet signed"),
        pytest.param("2025-03-01", "2025-06-01", None, "2025-06-01", "active", id="active on its last list"),
        pytest.param("2025-03-01", "2025-06-01", None, "2025-06-02", "not_listed_since", id="not listed since"),
        pytest.param("2025-03-01", "2025-06-01", "2025-09-01", "2025-08-31", "active", id="active until its stated end"),
        pytest.param("2025-03-01", "2025-06-01", "2025-09-01", "2025-09-01", "ended", id="ended"),
        pytest.param("2025-03-01", "2025-06-01", "2025", "2026-06-01", "ended", id="ended in the year it was signed: no certain day, yet over"),
    ],
)
def test_the_status_on_a_day(blank: Session, signed: str, last: str, ended: str | None, on: str, status: str) -> None:
    world(signed, "2025-06-01", last, ended=ended).publish(blank)
    as_of = resolve(blank, on=on)
    page = agreements.agreements(blank, as_of, Asked.read("agreements", {}, limit=5, cursor=None))
    assert [row["status"] for row in page.rows] == [status]
    assert agreements.agreement(blank, "tx-travis-sheriff-jem", as_of)[0]["status"] == status


def test_a_newer_list_without_it_makes_it_not_listed_since_from_that_revision_on(blank: Session) -> None:
    world("2025-03-01", "2025-06-01", "2026-05-18").publish(blank)
    World().lists("2026-07-01").publish(blank)
    key = "tx-travis-sheriff-jem"
    assert agreements.agreement(blank, key, resolve(blank, on="2026-08-01"))[0]["status"] == "not_listed_since"
    assert agreements.agreement(blank, key, resolve(blank, on="2026-08-01", revision=1))[0]["status"] == "active"


def levels(session: Session, geoid: str, *days: str) -> list[int | None]:
    """The policy level of agreements on some days, None where it is unknown."""
    found: list[int | None] = []
    for on in days:
        dimensions = profiles.profile(session, geoid, resolve(session, on=on))["policy"]["dimensions"]
        found.append(next((r["level"] for r in dimensions if r["dimension"] == "agreement_287g"), None))
    return found


def test_unknown_before_the_first_list_0_before_the_signature_1_while_it_holds_and_unknown_again(blank: Session) -> None:
    world("2025-03-01", "2025-06-01", "2025-06-01").publish(blank)
    days = ("2021-01-12", "2021-01-13", "2025-02-28", "2025-03-01", "2025-06-01", "2025-06-02", "2026-06-01")
    assert levels(blank, "48453", *days) == [None, 0, 0, 1, 1, None, None]


def test_a_government_that_no_list_names_is_0_from_the_first_list_on(blank: Session) -> None:
    world("2025-03-01", "2025-06-01", "2026-05-18").county("48141", "TX", "El Paso County").publish(blank)
    assert levels(blank, "48141", "2021-01-12", "2021-01-13", "2026-06-01") == [None, 0, 0]


def absence(session: Session, geoid: str, on: str) -> tuple[str, list[str]]:
    """What is said of an absence, and the source it rests on."""
    reading = profiles.profile(session, geoid, resolve(session, on=on))["policy"]["dimensions"][0]
    return reading["own"]["words"], reading["sources"]


def test_an_absence_names_the_lists_that_do_not_name_the_body_and_cites_the_last_of_them(blank: Session) -> None:
    made = world("2025-07-01", "2026-05-18", "2026-05-18").county("48141", "TX", "El Paso County").agency("tx-el-paso-sheriff", "48141", "TX")
    made.agreement("tx-el-paso-sheriff", "TFM", "2025-03-01", "2025-06-01", "2026-05-18").county("48001", "TX", "Anderson County")
    for day in ("2021-01-13", "2025-06-01", "2026-05-18"):
        made.source(f"list-{day}").entries["publication"][f"p-{day}"]["source"] = f"list-{day}"
    made.publish(blank)
    assert absence(blank, "48001", "2024-01-01") == ("Absent from 3 lists published from 2021-01-13 to 2026-05-18.", ["list-2026-05-18"])
    assert absence(blank, "48453", "2024-01-01") == ("Absent from 2 lists published from 2021-01-13 to 2025-06-01.", ["list-2025-06-01"])
    assert absence(blank, "48141", "2024-01-01") == ("Absent from the list published on 2021-01-13.", ["list-2021-01-13"])


def test_an_agreement_listed_before_it_was_signed_again_is_no_absence(blank: Session) -> None:
    world("2025-09-01", "2021-01-13", "2026-05-18").publish(blank)
    assert levels(blank, "48453", "2021-01-12", "2021-01-13", "2025-08-31", "2026-06-01") == [None, 1, 1, 1]


def test_an_agreement_without_a_certain_day_is_no_absence_either(blank: Session) -> None:
    world("2025-03-01", "2025-06-01", "2025-06-01", ended="2025").publish(blank)
    assert levels(blank, "48453", "2025-02-28", "2025-06-01", "2026-06-01") == [0, None, None]


def test_without_any_list_nothing_is_known(blank: Session) -> None:
    World().state("48", "TX", "Texas").county("48453", "TX", "Travis County").publish(blank)
    assert levels(blank, "48453", "2026-06-01") == [None]


def test_a_list_of_pending_agreements_shows_no_absence(blank: Session) -> None:
    World().state("48", "TX", "Texas").county("48453", "TX", "Travis County").editions("pending", "2025-01-01").publish(blank)
    assert levels(blank, "48453", "2026-06-01") == [None]


def test_a_row_that_might_name_a_government_withholds_its_0_and_nobody_elses(blank: Session) -> None:
    world("2025-03-01", "2025-06-01", "2026-05-18").county("48141", "TX", "El Paso County").county("48001", "TX", "Anderson County")
    made = world("2025-03-01", "2025-06-01", "2026-05-18").county("48141", "TX", "El Paso County").county("48001", "TX", "Anderson County")
    made.unplaced("2025-06-01", 154, "48141").publish(blank)
    assert levels(blank, "48141", "2026-06-01") == [None]
    assert levels(blank, "48001", "2026-06-01") == [0]
    World().withdraw("held_row", "p-2025-06-01#00154").publish(blank)
    assert levels(blank, "48141", "2026-06-01") == [0]


def test_a_row_that_might_name_the_other_id_of_a_government_withholds_its_0(blank: Session) -> None:
    made = World().lists("2025-06-01").state("48", "TX", "Texas").county("48453", "TX", "Joint County", same_as="4805000").place("4805000", "TX", "Joint", "48453")
    made.unplaced("2025-06-01", 1, "48453").publish(blank)
    assert levels(blank, "4805000", "2026-06-01") == [None]


def test_two_models_of_one_sheriff_are_2_while_both_hold(blank: Session) -> None:
    made = world("2025-03-01", "2025-06-01", "2026-05-18").agreement("tx-travis-sheriff", "WSO", "2025-05-01", "2025-06-01", "2026-05-18")
    made.publish(blank)
    assert levels(blank, "48453", "2025-04-30", "2025-05-01") == [1, 2]
    assert profiles.profile(blank, "48453", resolve(blank, on="2026-06-01"))["models"] == ["JEM", "WSO"]


def test_a_constables_agreement_is_its_own(blank: Session) -> None:
    """[Bexar]"""
    made = World().lists("2025-06-01").state("48", "TX", "Texas").county("48029", "TX", "Bexar County")
    made.agency("tx-bexar-constable", "48029", "TX", "constable").agreement("tx-bexar-constable", "TFM", "2025-03-01", "2025-06-01", "2025-06-01").publish(blank)
    assert levels(blank, "48029", "2026-06-01") == [0]
    assert profiles.profile(blank, "48029", resolve(blank, on="2026-06-01"))["models"] == []


def test_ended_by_law_is_0_from_the_day_that_is_certain(blank: Session) -> None:
    """[Frederick MD]"""
    world("2008-02-06", "2021-01-13", "2025-06-01", ended="2026-02", ended_by="law").publish(blank)
    assert levels(blank, "48453", "2026-01-31", "2026-02-01", "2026-02-28", "2026-06-01") == [1, None, 0, 0]


def test_an_agency_without_a_government_speaks_for_nobody(blank: Session) -> None:
    made = World().lists("2025-06-01").state("48", "TX", "Texas")
    made.agency("tx-campus", None, "TX", "campus").agreement("tx-campus", "TFM", "2025-03-01", "2025-06-01", "2025-06-01").publish(blank)
    assert levels(blank, "48", "2026-06-01") == [0]
    page = agreements.agreements(blank, resolve(blank), Asked.read("agreements", {}, limit=5, cursor=None))
    assert [row["agency"]["jurisdiction"] for row in page.rows] == [None]
