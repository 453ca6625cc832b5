"""Answers with large bodies: from the file they are stored in, or while they are made where they cannot be stored."""

from __future__ import annotations

import hashlib
import logging
import os
import time
import weakref
from collections.abc import Iterator
from contextlib import suppress
from io import FileIO
from pathlib import Path
from threading import Lock

from cachetools import LRUCache, cached
from flask import Response, request
from werkzeug.wsgi import FileWrapper

from api.caching import accepted, encoded_stream, mark
from api.stored import PIECE, Make, Stored

# A larger body is sent piece by piece, so that many clients at once do not hold many copies of it: of a stored one, and
# of one made for a single request, which compressing doubles.
IN_MEMORY = 8 << 20
MADE_IN_MEMORY = 4 << 20
# Where an answer notes the file it was read from, for `api.replay`.
NOTED = "spectrum.stored"
_HOUR = 3600

Stamp = tuple[int, int, int]


def stored_answer(stored: Stored, key: str, make: Make, *, content_type: str) -> Response:
    """The stored answer of a key; a client is answered all the same where nothing can be stored."""
    encoding = accepted()
    try:
        return _from_file(stored.file(key, encoding, make), encoding, content_type)
    except OSError as error:
        logging.getLogger(__name__).warning("not stored: %s", error)
        return passing_answer(make, content_type=content_type)


def passing_answer(make: Make, *, content_type: str) -> Response:
    """An answer that is not stored: from memory where it is small, else sent while it is made."""
    body = _small(make)
    return _made_twice(make, content_type) if body is None else Response(body, content_type=content_type)


def _small(make: Make) -> bytes | None:
    """The whole of a small body; of a large one nothing is kept."""
    held, size = list[bytes](), 0
    for piece in make():
        held.append(piece)
        size += len(piece)
        if size > MADE_IN_MEMORY:
            return None
    return b"".join(held)


def _made_twice(make: Make, content_type: str) -> Response:
    """Made once for the length and the tag, and once more to be sent: of a body without a length, a reader takes a part for the whole."""
    encoding, digest, size = accepted(), hashlib.sha256(), 0
    for piece in encoded_stream(make(), encoding):
        digest.update(piece)
        size += len(piece)
    response = Response(_cut(encoded_stream(make(), encoding)), content_type=content_type)
    response.content_length = size
    response.headers["Accept-Ranges"] = "none"
    mark(response, digest.hexdigest()[:20], encoding)
    return response


def _cut(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces so small that what the server holds of a slow client's answer is small too."""
    for piece in pieces:
        for start in range(0, len(piece), PIECE):
            yield piece[start : start + PIECE]


def stamp(facts: os.stat_result) -> Stamp:
    """What tells a file from another one under the same name."""
    return facts.st_ino, facts.st_mtime_ns, facts.st_size


class _Pieces(FileWrapper):
    """A file read piece by piece, from any place on; it knows its length, so it is not taken for a stream without one."""

    def __init__(self, file: FileIO, size: int) -> None:
        super().__init__(file, PIECE)
        self._size = size

    def __len__(self) -> int:
        return -(-self._size // PIECE)


def _from_file(path: Path, encoding: str, content_type: str) -> Response:
    file = FileIO(path)
    facts = os.fstat(file.fileno())
    _touch(path, facts)
    digest = _digest(file, stamp(facts))
    file.seek(0)
    if facts.st_size <= IN_MEMORY:
        with file:
            response = Response(file.readall(), content_type=content_type)
        request.environ[NOTED] = (path, stamp(facts))
    else:
        response = Response(_Pieces(file, facts.st_size), content_type=content_type)
        response.content_length = facts.st_size
        # An answer to HEAD or of 304 is never read, and so never closed.
        weakref.finalize(response, file.close)
    # The tag is of these very bytes: the same map compressed better later is another representation.
    mark(response, digest, encoding)
    return response


@cached(LRUCache(maxsize=1024), key=lambda _file, known: known, lock=Lock())
def _digest(file: FileIO, _known: Stamp) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()[:20]


def _touch(path: Path, facts: os.stat_result) -> None:
    """Note that a file was asked for, once an hour; a folder that cannot be written to keeps no note."""
    if facts.st_atime < time.time() - _HOUR:
        with suppress(OSError):
            os.utime(path, ns=(time.time_ns(), facts.st_mtime_ns))
