"""What each worker takes in memory after every map, and while many clients ask for the largest at once."""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.benchmarks.server import Server, fetched, running

LAYERS, DETAILS, ENCODINGS = ("states", "counties", "places"), ("low", "medium", "high"), ("gzip", "br", "identity")
EARTH = "&bbox=-180,-90,180,90"
YEARS = range(2010, 2026)
PROMISED = 300


def main() -> int:
    """Ask step by step, and say what each step took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, default=Path("instance"))
    parser.add_argument("--clients", type=int, default=16)
    options = parser.parse_args()
    with running(options.data_dir.resolve()) as server:
        told(server, "at the start")
        ask(server, 1, ((f"{layer}?detail={detail}", encoding) for layer, detail, encoding in itertools.product(LAYERS, DETAILS, ENCODINGS)))
        told(server, "after every map at every detail in every encoding")
        ask(server, options.clients, [("counties", "gzip")] * 20 * options.clients)
        told(server, f"{options.clients} clients, the counties gzipped")
        for encoding in ENCODINGS:
            ask(server, options.clients, [("places?detail=high", encoding)] * 2 * options.clients)
            told(server, f"{options.clients} clients, all places at high detail, {encoding}")
        ask(server, options.clients, [(f"places?detail=high{EARTH}", "gzip")] * options.clients)
        told(server, f"{options.clients} clients, all places within a box, drawn for each")
        ask(server, options.clients, [(f"places?detail=high&on={year}-06-01", "identity") for year in YEARS])
        told(server, f"{options.clients} clients, all places on {len(YEARS)} days, stored for each")
        peak = max(measured(pid)["VmHWM"] for pid in server.workers())
    print(f"the largest worker took {peak} MB")
    return 0 if peak < PROMISED else 1


def ask(server: Server, clients: int, maps: Iterable[tuple[str, str]]) -> None:
    """Ask for maps, so many at a time."""
    with ThreadPoolExecutor(clients) as pool:
        for size in pool.map(lambda asked: fetched(f"{server.address}/v1/maps/{asked[0]}", asked[1]), maps):
            if not size:
                raise SystemExit("an answer was empty")


def told(server: Server, when: str) -> None:
    """Print what the workers take now, and took at most."""
    print(f"{when}: " + "; ".join(f"{facts['VmRSS']} MB, at most {facts['VmHWM']} MB" for facts in map(measured, server.workers())), flush=True)


def measured(pid: int) -> dict[str, int]:
    """What a process takes in memory, in megabytes."""
    lines = (line.split() for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return {words[0].rstrip(":"): int(words[1]) // 1024 for words in lines if words and words[0] in {"VmRSS:", "VmHWM:"}}


if __name__ == "__main__":
    raise SystemExit(main())
