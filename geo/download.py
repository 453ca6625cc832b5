"""Fetching the Census Bureau's place files of a year, so that a broken line or a killed run costs little.

A file that was received whole is kept (its size and sha256 are noted in received.json), a part of one is taken up where
it ended, and a failure is tried again after a growing pause. What arrives must pass the zip format's own checksums.
"""

from __future__ import annotations

import http.client
import json
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from geo.build import say
from geo.refusals import Refusal
from geo.sources import sha256

BASE = "https://www2.census.gov/geo/tiger"
RECEIVED = "received.json"
CHUNK = 1 << 20
# Answers that a server gives when it is busy, not when it refuses.
BUSY = {408, 425, 429, 500, 502, 503, 504}


class DownloadFailed(Refusal):
    """The files could not be fetched: NotPublished (no such file there), Unreachable (tried often enough)."""


class NotPublished(DownloadFailed):
    """The server has no such file: another year, perhaps, or another address."""


class Unreachable(DownloadFailed):
    """The server did not give the whole file, however often it was asked."""


class Interrupted(ConnectionError):
    """The file ended early, or came broken; worth another try."""


@dataclass(frozen=True)
class Patience:
    """How often to try, and the first pause in seconds; each further pause is twice as long."""

    tries: int = 6
    pause: float = 1.0
    timeout: float = 60.0


def fetch_places(folder: Path, year: int, codes: list[str], *, base: str = BASE, patience: Patience | None = None) -> list[Path]:
    """The place files of these states in a folder, fetched where they are not there yet."""
    if not base.startswith(("http://", "https://")):
        raise DownloadFailed(f"{base!r} is no web address")
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for count, code in enumerate(codes, start=1):
        path = folder / f"tl_{year}_{code}_place.zip"
        known = kept(path)
        if not known:
            fetch(f"{base.rstrip('/')}/TIGER{year}/PLACE/{path.name}", path, patience or Patience())
        say(f"{count} of {len(codes)}: {path.name} {'kept' if known else 'received'}, {path.stat().st_size / 1e6:.1f} MB")
        found.append(path)
    return found


def kept(path: Path) -> bool:
    """Whether a file is there and is the one that was noted when it was received whole."""
    noted = receipts(path.parent).get(path.name)
    return bool(noted) and path.is_file() and noted == receipt(path) and sound(path)


def fetch(address: str, path: Path, patience: Patience) -> None:
    """Get one file whole, in as many tries as patience allows, and note its receipt."""
    part = path.with_name(f"{path.name}.part")
    for pause in pauses(patience):
        try:
            transfer(address, part, patience.timeout)
            break
        except HTTPError as refusal:
            refusal.close()
            if refusal.code not in BUSY:
                raise NotPublished(f"{address} answers {refusal.code} {refusal.reason}") from None
            problem: Exception = refusal
        except (URLError, OSError, http.client.HTTPException) as broken:
            problem = broken
        if pause is None:
            raise Unreachable(f"{address} was tried {patience.tries} times; the last time: {problem}")
        say(f"{path.name}: {problem}; again in {pause:.0f} s")
        time.sleep(pause)
    part.replace(path)
    note(path)


def pauses(patience: Patience) -> Iterator[float | None]:
    """The pause after each try; none after the last."""
    yield from (patience.pause * 2**number for number in range(patience.tries - 1))
    yield None


def transfer(address: str, part: Path, timeout: float) -> None:
    """Get a file, or the rest of it where a part is there already; raises Interrupted where it is not whole."""
    start = part.stat().st_size if part.exists() else 0
    headers = {"User-Agent": "cooperation-spectrum"} | ({"Range": f"bytes={start}-"} if start else {})
    try:
        with urlopen(Request(address, headers=headers), timeout=timeout) as answer:
            goes_on = answer.status == 206 and str(answer.headers.get("Content-Range", "")).startswith(f"bytes {start}-")
            receive(answer, part, start if goes_on else 0)
    except HTTPError as refusal:
        # Nothing is left to send: the part is the whole, or it is another file.
        if refusal.code != 416 or not start:
            raise
        refusal.close()
    if not sound(part):
        part.unlink()
        raise Interrupted("what came is no sound zip file of shapes")


def receive(answer: Any, part: Path, start: int) -> None:
    """Write an answer's body from a position of the part on; a body that ends early leaves what came."""
    announced = answer.headers.get("Content-Length")
    with part.open("r+b" if start else "wb") as stream:
        stream.seek(start)
        while chunk := answer.read(CHUNK):
            stream.write(chunk)
        stream.truncate()
        got = stream.tell() - start
    if announced is not None and got < int(announced):
        raise Interrupted(f"only {got} of {announced} bytes came")


def sound(path: Path) -> bool:
    """Whether a file is a whole zip with shapes in it, by the checksums inside."""
    try:
        with zipfile.ZipFile(path) as bundle:
            return bundle.testzip() is None and any(name.endswith(".shp") for name in bundle.namelist())
    except (OSError, zipfile.BadZipFile, EOFError, ValueError, RuntimeError):
        return False


def receipt(path: Path) -> dict[str, Any]:
    """A file's size and sha256."""
    return {"size": path.stat().st_size, "sha256": sha256(path)}


def receipts(folder: Path) -> dict[str, Any]:
    """The receipts of a folder's files, by name."""
    try:
        found = json.loads((folder / RECEIVED).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def note(path: Path) -> None:
    """Add a file's receipt to its folder's."""
    whole = receipts(path.parent) | {path.name: receipt(path)}
    draft = path.with_name(f".{RECEIVED}")
    draft.write_text(json.dumps(whole, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    draft.replace(path.parent / RECEIVED)
