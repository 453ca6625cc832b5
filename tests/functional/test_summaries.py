"""Coverage and the summaries of states: counts that add up, and say what they count."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.conftest import answer


def test_coverage_counts_every_government_once(small_client: FlaskClient) -> None:
    rows = answer(small_client, "/v1/coverage?on=2026-06-01")["data"]
    listed = answer(small_client, "/v1/jurisdictions?on=2026-06-01&limit=500")["total"]
    assert sum(row["jurisdictions"] for row in rows) == listed
    assert all(0 <= row["policy_score_share"] <= 1 for row in rows)


def test_coverage_of_one_state(small_client: FlaskClient) -> None:
    rows = answer(small_client, "/v1/coverage?state=CA&on=2026-06-01")["data"]
    assert {row["state"] for row in rows} == {"CA"}
    places = next(row for row in rows if row["kind"] == "place")
    assert (places["jurisdictions"], places["policy_score"]) == (2, 1)


def test_a_share_of_unknown_residents_is_unknown(small_client: FlaskClient) -> None:
    row = answer(small_client, "/v1/coverage?state=TX&on=2026-06-01")["data"][0]
    assert row["population_unknown"] == row["jurisdictions"]
    assert row["policy_score_population_share"] is None


def test_a_state_counts_its_local_bodies_by_category(small_client: FlaskClient) -> None:
    state = answer(small_client, "/v1/states/tx?on=2026-06-01")["data"]
    policy = [c for c in state["counts"] if c["position"] == "policy"]
    operative = [c for c in state["counts"] if c["position"] == "operative"]
    assert sum(c["jurisdictions"] for c in policy) == sum(c["jurisdictions"] for c in operative) == 4
    assert state["laws"] == 1
    assert state["conflicts"]["overridden"] == 1


def test_a_state_names_the_ends_of_its_range(small_client: FlaskClient) -> None:
    state = answer(small_client, "/v1/states/48?on=2026-06-01")["data"]
    assert state["lowest"]["operative_score"] <= state["highest"]["operative_score"]
    assert state["highest"]["id"] == "48141"


def test_a_state_before_its_law_has_no_range(small_client: FlaskClient) -> None:
    state = answer(small_client, "/v1/states/48?on=2016-06-01")["data"]
    assert state["lowest"] is None
    assert state["category"] == "insufficient_evidence"


def test_no_such_state(small_client: FlaskClient) -> None:
    assert small_client.get("/v1/states/zz").status_code == 404


def test_overridden_bodies_can_be_listed(small_client: FlaskClient) -> None:
    rows = answer(small_client, "/v1/jurisdictions?conflict=overridden&on=2026-06-01")["data"]
    assert [row["id"] for row in rows] == ["4805000"]


def test_a_box_and_ids_narrow_the_list(small_client: FlaskClient) -> None:
    assert answer(small_client, "/v1/jurisdictions?bbox=0,0,1,1")["total"] == 0
    assert answer(small_client, "/v1/jurisdictions?bbox=-98,29,-96,31&kind=county")["total"] > 0
    rows = answer(small_client, "/v1/jurisdictions?ids=48453,austin-tx,0667000")["data"]
    assert [row["id"] for row in rows] == ["0667000", "4805000", "48453"]


def test_unknown_population_is_not_small(small_client: FlaskClient) -> None:
    assert answer(small_client, "/v1/jurisdictions?population_min=1")["total"] == 0
