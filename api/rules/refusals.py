"""What the record refuses, one sentence each.

Refusal
├── BadInput                 a value that cannot be read
│   ├── BadDate              not a date, or outside 1980 to five years ahead
│   ├── BadValue             not one of the values a field takes
│   ├── WeakPassword         a password that is short or easily guessed
│   └── ForeignCursor        a page marker that this list did not give out
├── NotFound
│   ├── UnknownJurisdiction
│   ├── UnknownRecord
│   ├── UnknownVintage       boundaries other than those in use
│   └── UnknownRevision
├── Conflict
│   ├── StaleEdit            the base has changed since it was read
│   ├── OverlappingPeriods   two facts would hold on one day of one revision
│   ├── AlreadyDecided       a proposal or correction that is closed
│   ├── OwnProposal          nobody publishes alone what they proposed
│   ├── NameTaken            another curator has this name
│   └── LastAdministrator    somebody must be able to manage people
├── MissingSource            a claim without a source
├── BaseNeeded               a write that does not say what it changes
├── NotSignedIn              a write or a desk page without a curator
├── NotAllowed               a curator without the role or the scope
│   ├── ForeignOrigin        a form sent from another site
│   └── ForgedForm           a form that the desk did not give to this browser
├── TooLarge                 more than one request may bring
├── TooOften                 more requests than one client may make
├── Busy                     another change is being written
├── TooSlow                  a question that takes longer than the service gives one
└── NotReady                 the map vintage or the record is not there yet
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Refusal(Exception):
    """Something the record will not do, with the field at fault and the way to mend it."""

    title = "Refused"

    def __init__(self, detail: str, *, field: str | None = None, fix: str | None = None, more: Mapping[str, Any] | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.field = field
        self.fix = fix
        # What the refused need to mend it, told in the problem document beside the words.
        self.more = more or {}


class BadInput(Refusal):
    """A value that cannot be read."""

    title = "A value cannot be read"


class BadDate(BadInput):
    """A date that is malformed or outside the answerable range."""

    title = "Not a usable date"

    def __init__(self, field: str, text: str, why: str = "is not a date of the calendar") -> None:
        super().__init__(
            f"{field}={text[:40]!r} {why}.",
            field=field,
            fix="Give a day as YYYY-MM-DD, for example 2026-06-01.",
        )


class BadValue(BadInput):
    """A value that is not among those a field takes."""

    title = "Not a value of this field"


class WeakPassword(BadInput):
    """A password that is short or easily guessed."""

    title = "Not a safe password"


class ForeignCursor(BadInput):
    """A page marker that this list did not give out."""

    title = "Not a cursor of this list"

    def __init__(self) -> None:
        super().__init__(
            "The cursor does not belong to this list and these filters.",
            field="cursor",
            fix="Follow the `next` address of an answer, with the same filters, or start without a cursor.",
        )


class NotFound(Refusal):
    """Nothing of that name is in the record."""

    title = "Not in the record"


class UnknownJurisdiction(NotFound):
    """No jurisdiction answers to this id."""

    def __init__(self, wanted: str) -> None:
        super().__init__(
            f"No jurisdiction answers to {wanted[:80]!r}.",
            field="id",
            fix="Use a GEOID (48, 48453, 4805000), a slug (austin-tx) or an OCD-ID; search with /v1/jurisdictions?q=.",
        )


class UnknownRecord(NotFound):
    """No entry of this kind has this key."""

    def __init__(self, noun: str, key: str) -> None:
        super().__init__(f"No {noun} has the key {key[:80]!r}.", field="key", fix="Take the key from the list.")


class UnknownVintage(NotFound):
    """Boundaries other than those in use."""

    def __init__(self, name: str, layer: str, *, current: str | None) -> None:
        super().__init__(
            f"The layer {layer} has no boundaries {name[:80]!r}.",
            field="vintage",
            fix=f"Use {current}, the vintage in use." if current else "No outlines of places are built here; draw places at the points of the map's positions.",
        )


class UnknownRevision(NotFound):
    """A revision that has not been published."""

    def __init__(self, revision: int, latest: int) -> None:
        super().__init__(
            f"Revision {revision} is not published; the latest is {latest}.",
            field="revision",
            fix=f"Give a number from 1 to {latest}, or leave the parameter out for the latest.",
        )


class Conflict(Refusal):
    """The record and the request disagree."""

    title = "In conflict with the record"


class StaleEdit(Conflict):
    """The base of an edit has changed since it was read."""


class OverlappingPeriods(Conflict):
    """Two facts would hold on one day of one revision."""


class AlreadyDecided(Conflict):
    """A proposal or correction that is closed."""

    title = "Already decided"


class OwnProposal(Conflict):
    """Nobody publishes alone what they proposed."""

    title = "Needs another curator"


class NameTaken(Conflict):
    """Another curator has this name."""

    title = "The name is taken"


class LastAdministrator(Conflict):
    """Somebody must be able to manage people."""

    title = "The last administrator"


class MissingSource(Refusal):
    """A claim without a source."""

    title = "A claim needs a source"


class BaseNeeded(Refusal):
    """A write that does not say what it changes."""

    title = "Say what you change"


class NotSignedIn(Refusal):
    """A write or a desk page without a curator."""

    title = "Not signed in"


class NotAllowed(Refusal):
    """A curator without the role or the scope."""

    title = "Not allowed"


class ForeignOrigin(NotAllowed):
    """A form sent from another site."""

    title = "Sent from another site"


class ForgedForm(NotAllowed):
    """A form that the desk did not give to this browser, or gave before the last sign-in."""

    title = "Open the page again"


class TooLarge(Refusal):
    """More than one request may bring."""

    title = "Too large"


class TooOften(Refusal):
    """More requests than one client may make."""

    title = "Too many requests"


class Busy(Refusal):
    """Another change is being written; nothing of this one was kept."""

    title = "Another change is being written"

    def __init__(self) -> None:
        super().__init__("Others are writing to the record; nothing of this was kept.", fix="Send the same again in a moment.")


class TooSlow(Refusal):
    """A question that takes longer than the service gives one."""

    title = "Takes too long"

    def __init__(self) -> None:
        super().__init__("This question takes the database longer than the service gives one.", fix="Ask for less: a state, a smaller box, fewer fields.")


class NotReady(Refusal):
    """A part of the service is not there yet."""

    title = "Not ready yet"
