"""Coverage and the summaries of states: counts that add up, and say what they count."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.builders import World, own
from tests.conftest import answer
from tests.functional.conftest import OwnApp


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


def test_coverage_says_what_is_missing_and_why(wide_client: FlaskClient) -> None:
    groups = {(row["state"], row["kind"]): row for row in answer(wide_client, "/v1/coverage?on=2026-06-01")["data"]}
    for row in groups.values():
        counts = {gap["reason"]: gap["jurisdictions"] for gap in row["missing"]}
        assert all(count > 0 for count in counts.values())
        assert all(gap["why"].endswith(".") for gap in row["missing"])
        unscored = sum(counts.get(reason, 0) for reason in ("not_researched", "nothing_found", "too_little_known", "no_government"))
        assert row["policy_score"] + unscored == row["jurisdictions"]
    texas = {gap["reason"]: gap["jurisdictions"] for gap in groups["TX", "place"]["missing"]}
    policies = {row["jurisdiction"] for row in answer(wide_client, "/v1/policies?state=TX")["data"] if row["jurisdiction"].startswith("48") and len(row["jurisdiction"]) == 7}
    assert policies
    assert texas["not_researched"] == groups["TX", "place"]["jurisdictions"] - len(policies)


def test_coverage_names_the_newest_source_of_a_local_instrument(own_app: OwnApp) -> None:
    world = World().source("old", published="2011-03").source("new", published="2024")
    cited = [{"source": key, "locator": None, "quote": None} for key in ("old", "new")]
    world.policy("dated", "4805000", own("courthouse_and_property", -1), citations=cited)
    client = own_app(world).test_client()
    groups = {(row["state"], row["kind"]): row["newest_source"] for row in answer(client, "/v1/coverage?state=TX")["data"]}
    assert groups["TX", "place"] == "2024"
    assert groups["TX", "state"] is None
