"""The same question again: a map that was just sent is sent from memory, once nothing that it depends on has changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any

from cachetools import LRUCache
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from api import journal
from api.ledger import asof
from api.limits import EXPOSED
from api.sending import NOTED, Stamp, stamp
from api.settings import Settings
from api.vintage import POINTERS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PREFIX = "/v1/maps/"
# What of a request an answer depends on. A request with anything of the second row goes to the application.
_ASKED = ("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH")
_UNUSUAL = (
    *(f"HTTP_{name}" for name in ("RANGE", "IF_RANGE", "IF_MATCH", "IF_MODIFIED_SINCE", "IF_UNMODIFIED_SINCE", "TRANSFER_ENCODING")),
    "HTTP_ACCESS_CONTROL_REQUEST_PRIVATE_NETWORK",
    "CONTENT_LENGTH",
)
# The server dates every answer when it is sent; what is answered from memory is not counted.
_OF_THE_MOMENT = {"Date", *EXPOSED}
_METHODS = {"GET", "HEAD"}
_STATUSES = {"200", "304"}
_LONGEST = 1000
_BYTES = 32 << 20
_LARGEST = 8 << 20
# Questions that come in the same two milliseconds are checked once, or checking would take a third of the time of a busy worker.
# It is less than a question is on its way, so whoever sees a publish end and then asks gets the new answer.
_TOGETHER = 0.002

Question = tuple[str | None, ...]
Headers = list[tuple[str, str]]
# The newest revision and when it was published, the day in UTC, and the vintages in use.
World = tuple[Any, ...]


@dataclass(slots=True)
class _Answer:
    """An answer as it was sent, the world it was true in, the file it was read from, and when all that was last looked at."""

    status: str
    headers: Headers
    body: bytes
    world: World
    path: Path
    known: Stamp
    looked: float
    route: str | None

    @property
    def size(self) -> int:
        """Roughly what it takes in memory."""
        return len(self.body) + 4096


class Replay:
    """Answers maps from memory, after asking the record whether its newest revision is still the one that they are of."""

    def __init__(self, app: WSGIApplication, *, engine: Engine, settings: Settings) -> None:
        self._app = app
        self._engine = engine
        self._pointers = [settings.vintages / name for name in POINTERS]
        self._lock = Lock()
        self._answers: LRUCache[Question, _Answer] = LRUCache(_BYTES, getsizeof=lambda answer: answer.size)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Give the answer again, or have it made."""
        question = _question(environ)
        if question is None:
            return self._app(environ, start_response)
        with self._lock:
            answer = self._answers.get(question)
        if answer is None or not self._holds(answer):
            return self._ask(question, environ, start_response)
        journal.remember_route(environ, answer.route)
        start_response(answer.status, list(answer.headers))
        return [answer.body]

    def _holds(self, answer: _Answer) -> bool:
        now = monotonic()
        if now - answer.looked > _TOGETHER:
            if self._world() != answer.world or _stamp(answer.path) != answer.known:
                return False
            answer.looked = now
        return True

    def _ask(self, question: Question, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Have an answer made, and keep it where it was read from a stored file. The world is looked at before, so it is never too new."""
        looked, world = monotonic(), self._world()
        started: list[tuple[str, Headers]] = []

        def note(status: str, headers: Headers, exc_info: Any = None, /) -> Any:
            started.append((status, list(headers)))
            return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

        said = self._app(environ, note)
        noted = environ.get(NOTED)
        if world is None or noted is None or not started or started[-1][0][:3] not in _STATUSES:
            return said
        body = b"".join(said)
        getattr(said, "close", lambda: None)()
        (status, sent), (path, known) = started[-1], noted
        if sum(len(part or "") for part in question) <= _LONGEST and len(body) <= _LARGEST:
            with self._lock:
                kept = [header for header in sent if header[0] not in _OF_THE_MOMENT]
                self._answers[question] = _Answer(status, kept, body, world, path, known, looked, journal.route_of(environ))
        return [body]

    def _world(self) -> World | None:
        """What every map depends on; None where the record cannot be asked, which the application then says."""
        try:
            newest = asof.newest(self._engine)
        except (SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error):
            return None
        return (newest, asof.today(), *(_stamp(pointer) for pointer in self._pointers))


def _question(environ: WSGIEnvironment) -> Question | None:
    if not environ.get("PATH_INFO", "").startswith(PREFIX) or environ["REQUEST_METHOD"] not in _METHODS:
        return None
    for name in _UNUSUAL:
        if environ.get(name):
            return None
    return tuple([environ.get(name) for name in _ASKED])


def _stamp(path: Path) -> Stamp | None:
    try:
        return stamp(path.stat())
    except OSError:
        return None
