"""How many maps of the counties a second: the service, and nginx sending the same gzipped bytes as a file."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from tests.benchmarks.server import free_port, running

PATH = "/v1/maps/counties"
PROMISED = 0.5
CONF = """
daemon off; pid {folder}/pid; error_log {folder}/error.log; {user} worker_processes {workers};
events {{ worker_connections 256; }}
http {{
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
    client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3; uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
    server {{
        listen 127.0.0.1:{port}; root {folder}/root;
        location / {{ default_type application/geo+json; add_header Content-Encoding gzip; }}
    }}
}}
"""


def main() -> int:
    """Measure round after round, and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, default=Path("instance"))
    parser.add_argument("--requests", type=int, default=10_000, help="requests of each side in a round (10000)")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--clients", type=int, default=16)
    options = parser.parse_args()
    for program in ("nginx", "ab"):
        if shutil.which(program) is None:
            raise SystemExit(f"{program} is missing: apt-get install nginx-light apache2-utils")
    with running(options.data_dir.resolve()) as server:
        body = gzipped(server.address + PATH)
        with nginx(body, len(server.workers())) as address:
            if gzipped(address) != body:
                raise SystemExit("nginx sends other bytes")
            ratios = [compare(options, {"service": server.address + PATH, "nginx": address}, n) for n in range(options.rounds)]
    low, middle, high = min(ratios), statistics.median(ratios), max(ratios)
    print(f"{len(body)} bytes, {options.clients} clients: ratio min {low:.2f}, median {middle:.2f}, max {high:.2f}")
    return 0 if middle >= PROMISED else 1


def compare(options: argparse.Namespace, sides: dict[str, str], turn: int) -> float:
    """One round of both, each first in turn; answers the service's part of nginx's rate."""
    order = sorted(sides, reverse=bool(turn % 2))
    rates = {name: rate(sides[name], options.requests, options.clients) for name in order}
    ratio = rates["service"] / rates["nginx"]
    print(f"nginx {rates['nginx']:8.0f} a second   service {rates['service']:8.0f} a second   ratio {ratio:.2f}", flush=True)
    return ratio


def rate(address: str, requests: int, clients: int) -> float:
    """Requests a second by ApacheBench, all of them answered in full."""
    order = ["ab", "-q", "-k", "-c", str(clients), "-n", str(requests), "-H", "Accept-Encoding: gzip", address]
    told = subprocess.run(order, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in told or number("Failed requests", told) or number("Complete requests", told) != requests:
        raise SystemExit(f"not every request was answered:\n{told}")
    return number("Requests per second", told)


def number(name: str, told: str) -> float:
    """A number that ApacheBench tells."""
    found = re.search(rf"{name}:\s+([0-9.]+)", told)
    return float(found[1]) if found else 0.0


def gzipped(address: str) -> bytes:
    """The bytes of an answer as they come, gzipped."""
    with urlopen(Request(address, headers={"Accept-Encoding": "gzip"}), timeout=60) as response:
        if response.headers["Content-Encoding"] != "gzip":
            raise SystemExit(f"{address} does not answer in gzip")
        return bytes(response.read())


@contextmanager
def nginx(body: bytes, workers: int) -> Iterator[str]:
    """nginx with as many workers, sending these bytes; answers their address."""
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        (folder / "root").mkdir()
        (folder / "root" / "counties").write_bytes(body)
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "conf").write_text(CONF.format(folder=folder, user=user, workers=workers, port=port))
        process = subprocess.Popen(["nginx", "-c", str(folder / "conf")])
        try:
            address = f"http://127.0.0.1:{port}/counties"
            await_answer(address)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


def await_answer(address: str) -> None:
    """Wait until an address answers."""
    for _ in range(100):
        try:
            gzipped(address)
            return
        except (URLError, OSError):
            time.sleep(0.1)
    raise SystemExit("nginx does not answer")


if __name__ == "__main__":
    raise SystemExit(main())
