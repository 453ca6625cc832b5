"""Tables sent in bulk: a verdict a row, one proposal of those accepted, one revision when another publishes it."""

from __future__ import annotations

import base64
import csv
import html
import io
import json
import re
import zlib
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.curators import Headers, at_desk, token_of
from tests.functional.conftest import OwnApp

HEADER = "designator,label,jurisdiction,state,listed_on,removed_on,source,key\n"
NEW = "Someone,a list,Austin,TX,2025-05-29,,src,\n"
CHANGED = ",,,,,2025-09-30,,doj-sf\n"
SAME = ",a list,,,,,,doj-tx\n"
NOBODY = "Someone,a list,Nowhere,TX,2025-05-29,,src,\n"
UNSOURCED = "Someone,a list,48141,,2025-05-29,,,\n"
FIVE = HEADER + NEW + CHANGED + SAME + NOBODY + UNSOURCED
POLICIES = """title,jurisdiction,body,instrument,binding,summary,dimension,level,basis,decides,words,valid_from,source_url,source_title,source_publisher,source_retrieved
Resolution 7,el-paso-county-tx,board,resolution,yes,Says so.,detainers,-2,text,yes,No holds.,2025-03-04,https://example.org/r7,Resolution 7,El Paso County,2026-11-01
Resolution 7,el-paso-county-tx,board,resolution,yes,Says so.,status_inquiries,-1,text,yes,None asked.,2025-03-04,https://example.org/r7,Resolution 7,El Paso County,2026-11-01
"""


@pytest.fixture
def app(own_app: OwnApp) -> Flask:
    return own_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def ada(app: Flask) -> Headers:
    return token_of(app, "Ada", "contributor")


def send(client: FlaskClient, who: Headers | None, text: str | bytes, noun: str = "designation", *, name: str = "rows.csv", accept: str = "application/json", **more: str) -> Any:
    data = text.encode() if isinstance(text, str) else text
    # Encoded here: the client would leave its temporary file of a large body open.
    boundary, body = encode_multipart({"file": FileStorage(io.BytesIO(data), name), "noun": noun, **more})
    return client.post("/v1/bulk", data=body, content_type=f"multipart/form-data; boundary={boundary}", headers={**(who or {}), "Accept": accept})


def test_each_row_has_its_verdict_and_a_dry_run_writes_nothing(client: FlaskClient, ada: Headers) -> None:
    told = send(client, ada, FIVE)
    assert told.status_code == 200, told.json
    data = told.json["data"]
    assert [row["verdict"] for row in data["rows"]] == ["new", "changed", "same", "refused", "refused"]
    assert data["counts"] == {"new": 1, "changed": 1, "same": 1, "held": 0, "refused": 2}
    assert data["rows"][1]["fields"] == [{"field": "removed_on", "before": None, "after": "2025-09-30"}]
    assert data["rows"][4]["faults"][0]["field"] == "citations"
    assert data["proposal"] is None
    assert client.get("/v1/proposals", headers=ada).json["data"] == []


def test_accepted_rows_become_one_revision_when_another_publishes_them(app: Flask, client: FlaskClient, ada: Headers) -> None:
    before = client.get("/v1/revisions").json["revision"]
    made = send(client, ada, FIVE, dry_run="false", reason="The list of May.").json["data"]["proposal"]
    assert (made["state"], made["author"]) == ("proposed", "Ada")
    rita = token_of(app, "Rita", "reviewer")
    done = client.post(f"/v1/proposals/{made['id']}/publish", json={}, headers={**rita, "If-Match": f'"{made["version"]}"'})
    assert done.status_code == 200, done.json
    assert done.json["data"]["revision"] == before + 1
    shown = client.get("/v1/jurisdictions/austin-tx/designations").json["data"]
    assert [(row["key"], row["name_as_printed"]) for row in shown] == [("someone-2025-05-29-austin-tx", "Austin")]


def test_rows_of_one_key_are_clauses_of_one_policy_with_its_new_source(app: Flask, client: FlaskClient, ada: Headers) -> None:
    told = send(client, ada, POLICIES, "policy", dry_run="false", reason="A resolution was found.").json["data"]
    assert told["counts"]["new"] == 2, told["rows"]
    entries = client.get(f"/v1/proposals/{told['proposal']['id']}", headers=ada).json["data"]["entries"]
    (policy,) = entries["policy"].values()
    assert [clause["dimension"] for clause in policy["clauses"]] == ["detainers", "status_inquiries"]
    (source,) = entries["source"]
    assert {c["source"] for c in (*policy["citations"], *policy["clauses"][0]["citations"])} == {source}
    assert policy["jurisdiction"] == "48141"


def test_the_map_of_columns_and_a_choice_of_candidates_are_followed(client: FlaskClient, ada: Headers) -> None:
    rows = "Who,What,Where,Since,Cited\nSomeone,a list,el paso,2025-05,src\n"
    columns = json.dumps({"designator": "Who", "label": "What", "jurisdiction": "Where", "listed_on": "Since", "source": "Cited"})
    refused = send(client, ada, rows, columns=columns).json["data"]
    assert [row["verdict"] for row in refused["rows"]] == ["refused"]
    told = send(client, ada, rows, columns=columns, placed='{"2": "48141"}').json["data"]
    assert [row["verdict"] for row in told["rows"]] == ["new"]
    bad = send(client, ada, rows, columns='{"colour": "Who"}')
    assert (bad.status_code, bad.json["errors"][0]["field"]) == (400, "columns")


def test_a_point_finds_the_county_it_lies_in_and_holds_what_lies_in_several(client: FlaskClient, ada: Headers) -> None:
    label = {"designator": "Someone", "label": "a list", "listed_on": "2025-05-29", "source": "src"}
    here = {"type": "Point", "coordinates": [-97.7431, 30.2672]}
    features = [{"type": "Feature", "geometry": here, "properties": label}, {"type": "Feature", "geometry": here, "properties": label | {"kind_of_jurisdiction": "county"}}]
    first, second = send(client, ada, json.dumps({"type": "FeatureCollection", "features": features}), name="rows.geojson").json["data"]["rows"]
    assert (first["verdict"], [candidate["id"] for candidate in first["candidates"]]) == ("held", ["48453", "48"])
    assert (second["verdict"], second["key"]) == ("new", "someone-2025-05-29-travis-county-tx")


def test_the_document_of_the_desk_says_how_a_table_is_sent(client: FlaskClient) -> None:
    document = client.get("/openapi-desk.json").json
    validate(document)
    sent = document["paths"]["/v1/bulk"]["post"]
    (form,) = sent["requestBody"]["content"]
    assert form == "multipart/form-data"
    assert set(sent["responses"]["200"]["content"]) == {"application/json", "text/csv"}


def test_the_verdicts_come_as_csv_without_a_formula(client: FlaskClient, ada: Headers) -> None:
    answer = send(client, ada, HEADER + "=cmd,=1+1,48141,,2025-05-29,,src,\n", accept="text/csv")
    assert answer.status_code == 200, answer.text
    assert answer.content_type.startswith("text/csv")
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert row["called"] == "'=1+1"
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())


def test_who_may_send(app: Flask, client: FlaskClient, ada: Headers) -> None:
    assert send(client, None, FIVE).status_code == 401
    assert send(client, token_of(app, "Bob", "contributor", "read"), FIVE).status_code == 403


@pytest.mark.parametrize(
    ("data", "more", "status", "field"),
    [
        pytest.param(b"", {}, 400, "file", id="an empty file"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", {}, 400, "file", id="a picture"),
        pytest.param(b"x" * 10_000_001, {}, 413, "file", id="a file past the limit"),
        pytest.param(FIVE.encode(), {"columns": "{"}, 400, "columns", id="a map that is no JSON"),
        pytest.param(FIVE.encode(), {"dry_run": "false"}, 400, "reason", id="a proposal without a reason"),
        pytest.param((HEADER + NOBODY).encode(), {"dry_run": "false", "reason": "Why not."}, 400, "file", id="a proposal of nothing"),
    ],
)
def test_what_is_refused_names_its_field(client: FlaskClient, ada: Headers, data: bytes, more: dict[str, str], status: int, field: str) -> None:
    answer = send(client, ada, data, **more)
    assert (answer.status_code, answer.json["errors"][0]["field"]) == (status, field)


def test_a_policy_is_no_noun_of_the_moon(client: FlaskClient, ada: Headers) -> None:
    assert send(client, ada, FIVE, "moon").status_code == 400


def token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


def fields(page: str) -> dict[str, str]:
    """The hidden fields of the page's own form, as a browser sends them on."""
    form = page[page.index('id="step"') :]
    return {name: html.unescape(value) for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)}


class TestAtTheDesk:
    def test_a_file_goes_from_the_map_to_the_verdicts_to_a_proposal_and_nothing_is_lost_on_the_way(self, app: Flask) -> None:
        desk = at_desk(app, "Ada", "contributor")
        opened = desk.get("/desk/bulk").text
        sent = {"csrf_token": token(opened), "step": "map", "noun": "designation", "file": (io.BytesIO(FIVE.encode()), "list.csv")}
        mapped = desk.post("/desk/bulk", data=sent)
        assert mapped.status_code == 200
        assert "Read as CSV: 5 rows" in mapped.text
        assert '<option value="jurisdiction" selected>' in mapped.text
        columns = {f"column.{name}": name for name in HEADER.strip().split(",")}
        judged = desk.post("/desk/bulk", data={**fields(mapped.text), **columns, "step": "judge"})
        assert "1 new, 1 changed, 1 same, 0 held, 2 refused" in judged.text
        nameless = desk.post("/desk/bulk", data={**fields(judged.text), **columns, "step": "propose", "reason": ""})
        assert nameless.status_code == 400
        assert 'id="reason-fault"' in nameless.text
        made = desk.post("/desk/bulk", data={**fields(nameless.text), **columns, "step": "propose", "reason": "The list of May."})
        assert made.status_code == 303, made.text
        assert "someone-2025-05-29-austin-tx" in desk.get(made.location).text

    def test_text_of_a_file_is_shown_as_text_and_escaped_in_the_csv(self, app: Flask) -> None:
        desk = at_desk(app, "Ada", "contributor")
        rows = "label,designator,jurisdiction,listed_on\n<script>alert(1)</script>,=cmd|x,Nowhere,2025\n"
        sent = {"csrf_token": token(desk.get("/desk/bulk").text), "step": "judge", "noun": "designation", "file": (io.BytesIO(rows.encode()), "<b>.csv")}
        page = desk.post("/desk/bulk", data=sent).text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert "<script>alert" not in page
        assert "<b>.csv" not in page
        told = desk.post("/desk/bulk", data={**fields(page), "step": "csv"})
        assert told.headers["Content-Disposition"].startswith("attachment")

    @pytest.mark.parametrize(
        ("kept", "said"),
        [
            pytest.param("!!!", "damaged", id="no base64"),
            pytest.param(base64.b64encode(b"no zlib").decode(), "damaged", id="not packed"),
            pytest.param(base64.b64encode(zlib.compress(b"0" * 10_000_001)).decode(), "larger than 10 MB", id="a bomb"),
        ],
    )
    def test_what_a_form_carries_is_not_trusted(self, app: Flask, kept: str, said: str) -> None:
        desk = at_desk(app, "Ada", "contributor")
        page = desk.post("/desk/bulk", data={"csrf_token": token(desk.get("/desk/bulk").text), "step": "judge", "noun": "policy", "kept": kept})
        assert page.status_code in (400, 413)
        assert said in page.text
