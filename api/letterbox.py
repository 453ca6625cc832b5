"""Where readers' corrections come in, by whichever door, and how often one reader may send one.

How often is counted where `api.limits` counts requests, in the memory of the process or in the store of RATE_LIMIT_STORAGE,
under a hash of the address keyed with the day and this copy's secret: who sends is written nowhere, neither in the database
nor in its backups, and after midnight nobody can tell any more. In memory each worker counts for itself, so that a
reader may send a few more than it says; what must hold for all workers, how many corrections may be open, is counted in the
database (`api.ledger.corrections`).
"""

from __future__ import annotations

import hashlib
import hmac
import re
import time
from collections.abc import Callable, Mapping
from math import ceil
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Response, current_app, request
from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerHour
from limits.errors import StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from api.db import db
from api.ledger import corrections, targets
from api.ledger.asof import resolve, today
from api.ledger.corrections import Outcome
from api.ledger.targets import Target
from api.limits import client
from api.rules.refusals import BadValue, TooOften

Answer = TypeVar("Answer")
AN_HOUR, A_DAY = RateLimitItemPerHour(5, namespace="corrections"), RateLimitItemPerDay(20, namespace="corrections")
LIMITS: tuple[RateLimitItem, ...] = (AN_HOUR, A_DAY)
NAMES = {AN_HOUR: "corrections-hour", A_DAY: "corrections-day"}
WORDS = {AN_HOUR: "an hour", A_DAY: "a day"}
FIX = "Give the address of its page here, or a place as in its address (austin-tx)."
_KEPT = "spectrum.letterbox"


class _Letterbox:
    """The counts of one application; in memory while a store that is shared cannot be reached."""

    def __init__(self, store: str) -> None:
        self._shared = MovingWindowRateLimiter(storage_from_string(store, wrap_exceptions=True))
        self._own = MovingWindowRateLimiter(MemoryStorage())

    def ask(self, question: Callable[[MovingWindowRateLimiter], Answer]) -> Answer:
        """Ask the counts."""
        try:
            return question(self._shared)
        except StorageError:
            return question(self._own)


def _sender() -> str:
    """Who sends, as nobody can read it back."""
    return hmac.new(str(current_app.secret_key).encode(), f"{today()} {client()}".encode(), hashlib.sha256).hexdigest()


def post(draft: Mapping[str, Any]) -> Outcome:
    """Take a correction in and answer its number and state; raises BadValue for a target that is nothing, TooOften and NotReady."""
    if meant(draft["target"]) is None:
        raise BadValue("Nothing in the record answers to that.", field="target", fix=FIX)
    _admit()
    with db.writing() as session:
        kept = corrections.receive(session, target=_within(draft["target"]), claim=draft["claim"], evidence=draft["evidence"], contact=draft.get("contact"))
        return corrections.outcome(session, kept.id)


def meant(wanted: str) -> Target | None:
    """What of the newest record, or which page of this site, a reader means."""
    return targets.find(db.session, _within(wanted), resolve(db.session))


def _within(wanted: str) -> str:
    """An address of this site without its host."""
    parts = urlsplit(wanted) if re.match(r"https?://[\w.:-]+(/|$)", wanted) else None
    return (parts.path or "/") if parts and parts.netloc == request.host else wanted


def _admit() -> None:
    """Count a correction; raises TooOften where this reader has sent as many as one may."""
    box, sender = _box(), _sender()
    for limit in LIMITS:
        if not box.ask(lambda counts, limit=limit: counts.test(limit, sender)):  # type: ignore[misc]
            raise TooOften(
                f"From here {limit.amount} corrections were sent within {WORDS[limit]}, as many as are taken.",
                fix="Keep what you wrote and send it again later; several claims about one place can go into one correction.",
                more={"retry_after": _left(limit, sender)[1]},
            )
    for limit in LIMITS:
        box.ask(lambda counts, limit=limit: counts.hit(limit, sender))  # type: ignore[misc]


def labelled(response: Response) -> Response:
    """Say with an answer how many more may be sent, as `api.limits` says it of requests; the nearer limit counts."""
    sender = _sender()
    (remaining, wait), limit = min(((_left(limit, sender), limit) for limit in LIMITS), key=lambda found: found[0][0])
    response.headers["RateLimit-Limit"] = str(limit.amount)
    response.headers["RateLimit-Remaining"] = str(remaining)
    response.headers["RateLimit-Reset"] = str(wait)
    response.headers["RateLimit-Policy"] = ", ".join(f'"{name}";q={each.amount};w={each.get_expiry()}' for each, name in NAMES.items())
    response.headers["RateLimit"] = f'"{NAMES[limit]}";r={remaining};t={wait}'
    return response


def _left(limit: RateLimitItem, sender: str) -> tuple[int, int]:
    """How many more are taken, and in how many seconds more are."""
    stats = _box().ask(lambda counts: counts.get_window_stats(limit, sender))
    return max(0, stats.remaining), max(1, ceil(stats.reset_time - time.time()))


def _box() -> _Letterbox:
    box: _Letterbox | None = current_app.extensions.get(_KEPT)
    if box is None:
        box = current_app.extensions[_KEPT] = _Letterbox(current_app.config["SETTINGS"].rate_limit_storage)
    return box
