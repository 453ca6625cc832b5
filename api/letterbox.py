"""Where readers' corrections come in, by whichever door, and how often one reader may send one.

How often is counted in the memory of the process, under a hash of the address keyed with the day and a secret: who sends is written
nowhere, neither in the database nor in its backups, and after a restart or at midnight nobody can tell any more. The price is
that each worker counts for itself, so that a reader may send a few more than it says. What must hold for all
workers, how many corrections may be open, is counted in the database (`api.ledger.corrections`).
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
from collections.abc import Mapping
from math import ceil
from typing import Any
from urllib.parse import urlsplit

from flask import Response, current_app, request
from limits import RateLimitItem, RateLimitItemPerDay, RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from api.db import db
from api.ledger import corrections, targets
from api.ledger.asof import resolve, today
from api.ledger.corrections import Outcome
from api.ledger.targets import Target
from api.rules.refusals import BadValue, TooOften

LIMITS: tuple[RateLimitItem, ...] = (RateLimitItemPerHour(5), RateLimitItemPerDay(20))
FIX = "Give the address of its page here, or a place as in its address (austin-tx)."
_KEPT = "spectrum.letterbox"


class _Letterbox:
    """The counts of one application in one process."""

    def __init__(self, secret: str | None) -> None:
        self._secret = (secret or secrets.token_urlsafe(32)).encode()
        self.counts = MovingWindowRateLimiter(MemoryStorage())

    def sender(self) -> str:
        """Who sends, as nobody can read it back."""
        return hmac.new(self._secret, f"{today()} {request.remote_addr}".encode(), hashlib.sha256).hexdigest()


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
