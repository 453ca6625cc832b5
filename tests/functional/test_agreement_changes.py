"""What changed among the agreements: the door, its filters, orders and forms."""

from __future__ import annotations

import csv
import io

import pytest
from flask.testing import FlaskClient

from tests.conftest import answer
from tests.functional.addresses import refused, walked

ADDRESS = "/v1/agreements/changes"
ON = "on=2026-06-15"
# Oldest first; the newest list, of June 2026, is not yet out on the day asked about.
ALL = [
    ("2018-01-01", "ca-kern-county-sheriff-jem", "signed"),
    ("2019-05-01", "tx-bexar-county-sheriff-wso", "signed"),
    ("2019-06-01", "tx-travis-county-sheriff-jem", "signed"),
    ("2020-01-01", "tx-dallas-county-sheriff-jem", "signed"),
    ("2023-01-01", "tx-travis-county-sheriff-jem", "signed"),
    ("2023-01-01", "tx-travis-county-sheriff-jem", "superseded"),
    ("2024-03-01", "tx-bexar-county-sheriff-tfm", "signed"),
    ("2024-03-01", "tx-bexar-county-sheriff-wso", "superseded"),
    ("2025-02-17", "tx-dallas-county-sheriff-jem", "ended"),
    ("2025-03-01", "tx-el-paso-county-sheriff-tfm", "signed"),
    ("2025-05-01", "fl-lake-placid-police-tfm", "signed"),
    ("2025-06-01", "ca-kern-county-sheriff-jem", "left"),
    ("2026-02-27", "tx-dallas-county-sheriff-wso", "applied"),
    ("2026-05-18", "fl-lake-placid-police-tfm", "corrected"),
]


def told(client: FlaskClient, question: str) -> list[tuple[str, str, str]]:
    """The changes of a question, page by page."""
    return [(row["date"], row["agreement"], row["kind"]) for row in walked(client, f"{ADDRESS}?{question}")]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param(ON, ALL, id="all, oldest first"),
        pytest.param(f"{ON}&limit=3", ALL, id="page by page"),
        pytest.param(f"{ON}&limit=3&sort=-date", ALL[::-1], id="newest first, page by page"),
        pytest.param(f"{ON}&since=2025-02-17", ALL[8:], id="since a day, with it"),
        pytest.param(f"{ON}&since=2023-01-01&until=2024-03-01", ALL[4:8], id="between two days"),
        pytest.param(f"{ON}&state=FL", [ALL[10], ALL[13]], id="a state"),
        pytest.param(f"{ON}&state=12", [ALL[10], ALL[13]], id="a state by its Census code"),
        pytest.param(f"{ON}&kind=superseded", [ALL[5], ALL[7]], id="a kind"),
        pytest.param(f"{ON}&kind=not_listed", [], id="nothing passes"),
        pytest.param("on=2024-12-31", ALL[:8], id="nothing after the day asked about"),
        pytest.param("on=2026-07-01&kind=not_listed", [("2026-06-20", "tx-travis-county-sheriff-jem", "not_listed")], id="a newer list shows another"),
        pytest.param("on=2026-07-01&kind=not_listed&revision=2", [], id="as known before"),
    ],
)
def test_the_changes(told_client: FlaskClient, question: str, found: list[tuple[str, str, str]]) -> None:
    assert told(told_client, question) == found


def test_a_change_names_its_agency_rule_and_evidence(told_client: FlaskClient) -> None:
    (left,) = answer(told_client, f"{ADDRESS}?{ON}&kind=left")["data"]
    assert left == {
        "key": "ca-kern-county-sheriff-jem/2025-06-01/left",
        "date": "2025-06-01",
        "kind": "left",
        "agreement": "ca-kern-county-sheriff-jem",
        "model": "JEM",
        "agency": "ca-kern-county-sheriff",
        "agency_name": "Ca Kern County Sheriff",
        "agency_kind": "sheriff",
        "state": "CA",
        "jurisdiction": "06029",
        "rule": "absent_long_enough",
        "note": None,
        "last_named": "2021-01-13",
        "omitted_by": ["2025-06-01", "2026-05-18"],
        "list": None,
    }
    (corrected,) = answer(told_client, f"{ADDRESS}?{ON}&kind=corrected")["data"]
    assert (corrected["list"], corrected["note"]) == ("p-2026-05-18", "agency: 'Lake Placid PD' before")
    row = answer(told_client, "/v1/publications/p-2026-05-18/rows?verdict=relabelled")["data"][0]
    assert (row["agreement"], row["reason"]) == (corrected["agreement"], corrected["note"])


def test_every_change_leads_to_its_agreement(told_client: FlaskClient) -> None:
    for row in answer(told_client, f"{ADDRESS}?{ON}&limit=500")["data"]:
        held = answer(told_client, f"/v1/agreements/{row['agreement']}?{ON}")["data"]
        assert (held["agency"]["key"], held["agency"]["jurisdiction"], held["model"]) == (row["agency"], row["jurisdiction"], row["model"])


def test_as_csv_and_geojson(told_client: FlaskClient) -> None:
    rows = list(csv.DictReader(io.StringIO(told_client.get(f"{ADDRESS}.csv?{ON}").get_data(as_text=True))))
    assert [(row["date"], row["agreement"], row["kind"]) for row in rows] == ALL
    assert rows[11]["omitted_by"] == "2025-06-01;2026-05-18"
    features = answer(told_client, f"{ADDRESS}.geojson?{ON}")["features"]
    assert [feature["id"] for feature in features] == [row["key"] for row in rows]
    assert all(feature["geometry"]["type"] == "Point" for feature in features)


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("since=yesterday", "since"),
        ("since=2025-02-30", "since"),
        ("until=2025-06", "until"),
        ("kind=fled", "kind"),
        ("state=ZZ", "state"),
        ("sort=kind", "sort"),
        ("updated_since=1", "updated_since"),
        ("cursor=garbage", "cursor"),
    ],
)
def test_what_cannot_be_asked(told_client: FlaskClient, question: str, field: str) -> None:
    refused(told_client.get(f"{ADDRESS}?{question}"), 400, field=field)


def test_a_cursor_belongs_to_its_question(told_client: FlaskClient) -> None:
    following = answer(told_client, f"{ADDRESS}?{ON}&limit=2")["next"]
    assert answer(told_client, following)["data"][0]["date"] == ALL[2][0]
    refused(told_client.get(following.replace("limit=2", "limit=2&kind=signed")), 400, field="cursor")
