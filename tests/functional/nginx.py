"""A real nginx on the shipped configuration, moved to folders and ports of a test's own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT

MISSING = "no nginx on PATH (Debian: apt-get install nginx-light)"


def nginx_here() -> str:
    """Where nginx is, or a loud skip where it is not; on CI its absence is a failure."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}{os.pathsep}/usr/sbin")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    return found


@contextmanager
def proxy_before(service: str, folder: Path) -> Iterator[str]:
    """The address of a proxy before a service, given as host:port."""
    nginx = nginx_here()
    door, health = _free_ports(2)
    moved = {
        "server service:8000;": f"server {service};",
        "listen 8080;": f"listen 127.0.0.1:{door};",
        "listen 127.0.0.1:8081;": f"listen 127.0.0.1:{health};",
        "/tmp/": f"{folder}/",
        "/var/cache/nginx/": f"{folder}/",
        "/dev/stdout": f"{folder}/log",
    }
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for shipped, here in moved.items():
        assert shipped in text, f"the test no longer knows {shipped!r}"
        text = text.replace(shipped, here)
    configuration = folder / "nginx.conf"
    configuration.write_text(text, encoding="utf-8")
    # Its workers read and write this folder, which belongs to whoever runs the tests.
    as_we_are = ["-g", "user root;"] if os.geteuid() == 0 else []
    server = subprocess.Popen([nginx, "-e", "stderr", "-c", configuration, *as_we_are])
    try:
        _await_open(server, health)
        yield f"http://127.0.0.1:{door}"
    finally:
        server.terminate()
        server.wait(timeout=10)


def _free_ports(wanted: int) -> list[int]:
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(wanted)]
    ports = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def _await_open(server: subprocess.Popen[bytes], port: int, seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail(f"nginx never opened port {port} (exit code {server.poll()})")
