"""Bodies stored ready to send, one file for each key and encoding: built once, whole or not at all, in a bounded folder."""

from __future__ import annotations

import os
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from math import inf
from pathlib import Path

from filelock import FileLock, Timeout

from api.caching import BEST_QUALITY, ENCODINGS, encoded_stream

PIECE = 256 << 10
_COMPLETE = "complete"
_PART = ".part"
_BEST_PART = ".best.part"
_JOB = "job"
_STRIPES = 64
# A builder that takes longer hangs, as under a debugger; who waited builds for itself.
_PATIENCE = 60

Make = Callable[[], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Stored:
    """A folder of bodies as they go over the wire; `bound` is how many bytes it may hold."""

    folder: Path
    bound: int = 1 << 30

    def file(self, key: str, encoding: str, make: Make) -> Path:
        """The file of a body, built first where it is missing, by one builder at a time across threads and processes.

        Raises OSError where it cannot be stored: a full disk, a folder without rights, a builder that hangs.
        """
        path = self._path(key, encoding)
        if not path.exists():
            with self._lock_of(path):
                if not path.exists():
                    self._build(path, _PART, encoded_stream(make(), encoding), nullcontext())
            self.prune()
        return path

    def put(self, key: str, make: Make) -> None:
        """Store a body in every encoding at its best: slow, for the job that holds the lock of jobs."""
        plain = self.file(key, "identity", make)
        for encoding in ENCODINGS:
            if encoding != "identity":
                path = self._path(key, encoding)
                # Only the last step waits for a client's builder, and no client waits for this one.
                self._build(path, _BEST_PART, encoded_stream(pieces(plain), encoding, quality=BEST_QUALITY), self._lock_of(path))
        self._path(key, _COMPLETE).touch()

    def complete(self, key: str) -> bool:
        """True when the best form of every encoding of a key is stored."""
        return all(self._path(key, form).exists() for form in (*ENCODINGS, _COMPLETE))

    def job(self) -> FileLock:
        """The lock of jobs; taking it raises Timeout where another is at work."""
        return self._lock(_JOB, timeout=0)

    def _build(self, path: Path, suffix: str, body: Iterator[bytes], last: AbstractContextManager[object]) -> None:
        # Whoever builds holds the lock, so an older draft of this name is of a builder that was killed.
        draft = path.with_name(path.name + suffix)
        try:
            with draft.open("wb") as file:
                file.writelines(body)
                file.flush()
                os.fsync(file.fileno())
            with last:
                draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove the drafts of killed builders: those whose lock nobody holds."""
        for draft in self.folder.glob(f"*{_PART}"):
            lock = _JOB if draft.name.endswith(_BEST_PART) else _stripe(draft.name.removesuffix(_PART))
            with suppress(Timeout), self._lock(lock, timeout=0):
                draft.unlink(missing_ok=True)

    def prune(self, *, keep: Collection[str] = (), unasked: float = inf) -> int:
        """Remove what nobody asked for in so many seconds and, beyond the bound, what was asked for longest ago; answers how many keys.

        Bodies on their way out are not cut short: a file that is open outlives its name.
        """
        bodies = self._bodies()
        whole, now, gone = sum(body.size for body in bodies.values()), time.time(), 0
        for key, body in sorted(bodies.items(), key=lambda item: item[1].asked):
            if key not in keep and (whole > self.bound or body.asked < now - unasked):
                for name in body.names:
                    (self.folder / name).unlink(missing_ok=True)
                whole, gone = whole - body.size, gone + 1
        return gone

    def _bodies(self) -> dict[str, _Body]:
        found: defaultdict[str, _Body] = defaultdict(_Body)
        with os.scandir(self.folder) as entries:
            for entry in entries:
                # A file may go while it is looked at; drafts are swept, not pruned.
                with suppress(FileNotFoundError):
                    if entry.is_file() and not entry.name.endswith(_PART):
                        found[entry.name.partition(".")[0]].add(entry)
        return found

    def _lock_of(self, path: Path) -> FileLock:
        return self._lock(_stripe(path.name), timeout=_PATIENCE)

    def _lock(self, name: str, *, timeout: float) -> FileLock:
        # The kernel frees the lock of a process that died. The files stay: one removed under a waiter would be two locks.
        locks = self.folder / "locks"
        locks.mkdir(parents=True, exist_ok=True)
        return FileLock(locks / name, timeout=timeout, fallback_to_soft=False)

    def _path(self, key: str, form: str) -> Path:
        return self.folder / f"{key}.{form}"


@dataclass(slots=True)
class _Body:
    """The files of a key: when one was last built or asked for, and how large they are together."""

    asked: float = 0.0
    size: int = 0
    names: list[str] = field(default_factory=list)

    def add(self, entry: os.DirEntry[str]) -> None:
        facts = entry.stat()
        self.asked, self.size = max(self.asked, facts.st_atime, facts.st_mtime), self.size + facts.st_size
        self.names.append(entry.name)


def pieces(path: Path) -> Iterator[bytes]:
    """A file piece by piece."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _stripe(name: str) -> str:
    """The lock of a file: a few locks for all files, so that their number stays small."""
    return f"{zlib.crc32(name.encode()) % _STRIPES:02}"
