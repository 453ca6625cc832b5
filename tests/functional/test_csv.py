"""Lists and items as CSV: a table that a newsroom can open, with the columns that are described and nothing that runs."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pandas
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import World
from tests.conftest import answer
from tests.functional.addresses import CSV, ITEMS, LISTS, PAGED, RECORDS, asking, at, offered, refused, walked
from tests.functional.conftest import OwnApp

Cells = dict[str, str]
ON = "on=2026-06-01"
SHEETS = tuple(address for address in (*LISTS, *ITEMS) if CSV in offered(address))
MISSING = ("", "unknown")
CLOCKS = ["on", "revision", "evidence_through"]
PANDAS = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}
# What a spreadsheet would run, and what only looks like it.
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "==", "-")
HARMLESS = ("1+1", "a=b", " =1", "'quoted", "100%", "ends with -", "A", "(-1)")


def sheet(response: TestResponse) -> tuple[list[str], list[Cells]]:
    """Header and rows of an answer, read strictly by RFC 4180."""
    assert (response.status_code, response.mimetype) == (200, CSV), response.get_data(as_text=True)[:300]
    said = response.data.decode()
    assert said.endswith("\r\n")
    header, *lines = csv.reader(io.StringIO(said, newline=""), strict=True)
    assert all(len(line) == len(header) for line in lines)
    return header, [dict(zip(header, line, strict=True)) for line in lines]


def rows(client: FlaskClient, address: str) -> list[Cells]:
    """The rows of a table."""
    return sheet(client.get(at(address, "{}.csv")))[1]


def links(response: TestResponse) -> dict[str, str]:
    """The addresses that an answer links to, by relation."""
    return {relation: address for address, relation in re.findall(r'<([^>]+)>; rel="(\w+)"', ", ".join(response.headers.getlist("Link")))}


def described(client: FlaskClient, response: TestResponse) -> dict[str, Any]:
    """The Table Schema that an answer links to."""
    schema: dict[str, Any] = answer(client, links(response)["describedby"])
    return schema


def value_of(row: dict[str, Any], name: str) -> Any:
    """What a JSON row says in a column: a field, or a field of a thing within it."""
    if name in row:
        return row[name]
    outer = next(part for part in row if name.startswith(f"{part}_") and (row[part] is None or isinstance(row[part], dict)))
    return None if row[outer] is None else row[outer][name.removeprefix(f"{outer}_")]


def same(cell: str, value: Any, kind: str) -> bool:
    """Whether a cell says what JSON says."""
    if value is None:
        return cell in MISSING
    plain = cell[1:] if cell[:2] in {f"'{sign}" for sign in "=+-@\t\r\n"} else cell
    read = {
        "boolean": lambda: {"true": True, "false": False}[cell],
        "integer": lambda: int(cell),
        "number": lambda: float(cell),
        "list": lambda: plain.split(";") if plain else [],
        "array": lambda: json.loads(cell) if cell else [],
        "object": lambda: json.loads(cell) if cell else {},
    }
    return bool(read.get(kind, lambda: plain)() == value)


@pytest.mark.parametrize("address", SHEETS)
def test_the_header_is_the_described_columns(wide_client: FlaskClient, address: str) -> None:
    response = wide_client.get(at(address, "{}.csv"))
    schema = described(wide_client, response)
    header, found = sheet(response)
    assert header == [field["name"] for field in schema["fields"]]
    assert header[-3:] == CLOCKS
    assert len(set(header)) == len(header)
    assert set(schema["primaryKey"]) <= set(header)
    assert [value["value"] for value in schema["missingValues"]] == list(MISSING)
    for field in schema["fields"]:
        if field.get("constraints", {}).get("required"):
            assert all(row[field["name"]] not in MISSING for row in found), field["name"]


@pytest.mark.parametrize("address", RECORDS)
def test_a_list_of_changes_says_which_rows_left(wide_client: FlaskClient, address: str) -> None:
    header = sheet(wide_client.get(asking(at(address, "{}.csv")) + "updated_since=1"))[0]
    plain = sheet(wide_client.get(at(address, "{}.csv")))[0]
    assert header == [*plain[:-3], "removed", *CLOCKS]


@pytest.mark.parametrize("address", SHEETS)
@pytest.mark.parametrize("clock", [ON, "on=2016-06-01", "on=2026-06-01&revision=1", "on=2031-01-01"])
def test_every_cell_says_what_json_says(wide_client: FlaskClient, address: str, clock: str) -> None:
    question = asking(address) + clock
    if wide_client.get(question).status_code == 404:
        refused(wide_client.get(at(question, "{}.csv")), 404)
        return
    response = wide_client.get(at(question, "{}.csv"))
    kinds = {field["name"]: field["type"] for field in described(wide_client, response)["fields"]}
    body = answer(wide_client, question)
    wanted = walked(wide_client, question) if address in LISTS else [body["data"]]
    found = sheet(response)[1]
    assert len(found) == len(wanted)
    for cells, row in zip(found, wanted, strict=True):
        for name, cell in cells.items():
            value = body[name] if name in CLOCKS else value_of(row, name)
            assert same(cell, value, kinds[name]), (name, cell, value)


@pytest.mark.parametrize("address", SHEETS)
def test_pandas_reads_the_described_types(wide_client: FlaskClient, address: str) -> None:
    response = wide_client.get(asking(at(address, "{}.csv")) + ON)
    schema = described(wide_client, response)
    dtypes = {field["name"]: PANDAS.get(field["type"], "string") for field in schema["fields"]}
    missing = [value["value"] for value in schema["missingValues"]]
    frame = pandas.read_csv(io.BytesIO(response.data), dtype=dtypes, na_values=missing, keep_default_na=False)
    found = sheet(response)[1]
    assert list(frame.columns) == [field["name"] for field in schema["fields"]]
    assert len(frame) == len(found)
    for name in frame.columns:
        assert [bool(value) for value in frame[name].isna()] == [row[name] in MISSING for row in found], name


def test_ids_keep_their_zeros(wide_client: FlaskClient) -> None:
    found = rows(wide_client, "/v1/jurisdictions?state=CA")
    assert [row["id"] for row in found] == ["06", "06029", "0603526", "0667000"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        pytest.param("/v1/jurisdictions?ids=02063", {"policy_score": "unknown", "operative_score": "unknown", "operative_low": "unknown"}, id="a score not known"),
        pytest.param("/v1/jurisdictions?ids=2255000", {"operative_score": ""}, id="a score that is a range"),
        pytest.param("/v1/jurisdictions?ids=4873376", {"policy_score": "", "cooperates": "", "limits": "", "models": ""}, id="no government of its own"),
        pytest.param("/v1/jurisdictions?ids=48453", {"models": ""}, id="no agreement, by the lists"),
        pytest.param("/v1/jurisdictions?ids=48453&on=2016-06-01", {"models": "unknown"}, id="agreements not known"),
        pytest.param("/v1/jurisdictions?ids=48141", {"models": "TFM"}, id="an agreement"),
        pytest.param("/v1/jurisdictions?ids=48453", {"population": "unknown", "population_source": "", "same_as": ""}, id="population not known"),
        pytest.param("/v1/jurisdictions?ids=4800000", {"lat": "unknown", "lon": "unknown"}, id="a point not known"),
        pytest.param("/v1/agreements/tx-el-paso-county-sheriff-tfm", {"ended": "", "valid_until": "", "moa_url": "unknown"}, id="an agreement not ended"),
        pytest.param("/v1/agreements/tx-campus-police-tfm", {"signed": "unknown", "agency_jurisdiction": ""}, id="a day of signing not known"),
        pytest.param("/v1/policies/austin-order", {"adopted": "unknown", "ended": "", "number": ""}, id="a day of adoption not known"),
        pytest.param("/v1/states/AK", {"lowest_id": "", "lowest_operative_score": "", "conflicts_contested": "0"}, id="a state without a score"),
    ],
)
def test_none_and_unknown_are_kept_apart(wide_client: FlaskClient, address: str, said: Cells) -> None:
    question = address if "on=" in address else asking(address) + ON
    (row,) = rows(wide_client, question)
    assert {name: row[name] for name in said} == said
    body = answer(wide_client, question)["data"]
    (plain,) = body if isinstance(body, list) else [body]
    for name, cell in said.items():
        assert (value_of(plain, name) is None) or cell not in {"unknown"}, "JSON says null where CSV says unknown"


def test_a_range_has_its_ends_as_numbers(wide_client: FlaskClient) -> None:
    (row,) = rows(wide_client, f"/v1/jurisdictions?ids=2255000&{ON}")
    assert row["conflict"] == "contested"
    assert float(row["operative_low"]) < float(row["operative_high"])


def test_what_a_spreadsheet_would_run_stands_behind_an_apostrophe(own_app: OwnApp) -> None:
    world = World()
    for n, words in enumerate((*FORMULAS, *HARMLESS)):
        world.source(f"f{n:02}", title=words, note=f"{words}\n{words}")
    client = own_app(world).test_client()
    found = {row["key"]: row for row in rows(client, "/v1/sources")}
    plain = {row["key"]: row for row in walked(client, "/v1/sources")}
    for n, words in enumerate((*FORMULAS, *HARMLESS)):
        quoted = f"'{words}" if words in FORMULAS else words
        assert found[f"f{n:02}"]["title"] == quoted
        assert found[f"f{n:02}"]["note"] == f"{quoted}\n{words}"
        assert plain[f"f{n:02}"]["title"] == words, "JSON is read by programs, and stays as it is"


def test_numbers_below_zero_stay_numbers(wide_client: FlaskClient) -> None:
    (row,) = rows(wide_client, f"/v1/jurisdictions?ids=06&{ON}")
    assert (row["policy_score"], row["lon"]) == ("-100.0", "-97.0")


@pytest.mark.parametrize("address", SHEETS)
def test_no_text_of_a_table_begins_a_formula(wide_client: FlaskClient, address: str) -> None:
    response = wide_client.get(at(address, "{}.csv"))
    numbers = {field["name"] for field in described(wide_client, response)["fields"] if field["type"] in {"number", "integer"}}
    for row in sheet(response)[1]:
        for name, cell in row.items():
            assert name in numbers or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")), (name, cell)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("Cañon City, Doña Ana — “quoted” ñ 😀", id="accents and signs"),
        pytest.param('He said "no", twice; and left', id="quotation marks, commas and semicolons"),
        pytest.param("one\ntwo\r\nthree\rfour", id="line breaks"),
        pytest.param('"', id="one quotation mark"),
        pytest.param("ends with a comma,", id="a comma at the end"),
    ],
)
def test_text_comes_back_as_it_is(own_app: OwnApp, words: str) -> None:
    client = own_app(World().source("odd", title=words, publisher=words)).test_client()
    (row,) = rows(client, "/v1/sources/odd")
    assert (row["title"], row["publisher"]) == (words, words)
    listed = {row["key"]: row for row in rows(client, "/v1/sources")}
    assert listed["odd"] == row


def test_lists_and_things_within_a_cell(wide_client: FlaskClient) -> None:
    (row,) = rows(wide_client, f"/v1/jurisdictions/4805000?{ON}")
    plain = answer(wide_client, f"/v1/jurisdictions/4805000?{ON}")["data"]
    assert len(plain["operative_marks"]) > 1
    assert row["operative_marks"] == ";".join(plain["operative_marks"])
    (row,) = rows(wide_client, f"/v1/jurisdictions/4819000?{ON}")
    assert json.loads(row["counties"]) == [{"geoid": "48113", "share": 0.9}, {"geoid": "48121", "share": 0.1}]
    (row,) = rows(wide_client, f"/v1/state-laws/tx-law?{ON}")
    assert json.loads(row["clauses"]) == answer(wide_client, f"/v1/state-laws/tx-law?{ON}")["data"]["clauses"]
    (row,) = rows(wide_client, f"/v1/agencies/tx-el-paso-county-sheriff?{ON}")
    assert row["former_names"] == ""


@pytest.mark.parametrize(
    ("address", "wanted", "columns"),
    [
        pytest.param("/v1/jurisdictions", "population,id", ["id", "population"], id="in the order of the table"),
        pytest.param("/v1/jurisdictions", "operative_score", ["operative_score"], id="without what tells unknown from none"),
        pytest.param("/v1/agreements", "key,agency", ["key", *(f"agency_{part}" for part in ("key", "name", "kind", "state", "jurisdiction", "also_serves", "match_method", "match_confidence", "former_names", "former_keys"))], id="a thing within"),
        pytest.param("/v1/policies", "title", ["title"], id="without clauses"),
        pytest.param("/v1/states", "state,lowest", ["state", "lowest_id", "lowest_name", "lowest_operative_score"], id="an end of a range"),
        pytest.param("/v1/coverage", "state,kind", ["state", "kind"], id="a summary"),
        pytest.param("/v1/jurisdictions/4805000/history", "valid_from,category", ["category", "valid_from"], id="a history"),
    ],
)
def test_some_fields_of_a_row(wide_client: FlaskClient, address: str, wanted: str, columns: list[str]) -> None:
    header, some = sheet(wide_client.get(f"{address}.csv?{ON}&fields={wanted}"))
    assert header == [*columns, *CLOCKS]
    assert some == [{name: row[name] for name in header} for row in rows(wide_client, f"{address}?{ON}")]


def test_changes_keep_their_keys_whatever_fields_are_asked_for(own_app: OwnApp) -> None:
    client = own_app(World().source("later"), World().withdraw("source", "later").source("more")).test_client()
    found = rows(client, "/v1/sources?updated_since=2&fields=title")
    assert [(row["key"], row["title"], row["removed"]) for row in found] == [("later", "", "true"), ("more", "Source more", "false"), ("src", "Source src", "false")]
    assert walked(client, "/v1/sources?updated_since=2&fields=title")[0] == {"key": "later", "removed": True}
    assert walked(client, "/v1/sources?updated_since=2&fields=title")[1] == {"key": "more", "title": "Source more", "removed": False}


@pytest.mark.parametrize("address", PAGED)
def test_pages_of_a_table_follow_each_other_by_their_links(wide_client: FlaskClient, address: str) -> None:
    whole = rows(wide_client, asking(address) + ON)
    found: list[Cells] = []
    following: str | None = asking(at(address, "{}.csv")) + f"{ON}&limit=2"
    while following:
        response = wide_client.get(following)
        page = sheet(response)[1]
        assert len(page) <= 2
        assert response.headers["Spectrum-Total"] == str(len(whole))
        found += page
        following = links(response).get("next")
    assert found == whole


@pytest.mark.parametrize("address", SHEETS)
def test_a_table_names_itself_its_columns_and_its_clocks(wide_client: FlaskClient, address: str) -> None:
    response = wide_client.get(asking(at(address, "{}.csv")) + f"{ON}&revision=2")
    schema = described(wide_client, response)
    assert response.content_type == "text/csv; charset=utf-8; header=present"
    assert response.headers["Content-Disposition"] == f'inline; filename="{schema["name"]}-2026-06-01-r2.csv"'
    assert (response.headers["Spectrum-On"], response.headers["Spectrum-Revision"]) == ("2026-06-01", "2")
    assert response.headers["Spectrum-Evidence-Through"] == "2026-06-20"
    for row in sheet(response)[1]:
        assert (row["on"], row["revision"], row["evidence_through"]) == ("2026-06-01", "2", "2026-06-20")
