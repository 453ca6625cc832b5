"""The terms in which an agreement's history is told: lists naming it, memoranda, stretches of days with a status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from api.rules.history import Span

DAYS_BETWEEN_SIGNATURES = 60


class Status(StrEnum):
    """What an agreement was on the days of a stretch."""

    PENDING = "pending"
    ACTIVE = "active"
    NOT_LISTED = "not_listed_since"
    SUPERSEDED = "superseded"
    ENDED = "ended"
    REMOVED = "removed"


class Rule(StrEnum):
    """Which rule a stretch rests on."""

    APPLIED = "on_the_list_of_applicants"
    LISTED = "signed_or_listed"
    RENEWED = "renewed"
    SWITCHED = "another_model"
    STATED = "a_source_states_it"
    ABSENT_LONG = "absent_long_enough"
    ABSENT_BRIEFLY = "absent_not_long_enough"
    NO_MEMORANDUM = "held_no_memorandum_was_linked"
    IN_DOUBT = "held_a_row_in_doubt_may_be_it"
    MANY = "held_many_at_once"
    BETWEEN = "between_two_memoranda"


@dataclass(frozen=True, slots=True)
class Listing:
    """One complete list that names an agreement: its day, the signing day it prints, and the memorandum's file."""

    day: date
    signed: date | None = None
    file: str = ""

    @property
    def order(self) -> tuple[date, date, str]:
        """What listings are put in order by."""
        return self.day, self.signed or date.min, self.file


@dataclass(frozen=True, slots=True)
class Stated:
    """An end that a source states."""

    on: date
    by: str
    source: str


@dataclass(frozen=True, slots=True)
class Known:
    """All that the lists and sources say of one agency's agreement under one model."""

    agency: str
    model: str
    state: str
    kind: str
    listings: tuple[Listing, ...] = ()
    applied: tuple[date, ...] = ()
    stated: Stated | None = None
    in_doubt: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """The days of the complete lists that differ from the list before them, those of the applicants' lists, and what was explained.

    `explained` names a list's day and a state or kind whose many missing rows someone has accounted for.
    """

    days: tuple[date, ...]
    applicants: tuple[date, ...] = ()
    explained: frozenset[tuple[date, str]] = frozenset()

    def after(self, day: date) -> tuple[date, ...]:
        """The complete lists published later."""
        return tuple(sorted(other for other in set(self.days) if other > day))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of one status, with the rule and its evidence: the last list naming it and those omitting it."""

    status: Status
    span: Span
    rule: Rule
    last_named: date | None = None
    omitted_by: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Memorandum:
    """The listings of one signature, in order."""

    listings: tuple[Listing, ...]

    @property
    def start(self) -> date:
        """Its signature as last printed, or its first listing if that is earlier."""
        signed = [listing.signed for listing in self.listings if listing.signed]
        return min([*signed[-1:], self.first])

    @property
    def signed(self) -> date | None:
        """The signing day last printed."""
        return next((listing.signed for listing in reversed(self.listings) if listing.signed), None)

    @property
    def first(self) -> date:
        """The first list naming it."""
        return self.listings[0].day

    @property
    def last(self) -> date:
        """The last list naming it."""
        return self.listings[-1].day

    @property
    def file(self) -> str:
        """The memorandum's file as last linked."""
        return next((listing.file for listing in reversed(self.listings) if listing.file), "")


@dataclass(frozen=True, slots=True)
class History:
    """An agreement's memoranda and its stretches, in order and without a day in two of them."""

    memoranda: tuple[Memorandum, ...]
    stretches: tuple[Stretch, ...]
    gaps: tuple[date, ...] = ()

    @property
    def departure(self) -> Stretch | None:
        """The departure inferred from absence, if there is one."""
        return next((s for s in self.stretches if s.status is Status.REMOVED), None)


def memoranda(listings: Iterable[Listing]) -> tuple[Memorandum, ...]:
    """The listings of an agency under one model, parted where a later memorandum takes over (rule 2 of departures)."""
    parts: list[list[Listing]] = []
    for listing in sorted(set(listings), key=lambda listing: listing.order):
        if parts and not _renews(Memorandum(tuple(parts[-1])), listing):
            parts[-1].append(listing)
        else:
            parts.append([listing])
    made: list[Memorandum] = []
    for memorandum in (Memorandum(tuple(part)) for part in parts):
        if made and memorandum.file and memorandum.file == made[-1].file:
            memorandum = Memorandum(made.pop().listings + memorandum.listings)
        made.append(memorandum)
    return tuple(made)


def _renews(before: Memorandum, listing: Listing) -> bool:
    if before.signed is None or listing.signed is None or not before.file:
        return False
    if (listing.signed - before.signed).days < DAYS_BETWEEN_SIGNATURES:
        return False
    return listing.file != before.file and (listing.signed > before.last or bool(listing.file))
