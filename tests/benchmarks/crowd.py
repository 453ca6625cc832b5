"""Forty curators and readers at once: is an edit lost, a number skipped, half a revision seen, and how long do readers wait?"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from api.db import engine_for
from api.models import Policy
from tests.benchmarks.desk import BODIES, Accepted, Client, Ground, Refused, broken, edit, ground, server_of
from tests.benchmarks.server import running

GOAL = 3.0


@dataclass
class Crowd:
    """What a crowd did and saw; its threads share it."""

    accepted: list[Accepted] = field(default_factory=list)
    refused: Counter[int] = field(default_factory=Counter)
    waits: dict[str, list[float]] = field(default_factory=dict)
    writes: list[float] = field(default_factory=list)
    halves: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    compared: int = 0
    lock: Lock = field(default_factory=Lock)

    def begin(self, address: str, where: Ground) -> None:
        """Give every body its first policy, so that readers find as much in a quiet minute as in a busy one."""
        author, reviewer = Client(address, where.author), Client(address, where.reviewer)
        self.accepted += [edit(author, reviewer, geoid) for geoid in BODIES]
        author.close()
        reviewer.close()

    def write(self, address: str, where: Ground, geoid: str, stop: Event) -> None:
        """Edit one body's policy again and again; who comes too late reads it anew, who is asked to wait waits."""
        author, reviewer, chance = Client(address, where.author), Client(address, where.reviewer), random.Random(geoid)
        while not stop.is_set():
            begun = time.perf_counter()
            try:
                done = edit(author, reviewer, geoid)
            except Refused as refusal:
                with self.lock:
                    self.refused[refusal.status] += 1
                if refusal.status not in {412, 503}:
                    self.failures.append(str(refusal))
                stop.wait(chance.uniform(0.5, 1.5) if refusal.status == 503 else 0)
            else:
                with self.lock:
                    self.accepted.append(done)
                    self.writes.append(time.perf_counter() - begun)
        author.close()
        reviewer.close()

    def read(self, address: str, phase: str, stop: Event, *, think: float, seed: int) -> None:
        """Ask what the newest revision is, then for an entry and the position made from it, and hold them against each other."""
        client, chance, waits = Client(address), random.Random(seed), list[float]()

        def ask(path: str) -> Any:
            begun = time.perf_counter()
            answer = client.ask("GET", path)
            waits.append(time.perf_counter() - begun)
            stop.wait(chance.uniform(0, 2 * think))
            return answer

        while not stop.is_set():
            geoid = chance.choice(BODIES)
            try:
                self._look(ask, geoid)
            except Refused as refusal:
                with self.lock:
                    self.failures.append(f"a reader was refused: {refusal}")
        with self.lock:
            self.waits.setdefault(phase, []).extend(waits)
        client.close()

    def _look(self, ask: Callable[[str], Any], geoid: str) -> None:
        position = ask(f"/v1/jurisdictions/{geoid}/position?on=2026-06-01")
        revision = position["revision"]
        stated = {row["key"]: row for row in ask(f"/v1/jurisdictions/{geoid}/policies?on=2026-06-01&revision={revision}")["data"]}.get(f"drill-{geoid}")
        if ask(f"/v1/jurisdictions/{geoid}/position?on=2026-06-01&revision={revision}")["data"] != position["data"]:
            self.halves.append(f"revision {revision} says two things of {geoid}")
        read = levels(position["data"], f"drill-{geoid}")
        if read != ({clause["level"] for clause in stated["clauses"]} if stated else set()):
            self.halves.append(f"revision {revision}: {geoid} reads {read}, its policy says {stated}")
        with self.lock:
            self.compared += bool(stated)
        if ask("/v1/revisions?limit=1")["data"][0]["number"] < revision:
            self.halves.append(f"revision {revision} came before it was published")


def levels(position: Any, key: str) -> set[int]:
    """The levels that a position took from an instrument."""
    said = [*position["policy"]["unscored"], *(one for reading in position["policy"]["dimensions"] for one in (reading["own"], *reading["beside"]))]
    return {one["level"] for one in said if one and one["instrument"] == key}


def crowd(where: Ground, address: str, *, writers: int, readers: int, seconds: float, think: float, quiet: bool) -> Crowd:
    """Let readers read alone for so long, then readers and writers at once."""
    seen = Crowd()
    seen.begin(address, where)
    for phase, working in (("quiet", 0), ("busy", writers)) if quiet else (("busy", writers),):
        stop = Event()
        threads = [Thread(target=seen.read, args=(address, phase, stop), kwargs={"think": think, "seed": seed}) for seed in range(readers)]
        # More writers than bodies: some edit the same entry, and one of them comes too late.
        threads += [Thread(target=seen.write, args=(address, where, BODIES[number % len(BODIES)], stop)) for number in range(working)]
        for thread in threads:
            thread.start()
        stop.wait(seconds)
        stop.set()
        for thread in threads:
            thread.join()
    return seen


def lost(engine: Engine, accepted: list[Accepted]) -> list[str]:
    """Edits that another overwrote unseen: each counted one further than what it had read, so the last count is how many there were."""
    with Session(engine) as session:
        counts = {key: int(title) for key, title in session.execute(select(Policy.key, Policy.title).where(Policy.rev_until.is_(None), Policy.key.like("drill-%")))}
    done = Counter(one.key for one in accepted)
    return [f"{key}: {done[key]} edits accepted, {counts.get(key, 0)} in the record" for key in done | counts if done[key] != counts.get(key, 0)]


def percentile(waits: list[float], share: float) -> float:
    """The wait that a share of all did not exceed, in milliseconds."""
    return sorted(waits)[min(len(waits) - 1, int(len(waits) * share))] * 1000


def main() -> int:
    """Bring the crowd; 1 where anything was lost or half, or readers waited longer than promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--writers", type=int, default=10)
    parser.add_argument("--readers", type=int, default=30)
    parser.add_argument("--think", type=float, default=0.25, help="seconds a reader rests between two questions, on average")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    kind = "postgresql" if options.engine == "postgres" else "sqlite"
    with tempfile.TemporaryDirectory(prefix="spectrum-crowd-") as name, server_of(kind) as server:
        where = ground(kind, Path(name), server)
        with (where.folder / "log").open("a") as log, running(where.folder, database=where.url, log=log) as service:
            seen = crowd(where, service.address, writers=options.writers, readers=options.readers, seconds=options.seconds, think=options.think, quiet=True)
        engine = engine_for(where.url)
        faults = [*broken(engine, seen.accepted), *lost(engine, seen.accepted), *seen.halves, *seen.failures]
        engine.dispose()
    for phase, waits in seen.waits.items():
        told = ", ".join(f"p{share * 100:g} {percentile(waits, share):.0f} ms" for share in (0.5, 0.95, 0.99))
        print(f"{options.engine} {phase}: {len(waits)} reads, {len(waits) / options.seconds:.0f} a second, {told}")
    ratio = percentile(seen.waits["busy"], 0.99) / percentile(seen.waits["quiet"], 0.99)
    print(f"{options.engine}: {len(seen.accepted)} edits, half of them within {percentile(seen.writes, 0.5):.0f} ms, refused {dict(seen.refused)}, {seen.compared} positions held against their policy, {len(faults)} faults, p99 ratio {ratio:.2f}")
    for fault in faults[:20]:
        print(fault)
    return 1 if faults or not seen.accepted or ratio > GOAL else 0


if __name__ == "__main__":
    raise SystemExit(main())
