"""The proxy's cache, with a real nginx: before the real service, and before a stand-in that can fail."""

from __future__ import annotations

import gzip
import http.client
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import brotli
import orjson
import pytest

from tests.functional.nginx import proxy_before

MAP = "/v1/maps/states?on=2026-06-01&revision=1"
HIT, MISS, STALE, BYPASS = "spectrum; hit", "spectrum; fwd=miss", "spectrum; hit; detail=stale", "spectrum; fwd=bypass"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came over the wire, not decoded."""

    status: int
    headers: Message
    body: bytes

    @property
    def cache(self) -> str | None:
        """How the cache took part."""
        return self.headers["Cache-Status"]


def get(address: str, *, method: str = "GET", data: bytes | None = None, **headers: str) -> Answer:
    """Ask, and answer refusals as answers."""
    request = Request(address, data=data, method=method, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urlopen(request, timeout=30) as response:
            return Answer(response.status, response.headers, response.read())
    except HTTPError as refusal:
        with refusal:
            return Answer(refusal.code, refusal.headers, refusal.read())


@pytest.fixture(scope="module")
def proxy(live_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A proxy before the real server on the whole record."""
    with proxy_before(live_server.removeprefix("http://"), tmp_path_factory.mktemp("proxy")) as address:
        yield address


class TestBeforeTheService:
    """What the service says of its answers is honoured."""

    def test_an_answer_is_fetched_once_and_then_kept(self, proxy: str, live_server: str) -> None:
        first, second = get(proxy + MAP), get(proxy + MAP)
        assert (first.cache, second.cache) == (MISS, HIT)
        straight = get(live_server + MAP)
        assert first.body == second.body == straight.body
        for name in ("ETag", "Cache-Control", "Content-Type", "Vary", "Access-Control-Allow-Origin"):
            assert second.headers[name] == straight.headers[name] is not None, name

    def test_encodings_are_kept_apart(self, proxy: str) -> None:
        address = f"{proxy}/v1/maps/states?on=2025-06-01&revision=1"
        for cache in (MISS, HIT):
            small, squeezed, plain = (get(address, Accept_Encoding=wanted) for wanted in ("br", "gzip", "identity"))
            assert {small.cache, squeezed.cache, plain.cache} == {cache}
            assert brotli.decompress(small.body) == gzip.decompress(squeezed.body) == plain.body
            assert len({answer.headers["ETag"] for answer in (small, squeezed, plain)}) == 3

    def test_forms_are_kept_apart(self, proxy: str) -> None:
        address = f"{proxy}/v1/maps/states?on=2024-06-01&revision=1"
        for cache in (MISS, HIT):
            for form in ("application/json", "application/geo+json"):
                answer = get(address, Accept=form)
                assert (answer.headers["Content-Type"], answer.cache) == (form, cache)
        refused = get(address, Accept="image/png")
        assert (refused.status, refused.headers["Content-Type"]) == (406, "application/problem+json")

    def test_a_reader_who_holds_the_bytes_gets_304(self, proxy: str) -> None:
        held = get(proxy + MAP, Accept_Encoding="br").headers["ETag"]
        again = get(proxy + MAP, Accept_Encoding="br", If_None_Match=held)
        assert (again.status, again.cache, again.body) == (304, HIT, b"")
        assert get(proxy + MAP, Accept_Encoding="gzip", If_None_Match=held).status == 200

    @pytest.mark.parametrize("day", ["2023-06-01", "2022-06-01"])
    def test_a_range_is_cut_whether_kept_or_not(self, proxy: str, day: str) -> None:
        address = f"{proxy}/v1/maps/states?on={day}&revision=1"
        part, whole, later = get(address, Range="bytes=10-19"), get(address), get(address, Range="bytes=10-19")
        assert (part.cache, whole.cache, later.cache) == (MISS, HIT, HIT)
        assert part.status == later.status == 206
        assert part.body == later.body == whole.body[10:20]
        assert later.headers["Content-Range"] == f"bytes 10-19/{len(whole.body)}"
        assert get(address, Range="bytes=10-19", If_Range='"another"').body == whole.body

    @pytest.mark.parametrize(
        ("address", "status"),
        [
            pytest.param("/v1/jurisdictions?limit=0", 400, id="a parameter out of bounds"),
            pytest.param("/v1/sources/nothing", 404, id="nothing of that name"),
            pytest.param("/v1/maps/counties.csv", 406, id="a form that maps do not have"),
        ],
    )
    def test_problems_pass_untouched_and_are_not_kept(self, proxy: str, live_server: str, address: str, status: int) -> None:
        straight = get(live_server + address)
        for _ in range(2):
            passed = get(proxy + address)
            assert (passed.status, passed.cache) == (status, MISS)
            assert (passed.headers["Content-Type"], passed.body) == ("application/problem+json", straight.body)

    @pytest.mark.parametrize("address", ["/healthz", "/readyz"])
    def test_health_is_of_the_moment(self, proxy: str, address: str) -> None:
        assert [get(proxy + address).cache for _ in range(2)] == [MISS, MISS]

    def test_who_signed_in_is_answered_by_the_service(self, proxy: str) -> None:
        address = f"{proxy}/v1/vocabulary?on=2026-06-01"
        assert get(address, Authorization="Bearer x").cache == BYPASS
        assert [get(address).cache for _ in range(2)] == [MISS, HIT]
        assert get(address, Authorization="Bearer x").cache == BYPASS

    def test_pages_are_kept_by_host(self, proxy: str) -> None:
        assert [get(f"{proxy}/?on=2026-06-01", Host=host).cache for host in ("one.test", "two.test", "one.test")] == [MISS, MISS, HIT]
        assert b"two.test" in get(f"{proxy}/?on=2026-06-01", Host="two.test").body

    @pytest.mark.parametrize(
        ("address", "asked", "status"),
        [
            pytest.param("/v1/jurisdictions", {"method": "POST", "data": bytes(11_000_000)}, 413, id="a large body"),
            pytest.param("/v1/sources/" + "a" * 9_000, {}, 414, id="a long address"),
            pytest.param("/v1/sources/%00", {}, 400, id="no address at all"),
            pytest.param("/v1/sources", {"X_Long": "a" * 9_000}, 400, id="a long header"),
            pytest.param(MAP, {"Range": "bytes=99999999-"}, 416, id="a range past the end"),
        ],
    )
    def test_what_the_proxy_refuses_is_a_problem_document_too(self, proxy: str, address: str, asked: dict[str, Any], status: int) -> None:
        refused = get(proxy + address, **asked)
        assert (refused.status, refused.headers["Content-Type"]) == (status, "application/problem+json")
        problem = orjson.loads(refused.body)
        assert problem["status"] == status
        assert problem["title"]
        assert "no-store" in refused.headers.get_all("Cache-Control", [])


@dataclass
class StandIn:
    """A small server that says what it is told to, and that can be ended."""

    status: int = 200
    asked: int = 0
    control: str = "public, max-age=1"
    server: ThreadingHTTPServer = field(init=False)

    def __post_init__(self) -> None:
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                stand_in.asked += 1
                held = stand_in.status == 200 and self.headers["If-None-Match"] == '"a"'
                body = b"" if held else b"answer"
                self.send_response(304 if held else stand_in.status)
                for name, value in {"Cache-Control": stand_in.control, "ETag": '"a"', "Content-Length": str(len(body)), "RateLimit-Remaining": "7", "X-Request-Id": self.headers["X-Request-Id"]}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def end(self) -> None:
        """Answer nobody any more."""
        self.server.shutdown()
        self.server.server_close()


class TestBeforeOneThatFails:
    """A service that is down, fails or forgets does not take its readers' answers along."""

    @pytest.fixture
    def service(self) -> Iterator[StandIn]:
        """A stand-in for the service."""
        stand_in = StandIn()
        yield stand_in
        stand_in.end()

    @pytest.fixture
    def proxy(self, service: StandIn, tmp_path: Path) -> Iterator[str]:
        """A proxy before it."""
        with proxy_before(f"127.0.0.1:{service.server.server_port}", tmp_path) as address:
            yield address

    def until(self, address: str, cache: str, asks: int = 150) -> Answer:
        """Ask until the cache takes part in a way; counted in asks, for a machine may stand still in between."""
        for _ in range(asks):
            if (answer := get(address)).cache == cache:
                break
            time.sleep(0.1)
        assert answer.cache == cache
        return answer

    def test_what_was_kept_is_still_answered(self, service: StandIn, proxy: str) -> None:
        assert [get(f"{proxy}/v1/kept").cache for _ in range(2)] == [MISS, HIT]
        service.end()
        stale = self.until(f"{proxy}/v1/kept", STALE)
        assert (stale.status, stale.body) == (200, b"answer")

    def test_what_was_not_kept_is_a_problem_to_come_back_with(self, service: StandIn, proxy: str) -> None:
        service.end()
        refused = get(f"{proxy}/v1/never")
        assert (refused.status, refused.headers["Content-Type"], refused.headers["Retry-After"]) == (503, "application/problem+json", "5")
        assert orjson.loads(refused.body)["status"] == 503

    def test_scripts_and_styles_are_answered_too_though_readers_ask_each_time(self, service: StandIn, proxy: str) -> None:
        service.control = "no-cache"
        assert get(f"{proxy}/assets/js/main.js").headers["Cache-Control"] == "no-cache"
        service.end()
        assert self.until(f"{proxy}/assets/js/main.js", STALE).body == b"answer"

    @pytest.mark.parametrize("status", [500, 502, 503, 504])
    def test_a_failure_is_bridged_and_never_kept(self, service: StandIn, proxy: str, status: int) -> None:
        service.control = "public, max-age=600"
        service.status = status
        assert [get(f"{proxy}/v1/failing").cache for _ in range(2)] == [MISS, MISS]
        service.status, service.control = 200, "public, max-age=1"
        assert get(f"{proxy}/v1/failing").cache == MISS
        service.status = status
        assert self.until(f"{proxy}/v1/failing", STALE).status == 200

    def test_what_is_gone_is_gone(self, service: StandIn, proxy: str) -> None:
        service.control = "public, max-age=1, stale-if-error=600"
        assert get(f"{proxy}/v1/gone").status == 200
        service.status, service.control = 404, "no-store"
        assert self.until(f"{proxy}/v1/gone", "spectrum; fwd=stale").status == 404

    def test_a_stale_answer_serves_while_a_new_one_is_fetched_if_the_service_says_so(self, service: StandIn, proxy: str) -> None:
        service.control = "public, max-age=1, stale-while-revalidate=600"
        assert get(f"{proxy}/v1/moving").cache == MISS
        assert self.until(f"{proxy}/v1/moving", STALE).status == 200

    def test_an_answer_that_did_not_change_is_asked_for_by_its_tag(self, service: StandIn, proxy: str) -> None:
        assert get(f"{proxy}/v1/same").cache == MISS
        again = self.until(f"{proxy}/v1/same", "spectrum; fwd=stale; fwd-status=304")
        assert (again.status, again.body) == (200, b"answer")

    def test_many_at_once_are_one_question(self, service: StandIn, proxy: str) -> None:
        door = proxy.removeprefix("http://")
        waiting = [http.client.HTTPConnection(door, timeout=30) for _ in range(12)]
        for connection in waiting:
            connection.request("GET", "/v1/asked-by-many")
        assert {connection.getresponse().read() for connection in waiting} == {b"answer"}
        for connection in waiting:
            connection.close()
        assert service.asked == 1

    def test_what_is_said_of_one_request_is_not_said_of_another(self, service: StandIn, proxy: str) -> None:
        service.control = "public, max-age=600"
        first, kept, named = (get(f"{proxy}/v1/counted", X_Request_Id=id) for id in ("", "not/well/formed", "0123456789-of-a-test"))
        assert [answer.cache for answer in (first, kept, named)] == [MISS, HIT, HIT]
        assert [answer.headers["RateLimit-Remaining"] for answer in (first, kept, named)] == ["7", None, None]
        ids = [answer.headers.get_all("X-Request-Id") for answer in (first, kept, named)]
        assert [len(one or ()) for one in ids] == [1, 1, 1]
        assert ids[2] == ["0123456789-of-a-test"]
        assert ids[0] != ids[1] != ["not/well/formed"]
