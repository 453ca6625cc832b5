"""Strong ETags per encoding, 304 and compression."""

from __future__ import annotations

import gzip
import hashlib
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import IO

import brotli
from flask import Flask, Response, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable

ENCODINGS = ("br", "gzip", "identity")
BEST_QUALITY = 11
_LEAST = 600
_PIECE = 2**18
# A cache may answer a little longer while it asks again, and much longer while we are down (RFC 5861).
_PINNED = "public, max-age=86400, stale-while-revalidate=86400, stale-if-error=604800"
_MOVING = "public, max-age=60, stale-while-revalidate=300, stale-if-error=86400"


def init_caching(app: Flask) -> None:
    """Give every complete answer its validators and the encoding that the client takes."""
    app.after_request(_finish)


def _finish(response: Response) -> Response:
    if request.method not in {"GET", "HEAD"} or response.status_code != 200 or response.direct_passthrough:
        return response
    response.vary.update(["Accept", "Accept-Encoding"])
    response.headers.setdefault("Cache-Control", _PINNED if {"on", "revision"} <= request.args.keys() else _MOVING)
    if response.is_streamed:
        response.make_conditional(request.environ)
        return response
    if "ETag" not in response.headers:
        body = response.get_data()
        encoding = accepted() if len(body) >= _LEAST else "identity"
        mark(response, fingerprint(body), encoding)
        response.set_data(encoded(body, encoding, quality=5))
    _cut(response)
    return response


def _cut(response: Response) -> None:
    """Answer 304 where the client holds these bytes, and 206 where it asks for a range of them, as GDAL does."""
    response.headers["Accept-Ranges"] = "bytes"
    whole = response.content_length if request.method == "GET" else None
    try:
        response.make_conditional(request.environ, accept_ranges=True, complete_length=whole)
    except RequestedRangeNotSatisfiable:
        # A range may be ignored: several at once, or one past the end, get the whole answer.
        response.make_conditional(request.environ)


def mark(response: Response, digest: str, encoding: str) -> None:
    """Name the encoding and the strong ETag of exactly these bytes."""
    response.set_etag(f"{digest}-{encoding}")
    if encoding != "identity":
        response.headers["Content-Encoding"] = encoding


def accepted() -> str:
    """The encoding to answer in: brotli, else gzip, else none."""
    return next((e for e in ENCODINGS[:2] if request.accept_encodings[e] > 0), "identity")


def fingerprint(body: bytes) -> str:
    """A short name for exactly these bytes."""
    return hashlib.sha256(body).hexdigest()[:20]


def encoded(body: bytes, encoding: str, *, quality: int) -> bytes:
    """The bytes in an encoding; quality is brotli's, from 0 to 11."""
    if encoding == "br":
        return bytes(brotli.compress(body, quality=quality))
    if encoding == "gzip":
        return gzip.compress(body, compresslevel=min(quality + 1, 9), mtime=0)
    return body


def spooled(digest: str, chunks: Iterable[bytes]) -> Response:
    """An answer too long to hold: made in a file and then sent, under a tag that was made from its question.

    A server ends a body cleanly when it fails on the way, and the reader takes the part for the whole. So the length
    is said first, and what fails while it is made is a problem document. Who holds these bytes, or asks for the
    headers alone, has nothing made.
    """
    response = Response(iter(()))
    # To count the bytes of an iterator, werkzeug would hold them all.
    response.automatically_set_content_length = False
    encoding = accepted()
    mark(response, digest, encoding)
    response.headers["Accept-Ranges"] = "none"
    if request.method == "GET" and not request.if_none_match.contains(f"{digest}-{encoding}"):
        with ExitStack() as failing:
            file = failing.enter_context(tempfile.TemporaryFile())
            file.writelines(encoded_stream(chunks, encoding))
            response.content_length = file.tell()
            file.seek(0)
            failing.pop_all()
        response.response = _pieces(file)
    return response


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """A file from where it stands, closed once it is read or nobody reads on."""
    with file:
        while piece := file.read(_PIECE):
            yield piece


def encoded_stream(chunks: Iterable[bytes], encoding: str, *, quality: int = 5) -> Iterator[bytes]:
    """The same for a body in pieces, none of which is held longer than it takes to compress it."""
    if encoding == "identity":
        yield from chunks
        return
    if encoding == "br":
        brotlied = brotli.Compressor(quality=quality)
        compress, finish = brotlied.process, brotlied.finish
    else:
        gzipped = zlib.compressobj(min(quality + 1, 9), zlib.DEFLATED, 31)
        compress, finish = gzipped.compress, gzipped.flush
    for chunk in chunks:
        if piece := compress(chunk):
            yield piece
    yield finish()
