"""Stored answers: built once, whole or not at all, in a folder that stays small; and answered where nothing can be stored."""

from __future__ import annotations

import gzip
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from hashlib import sha256
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

import brotli
import pytest
from filelock import FileLock, Timeout
from flask import Flask
from werkzeug.test import TestResponse

from api import jobs, sending, stored
from api.caching import ENCODINGS
from api.jobs import WEEK, store_maps
from api.sending import stamp
from api.settings import Settings
from api.stored import Stored
from tests.conftest import ROOT, Databases, app_for, shut
from tests.functional.test_caching import decoded, get

BODY = b",".join(b"%d" % (n * n) for n in range(10_000))
KEY = "0123456789abcdef0123"
SPAWN = multiprocessing.get_context("spawn")



def body() -> Iterator[bytes]:
    """A body in pieces."""
    yield from (BODY[start : start + 1000] for start in range(0, len(BODY), 1000))


def names(folder: Path) -> set[str]:
    """The files of a folder of bodies, its locks aside."""
    return {path.name for path in folder.iterdir() if path.is_file()}


def await_file(path: Path, seconds: float = 60) -> None:
    """Wait until another process has made a file."""
    until = time.monotonic() + seconds
    while not path.exists():
        assert time.monotonic() < until, f"{path.name} never came"
        time.sleep(0.01)


def build_slowly(folder: Path, name: str) -> None:
    """Ask for a body as process `name`; who builds it notes that, and waits until every process has begun."""

    def make() -> Iterator[bytes]:
        (folder / f"built-by-{name}").touch()
        for other in "ab":
            await_file(folder / f"began-{other}")
        time.sleep(0.2)
        yield from body()

    (folder / f"began-{name}").touch()
    path = Stored(folder / "bodies").file(KEY, "gzip", make)
    (folder / f"read-by-{name}").write_bytes(path.read_bytes())


def build_half(folder: Path) -> None:
    """Begin to build a body for a client, and never come to its end."""

    def make() -> Iterator[bytes]:
        yield BODY
        (folder / "half").touch()
        time.sleep(600)

    Stored(folder / "bodies").file(KEY, "identity", make)


def build_best(folder: Path) -> None:
    """Store a body at its best as a job does, which takes long."""
    bodies = Stored(folder / "bodies")
    with bodies.job():
        bodies.put(KEY, lambda: iter([os.urandom(32 << 20)]))


def started(target: Any, *args: Any) -> SpawnProcess:
    """A process of its own, at work."""
    process = SPAWN.Process(target=target, args=args)
    process.start()
    return process


def test_two_processes_that_ask_for_the_same_body_build_it_once(tmp_path: Path) -> None:
    processes = [started(build_slowly, tmp_path, name) for name in "ab"]
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    assert len(list(tmp_path.glob("built-by-*"))) == 1
    assert {gzip.decompress((tmp_path / f"read-by-{name}").read_bytes()) == BODY for name in "ab"} == {True}
    assert names(tmp_path / "bodies") == {f"{KEY}.gzip"}


def test_threads_that_ask_for_the_same_body_build_it_once(tmp_path: Path) -> None:
    bodies, built, read = Stored(tmp_path), [], []

    def make() -> Iterator[bytes]:
        built.append(1)
        time.sleep(0.2)
        yield from body()

    threads = [threading.Thread(target=lambda: read.append(bodies.file(KEY, "br", make).read_bytes())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(built) == 1
    assert {brotli.decompress(data) == BODY for data in read} == {True}


def killed(process: SpawnProcess) -> None:
    """End a process as a crash does: it cleans up nothing."""
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join(60)
    assert process.exitcode == -signal.SIGKILL


def test_a_killed_builder_blocks_nobody_and_its_half_is_never_answered(tmp_path: Path) -> None:
    builder = started(build_half, tmp_path)
    await_file(tmp_path / "half")
    bodies = Stored(tmp_path / "bodies")
    assert names(bodies.folder) == {f"{KEY}.identity.part"}
    bodies.sweep()
    assert names(bodies.folder) == {f"{KEY}.identity.part"}, "a builder at work keeps its draft"
    killed(builder)
    assert names(bodies.folder) == {f"{KEY}.identity.part"}
    assert bodies.file(KEY, "identity", body).read_bytes() == BODY
    assert names(bodies.folder) == {f"{KEY}.identity"}


def test_what_killed_builders_left_is_removed(tmp_path: Path) -> None:
    bodies = Stored(tmp_path / "bodies")
    client, job = started(build_half, tmp_path), None
    await_file(tmp_path / "half")
    killed(client)
    job = started(build_best, tmp_path)
    await_file(bodies.folder / f"{KEY}.br.best.part")
    with pytest.raises(Timeout), bodies.job():
        pass
    killed(job)
    assert names(bodies.folder) == {f"{KEY}.identity", f"{KEY}.br.best.part"}
    bodies.sweep()
    assert names(bodies.folder) == {f"{KEY}.identity"}
    with bodies.job():
        assert not bodies.complete(KEY)


def test_a_builder_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def make() -> Iterator[bytes]:
        yield BODY
        raise ZeroDivisionError

    bodies = Stored(tmp_path)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            bodies.file(KEY, "br", make)
        assert names(tmp_path) == set()


def test_the_best_form_takes_the_place_of_the_quick_one(tmp_path: Path) -> None:
    bodies = Stored(tmp_path)
    quick = {encoding: bodies.file(KEY, encoding, body).stat().st_size for encoding in ENCODINGS}
    assert not bodies.complete(KEY)
    bodies.put(KEY, body)
    assert bodies.complete(KEY)
    best = {encoding: bodies.file(KEY, encoding, body).read_bytes() for encoding in ENCODINGS}
    assert (brotli.decompress(best["br"]), gzip.decompress(best["gzip"]), best["identity"]) == (BODY, BODY, BODY)
    assert len(best["br"]) < quick["br"]
    bodies.file(KEY, "gzip", body).unlink()
    assert not bodies.complete(KEY), "a part of it is gone"


def last_asked(folder: Path, key: str, *, ago: float) -> None:
    """Let the files of a key be of some seconds ago."""
    for path in folder.glob(f"{key}.*"):
        os.utime(path, (time.time() - ago, time.time() - ago))


def test_what_nobody_asked_for_in_a_week_is_removed(tmp_path: Path) -> None:
    bodies = Stored(tmp_path)
    for key, ago in (("old", WEEK + 60), ("kept", WEEK + 60), ("new", WEEK - 60)):
        bodies.put(key, body)
        last_asked(tmp_path, key, ago=ago)
    assert bodies.prune(keep=["kept"], unasked=WEEK) == 1
    assert {name.partition(".")[0] for name in names(tmp_path)} == {"kept", "new"}


def test_the_folder_stays_within_its_bound_by_what_was_asked_for_longest_ago(tmp_path: Path) -> None:
    bodies = Stored(tmp_path, bound=3 * len(BODY))
    for n in range(6):
        bodies.file(f"key{n}", "identity", body)
        last_asked(tmp_path, f"key{n}", ago=100 - n)
    assert names(tmp_path) == {f"key{n}.identity" for n in (3, 4, 5)}


def test_a_body_on_its_way_out_outlives_its_file(tmp_path: Path) -> None:
    bodies = Stored(tmp_path)
    with bodies.file(KEY, "identity", body).open("rb") as file:
        read = file.read(10)
        last_asked(tmp_path, KEY, ago=WEEK + 60)
        assert bodies.prune(unasked=WEEK) == 1
        assert names(tmp_path) == set()
        assert read + file.read() == BODY


# Through the doors.


@pytest.fixture
def app(templates: Databases, data_dir: Path, tmp_path: Path) -> Iterator[Flask]:
    """An application with a data folder of its own."""
    (tmp_path / "vintages").symlink_to(data_dir / "vintages")
    app = app_for(templates.create("functional_stored", "small"), tmp_path)
    yield app
    shut(app)


def folder_of(app: Flask) -> Path:
    """Where an application stores its answers."""
    settings: Settings = app.config["SETTINGS"]
    return settings.bodies


def same_answer(one: TestResponse, other: TestResponse) -> None:
    """Both answer alike, whatever the ways they were made."""
    assert one.status_code == other.status_code == 200
    assert decoded(one) == decoded(other)
    for name in ("Content-Type", "Vary", "Cache-Control", "Spectrum-On", "Access-Control-Allow-Origin"):
        assert one.headers[name] == other.headers[name]
    assert one.headers["ETag"].startswith('"')


# What a process answers that may write no file beyond 8 kB: the kernel refuses it in the middle, as on a full disk.
ON_A_FULL_DISK = """
import gzip, hashlib, json, resource, sys
from pathlib import Path
from api import sending
from api.app import create_app
from api.settings import Settings
url, folder, in_memory, *addresses = sys.argv[1:]
sending.MADE_IN_MEMORY = int(in_memory)
client = create_app(Settings(data_dir=Path(folder), database_url=url, host="127.0.0.1", port=0, build="test", log_requests=False, rate_limits=False)).test_client()
assert client.get("/readyz").status_code == 200
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
for address in addresses:
    for encoding in ("identity", "gzip"):
        response = client.get(address, headers={"Accept-Encoding": encoding})
        again = client.get(address, headers={"Accept-Encoding": encoding, "If-None-Match": response.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b""), again.status_code
        assert int(response.headers["Content-Length"]) == len(response.data)
        assert response.headers.get("Content-Encoding", "identity") == encoding
        data = gzip.decompress(response.data) if encoding == "gzip" else response.data
        print(json.dumps([response.status_code, hashlib.sha256(data).hexdigest(), response.headers["ETag"]]))
"""
LARGE = ("/v1/maps/states?on=2026-06-01&detail=high", "/v1/maps/states?on=2026-06-01&detail=medium")


@pytest.mark.parametrize("in_memory", [pytest.param(1 << 30, id="from memory"), pytest.param(10_000, id="while it is made")])
def test_a_full_disk_answers_in_full_and_keeps_nothing(app: Flask, in_memory: int) -> None:
    settings: Settings = app.config["SETTINGS"]
    order = [sys.executable, "-c", ON_A_FULL_DISK, settings.database_url, str(settings.data_dir), str(in_memory), *LARGE, *LARGE]
    told = subprocess.run(order, cwd=ROOT, check=True, capture_output=True, text=True)
    answers = [json.loads(line) for line in told.stdout.splitlines()]
    assert names(folder_of(app)) == set(), "no half of a body, no draft"
    assert "File too large" in told.stderr
    assert answers[:4] == answers[4:]
    assert len({etag for _, _, etag in answers}) == 4
    for address, found in zip(LARGE, (answers[:2], answers[2:4]), strict=True):
        whole = get(app.test_client(), address)
        assert {(status, digest) for status, digest, _ in found} == {(200, sha256(whole.data).hexdigest())}


def test_a_large_part_of_a_map_is_made_while_it_is_sent(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client, address = app.test_client(), f"{LARGE[0]}&bbox=-125,25,-93,43"
    small = {encoding: get(client, address, encoding) for encoding in ENCODINGS}
    monkeypatch.setattr(sending, "MADE_IN_MEMORY", 1000)
    for encoding in ENCODINGS:
        large, head = get(client, address, encoding), client.head(address, headers={"Accept-Encoding": encoding})
        same_answer(large, small[encoding])
        assert int(large.headers["Content-Length"]) == len(large.data), "a part cannot be taken for the whole"
        assert (head.data, {**head.headers, "Date": "", "X-Request-Id": ""}) == (b"", {**large.headers, "Date": "", "X-Request-Id": ""})
        assert get(client, address, encoding, If_None_Match=large.headers["ETag"]).status_code == 304
        assert get(client, address, encoding, Range="bytes=0-9").data == large.data


def test_a_folder_that_cannot_be_made_is_answered_without(app: Flask) -> None:
    whole = get(app.test_client(), LARGE[1], "br")
    shutil.rmtree(folder_of(app))
    folder_of(app).write_text("in the way")
    same_answer(get(app.test_client(), LARGE[1], "br"), whole)


def test_a_builder_that_hangs_is_not_waited_for_forever(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = get(app.test_client(), LARGE[1], "br")
    (path,) = (path for path in folder_of(app).iterdir() if path.suffix == ".br")
    path.unlink()
    monkeypatch.setattr(stored, "_PATIENCE", 0.05)
    with ExitStack() as hung:
        for lock in (folder_of(app) / "locks").iterdir():
            hung.enter_context(FileLock(lock))
        answers = ThreadPoolExecutor(1).submit(lambda: get(app.test_client(), LARGE[1], "br")).result()
    same_answer(answers, whole)
    assert not path.exists()


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_large_body_is_sent_from_its_file_like_a_small_one(app: Flask, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    client = app.test_client()
    small = get(client, LARGE[0], encoding)
    monkeypatch.setattr(sending, "IN_MEMORY", 1000)
    monkeypatch.setattr(sending, "PIECE", 5000)
    shutil.rmtree(folder_of(app))
    large = get(client, LARGE[0], encoding)
    assert (large.data, {**large.headers, "Date": "", "X-Request-Id": ""}) == (small.data, {**small.headers, "Date": "", "X-Request-Id": ""})
    head = client.head(LARGE[0], headers={"Accept-Encoding": encoding})
    assert (head.data, {**head.headers, "Date": "", "X-Request-Id": ""}) == (b"", {**small.headers, "Date": "", "X-Request-Id": ""})
    for asked, expected in (("bytes=0-9", small.data[:10]), ("bytes=7000-29999", small.data[7000:30_000]), ("bytes=-5", small.data[-5:])):
        part = get(client, LARGE[0], encoding, Range=asked)
        assert (part.status_code, part.data) == (206, expected)
        assert part.headers["ETag"] == small.headers["ETag"]
    assert get(client, LARGE[0], encoding, If_None_Match=small.headers["ETag"]).status_code == 304


def test_the_job_clears_away_what_is_not_asked_for_and_keeps_what_is(app: Flask) -> None:
    assert store_maps(app) > 0
    kept = names(folder_of(app))
    get(app.test_client(), "/v1/maps/counties?on=1999-01-01")
    (folder_of(app) / "tmpdebris").touch()
    (other,) = (name for name in names(folder_of(app)) - kept if name != "tmpdebris")
    for key in {name.partition(".")[0] for name in names(folder_of(app))}:
        last_asked(folder_of(app), key, ago=WEEK + 60)
    os.utime(folder_of(app) / "tmpdebris", (0, 0))
    (folder_of(app) / f"{other}.part").write_text("half")
    assert store_maps(app) == 0
    assert names(folder_of(app)) == kept


def test_a_file_that_is_asked_for_is_not_old(app: Flask) -> None:
    client = app.test_client()
    get(client, LARGE[1])
    (name,) = names(folder_of(app))
    path, old = folder_of(app) / name, time.time() - WEEK - 60
    os.utime(path, (old, old))
    before = stamp(path.stat())
    get(client, LARGE[1], Range="bytes=0-1")
    assert path.stat().st_atime > old + WEEK
    assert stamp(path.stat()) == before, "the same file"
    assert Stored(folder_of(app)).prune(unasked=WEEK) == 0


def test_one_job_at_a_time(app: Flask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(jobs, "create_app", lambda _settings: app)
    with ThreadPoolExecutor(1) as other, Stored(folder_of(app)).job():
        assert other.submit(jobs.main).result() == 0
    assert "another job" in capsys.readouterr().err
    assert names(folder_of(app)) == set()


def test_a_job_on_a_full_disk_says_so(app: Flask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(jobs, "create_app", lambda _settings: app)
    folder_of(app).write_text("in the way")
    assert jobs.main() == 1
    assert capsys.readouterr().err.startswith("maps: not stored: ")
