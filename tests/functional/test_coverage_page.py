"""The page `/coverage`: totals that add up, every order, and counts that lead to their lists."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.db import db
from api.ledger import gaps
from api.ledger.asof import resolve
from api.ledger.summaries import coverage
from api.pages.coverage import COLUMNS, LISTS, MEASURES, of_laws, totals
from api.pages.words import percent
from tests.conftest import answer
from tests.functional.test_sources_page import shown

ON = "on=2026-06-01"


def states(page: str) -> list[str]:
    """The states of the rows by state and kind, in their order."""
    return re.findall(r'<th scope="row"><a href="/states/(\w\w)', page)


def test_totals_add_up(wide_app: Flask) -> None:
    with wide_app.app_context():
        rows = coverage(db.session, resolve(db.session, on="2026-06-01"))
    added = {row["kind"]: row for row in totals(rows)}
    assert set(added) == {row["kind"] for row in rows}
    for kind, total in added.items():
        parts = [row for row in rows if row["kind"] == kind]
        for name in ("jurisdictions", "population", *MEASURES):
            assert total[name] == sum(row[name] for row in parts), (kind, name)
        assert total["policy_score_share"] == total["policy_score"] / total["jurisdictions"]
        lacking = {gap["reason"]: gap["jurisdictions"] for gap in total["missing"]}
        assert sum(lacking.values()) == sum(gap["jurisdictions"] for row in parts for gap in row["missing"])
        assert all(lacking.values())


def test_a_state_is_confirmed_where_each_of_its_laws_in_force_is() -> None:
    def row(state: str, kind: str, population: int, in_force: int, confirmed: int) -> dict[str, object]:
        return {"state": state, "kind": kind, "population": population, "laws_in_force": in_force, "laws_confirmed": confirmed}

    rows = [row("TX", "state", 30, 2, 2), row("TX", "county", 30, 2, 2), row("CA", "state", 60, 3, 1), row("WY", "state", 10, 0, 0)]
    assert of_laws(rows) == {"in_force": 5, "confirmed": 3, "states": 2, "whole": ["TX"], "residents": 0.3}


def test_the_page_tells_how_many_laws_are_confirmed(wide_client: FlaskClient) -> None:
    rows = answer(wide_client, f"/v1/states?{ON}&fields=laws_in_force,laws_confirmed")["data"]
    page = shown(wide_client, f"/coverage?{ON}")
    assert f"{sum(row['laws_in_force'] for row in rows)} laws, orders and rulings" in page
    assert sum(row["laws_confirmed"] for row in rows) == 0
    assert "No state has all of its laws confirmed." in page


@pytest.mark.parametrize("column", COLUMNS)
def test_every_order_is_the_other_turned_round(wide_client: FlaskClient, column: str) -> None:
    up, down = (shown(wide_client, f"/coverage?{ON}&sort={sign}{column}") for sign in ("", "-"))
    assert sorted(states(up)) == sorted(states(down))
    assert 'aria-sort="ascending"' in up
    assert 'aria-sort="descending"' in down
    if column == "state":
        assert states(up) == sorted(states(up))
        assert states(down) == sorted(states(down), reverse=True)


def test_a_state_and_a_kind_narrow_the_rows(wide_client: FlaskClient) -> None:
    assert set(states(shown(wide_client, f"/coverage?{ON}&state=tx"))) == {"tx"}
    assert set(states(shown(wide_client, f"/coverage?{ON}&state=48&kind=county"))) == {"tx"}
    whole = shown(wide_client, f"/coverage?{ON}")
    assert states(shown(wide_client, f"/coverage?{ON}&state=Atlantis&kind=moon&sort=colour")) == states(whole)


def test_every_reason_and_measure_has_its_list(wide_client: FlaskClient) -> None:
    assert set(LISTS) == {*gaps.REASONS, *MEASURES, "jurisdictions"}
    page = shown(wide_client, f"/coverage?{ON}&revision=1")
    lists = {address.replace("&amp;", "&") for address in re.findall(r'href="(/v1/jurisdictions[^"]*)"', page)}
    assert len(lists) > len(LISTS)
    for address in sorted(lists):
        assert "revision=1" in address
        assert answer(wide_client, address)["total"] >= 0


def test_residents_that_are_not_known_do_not_read_as_none(wide_client: FlaskClient) -> None:
    page = shown(wide_client, f"/coverage?{ON}")
    assert "residents not known" in page
    assert not re.search(r"[> ]0 residents", page)


def test_a_day_before_the_lists_says_so(wide_client: FlaskClient) -> None:
    assert "holds no list of 287(g) agreements from before" in shown(wide_client, "/coverage?on=1990-01-01")


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "0 %"), (1, "100 %"), (0.0004, "under 0.1 %"), (0.9996, "over 99.9 %"), (0.001, "0.1 %"), (0.5, "50.0 %")],
)
def test_a_share_that_is_not_all_does_not_read_as_all(share: float, words: str) -> None:
    assert percent(share) == words
