"""Validators, encodings and origins: what caches, browsers and other sites rely on."""

from __future__ import annotations

import gzip

import brotli
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.jobs import store_maps
from tests.builders import World, own
from tests.functional.addresses import EVERY, MAPS, asking
from tests.functional.conftest import OwnApp

PINNED = "on=2026-06-01&revision=1"
ENCODINGS = ("identity", "gzip", "br")
# One answer of each kind: a long list, a short one, a page of reasons, one thing, plain data, and the maps.
KINDS = ("/v1/jurisdictions", "/v1/designations", "/v1/jurisdictions/4805000/position", "/v1/sources/src", "/v1/vocabulary", *MAPS)


def get(client: FlaskClient, address: str, encoding: str = "identity", **headers: str) -> TestResponse:
    """An answer in an encoding."""
    return client.get(address, headers={"Accept-Encoding": encoding, **{k.replace("_", "-"): v for k, v in headers.items()}})


def decoded(response: TestResponse) -> bytes:
    """The body without its encoding."""
    encoding = response.headers.get("Content-Encoding", "identity")
    return {"identity": bytes, "gzip": gzip.decompress, "br": brotli.decompress}[encoding](response.data)


@pytest.mark.parametrize("address", KINDS)
def test_every_encoding_carries_the_same_answer_under_its_own_strong_etag(wide_client: FlaskClient, address: str) -> None:
    plain, squeezed, small = (get(wide_client, asking(address) + PINNED, encoding) for encoding in ENCODINGS)
    assert decoded(squeezed) == decoded(small) == plain.data
    assert "Content-Encoding" not in plain.headers
    etags = [response.headers["ETag"] for response in (plain, squeezed, small)]
    assert not any(etag.startswith("W/") for etag in etags)
    if len(plain.data) >= 600:
        assert [r.headers.get("Content-Encoding") for r in (squeezed, small)] == ["gzip", "br"]
        assert len(squeezed.data) < len(plain.data)
        assert len(small.data) < len(plain.data)
        assert len(set(etags)) == 3


@pytest.mark.parametrize("address", KINDS)
def test_the_encoding_is_the_best_that_the_client_takes(wide_client: FlaskClient, address: str) -> None:
    whole = len(get(wide_client, asking(address) + PINNED).data)
    if whole >= 600:
        for asked, given in (("gzip, deflate, br, zstd", "br"), ("gzip, deflate", "gzip"), ("br;q=0, gzip", "gzip"), ("zstd", None), ("", None)):
            assert get(wide_client, asking(address) + PINNED, asked).headers.get("Content-Encoding") == given, asked


def test_geojson_is_compressed_too(wide_client: FlaskClient) -> None:
    for encoding in ("gzip", "br"):
        response = get(wide_client, "/v1/maps/counties", encoding)
        assert (response.content_type, response.headers["Content-Encoding"]) == ("application/geo+json", encoding)


@pytest.mark.parametrize("address", KINDS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_the_client_holds_is_not_sent_again(wide_client: FlaskClient, address: str, encoding: str) -> None:
    first = get(wide_client, asking(address) + PINNED, encoding)
    again = get(wide_client, asking(address) + PINNED, encoding, If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")
    for name in ("ETag", "Vary", "Cache-Control", "Access-Control-Allow-Origin"):
        assert again.headers[name] == first.headers[name]
    assert get(wide_client, asking(address) + PINNED, encoding, If_None_Match='"other"').status_code == 200


def test_an_etag_of_one_encoding_does_not_answer_for_another(wide_client: FlaskClient) -> None:
    etag = get(wide_client, "/v1/jurisdictions", "gzip").headers["ETag"]
    assert get(wide_client, "/v1/jurisdictions", "br", If_None_Match=etag).status_code == 200
    assert get(wide_client, "/v1/jurisdictions", "gzip", If_None_Match=f'"a", {etag}').status_code == 304
    assert get(wide_client, "/v1/jurisdictions", "gzip", If_None_Match="*").status_code == 304


@pytest.mark.parametrize("address", KINDS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_head_has_the_headers_of_get_and_no_body(wide_client: FlaskClient, address: str, encoding: str) -> None:
    got = get(wide_client, asking(address) + PINNED, encoding)
    head = wide_client.head(asking(address) + PINNED, headers={"Accept-Encoding": encoding})
    assert (head.status_code, head.data) == (200, b"")
    assert {**head.headers, "Date": "", "X-Request-Id": ""} == {**got.headers, "Date": "", "X-Request-Id": ""}
    assert int(head.headers["Content-Length"]) == len(got.data)


def test_every_answer_has_its_validators_and_says_what_it_depends_on(wide_client: FlaskClient) -> None:
    for address in EVERY:
        response = get(wide_client, asking(address) + PINNED, "br")
        vary = {name.strip() for name in response.headers["Vary"].split(",")}
        assert {"Accept", "Accept-Encoding"} <= vary
        assert "Cookie" not in vary
        assert response.headers["ETag"].startswith('"')
        again = get(wide_client, asking(address) + PINNED, "br", If_None_Match=response.headers["ETag"])
        assert (again.status_code, again.data) == (304, b""), address


@pytest.mark.parametrize("address", [*KINDS, "/v1/nothing", "/openapi.json"])
def test_every_origin_may_read(wide_client: FlaskClient, address: str) -> None:
    response = get(wide_client, address, Origin="https://example.org")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    exposed = {name.strip() for name in response.headers["Access-Control-Expose-Headers"].split(",")}
    assert {"ETag", "Link", "Spectrum-On"} <= exposed


@pytest.mark.parametrize("address", KINDS)
def test_a_preflight_is_answered(wide_client: FlaskClient, address: str) -> None:
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "if-none-match"}
    response = wide_client.options(address, headers=asked)
    assert (response.status_code, response.headers["Access-Control-Allow-Origin"]) == (200, "*")
    assert "GET" in response.headers["Access-Control-Allow-Methods"]
    assert "if-none-match" in response.headers["Access-Control-Allow-Headers"].lower()


def test_pages_are_not_opened_to_other_origins(wide_client: FlaskClient) -> None:
    assert "Access-Control-Allow-Origin" not in get(wide_client, "/", Origin="https://example.org").headers


@pytest.mark.parametrize("address", ["/v1/nothing", "/v1/jurisdictions/nowhere", "/v1/jurisdictions?on=soon", "/v1/sources/nothing"])
def test_a_problem_has_no_etag_and_is_not_kept(wide_client: FlaskClient, address: str) -> None:
    response = get(wide_client, address, "br", If_None_Match="*")
    assert response.status_code in {400, 404}
    assert "ETag" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("address", KINDS)
def test_equal_questions_get_equal_bytes(wide_client: FlaskClient, address: str) -> None:
    first, second = get(wide_client, address, "br"), get(wide_client, address, "br")
    assert (first.data, first.headers["ETag"]) == (second.data, second.headers["ETag"])


def test_a_publish_changes_the_etags(own_app: OwnApp) -> None:
    before = own_app().test_client()
    after = own_app(World().policy("austin-order", "4805000", own("detainers", 2, "2024-01-01"))).test_client()
    for address in (*KINDS, "/v1/revisions"):
        assert get(before, address).headers["ETag"] != get(after, address).headers["ETag"], address
        if address != "/v1/revisions":
            pinned = asking(address) + PINNED
            assert decoded(get(before, pinned)) == decoded(get(after, pinned)), "what was known at a revision stays"


def test_another_record_does_not_answer_from_the_stored_bodies_of_this_one(own_app: OwnApp) -> None:
    one = own_app(World().policy("austin-order", "4805000", own("detainers", 2, "2024-01-01"))).test_client()
    other = own_app(World().policy("austin-order", "4805000", own("detainers", -1, "2024-01-01"))).test_client()
    drawn = [get(client, "/v1/maps/places?on=2026-06-01") for client in (one, other)]
    scores = [{f["id"]: f["properties"]["policy_score"] for f in r.get_json()["features"]}["4805000"] for r in drawn]
    listed = [client.get("/v1/jurisdictions/4805000?on=2026-06-01").get_json()["data"]["policy_score"] for client in (one, other)]
    assert scores == listed
    assert scores[0] != scores[1]
    assert drawn[0].headers["ETag"] != drawn[1].headers["ETag"]


def test_a_body_stored_better_has_another_etag(own_app: OwnApp) -> None:
    app = own_app(World().policy("new", "48453", own("status_inquiries", 2)))
    client = app.test_client()
    before = {encoding: get(client, "/v1/maps/counties", encoding) for encoding in ENCODINGS}
    assert store_maps(app) > 0
    assert store_maps(app) == 0, "what is stored is not stored again"
    after = {encoding: get(client, "/v1/maps/counties", encoding) for encoding in ENCODINGS}
    assert after["br"].data != before["br"].data
    for encoding in ENCODINGS:
        assert decoded(after[encoding]) == decoded(before[encoding])
        assert (after[encoding].headers["ETag"] == before[encoding].headers["ETag"]) == (after[encoding].data == before[encoding].data)


def test_a_range_of_the_bytes_can_be_asked_for(wide_client: FlaskClient) -> None:
    whole = get(wide_client, "/v1/maps/counties")
    assert whole.headers["Accept-Ranges"] == "bytes"
    part = get(wide_client, "/v1/maps/counties", Range="bytes=10-29")
    assert (part.status_code, part.data) == (206, whole.data[10:30])
    assert part.headers["Content-Range"] == f"bytes 10-29/{len(whole.data)}"
    assert part.headers["ETag"] == whole.headers["ETag"]
    same = get(wide_client, "/v1/maps/counties", Range="bytes=10-29", If_Range=whole.headers["ETag"])
    other = get(wide_client, "/v1/maps/counties", Range="bytes=10-29", If_Range='"other"')
    assert (same.status_code, other.status_code) == (206, 200)


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=5-1", "bytes=0-1,5-6", "lines=1-2", "nonsense", "bytes=x-y"])
def test_a_range_that_cannot_be_had_gets_the_whole(wide_client: FlaskClient, asked: str) -> None:
    for address in ("/v1/maps/counties", "/v1/vocabulary"):
        response = get(wide_client, address, Range=asked)
        assert (response.status_code, response.data) == (200, get(wide_client, address).data)
