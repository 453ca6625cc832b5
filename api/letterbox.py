"""How often one reader may send a correction, by whichever door.

Counted in the memory of the process, under a hash of the address keyed with the day and a secret: who sends is written
nowhere, neither in the database nor in its backups, and after a restart or at midnight nobody can tell any more. The price is
that each worker counts for itself, so that a reader may send a few more than it says. What must hold for all
workers, how many corrections may be open, is counted in the database (`api.ledger.corrections`).
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from math import ceil

from flask import Response, current_app, request
from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from api.ledger.asof import today
from api.rules.refusals import TooOften

LIMITS: tuple[RateLimitItem, ...] = (RateLimitItemPerHour(5), RateLimitItemPerDay(20))
_KEPT = "spectrum.letterbox"


class _Letterbox:
    """The counts of one application in one process."""

    def __init__(self, secret: str | None) -> None:
        self._secret = (secret or secrets.token_urlsafe(32)).encode()
        self.counts = MovingWindowRateLimiter(MemoryStorage())

    def sender(self) -> str:
        """Who sends, as nobody can read it back."""
        return hmac.new(self._secret, f"{today()} {request.remote_addr}".encode(), hashlib.sha256).hexdigest()


def admit() -> None:
    """Count a correction; raises TooOften where this reader has sent as many as one may."""
    box, sender = _box(), _box().sender()
    for limit in LIMITS:
        if not box.counts.test(limit, sender):
            after = _seconds(box.counts.get_window_stats(limit, sender).reset_time)
            raise TooOften(
                f"From here {limit.amount} corrections were sent within {'an hour' if limit.GRANULARITY.name == 'hour' else 'a day'}, as many as are taken.",
                fix="Keep what you wrote and send it again later; several claims about one place can go into one correction.",
                more={"retry_after": after},
            )
    for limit in LIMITS:
        box.counts.hit(limit, sender)


def labelled(response: Response) -> Response:
    """Say with an answer how many more may be sent, in the words of the IETF's draft."""
    box, sender = _box(), _box().sender()
    stats = {limit: box.counts.get_window_stats(limit, sender) for limit in LIMITS}
    named = {limit: limit.GRANULARITY.name for limit in LIMITS}
    response.headers["RateLimit-Policy"] = ", ".join(f'"{named[limit]}";q={limit.amount};w={limit.get_expiry()}' for limit in LIMITS)
    response.headers["RateLimit"] = ", ".join(f'"{named[limit]}";r={max(0, kept.remaining)};t={_seconds(kept.reset_time)}' for limit, kept in stats.items())
    return response


def _seconds(moment: float) -> int:
    return max(1, ceil(moment - time.time()))


def _box() -> _Letterbox:
    box: _Letterbox | None = current_app.extensions.get(_KEPT)
    if box is None:
        box = current_app.extensions[_KEPT] = _Letterbox(current_app.config["SETTINGS"].secret_key)
    return box
