"""What an agreement's history says of a day: the stretch that holds, and what became of it by then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from api.rules.history import Span
from api.rules.memoranda import Rule, Status

Stretch = Mapping[str, Any]
FUTURE = "future"
# From which nothing follows without a new memorandum.
FINAL = frozenset({Status.REMOVED, Status.SUPERSEDED, Status.ENDED})


def span_of(stretch: Stretch) -> Span:
    """The days of a stretch."""
    return Span(date.fromisoformat(stretch["from"]), date.fromisoformat(stretch["until"]) if stretch["until"] else None)


def stretch_on(history: Sequence[Stretch], on: date) -> Stretch | None:
    """The last stretch that had begun by a day."""
    begun = [stretch for stretch in history if stretch["from"] <= on.isoformat()]
    return begun[-1] if begun else None


def status_on(history: Sequence[Stretch], on: date) -> str:
    """What an agreement was on a day; between and after its stretches it is not listed, before the first it is yet to be."""
    found = stretch_on(history, on)
    if found is None:
        return FUTURE
    return str(found["status"]) if on in span_of(found) else str(Status.NOT_LISTED)


def active_spans(history: Sequence[Stretch]) -> list[Span]:
    """The days on which it was in force, memoranda that follow each other without a gap as one."""
    spans: list[Span] = []
    for span in (span_of(stretch) for stretch in history if stretch["status"] == Status.ACTIVE):
        if spans and spans[-1].until == span.start:
            spans[-1] = Span(spans[-1].start, span.until)
        else:
            spans.append(span)
    return spans


def departed(history: Sequence[Stretch]) -> date | None:
    """The first list without it, where its last memorandum is inferred to have left."""
    last = history[-1] if history else None
    return date.fromisoformat(last["from"]) if last and last["status"] == Status.REMOVED else None


def ended_by(history: Sequence[Stretch], ended: date) -> list[Stretch]:
    """A history cut where a source states the end, if its own rules do not tell of one."""
    if any(stretch["status"] == Status.ENDED for stretch in history):
        return list(history)
    day = ended.isoformat()
    kept = [stretch for stretch in history if stretch["from"] < day]
    cut = [{**stretch, "until": min(stretch["until"] or day, day)} for stretch in kept]
    named = kept[-1].get("last_named") if kept else None
    return [*cut, {"status": str(Status.ENDED), "from": day, "until": None, "rule": str(Rule.STATED), "signed": None, "last_named": named, "omitted_by": []}]


def plain(span: Span, *, after: Status, signed: str | None, last_named: str | None) -> list[Stretch]:
    """The history of an agreement that is known by its days alone: in force, and what it was after."""
    until = span.until.isoformat() if span.until else None
    rule = Rule.STATED if after == Status.ENDED else Rule.ABSENT_BRIEFLY
    active = {"status": str(Status.ACTIVE), "from": span.start.isoformat(), "until": until, "rule": str(Rule.LISTED), "signed": signed}
    told: list[Stretch] = [{**active, "last_named": last_named, "omitted_by": []}]
    if until:
        told.append({"status": str(after), "from": until, "until": None, "rule": str(rule), "signed": None, "last_named": last_named, "omitted_by": []})
    return told
