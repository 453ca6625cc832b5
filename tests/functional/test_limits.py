"""How much one client may ask: requests a minute by its address, bytes a request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient

from api import limits
from api.auth import open_to_everyone
from api.limits import BODY, READS, SPARINGLY, UPLOAD, WRITES, limiter, sparingly, takes_uploads
from tests.conftest import Databases, app_for, shut
from tests.curators import with_forms
from tests.functional.addresses import refused

Counted = Callable[..., FlaskClient]
READ = "/v1/legend"


def amount(limit: str) -> int:
    """How many requests a limit lets through."""
    return int(limit.partition("/")[0])


@open_to_everyone
def taken() -> str:
    """A write that reads its body and does nothing."""
    return f"{len(request.get_data(parse_form_data=False)) or len(request.form)}"


@pytest.fixture
def counted(templates: Databases, data_dir: Path) -> Iterator[Counted]:
    """Makes clients of an application that counts requests, with a few writes of the test's own."""
    apps: list[Flask] = []

    def make(**settings: Any) -> FlaskClient:
        app = app_for(templates.create("functional_counted", "small"), data_dir, rate_limits=True, **settings)
        apps.append(app)
        app.add_url_rule("/v1/-/write", "write", taken, methods=["POST", "PUT", "DELETE"])
        app.add_url_rule("/v1/-/upload", "upload", takes_uploads(lambda: taken()), methods=["POST"])
        app.add_url_rule("/v1/-/sparingly", "sparingly", sparingly(lambda: "ok"), methods=["GET", "POST"])
        with app.app_context():
            limiter.reset()
        return app.test_client()

    yield make
    for app in apps:
        shut(app)


def test_an_answer_says_how_many_more_there_are(counted: Counted) -> None:
    client = counted()
    left = [int(client.get(READ).headers["RateLimit-Remaining"]) for _ in range(3)]
    assert left == [amount(READS) - 1, amount(READS) - 2, amount(READS) - 3]
    answer = client.get(READ)
    assert answer.headers["RateLimit-Limit"] == str(amount(READS))
    assert answer.headers["RateLimit-Policy"] == f'"reads";q={amount(READS)};w=60'
    assert answer.headers["RateLimit"] == f'"reads";r={answer.headers["RateLimit-Remaining"]};t={answer.headers["RateLimit-Reset"]}'
    assert 1 <= int(answer.headers["RateLimit-Reset"]) <= 60
    assert "Retry-After" not in answer.headers
    assert set(limits.EXPOSED) <= {name.strip() for name in client.get(READ, headers={"Origin": "https://example.org"}).headers["Access-Control-Expose-Headers"].split(",")}


def test_too_many_reads_are_refused_with_the_time_to_wait(counted: Counted) -> None:
    client = counted()
    for _ in range(amount(READS)):
        assert client.get(READ).status_code == 200
    answer = client.get("/v1/vocabulary")
    problem = refused(answer, 429)
    assert problem["type"].endswith("#TooOften")
    assert answer.headers["Retry-After"] == str(problem["retry_after"])
    assert answer.headers["RateLimit-Remaining"] == "0"
    assert "127.0.0.1" not in answer.get_data(as_text=True)
    assert client.get("/healthz").status_code == client.get("/assets/css/base.css").status_code == 200, "health and assets are free"
    assert client.get("/states", headers={"Accept": "text/html"}).content_type.startswith("text/html"), "a reader of pages gets a page"
    assert client.post("/v1/-/write").status_code == 200, "writes are counted apart"
    assert client.get(READ, environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 200, "another client is served"


def test_a_map_from_memory_is_not_counted(counted: Counted) -> None:
    client = counted()
    answers = [client.get("/v1/maps/states") for _ in range(3)]
    assert [answer.headers.get("RateLimit-Remaining") for answer in answers] == [str(amount(READS) - 1), None, None]
    assert client.get(READ).headers["RateLimit-Remaining"] == str(amount(READS) - 2)


def test_writes_are_counted_together_and_sparing_ones_stricter(counted: Counted) -> None:
    client = counted()
    for _ in range(amount(SPARINGLY)):
        assert client.post("/v1/-/sparingly").status_code == 200
    refused(client.post("/v1/-/sparingly"), 429)
    assert client.get("/v1/-/sparingly").status_code == 200
    for method in ("POST", "PUT", "DELETE") * ((amount(WRITES) - amount(SPARINGLY) - 1) // 3):
        assert client.open("/v1/-/write", method=method).status_code == 200
    assert [client.delete("/v1/-/write").status_code for _ in range(3)][-1] == 429


def test_the_word_of_a_proxy_is_taken_only_where_there_is_one(counted: Counted) -> None:
    alone = counted()
    left = [int(alone.get(READ, headers={"X-Forwarded-For": f"192.0.2.{n}"}).headers["RateLimit-Remaining"]) for n in (1, 2)]
    assert left[0] - left[1] == 1, "one client, whatever it says"
    behind = counted(trusted_proxies=1)
    left = [int(behind.get(READ, headers={"X-Forwarded-For": f"192.0.2.1, 192.0.2.{n}"}).headers["RateLimit-Remaining"]) for n in (1, 2, 1)]
    assert left == [amount(READS) - 1, amount(READS) - 1, amount(READS) - 2], "the last word is the proxy's own"


def test_a_network_of_ipv6_is_one_client(counted: Counted) -> None:
    client = counted()
    left = [int(client.get(READ, environ_base={"REMOTE_ADDR": address}).headers["RateLimit-Remaining"]) for address in ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1")]
    assert left == [amount(READS) - 1, amount(READS) - 2, amount(READS) - 1]


def test_a_setting_leaves_requests_uncounted(small_client: FlaskClient) -> None:
    assert "RateLimit-Limit" not in small_client.get(READ).headers


@pytest.mark.parametrize(("address", "most"), [("/v1/-/write", BODY), ("/v1/-/upload", UPLOAD)])
def test_a_body_is_bounded_before_it_is_read(counted: Counted, address: str, most: int) -> None:
    client = counted()
    assert client.post(address, data=b"x" * most).get_data(as_text=True) == str(most)
    problem = refused(client.post(address, data=b"x" * (most + 1)), 413, field="body")
    assert problem["type"].endswith("#TooLarge")


def test_a_body_of_unknown_length_is_refused(counted: Counted) -> None:
    refused(counted().post("/v1/-/write", headers={"Transfer-Encoding": "chunked"}), 411)


def test_a_form_of_too_many_parts_is_refused(counted: Counted) -> None:
    many = {f"field_{n}": (None, "x") for n in range(limits.PARTS + 1)}
    body = b"".join(b'--b\r\nContent-Disposition: form-data; name="%b"\r\n\r\nx\r\n' % name.encode() for name in many) + b"--b--\r\n"
    app = counted().application
    app.add_url_rule("/v1/-/form", "form", lambda: str(len(request.form)), methods=["POST"])
    refused(app.test_client().post("/v1/-/form", data=body, content_type="multipart/form-data; boundary=b"), 413, field="body")


def test_passwords_are_guessed_slowly(counted: Counted) -> None:
    client = with_forms(counted().application)
    tried = [client.post("/desk/sign-in", data={"name": "ada", "password": "guess"}).status_code for _ in range(amount(SPARINGLY) + 1)]
    assert 429 not in tried[:-1]
    assert tried[-1] == 429
