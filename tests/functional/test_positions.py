"""Where a jurisdiction stands: the position with its reasons, and the positions over time."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.conftest import answer

Row = dict[str, Any]


def position(client: FlaskClient, wanted: str, on: str = "2026-06-01") -> Row:
    """The position of a jurisdiction on a day."""
    return answer(client, f"/v1/jurisdictions/{wanted}/position?on={on}")["data"]


def dimension(result: Row, name: str) -> Row:
    """The reading of one dimension."""
    return next(d for d in result["dimensions"] if d["dimension"] == name)


def test_an_own_level_and_a_law_that_differ_are_both_named(wide_client: FlaskClient) -> None:
    found = position(wide_client, "austin-tx")
    inquiries = dimension(found["operative"], "status_inquiries")
    assert (inquiries["own"]["instrument"], inquiries["own"]["level"]) == ("austin-order", -1)
    assert [law["law"] for law in inquiries["laws"]] == ["tx-law"]
    assert (inquiries["level"], inquiries["set_by_law"]) == (1, True)
    assert dimension(found["policy"], "status_inquiries")["level"] == -1


def test_the_jail_dimensions_come_from_whoever_runs_the_jail(wide_client: FlaskClient) -> None:
    found = position(wide_client, "austin-tx")
    assert found["jail"]["operator"] == {"id": "48453", "name": "Travis County"}
    detainers = dimension(found["operative"], "detainers")
    assert detainers["set_by"] == {"id": "48453", "name": "Travis County"}
    assert [own["instrument"] for own in detainers["beside"]] == ["austin-order"]


def test_a_sourced_operator_is_named_with_its_source_from_its_day(wide_client: FlaskClient) -> None:
    before, after = (position(wide_client, "4819000", on)["jail"] for on in ("2023-12-31", "2024-01-01"))
    assert (before["operator"]["id"], before["source"]) == ("48113", None)
    assert (after["operator"]["id"], after["source"]) == ("48121", "src")


def test_every_source_named_in_a_reason_is_in_the_answer(wide_client: FlaskClient) -> None:
    for wanted in ("4805000", "0667000", "48141", "2255000", "48", "4873376"):
        found = position(wide_client, wanted)
        named = {key for side in ("policy", "operative") for d in found[side]["dimensions"] for key in d["sources"]}
        assert named
        assert named <= {source["key"] for source in found["sources"]}


def test_a_contest_is_a_range_with_both_laws_named(wide_client: FlaskClient) -> None:
    operative = position(wide_client, "22071")["operative"]
    assert (operative["category"], operative["score"]) == ("contested", None)
    assert operative["low"] < operative["high"]
    detainers = dimension(operative, "detainers")
    assert (detainers["level"], detainers["low"], detainers["high"]) == (None, -2, 2)
    assert {law["law"] for law in detainers["laws"]} == {"la-act", "orleans-decree"}


def test_a_declaration_is_shown_and_not_scored(wide_client: FlaskClient) -> None:
    policy = position(wide_client, "48453")["policy"]
    assert [item["instrument"] for item in policy["unscored"]] == ["travis-statement"]
    assert "jail_access" not in [d["dimension"] for d in policy["dimensions"]]


def test_a_place_without_a_government_has_no_policy_position(wide_client: FlaskClient) -> None:
    found = position(wide_client, "4873376")
    assert (found["policy"]["category"], found["policy"]["score"], found["policy"]["dimensions"]) == ("no_government", None, [])
    assert found["operative"]["category"] == "cooperates"
    assert "set_by" in found["operative"]["marks"]


@pytest.mark.parametrize("on", ["1980-01-01", "2017-08-31", "2017-09-01", "2024-01-01", "2026-06-01", "2030-01-01"])
def test_a_position_holds_for_the_period_it_names(wide_client: FlaskClient, on: str) -> None:
    found = position(wide_client, "4805000", on)
    assert found["valid_from"] <= on
    assert found["valid_until"] is None or on < found["valid_until"]
    # The sentence alone names the day that was asked about.
    first = position(wide_client, "4805000", found["valid_from"])
    assert {name: value for name, value in first.items() if name != "sentence"} == {name: value for name, value in found.items() if name != "sentence"}


def test_history_covers_every_day_once_and_agrees_with_the_position(wide_client: FlaskClient) -> None:
    for wanted in ("4805000", "48141", "0667000", "22071", "06029"):
        body = answer(wide_client, f"/v1/jurisdictions/{wanted}/history")
        assert (body["unit"], body["total"], body["next"]) == ("periods", len(body["data"]), None)
        assert body["data"][0]["valid_from"] == "1980-01-01"
        assert body["data"][-1]["valid_until"] is None
        for earlier, later in zip(body["data"], body["data"][1:], strict=False):
            assert earlier["valid_until"] == later["valid_from"]
        for period in body["data"]:
            if date.fromisoformat(period["valid_from"]) < date(2031, 1, 1):
                found = position(wide_client, wanted, period["valid_from"])
                assert (found["policy"]["score"], found["operative"]["category"]) == (period["policy_score"], period["operative_category"])


def test_history_says_from_which_revision_it_is_known(wide_client: FlaskClient) -> None:
    assert {period["rev_from"] for period in answer(wide_client, "/v1/jurisdictions/48141/history?revision=1")["data"]} == {1}
    assert {period["rev_from"] for period in answer(wide_client, "/v1/jurisdictions/2255000/history")["data"]} == {2}


def test_the_sources_of_a_position_are_those_of_its_reasons(wide_client: FlaskClient) -> None:
    body = answer(wide_client, "/v1/jurisdictions/4805000/sources?on=2026-06-01")
    assert body["unit"] == "sources"
    assert body["data"] == position(wide_client, "4805000")["sources"]


def agreement_level(client: FlaskClient, id: str, on: str) -> int | None:
    """The policy level of the agreement dimension, None where it is unknown."""
    dimensions = answer(client, f"/v1/jurisdictions/{id}/position?on={on}")["data"]["policy"]["dimensions"]
    return next((d["level"] for d in dimensions if d["dimension"] == "agreement_287g"), None)


@pytest.mark.parametrize(
    ("on", "level"),
    [
        pytest.param("2021-01-12", 1, id="in force before the first list"),
        pytest.param("2021-01-13", 1, id="on the last list that names it"),
        pytest.param("2021-01-14", None, id="unknown the day after"),
        pytest.param("2025-05-31", None, id="unknown up to the first list without it"),
        pytest.param("2025-06-01", 0, id="none from that list on"),
        pytest.param("2026-06-15", 0, id="none now"),
    ],
)
def test_after_an_inferred_departure_the_level_is_none_from_the_first_list_without_it(told_client: FlaskClient, on: str, level: int | None) -> None:
    assert agreement_level(told_client, "06029", on) == level
    position = answer(told_client, f"/v1/jurisdictions/06029/position?on={on}")["data"]
    assert position["models"] == (["JEM"] if level else [] if level == 0 else None)


def test_a_body_whose_agreement_a_newer_list_omits_is_unknown_from_then_on(told_client: FlaskClient) -> None:
    assert [agreement_level(told_client, "48453", on) for on in ("2026-05-18", "2026-05-19", "2026-07-01")] == [1, None, None]
