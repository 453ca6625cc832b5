"""Census files fetched from a server that breaks off, is busy or sends nonsense: whole in the end, or a clear refusal."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from geo import check, download, placefiles, vintage
from geo.__main__ import main
from geo.download import NotPublished, Patience, Unreachable, fetch_places
from geo.states import UnknownState, code_of

HASTE = Patience(tries=4, pause=0.001, timeout=5)


class Server(ThreadingHTTPServer):
    """Serves a folder's files under the addresses Census uses, after the mishaps it is told to have."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.folder = folder
        self.mishaps: list[str] = []
        self.asked: list[tuple[str, str]] = []
        self.ranges = True

    @property
    def base(self) -> str:
        """The address under which the years' folders lie."""
        return f"http://127.0.0.1:{self.server_port}/geo/tiger"


class Answer(BaseHTTPRequestHandler):
    """One answer: the file or the rest of it, or the next mishap."""

    server: Server

    def do_GET(self) -> None:
        """Serve /geo/tiger/TIGER2019/PLACE/<file>."""
        path, span = self.server.folder / self.path.rpartition("/")[2], self.headers.get("Range", "")
        self.server.asked.append((path.name, span))
        mishap = self.server.mishaps.pop(0) if self.server.mishaps else ""
        if not self.path.startswith("/geo/tiger/TIGER2019/PLACE/") or not path.is_file():
            self.send_error(404)
        elif mishap == "busy":
            self.send_error(503)
        else:
            self.serve(path.read_bytes(), span if self.server.ranges else "", mishap)

    def serve(self, body: bytes, span: str, mishap: str) -> None:
        """Send a body from where it is asked for."""
        start = int(span.removeprefix("bytes=").rstrip("-") or 0)
        if start >= len(body):
            self.send_error(416)
            return
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        rest = b"x" * len(body[start:]) if mishap == "nonsense" else body[start:]
        self.send_header("Content-Length", str(len(rest)))
        self.end_headers()
        self.wfile.write(rest[: len(rest) // 2] if mishap == "breaks off" else rest)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(place_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server of the made places' files."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with Server(place_folder) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def fetched(server: Server, folder: Path) -> bytes:
    """The bytes of Arkansas' file after fetching it."""
    (path,) = fetch_places(folder, 2019, ["05"], base=server.base, patience=HASTE)
    assert not list(folder.glob("*.part"))
    return path.read_bytes()


@pytest.mark.parametrize(
    ("mishaps", "ranges", "asked"),
    [
        pytest.param([], True, 1, id="all goes well"),
        pytest.param(["busy", "busy"], True, 3, id="busy twice"),
        pytest.param(["breaks off", "breaks off"], True, 3, id="breaks off twice and is taken up"),
        pytest.param(["breaks off"], False, 2, id="breaks off and must start again"),
        pytest.param(["nonsense"], True, 2, id="nonsense is thrown away"),
        pytest.param(["breaks off", "nonsense"], True, 3, id="a half that does not fit the other"),
    ],
)
def test_a_file_comes_whole_in_the_end(server: Server, place_folder: Path, tmp_path: Path, mishaps: list[str], ranges: bool, asked: int) -> None:
    server.mishaps, server.ranges = mishaps, ranges
    assert fetched(server, tmp_path) == (place_folder / "tl_2019_05_place.zip").read_bytes()
    assert len(server.asked) == asked


def test_what_broke_off_is_taken_up_where_it_ended_also_by_a_later_run(server: Server, place_folder: Path, tmp_path: Path) -> None:
    whole = (place_folder / "tl_2019_05_place.zip").read_bytes()
    (tmp_path / "tl_2019_05_place.zip.part").write_bytes(whole[:100])
    assert fetched(server, tmp_path) == whole
    assert server.asked == [("tl_2019_05_place.zip", "bytes=100-")]


def test_a_part_that_is_already_whole_is_kept(server: Server, place_folder: Path, tmp_path: Path) -> None:
    whole = (place_folder / "tl_2019_05_place.zip").read_bytes()
    (tmp_path / "tl_2019_05_place.zip.part").write_bytes(whole)
    assert fetched(server, tmp_path) == whole
    assert len(server.asked) == 1


def test_what_was_received_whole_is_not_asked_for_again_unless_it_changed(server: Server, tmp_path: Path) -> None:
    whole = fetched(server, tmp_path)
    path = tmp_path / "tl_2019_05_place.zip"
    assert json.loads((tmp_path / download.RECEIVED).read_text())[path.name]["size"] == len(whole)
    assert fetched(server, tmp_path) == whole
    assert len(server.asked) == 1
    path.write_bytes(whole[:-1])
    assert fetched(server, tmp_path) == whole
    (tmp_path / download.RECEIVED).write_text("torn")
    assert fetched(server, tmp_path) == whole
    assert len(server.asked) == 3


def test_pauses_grow_and_then_it_is_given_up(server: Server, tmp_path: Path) -> None:
    assert list(download.pauses(Patience())) == [1, 2, 4, 8, 16, None]
    server.mishaps = ["busy"] * 9
    with pytest.raises(Unreachable, match=r"tried 4 times.*503"):
        fetched(server, tmp_path)
    assert len(server.asked) == 4


def test_a_year_that_is_not_there_is_said_at_once(server: Server, tmp_path: Path) -> None:
    with pytest.raises(NotPublished, match=r"TIGER1999.*404"):
        fetch_places(tmp_path, 1999, ["05"], base=server.base, patience=HASTE)
    assert len(server.asked) == 1


def test_nobody_there(tmp_path: Path) -> None:
    with pytest.raises(Unreachable):
        fetch_places(tmp_path, 2019, ["05"], base="http://127.0.0.1:9/", patience=Patience(2, 0.001, 1))
    with pytest.raises(download.DownloadFailed):
        fetch_places(tmp_path, 2019, ["05"], base="file:///places")


def test_a_refusal_is_one_sentence_and_names_another_way(server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    order = ["places", "--download", "1999", "--out", str(tmp_path), "--base", server.base]
    assert main(order) == 2
    hint, refusal = capsys.readouterr().err.splitlines()
    assert "--from boundaries" in hint
    assert refusal.endswith("answers 404 Not Found")


def test_one_order_downloads_and_builds(server: Server, made_place_vintage: Path, tmp_path: Path) -> None:
    order = ["build", "--download", "2019", "--out", str(tmp_path), "--base", server.base, "--states", "TX", "05", "--jobs", "1"]
    assert main(order) == 0
    made = vintage.current(tmp_path, vintage.PLACES)
    assert made is not None
    assert (made / vintage.MANIFEST).read_bytes() == (made_place_vintage / vintage.MANIFEST).read_bytes()
    assert check.check(tmp_path).faults == []
    assert len(server.asked) == 2
    assert main([*order, "--if-needed"]) == 0
    assert len(server.asked) == 2


def test_all_states_are_asked_for_unless_some_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted: list[str] = []

    def note(folder: Path, year: int, codes: list[str], *, base: str) -> list[Path]:
        wanted.extend(codes)
        return []

    monkeypatch.setattr(placefiles, "fetch_places", note)
    placefiles.from_census(tmp_path, 2019)
    assert len(wanted) == len(set(wanted)) == 56
    assert code_of("tx") == code_of("48") == "48"
    with pytest.raises(UnknownState):
        placefiles.from_census(tmp_path, 2019, states=["XX"])
