"""What an agreement's history says of a day: the stretch that holds, and what became of it by then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from api.rules.dates import certain_start
from api.rules.history import Span
from api.rules.memoranda import Rule, Status

Stretch = Mapping[str, Any]
FUTURE = "future"


def span_of(stretch: Stretch) -> Span:
    """The days of a stretch."""
    return Span(date.fromisoformat(stretch["from"]), date.fromisoformat(stretch["until"]) if stretch["until"] else None)


def stretch_on(history: Sequence[Stretch], on: date) -> Stretch | None:
    """The last stretch that had begun by a day."""
    day = on.isoformat()
    return next((stretch for stretch in reversed(history) if stretch["from"] <= day), None)


def status_on(history: Sequence[Stretch], on: date) -> str:
    """What an agreement was on a day; between and after its stretches it is not listed, before the first it is yet to be."""
    found = stretch_on(history, on)
    if found is None:
        return FUTURE
    return str(found["status"]) if found["until"] is None or on.isoformat() < found["until"] else str(Status.NOT_LISTED)


def active_spans(history: Sequence[Stretch]) -> list[Span]:
    """The days on which it was in force, memoranda that follow each other without a gap as one."""
    spans: list[Span] = []
    for span in (span_of(stretch) for stretch in history if stretch["status"] == Status.ACTIVE):
        if spans and spans[-1].until == span.start:
            spans[-1] = Span(spans[-1].start, span.until)
        else:
            spans.append(span)
    return spans


def events(history: Sequence[Stretch]) -> Iterator[tuple[str, str, Stretch]]:
    """What changed, by kind (the vocabulary's `agreement_changes`) and day, with the stretch that shows why."""
    for number, stretch in enumerate(history):
        before, after = history[number - 1] if number else None, history[number + 1] if number + 1 < len(history) else None
        status, day = stretch["status"], str(stretch["from"])
        if status == Status.ACTIVE:
            if before and before["status"] == Status.ACTIVE:
                yield "superseded", day, before
            yield "signed" if _signed_on(stretch, day) else "first_listed", day, {**stretch, "rule": str(Rule.LISTED), "omitted_by": []}
        elif status != Status.NOT_LISTED:
            yield {Status.PENDING: "applied", Status.REMOVED: "left", Status.SUPERSEDED: "superseded"}.get(status, "ended"), day, stretch
        elif not (after and after["status"] == Status.REMOVED):
            # A departure begins with the first list without it: that is one change, not two.
            yield "not_listed", next((str(other) for other in stretch["omitted_by"] if date.fromisoformat(other) in span_of(stretch)), day), stretch


def _signed_on(stretch: Stretch, day: str) -> bool:
    return bool(stretch["signed"]) and certain_start(stretch["signed"]).isoformat() == day


def renewals(history: Sequence[Stretch]) -> frozenset[str]:
    """The signing days of the memoranda after the first."""
    signed = [stretch["signed"] for stretch in history if stretch["status"] == Status.ACTIVE]
    return frozenset(day for day in signed[1:] if day)


def over_from(history: Sequence[Stretch]) -> date | None:
    """The day from which it is over by the lists alone: the first list without it where it is inferred to have left, or that of a change of model."""
    last = history[-1] if history else None
    return date.fromisoformat(last["from"]) if last and last["status"] in {Status.REMOVED, Status.SUPERSEDED} else None


def ended_by(history: Sequence[Stretch], ended: date) -> list[Stretch]:
    """A history whose last memorandum runs until a source states its end, whatever the lists say, if its own rules do not tell of one."""
    if any(stretch["status"] == Status.ENDED for stretch in history):
        return list(history)
    day = ended.isoformat()
    kept = [stretch for stretch in history if stretch["from"] < day]
    in_force = [number for number, stretch in enumerate(kept) if stretch["status"] == Status.ACTIVE]
    if in_force:
        # What the lists alone would say of its absence gives way to the source.
        kept = kept[: in_force[-1] + 1]
    if kept:
        kept[-1] = {**kept[-1], "until": day if in_force else min(kept[-1]["until"] or day, day)}
    named = kept[-1].get("last_named") if kept else None
    return [*kept, {"status": str(Status.ENDED), "from": day, "until": None, "rule": str(Rule.STATED), "signed": None, "last_named": named, "omitted_by": []}]


def plain(span: Span, *, after: Status, signed: str | None, last_named: str | None) -> list[Stretch]:
    """The history of an agreement that is known by its days alone: in force, and what it was after."""
    until = span.until.isoformat() if span.until else None
    rule = Rule.STATED if after == Status.ENDED else Rule.ABSENT_BRIEFLY
    active = {"status": str(Status.ACTIVE), "from": span.start.isoformat(), "until": until, "rule": str(Rule.LISTED), "signed": signed}
    told: list[Stretch] = [{**active, "last_named": last_named, "omitted_by": []}]
    if until:
        told.append({"status": str(after), "from": until, "until": None, "rule": str(rule), "signed": None, "last_named": last_named, "omitted_by": []})
    return told
