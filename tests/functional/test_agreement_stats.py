"""Counts of agreements over time: the door, its parameters and its forms."""

from __future__ import annotations

import csv
import io

import pytest
from flask.testing import FlaskClient

from tests.conftest import answer
from tests.functional.addresses import refused

ADDRESS = "/v1/stats/agreements"
UNITS = ("rows", "agreements", "agencies", "jurisdictions", "pending", "not_listed_since")


def counts(client: FlaskClient, question: str = "") -> dict[tuple[str, str], tuple[int, ...]]:
    """Every unit, by period and group."""
    return {(row["period"], row["group"]): tuple(row[unit] for unit in UNITS) for row in answer(client, f"{ADDRESS}?on=2026-06-15&{question}")["data"]}


def test_every_month_from_the_first_list_to_the_newest(told_client: FlaskClient) -> None:
    body = answer(told_client, f"{ADDRESS}?on=2026-06-15")
    periods = [row["period"] for row in body["data"]]
    assert (periods[0], periods[-1], len(periods), body["total"], body["unit"], body["next"]) == ("2021-01", "2026-05", 65, 65, "counts", None)
    assert {(row["by"], row["group"], row["complete_from"]) for row in body["data"]} == {("all", "all", "2021-01-13")}
    last = body["data"][-1]
    assert (last["day"], last["list"]) == ("2026-05-18", "p-2026-05-18")
    # Six rows but the repeated header, four agreements with that of the small record, two of them in one county; one application.
    assert tuple(last[unit] for unit in UNITS) == (6, 4, 4, 4, 1, 0)


@pytest.mark.parametrize(
    ("question", "groups"),
    [
        pytest.param("by=state", {"CA": (0, 0, 0, 0, 0, 0), "FL": (1, 1, 1, 1, 0, 0), "TX": (5, 3, 3, 3, 1, 0)}, id="by state: a held row counts where it is printed"),
        pytest.param("by=model", {"JEM": (1, 1, 1, 1, 0, 0), "TFM": (3, 3, 3, 3, 0, 0), "WSO": (0, 0, 0, 0, 1, 0), "unplaced": (2, 0, 0, 0, 0, 0)}, id="by model"),
        pytest.param("by=kind", {"police": (1, 1, 1, 1, 0, 0), "sheriff": (3, 3, 3, 3, 1, 0), "unplaced": (2, 0, 0, 0, 0, 0)}, id="by kind of agency"),
        pytest.param("state=TX", {"all": (5, 3, 3, 3, 1, 0)}, id="a state alone"),
        pytest.param("state=48&by=kind", {"sheriff": (3, 3, 3, 3, 1, 0), "unplaced": (2, 0, 0, 0, 0, 0)}, id="a state by kind"),
        pytest.param("model=JEM&by=state", {"CA": (0, 0, 0, 0, 0, 0), "TX": (1, 1, 1, 1, 0, 0)}, id="a model by state"),
        pytest.param("kind=police", {"all": (1, 1, 1, 1, 0, 0)}, id="a kind alone"),
        pytest.param("kind=national_guard", {"all": (0, 0, 0, 0, 0, 0)}, id="nothing passes: none, not nothing"),
    ],
)
def test_the_newest_count_in_parts(told_client: FlaskClient, question: str, groups: dict[str, tuple[int, ...]]) -> None:
    assert {group: found for (period, group), found in counts(told_client, question).items() if period == "2026-05"} == groups


def test_a_year_counts_on_its_last_day(told_client: FlaskClient) -> None:
    found = counts(told_client, "interval=year")
    assert [period for period, _ in found] == ["2021", "2022", "2023", "2024", "2025", "2026"]
    by_month = counts(told_client)
    for year in ("2021", "2022", "2023", "2024", "2025"):
        assert found[year, "all"] == by_month[f"{year}-12", "all"]
    assert found["2026", "all"] == by_month["2026-05", "all"]


def test_a_newer_list_is_a_newer_count(told_client: FlaskClient) -> None:
    """In July another list is known, which omits a sheriff."""
    later = answer(told_client, f"{ADDRESS}?on=2026-07-01")["data"][-1]
    assert (later["period"], later["day"], later["list"]) == ("2026-06", "2026-06-20", "p-2026-06-20")
    assert (later["agreements"], later["not_listed_since"]) == (3, 1)
    assert answer(told_client, f"{ADDRESS}?on=2026-07-01&revision=2")["data"][-1]["agreements"] == 4


def test_as_csv_with_its_units_as_columns(told_client: FlaskClient) -> None:
    response = told_client.get(f"{ADDRESS}.csv?by=model&on=2026-06-15")
    rows = list(csv.DictReader(io.StringIO(response.get_data(as_text=True))))
    body = answer(told_client, f"{ADDRESS}?by=model&on=2026-06-15")["data"]
    assert [[row[name] for name in ("period", "group", *UNITS)] for row in rows] == [[str(row[name]) for name in ("period", "group", *UNITS)] for row in body]
    assert {(row["on"], row["revision"], row["evidence_through"]) for row in rows} == {("2026-06-15", "3", "2026-06-20")}
    columns = {column["name"]: column["description"] for column in answer(told_client, "/v1/tables/agreement_counts")["fields"]}
    assert all(columns[unit].strip() for unit in UNITS)


@pytest.mark.parametrize(
    ("question", "field"),
    [("by=county", "by"), ("interval=day", "interval"), ("state=ZZ", "state"), ("model=XYZ", "model"), ("limit=5", "limit"), ("sort=period", "sort"), ("kind=", "kind"), ("fields=secret", "fields")],
)
def test_what_cannot_be_asked(told_client: FlaskClient, question: str, field: str) -> None:
    refused(told_client.get(f"{ADDRESS}?{question}"), 400, field=field)


def test_fields_are_chosen(told_client: FlaskClient) -> None:
    assert answer(told_client, f"{ADDRESS}?fields=period,agreements&on=2026-06-15")["data"][-1] == {"period": "2026-05", "agreements": 4}
