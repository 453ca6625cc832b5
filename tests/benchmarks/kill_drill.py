"""Kill the service outright, again and again, while curators publish and a list is imported; then see that nothing is lost and nothing is half."""

from __future__ import annotations

import argparse
import http.client
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from api.db import engine_for
from api.ledger.entries import entries_at
from api.ledger.nouns import NOUNS
from api.models import Revision
from tests.benchmarks.desk import BODIES, Accepted, Client, Ground, Refused, broken, edit, ground, server_of
from tests.benchmarks.server import ROOT, begin, end
from tests.seeds.test_ice_import import edition

WRITERS = 3
# The service is killed within so many seconds after the first edit was accepted or a list began to be imported.
WITHIN, LONGEST = 1.0, 60.0
FIRST_LIST = date(2025, 7, 1)
ROWS = [("TEXAS", f"{name} County Sheriff's Office", f"{name} County", model, name) for name in ("Travis", "El Paso") for model in ("Task Force Model", "Warrant Service Officer")]


class Drill:
    """A record, what was accepted so far, and what was found broken."""

    def __init__(self, where: Ground, *, seed: int) -> None:
        self.where = where
        self.engine: Engine = engine_for(where.url)
        self.chance = random.Random(seed)
        self.accepted: list[Accepted] = []
        self.refused: Counter[int] = Counter()
        self.killed = 0
        self.importing = 0.0
        self.found: list[str] = []

    def round(self, number: int) -> None:
        """Start the service, let curators and an import write, kill all of it at some moment, and look."""
        with (self.where.folder / "log").open("a") as log:
            process, server = begin(self.where.folder, database=self.where.url, log=log)
            stop = Event()
            writers = [Thread(target=self._write, args=(server.address, geoid, stop)) for geoid in self.chance.sample(BODIES, WRITERS)]
            importing = self._import(number, log) if number % 3 == 0 else None
            try:
                for writer in writers:
                    writer.start()
                self._await_work(importing)
                time.sleep(self.chance.uniform(0, WITHIN))
            finally:
                self.killed += process.poll() is None
                end(process)
                if importing:
                    importing.kill()
                    importing.wait()
                stop.set()
                for writer in writers:
                    writer.join()
        self.found += [f"after kill {number}: {fault}" for fault in (*broken(self.engine, self.accepted), *self._half_lists())]

    def _await_work(self, importing: subprocess.Popen[bytes] | None) -> None:
        """Wait until an edit of this round was accepted, or until some moment of an import; the first is let through, to see how long it takes."""
        before, begun = len(self.accepted), time.monotonic()
        if importing is not None:
            with suppress(subprocess.TimeoutExpired):
                importing.wait(timeout=self.chance.uniform(0, self.importing) if self.importing else LONGEST)
                self.importing = self.importing or time.monotonic() - begun
            return
        while time.monotonic() - begun < LONGEST and len(self.accepted) == before:
            time.sleep(0.005)

    def _write(self, address: str, geoid: str, stop: Event) -> None:
        author, reviewer = Client(address, self.where.author), Client(address, self.where.reviewer)
        while not stop.is_set():
            try:
                self.accepted.append(edit(author, reviewer, geoid))
            except Refused as refusal:
                self.refused[refusal.status] += 1
                time.sleep(0.05)
            except (OSError, http.client.HTTPException):
                break
        author.close()
        reviewer.close()

    def _import(self, number: int, log: Any) -> subprocess.Popen[bytes]:
        day = FIRST_LIST + timedelta(days=number)
        rows = self.chance.sample(ROWS, self.chance.randint(2, len(ROWS)))
        workbook = edition(self.where.folder, f"participatingAgencies{day:%m%d%Y}am.xlsx", rows)
        command = [sys.executable, "-m", "seeds", "import", "ice-287g", str(workbook)]
        return subprocess.Popen(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": self.where.url}, stdout=log, stderr=log)

    def _half_lists(self) -> list[str]:
        """Lists of which not every row is there."""
        with Session(self.engine) as session:
            newest = session.scalar(select(func.max(Revision.number))) or 0
            rows = Counter(row["publication"] for _, row in entries_at(session, NOUNS["listed_row"], newest))
            said = {key: publication["rows"] for key, publication in entries_at(session, NOUNS["publication"], newest)}
        return [] if rows == said else [f"lists of which some rows are missing: {dict(rows)} of {said}"]

    def told(self) -> str:
        """What it came to, in a sentence."""
        with Session(self.engine) as session:
            revisions = session.scalar(select(func.count()).select_from(Revision))
            lists = sum(1 for _ in entries_at(session, NOUNS["publication"], revisions or 0))
        return f"{self.killed} kills, {len(self.accepted)} edits accepted, {lists} lists imported, {revisions} revisions, refused {dict(self.refused)}, {len(self.found)} faults"


def drill(kind: str, folder: Path, server: str | None, *, times: int, seed: int, shown: bool = False) -> Drill:
    """Kill the service so many times."""
    made = Drill(ground(kind, folder, server), seed=seed)
    try:
        for number in range(1, times + 1):
            made.round(number)
            if shown and (number % 10 == 0 or made.found):
                print(f"{number}: {made.told()}", flush=True)
            if made.found:
                break
    finally:
        made.engine.dispose()
    return made


def main() -> int:
    """Run the drill; 1 where anything was lost or half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--engine", choices=["sqlite", "postgres"], default="sqlite")
    parser.add_argument("--seed", type=int, default=287)
    options = parser.parse_args()
    # Whoever ends the drill ends its service too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    kind = "postgresql" if options.engine == "postgres" else "sqlite"
    with tempfile.TemporaryDirectory(prefix="spectrum-drill-") as folder, server_of(kind) as server:
        made = drill(kind, Path(folder), server, times=options.times, seed=options.seed, shown=True)
        print(f"{options.engine}: {made.told()}")
    for fault in made.found:
        print(fault)
    return 1 if made.found or not made.accepted else 0


if __name__ == "__main__":
    raise SystemExit(main())
