"""Bad input at every door: a problem document that names the field and the fix; never a 500, never HTML."""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import quote

import orjson
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from tests.conftest import answer
from tests.functional.addresses import CSV, EVERY, GEOJSON, JSON, LISTS, MAPS, NAMED, PAGED, RECORDS, asking, at, offered, refused

LONG = "9" * 10_000


def asked(client: FlaskClient, address: str, **parameters: str) -> TestResponse:
    """The response to an address with raw parameters, percent-encoded here."""
    question = "&".join(f"{name}={quote(value, safe='')}" for name, value in parameters.items())
    return client.get(f"{asking(address)}{question}")


BAD_DAYS = {
    "a word": "yesterday",
    "no day of the calendar": "2026-02-30",
    "a thirteenth month": "2026-13-01",
    "a zeroth month": "2026-00-10",
    "one digit": "2026-6-1",
    "without hyphens": "20260601",
    "a month": "2026-06",
    "a year": "2026",
    "long ago": "1066-10-14",
    "the year 0": "0000-01-01",
    "far ahead": "9999-12-31",
    "beyond the calendar": "10000-01-01",
    "with a time": "2026-06-01T00:00:00Z",
    "a line break": "2026-06-01\n",
    "wide digits": "２０２６-06-01",
    "empty": "",
    "a NUL byte": "2026-06-01\0",
    "10 kB": LONG,
}
BAD_NUMBERS = {
    "zero": "0",
    "negative": "-1",
    "huge": str(10**12),
    "past any integer": str(10**400),
    "text": "many",
    "a fraction": "1.5",
    "an exponent": "1e3",
    "empty": "",
    "a NUL byte": "1\0",
    "10 kB": LONG,
}
BAD_CURSORS = {
    "garbage": "garbage",
    "no letters of base64": "!!!",
    "no text": base64.urlsafe_b64encode(b"\xff\xfe\xfd").decode(),
    "no question": base64.urlsafe_b64encode(b"abc").decode(),
    "of nowhere": base64.urlsafe_b64encode(b"0123456789ab austin").decode(),
    "empty": "",
    "a letter with an accent": "é",
    "a NUL byte": "\0",
    "10 kB": "A" * 10_000,
}
BAD_BOXES = {
    "three numbers": "1,2,3",
    "five numbers": "1,2,3,4,5",
    "words": "a,b,c,d",
    "south above north": "-107,37,-93,25",
    "west of the earth": "-181,25,-93,37",
    "east of the earth": "-107,25,181,37",
    "below the pole": "-107,-91,-93,37",
    "above the pole": "-107,25,-93,91",
    "not numbers": "nan,nan,nan,nan",
    "infinite": "-inf,-inf,inf,inf",
    "commas": ",,,",
    "empty": "",
    "a NUL byte": "-107,25,-93,37\0",
    "10 kB": LONG,
}


def named(values: dict[str, str]) -> list[object]:
    """Parameters of a test named by their cases."""
    return [pytest.param(value, id=name) for name, value in values.items()]


@pytest.mark.parametrize("name", ["colour", "On", "fields[]", "x" * 5_000, "\0"], ids=["unknown", "a capital", "brackets", "5 kB", "a NUL byte"])
def test_an_unknown_parameter_is_refused_and_the_known_ones_named(small_client: FlaskClient, name: str) -> None:
    for address in EVERY:
        problem = refused(small_client.get(f"{asking(address)}{quote(name, safe='')}=red"), 400)
        fault = problem["errors"][0]
        assert fault["field"] == name[:80]
        if name != "\0":
            assert "revision" in fault["fix"]


@pytest.mark.parametrize("day", named(BAD_DAYS))
def test_a_day_that_cannot_be_used(small_client: FlaskClient, day: str) -> None:
    for address in EVERY:
        refused(asked(small_client, address, on=day), 400, field="on")


@pytest.mark.parametrize("number", named(BAD_NUMBERS))
def test_a_revision_that_cannot_be_used(small_client: FlaskClient, number: str) -> None:
    for address in EVERY:
        refused(asked(small_client, address, revision=number), 400, field="revision")


def test_a_revision_yet_to_come(small_client: FlaskClient) -> None:
    for address in EVERY:
        for number in ("2", str(2**31 - 1)):
            refused(asked(small_client, address, revision=number), 404, field="revision")


@pytest.mark.parametrize("number", named(BAD_NUMBERS | {"one too many": "501"}))
def test_a_limit_that_cannot_be_used_or_is_not_taken(small_client: FlaskClient, number: str) -> None:
    for address in EVERY:
        refused(asked(small_client, address, limit=number), 400, field="limit")


@pytest.mark.parametrize("cursor", named(BAD_CURSORS))
def test_a_cursor_that_no_list_gave_out(small_client: FlaskClient, cursor: str) -> None:
    for address in EVERY:
        refused(asked(small_client, address, cursor=cursor), 400, field="cursor")


def test_a_cursor_of_another_list_or_of_other_filters(wide_client: FlaskClient) -> None:
    for address in PAGED:
        foreign = answer(wide_client, "/v1/jurisdictions?limit=1&state=TX")["next"].split("cursor=")[1]
        refused(wide_client.get(f"{asking(address)}cursor={foreign}"), 400, field="cursor")


def test_a_cursor_goes_with_its_filters_at_any_limit(wide_client: FlaskClient) -> None:
    cursor = answer(wide_client, "/v1/jurisdictions?limit=1&state=TX")["next"].split("cursor=")[1]
    assert answer(wide_client, f"/v1/jurisdictions?state=TX&limit=7&cursor={cursor}")["data"][0]["id"] != "48"
    for other in ("state=CA", "state=TX&kind=place", "state=TX&on=2020-01-01", "state=TX&revision=1"):
        refused(wide_client.get(f"/v1/jurisdictions?{other}&cursor={cursor}"), 400, field="cursor")


@pytest.mark.parametrize(
    "after", ["", "x", "-1", "1.5", "9" * 40, "\0", "é"], ids=["nothing", "a word", "negative", "a fraction", "huge", "a NUL byte", "an accent"]
)
def test_a_forged_cursor_for_the_right_question(small_client: FlaskClient, after: str) -> None:
    for address, sort in (*((a, None) for a in PAGED), ("/v1/jurisdictions", "population"), ("/v1/agreements", "first_listed"), ("/v1/policies", "adopted")):
        question = hashlib.sha256(orjson.dumps([address, {"sort": sort} if sort else {}])).hexdigest()[:12]
        for mark in ([after, after], [None, after], [2**60, after], [True, after], [[after], after], [after], after):
            forged = base64.urlsafe_b64encode(question.encode() + orjson.dumps(mark)).decode().rstrip("=")
            response = small_client.get(f"{asking(address)}cursor={forged}{f'&sort={sort}' if sort else ''}")
            if response.status_code != 200:
                refused(response, 400, field="cursor")


@pytest.mark.parametrize("box", named(BAD_BOXES))
def test_a_box_that_is_none_or_is_not_taken(small_client: FlaskClient, box: str) -> None:
    for address in EVERY:
        refused(asked(small_client, address, bbox=box), 400, field="bbox")


FILTERS = [
    ("/v1/jurisdictions", "state", "ZZ"),
    ("/v1/jurisdictions", "state", "03"),
    ("/v1/jurisdictions", "kind", "planet"),
    ("/v1/jurisdictions", "category", "good"),
    ("/v1/jurisdictions", "operative_category", ""),
    ("/v1/jurisdictions", "marks", "by_law,set_by"),
    ("/v1/jurisdictions", "has_agreement", "perhaps"),
    ("/v1/jurisdictions", "q", "a"),
    ("/v1/jurisdictions", "q", LONG),
    ("/v1/jurisdictions", "q", "aus\0tin"),
    ("/v1/jurisdictions", "conflict", "bitter"),
    ("/v1/jurisdictions", "population_min", "-1"),
    ("/v1/jurisdictions", "population_min", "many"),
    ("/v1/jurisdictions", "population_min", LONG),
    ("/v1/jurisdictions", "ids", ",".join(["48"] * 201)),
    ("/v1/jurisdictions", "ids", "48,\0"),
    ("/v1/agencies", "kind", "\0"),
    ("/v1/agencies", "state", "ZZ"),
    ("/v1/federal-actions", "kind", "\0"),
    ("/v1/coverage", "state", "ZZ"),
    ("/v1/jurisdictions", "ocd_id", LONG),
    ("/v1/jurisdictions", "ocd_id", "\0"),
    ("/v1/state-laws", "state", "Texas"),
    ("/v1/state-laws", "state", LONG),
    ("/v1/state-laws", "direction", "up"),
    ("/v1/policies", "state", "\0"),
    ("/v1/policies", "instrument", "\0"),
    ("/v1/agreements", "state", ""),
    ("/v1/agreements", "model", "XYZ"),
    ("/v1/agreements", "kind", "\0"),
    ("/v1/designations", "designator", "\0"),
    ("/v1/sources", "kind", "\0"),
    ("/v1/sources", "publisher", "\0"),
    *((address, "sort", value) for address in RECORDS for value in ("", "-", "+key", "--key", "colour", "key,key", "\0")),
    *((address, "fields", value) for address in LISTS for value in ("", ",", "colour", "key,,name", "on", "*", LONG)),
    *((address, "updated_since", value) for address in RECORDS for value in ("", "-1", "1.5", "2", "9999999999", "yesterday", "2026-13-01", "2026-02-30", "2026-06-01T25:00:00Z", "2026-06-01T12:00", "2026", "\0")),
    *((address, "detail", value) for address in MAPS for value in ("extreme", "", LONG)),
]


@pytest.mark.parametrize(("address", "name", "value"), [pytest.param(*f, id=f"{f[0]} {f[1]}={f[2][:12]!r}") for f in FILTERS])
def test_a_filter_that_cannot_be_used(small_client: FlaskClient, address: str, name: str, value: str) -> None:
    refused(asked(small_client, address, **{name: value}), 400, field=name)


def test_every_fault_of_a_question_is_named_at_once(small_client: FlaskClient) -> None:
    problem = refused(small_client.get("/v1/jurisdictions?limit=0&kind=planet&colour=red"), 400)
    assert {fault["field"] for fault in problem["errors"]} == {"limit", "kind", "colour"}


UNKNOWN = {
    "a word": "no-such-thing",
    "a dot": ".",
    "spaces": "   ",
    "a quotation": "' OR 1=1 --",
    "a wildcard": "%",
    "letters with accents": "ñandú",
    "bytes that are no text": "%FF%FE",
    "a line break": "48\n",
    "a backslash": "..\\..\\etc",
    "10 kB": LONG,
}


@pytest.mark.parametrize("wanted", named(UNKNOWN))
def test_an_unknown_id_is_not_found(small_client: FlaskClient, wanted: str) -> None:
    for address in NAMED:
        path = wanted if wanted.startswith("%F") else quote(wanted, safe="")
        problem = refused(small_client.get(address.format(path)), 404)
        if "maps" not in address:
            assert problem["errors"][0]["fix"]


def test_a_nul_byte_in_an_id(small_client: FlaskClient) -> None:
    for address in NAMED:
        response = small_client.get(address.format("48%00"))
        assert response.status_code in {400, 404}
        refused(response, response.status_code)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "BREW"])
def test_a_read_takes_no_other_method(small_client: FlaskClient, method: str) -> None:
    for address in EVERY:
        response = small_client.open(address, method=method, json={"a": 1})
        refused(response, 405)
        assert {"GET", "HEAD", "OPTIONS"} <= {name.strip() for name in response.headers["Allow"].split(",")}
    refused(small_client.open("/v1/nothing", method=method), 404)


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "image/*", "nonsense", ", ".join(f"{form};q=0" for form in (JSON, CSV, GEOJSON))])
def test_a_form_that_is_not_offered(small_client: FlaskClient, accept: str) -> None:
    for address in EVERY:
        refused(small_client.get(address, headers={"Accept": accept}), 406)


@pytest.mark.parametrize("form", [JSON, CSV, GEOJSON])
def test_a_form_is_answered_where_it_is_offered_and_refused_elsewhere(small_client: FlaskClient, form: str) -> None:
    suffix = {JSON: ".json", CSV: ".csv", GEOJSON: ".geojson"}[form]
    for address in EVERY:
        for response in (small_client.get(address, headers={"Accept": form}), small_client.get(at(address, "{}" + suffix))):
            if form in offered(address):
                assert (response.status_code, response.mimetype) == (200, form)
            else:
                refused(response, 406)


@pytest.mark.parametrize("accept", ["*/*", "application/*", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json", ""])
def test_what_readers_and_browsers_accept_is_offered(small_client: FlaskClient, accept: str) -> None:
    for address in EVERY:
        response = small_client.get(address, headers={"Accept": accept})
        assert response.status_code == 200
        assert response.mimetype in {"application/json", "application/geo+json"}


@pytest.mark.parametrize("sent", [{"json": {"on": "2026-06-01"}}, {"data": "on=2026-06-01"}], ids=["JSON", "text"])
def test_a_body_on_a_read_is_refused(small_client: FlaskClient, sent: dict[str, object]) -> None:
    for address in EVERY:
        refused(small_client.get(address, **sent), 415)


def test_a_suffix_without_a_form(small_client: FlaskClient) -> None:
    for address in EVERY:
        for suffix in (".json.csv", ".csv.json", ".geojson.geojson", ".xml", ".JSON", "."):
            response = small_client.get(at(address, "{}" + suffix))
            assert response.status_code in {404, 406}, suffix
            refused(response, response.status_code)


@pytest.mark.parametrize(
    "change", ["{}/", "/{}", "{}//", "{}/more/and/more", "{};on=2026-06-01"], ids=["a slash", "two slashes", "two at the end", "more", "a semicolon"]
)
def test_an_address_that_there_is_not(small_client: FlaskClient, change: str) -> None:
    for address in EVERY:
        path = address.replace("/v1/", "/v1//") if change == "/{}" else at(address, change)
        refused(small_client.get(path), 404)


@pytest.mark.parametrize("path", ["/v1", "/v1/", "/v1/nothing", "/v1/jurisdiction", "/v1/maps", "/v1/maps/moons", "/v1/%00", "/v1/\u2026", f"/v1/{LONG}"])
def test_an_unknown_path(small_client: FlaskClient, path: str) -> None:
    refused(small_client.get(path), 404)


NAMES = st.sampled_from(
    [
        "on",
        "revision",
        "limit",
        "cursor",
        "state",
        "kind",
        "category",
        "operative_category",
        "marks",
        "has_agreement",
        "q",
        "ocd_id",
        "direction",
        "instrument",
        "model",
        "designator",
        "publisher",
        "detail",
        "bbox",
        "conflict",
        "population_min",
        "ids",
        "sort",
        "fields",
        "updated_since",
        "colour",
    ]
)
VALUES = st.one_of(
    st.text(max_size=40),
    st.integers().map(str),
    st.dates().map(str),
    st.sampled_from(["TX", "48", "true", "county", "287g", "by_law", "TFM", "2026-06-01", "1", "-107,25,-93,37", "low", "austin", "-population", "signed", "id,name", "key"]),
)


@pytest.mark.parametrize("address", [*LISTS, *MAPS])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(question=st.lists(st.tuples(NAMES, VALUES), max_size=4))
def test_no_question_breaks_a_list(small_app: Flask, address: str, question: list[tuple[str, str]]) -> None:
    text = "&".join(f"{name}={quote(value, safe='', errors='replace')}" for name, value in question)
    response = small_app.test_client().get(f"{asking(address)}{text}")
    if response.status_code == 200:
        assert response.mimetype in {"application/json", "application/geo+json"}
    elif response.status_code == 303:
        assert "ocd_id" in text, "an OCD-ID leads to its jurisdiction"
    else:
        assert response.status_code in {400, 404}
        for fault in refused(response, response.status_code)["errors"]:
            assert fault["fix"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(address=st.sampled_from(NAMED), wanted=st.text(min_size=1, max_size=30))
def test_no_id_breaks_a_door(small_app: Flask, address: str, wanted: str) -> None:
    response = small_app.test_client().get(address.format(quote(wanted, safe="", errors="replace")))
    if response.status_code != 200:
        assert response.status_code in {400, 404, 406}
        refused(response, response.status_code)
