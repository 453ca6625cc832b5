"""The shipped series of ICE's lists through the doors: departures, counts against the workbooks, every row with its verdict."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.conftest import answer
from tests.functional.addresses import walked

NEWEST = "participating-2026-05-18"
LAST = "on=2026-05-18"
DEPARTED = {
    "fl-pasco-county-sheriff-jem": "2022-12-03",
    "ga-cobb-county-sheriff-jem": "2021-06-01",
    "ga-gwinnett-county-sheriff-jem": "2021-06-01",
    "ks-bureau-of-investigation-wso": "2025-04-29",
    "la-east-baton-rouge-parish-sheriff-jem": "2024-12-01",
    "la-ouachita-parish-sheriff-jem": "2022-12-03",
    "ma-barnstable-county-sheriff-jem": "2023-12-03",
    "ma-bristol-county-sheriff-jem": "2021-06-01",
    "ma-plymouth-county-sheriff-jem": "2021-12-03",
    "nc-brunswick-county-sheriff-jem": "2021-12-03",
    "nj-cape-may-county-sheriff-jem": "2021-12-03",
    "nj-monmouth-county-sheriff-jem": "2021-12-03",
    "nv-nye-county-sheriff-jem": "2023-12-03",
    "va-culpeper-county-sheriff-jem": "2024-06-03",
    "wi-lafayette-county-sheriff-wso": "2023-12-03",
}


def counted(client: FlaskClient, question: str = LAST) -> list[dict[str, Any]]:
    return answer(client, f"/v1/stats/agreements?{question}")["data"]


def test_the_departures_and_no_other(client: FlaskClient) -> None:
    found = walked(client, f"/v1/agreements/changes?kind=left&{LAST}")
    assert {row["agreement"]: row["date"] for row in found} == DEPARTED
    for row in found:
        assert (row["rule"], row["date"]) == ("absent_long_enough", row["omitted_by"][0])
        assert row["last_named"] < row["date"]
    left = walked(client, f"/v1/agreements?status=removed&fields=key&limit=500&{LAST}")
    assert {row["key"] for row in left} == set(DEPARTED)


# A body with another agreement since, and days on which it reads otherwise.
SINCE = {
    "12101": [("2022-12-02", None), ("2022-12-03", 0), ("2025-02-01", 0), ("2026-05-18", 2)],
    "25001": [("2022-12-03", 1), ("2022-12-04", None), ("2023-12-02", None), ("2023-12-03", 0), ("2026-05-18", 0)],
    "25005": [("2021-01-13", 1), ("2021-02-01", None), ("2021-06-01", 0), ("2026-05-18", 0)],
    "34025": [("2021-06-01", 1), ("2021-06-02", None), ("2021-12-03", 0), ("2026-05-18", 0)],
}


@pytest.mark.parametrize("id", list(SINCE))
def test_a_body_that_left_reads_none_from_the_first_list_without_it(client: FlaskClient, id: str) -> None:
    for on, level in SINCE[id]:
        dimensions = answer(client, f"/v1/jurisdictions/{id}/position?on={on}")["data"]["policy"]["dimensions"]
        assert next((d["level"] for d in dimensions if d["dimension"] == "agreement_287g"), None) == level, on


def test_the_newest_counts_are_those_of_the_workbook(client: FlaskClient) -> None:
    last = counted(client)[-1]
    verdicts = answer(client, f"/v1/publications/{NEWEST}")["data"]["verdicts"]
    assert (last["period"], last["day"], last["list"]) == ("2026-05", "2026-05-18", NEWEST)
    assert last["rows"] == 1843 == sum(verdicts.values())
    # Every row that is placed is one agreement, and no other is in force.
    assert last["agreements"] == verdicts["imported"] + verdicts.get("relabelled", 0) == last["rows"] - verdicts["held"]
    listed = {row["agreement"] for row in walked(client, f"/v1/publications/{NEWEST}/rows?limit=500") if row["agreement"]}
    active = walked(client, f"/v1/agreements?status=active&limit=500&{LAST}")
    assert {row["key"] for row in active} == listed
    assert last["agencies"] == len({row["agency"]["key"] for row in active})


def test_jurisdictions_are_counted_as_their_positions_say(client: FlaskClient) -> None:
    """A government with several ids holds an agreement at each of them and is one."""
    for on in ("2021-01-31", "2025-02-28", "2026-05-18"):
        holders = walked(client, f"/v1/jurisdictions?has_agreement=true&limit=500&on={on}")
        whole = counted(client, f"on={on}")[-1] if on == "2026-05-18" else next(row for row in counted(client) if row["day"] == on)
        assert whole["jurisdictions"] == sum(row["same_as"] is None for row in holders), on


@pytest.mark.parametrize("month", ["2021-06", "2024-12", "2025-03", "2025-12", "2026-05"])
def test_a_count_is_the_list_of_those_active_that_day(client: FlaskClient, month: str) -> None:
    row = next(row for row in counted(client) if row["period"] == month)
    for status, unit in (("active", "agreements"), ("pending", "pending")):
        assert answer(client, f"/v1/agreements?status={status}&limit=1&on={row['day']}")["total"] == row[unit]


@pytest.mark.parametrize("by", ["state", "kind", "model"])
def test_parts_add_up(client: FlaskClient, by: str) -> None:
    parts: dict[str, Counter[str]] = {}
    for row in counted(client, f"by={by}&{LAST}"):
        parts.setdefault(row["period"], Counter()).update({unit: row[unit] for unit in ("rows", "agreements", "agencies")})
    for whole in counted(client):
        adds_up = ("rows", "agreements", "agencies") if by != "model" else ("rows", "agreements")
        assert {unit: parts[whole["period"]][unit] for unit in adds_up} == {unit: whole[unit] for unit in adds_up}


def test_nothing_is_counted_before_the_first_list(client: FlaskClient) -> None:
    first = counted(client)[0]
    assert (first["period"], first["complete_from"], first["list"]) == ("2021-01", "2021-01-13", "web-2021-01-13")
    assert counted(client, "on=2021-01-12") == []


def test_every_row_of_every_list_has_its_verdict(client: FlaskClient) -> None:
    lists = walked(client, "/v1/publications?limit=500")
    assert len(lists) == 41
    for publication in lists:
        assert sum(publication["verdicts"].values()) == publication["rows"]
        assert answer(client, f"/v1/publications/{publication['key']}/rows?limit=1")["total"] == publication["rows"]
    held = answer(client, f"/v1/publications/{NEWEST}/rows?verdict=held")
    assert held["total"] == len(held["data"])
    assert all(row["reason"] and row["agreement"] is None for row in held["data"])


def test_a_misprint_leads_to_what_it_was(client: FlaskClient) -> None:
    former = {key: row["key"] for row in walked(client, "/v1/agencies?limit=500") for key in row["former_keys"] or ()}
    assert former["ny-lake-placid-police"] == "fl-lake-placid-police"
    for key, present in former.items():
        assert client.get(f"/v1/agencies/{key}").headers["Location"] == f"/v1/agencies/{present}"
        codes = {model: client.get(f"/v1/agreements/{key}-{model}").status_code for model in ("jem", "wso", "tfm")}
        held = {model for model in codes if client.get(f"/v1/agreements/{present}-{model}").status_code == 200}
        assert codes == {model: 301 if model in held else 404 for model in codes}
        assert held


def test_nothing_served_lacks_a_term(client: FlaskClient) -> None:
    words = {group: {term["key"] for term in terms} for group, terms in answer(client, "/v1/vocabulary")["data"].items()}
    for row in walked(client, "/v1/agreements?limit=500&fields=status,history,agency,model"):
        assert row["status"] in words["agreement_statuses"]
        assert {stretch["status"] for stretch in row["history"]} <= words["agreement_statuses"]
        assert {stretch["rule"] for stretch in row["history"]} <= words["history_rules"]
        assert row["model"] in words["models"]
        assert row["agency"]["kind"] in words["agency_kinds"]
        assert row["agency"]["match_method"] in words["match_methods"]
        assert row["agency"]["match_confidence"] in words["match_confidences"]
    for row in walked(client, "/v1/agreements/changes?limit=500"):
        assert row["kind"] in words["agreement_changes"]
        assert row["rule"] in words["history_rules"] | {None}
    for publication in walked(client, "/v1/publications?limit=500"):
        assert publication["list"] in words["publication_lists"]
        assert publication["standing"] in words["publication_standings"]
        assert set(publication["verdicts"]) <= words["row_verdicts"]
        for verdict in {"held", "refused"} & set(publication["verdicts"]):
            for row in walked(client, f"/v1/publications/{publication['key']}/rows?verdict={verdict}&limit=500"):
                assert row["reason"] in words["row_reasons"]
