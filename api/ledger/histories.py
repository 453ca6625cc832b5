"""What became of each agreement, as the record holds it: told by the lists, cut where a source states its end, or from its own days."""

from __future__ import annotations

from datetime import date
from typing import Any

from api.models import Agreement
from api.rules import timelines
from api.rules.dates import ONE_DAY, certain_end, certain_start
from api.rules.history import Span
from api.rules.memoranda import Status

# What a history is told from.
HISTORY = (Agreement.history, Agreement.signed, Agreement.first_listed, Agreement.last_listed, Agreement.ended)


def history_of(agreement: Any, newest: date | None) -> list[timelines.Stretch]:
    """What became of an agreement; `newest` is the day of the newest list."""
    end = certain_end(agreement.ended) if agreement.ended else None
    if agreement.history is not None:
        return timelines.ended_by(agreement.history, end) if end else list(agreement.history)
    span = agreement_span(agreement, newest)
    if span is None:
        return timelines.ended_by([], end) if end else []
    after = Status.ENDED if end else Status.NOT_LISTED
    listed = agreement.last_listed.isoformat() if agreement.last_listed else None
    return timelines.plain(span, after=after, signed=agreement.signed, last_named=listed)


def agreement_span(agreement: Any, newest: date | None) -> Span | None:
    """The certain days of an agreement: from its signature or first listing, whichever is earlier (it may have been signed anew), to its end or last listing."""
    starts = [day for day in (certain_start(agreement.signed) if agreement.signed else None, agreement.first_listed) if day]
    if not starts:
        return None
    until = certain_end(agreement.ended) if agreement.ended else None
    if until is None and agreement.last_listed is not None and newest is not None and agreement.last_listed < newest:
        until = agreement.last_listed + ONE_DAY
    span = Span(min(starts), until)
    return None if span.empty else span


def possible_days(agreement: Any, history: list[timelines.Stretch]) -> Span | None:
    """The days on which it may have been in force, so that an absence from the lists shows nothing; None for an application."""
    starts = [day for day in (certain_end(agreement.signed) if agreement.signed else None, agreement.first_listed) if day]
    return Span(min(starts), timelines.over_from(history)) if starts else None
