"""Which laws bind which bodies on which days."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.rules.evidence import Body, Bound, Evidence, Laws
from tests.rules.builders import bound, county, day, held, own, span, stay
from tests.rules.strategies import DAYS, bounds, evidences, laws

POLICE = frozenset({"place", "police"})
SHERIFF = frozenset({"county", "sheriff", "jail"})


@pytest.mark.parametrize(
    ("body", "roles"),
    [
        pytest.param(Body("48", "state"), {"state_agency"}, id="a state"),
        pytest.param(Body("11", "district"), {"state_agency", "county", "place", "police"}, id="the district is a county and a city too"),
        pytest.param(Body("48453", "county"), {"county", "sheriff"}, id="a county without a jail"),
        pytest.param(Body("48453", "county", runs_jail=True), {"county", "sheriff", "jail"}, id="a county with a jail"),
        pytest.param(Body("4805000", "place"), {"place", "police"}, id="a city"),
        pytest.param(Body("2300100000", "subdivision"), {"place", "police"}, id="a town"),
        pytest.param(Body("0667000", "consolidated", runs_jail=True), {"county", "sheriff", "place", "police", "jail"}, id="a city and county"),
        pytest.param(Body("4873376", "cdp", governs=False), set(), id="a place without a government"),
    ],
)
def test_the_names_under_which_a_law_can_bind(body: Body, roles: set[str]) -> None:
    assert body.roles == roles


@pytest.mark.parametrize(
    ("clause", "on", "binds"),
    [
        pytest.param(bound("detainers", "floor", 2, "2017-09-01"), "2017-08-31", False, id="a law binds nobody before it is in force"),
        pytest.param(bound("detainers", "floor", 2, "2017-09-01"), "2017-09-01", True, id="a law binds from its first day"),
        pytest.param(bound("detainers", "floor", 2, "2017-09-01", "2020-01-01"), "2019-12-31", True, id="a law binds on its last day"),
        pytest.param(bound("detainers", "floor", 2, "2017-09-01", "2020-01-01"), "2020-01-01", False, id="a repealed law binds nobody"),
        pytest.param(bound("detainers", "floor", 2, binds=["jail", "sheriff"]), "2026-06-01", False, id="a law binds none but those it names"),
        pytest.param(bound("detainers", "floor", 2, binds=[]), "2026-06-01", False, id="a law that binds nobody"),
        pytest.param(bound("detainers", "floor", 2, suspensions=(stay("2026-01-01"),)), "2026-06-01", False, id="a suspended clause binds nobody"),
        pytest.param(bound("detainers", "floor", 2, suspensions=(stay("2026-01-01", "2026-06-01"),)), "2026-06-01", True, id="it binds again when the stay is lifted"),
        pytest.param(bound("detainers", "floor", 2, suspensions=(stay("2026-01-01", None, "jail", "sheriff"),)), "2026-06-01", True, id="a stay for others leaves it bound"),
        pytest.param(bound("detainers", "floor", 2, suspensions=(stay("2026-01-01", None, "place"),)), "2026-06-01", True, id="a stay for one of its roles leaves the other"),
        pytest.param(bound("detainers", "floor", 2, suspensions=(stay("2026-01-01", None, "place", "police"),)), "2026-06-01", False, id="a stay for all of its roles"),
        pytest.param(
            bound("detainers", "floor", 2, suspensions=(stay("2026-01-01", None, "place"), stay("2026-01-01", None, "police"))), "2026-06-01", False, id="two stays that together reach it"
        ),
    ],
)
def test_whom_a_clause_binds(clause: Bound, on: str, binds: bool) -> None:
    assert clause.in_force(day(on), POLICE) is binds


def test_a_clause_suspended_for_some_binds_the_others() -> None:
    clause = bound("detainers", "floor", 2, suspensions=(stay("2026-01-01", None, "place", "police"),))
    assert not clause.in_force(day("2026-06-01"), POLICE)
    assert clause.in_force(day("2026-06-01"), SHERIFF)


@settings(deadline=None)
@given(bounds(), st.sampled_from(DAYS))
def test_more_roles_never_free_a_body_from_a_law(clause: Bound, on: date) -> None:
    if clause.in_force(on, POLICE):
        assert clause.in_force(on, POLICE | SHERIFF)


def test_an_agreement_ended_in_a_vague_year_cuts_time_on_the_day_its_end_is_certain() -> None:
    ended = held("JEM", start="2020-01-01", until="2024-01-01", ended_by="law", ended_on=day("2024-12-31"))
    assert day("2024-12-31") in {s.start for s in county(ended).spans()}


@settings(deadline=None)
@given(evidences(), laws)
def test_every_period_is_told(evidence: Evidence, found: tuple[Bound, ...]) -> None:
    told = evidence.spans() + Laws(found).spans()
    for item in (*evidence.own, *evidence.listed_absent, *evidence.agreements, *found, *(s for b in found for s in b.suspensions)):
        assert item.span in told


def test_a_constable_does_not_speak_for_the_county() -> None:
    assert not held("TFM", "constable").speaks
    assert held("TFM", "sheriff").speaks


def test_periods_of_own_levels_are_told() -> None:
    assert span("2020-01-01", "2021-01-01") in county(own("detainers", 1, "2020-01-01", "2021-01-01")).spans()
