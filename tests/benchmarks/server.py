"""The service as `make run` starts it, on a port of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.error import URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Server:
    """A running service: its address and the process that began it."""

    address: str
    pid: int

    def workers(self) -> list[int]:
        """The processes that answer."""
        return [int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split() if self._answers(int(pid))]

    @staticmethod
    def _answers(pid: int) -> bool:
        return b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def begin(data_dir: Path, *, database: str | None = None, log: IO[str] | None = None) -> tuple[subprocess.Popen[bytes], Server]:
    """Start the service on a data folder, in a process group of its own, uncounted and with its lines in a file; it is ready when this returns."""
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "BUILD", "WORKERS"}}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    asked = {"RATE_LIMITS": "false", "LOG_REQUESTS": "true" if log else "false", "DATA_DIR": str(data_dir), "HOST": "127.0.0.1", "PORT": str(port), "PATH": path}
    process = subprocess.Popen([ROOT / "deploy" / "serve"], env=kept | asked | ({"DATABASE_URL": database} if database else {}), stdout=log, stderr=log, start_new_session=True)
    server = Server(f"http://127.0.0.1:{port}", process.pid)
    try:
        _await_ready(server)
    except BaseException:
        end(process)
        raise
    return process, server


def end(process: subprocess.Popen[bytes]) -> None:
    """End the service with its workers at once, as a power cut would."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(timeout=20)


@contextmanager
def running(data_dir: Path, *, database: str | None = None, log: IO[str] | None = None) -> Iterator[Server]:
    """The service on a data folder, until the end of the block."""
    process, server = begin(data_dir, database=database, log=log)
    try:
        yield server
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            end(process)


def _await_ready(server: Server, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urlopen(f"{server.address}/readyz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise SystemExit("the service never became ready; has `make run` set up the data folder?")


def fetched(address: str, encoding: str) -> int:
    """Read an answer to its end, keeping none of it; answers how many bytes it was."""
    size = 0
    with urlopen(Request(address, headers={"Accept-Encoding": encoding}), timeout=600) as response:
        while piece := response.read(1 << 16):
            size += len(piece)
    return size
