"""What became of a 287(g) agreement, told from the lists that name it and those that do not.

ICE replaces its list at every publication and says of no row why it is gone. Absence is therefore not departure. The rules, in order:

1. A memorandum runs from its signature, or from its first listing if that is earlier. Later lists that omit it and then name it again are a gap;
   it stayed in force.
2. A later memorandum of the same agency and model supersedes the earlier one on the day it is signed. It is told from a corrected date by its own
   file, or by a signature younger than the last list that named the earlier one, and in either case 60 days between the signatures.
3. A memorandum of another model supersedes it when the first list that omits the one is the first that names the other, signed later.
4. An end that a source states is an end on the stated day, whatever the lists say, and is never mixed with one inferred.
5. What later lists omit is *not listed since* its last listing. It is inferred to have left only when at least 12 later lists over at least 365 days
   omit it, it was once linked to a memorandum, no row in doubt might be it, and rule 6 does not hold it.
6. Where five or more agreements of one state, or of one kind of agency, are gone from one list at once, and they are a tenth or more of it, all are
   held until someone explains them or a list names them again: a misspelt state is likelier than such a departure.
7. An agreement is pending from the first list of applicants that names it to the last, and, if no later list of applicants omits it, up to its signature
   or, as last listed, for as long as none is known.

Why 12 and 365: in the 31 lists of 2021-01-13 to 2026-05-18 six agreements came back. One, Southside Place TX, came back under its first signature after
7 lists of differing content, 209 days from its last listing to the last list without it (8 files; one repeats another). The other five came back newly signed;
the longest of them stayed away from 8 lists in 214 days, or in the years of few lists from 7 lists in 1,361 days. The rule asks for half as many lists again as any of
them, and two thirds more days than the one that had not been signed anew. A list that repeats the one before it counts for nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from api.rules.dates import ONE_DAY
from api.rules.history import Span
from api.rules.memoranda import History, Known, Memorandum, Rule, Series, Status, Stretch, memoranda
from api.rules.term import Term

DEPARTURES_VERSION = "1.0"
LISTS_NEEDED = 12
DAYS_NEEDED = 365
MANY_AT_ONCE = 5
SHARE_AT_ONCE = 0.1


@dataclass
class _Work:
    """One agreement while its timeline is drawn."""

    known: Known
    memoranda: tuple[Memorandum, ...]
    later: tuple[date, ...] = ()
    stretches: list[Stretch] = field(default_factory=list)

    def add(self, status: Status, start: date, until: date | None, rule: Rule, named: date | None = None, omitted: Sequence[date] = ()) -> None:
        """Append a stretch, from where the one before it ends at the earliest."""
        before = self.stretches[-1].span.until if self.stretches else None
        span = Span(max(start, before) if before else start, until)
        if not span.empty:
            self.stretches.append(Stretch(status, span, rule, named, tuple(omitted)))


def histories(agreements: Mapping[str, Known], series: Series) -> dict[str, History]:
    """The history of every agreement; the order in which lists or agreements are given changes nothing."""
    works = {key: _begin(known, series) for key, known in sorted(agreements.items())}
    held = _held(works.values(), series)
    by_agency: dict[str, list[_Work]] = defaultdict(list)
    for work in works.values():
        by_agency[work.known.agency].append(work)
    for work in works.values():
        _draw(work, series, others=by_agency[work.known.agency], many=id(work) in held)
    return {key: History(work.memoranda, tuple(work.stretches), _gaps(work, series)) for key, work in works.items()}


def _begin(known: Known, series: Series) -> _Work:
    parts = memoranda(known.listings)
    return _Work(known, parts, series.after(parts[-1].last) if parts else ())


def _held(works: Iterable[_Work], series: Series) -> set[int]:
    """The agreements that are gone together with many others of their state or kind (rule 6), also if some of them came back."""
    named: Counter[tuple[date, str]] = Counter()
    gone: Counter[tuple[date, str]] = Counter()
    left: dict[tuple[date, str], list[int]] = defaultdict(list)
    for work in works:
        listed = {listing.day for listing in work.known.listings}
        groups = (work.known.state, work.known.kind)
        for day, following in pairwise(sorted(set(series.days))):
            if day in listed:
                named.update((following, group) for group in groups)
                gone.update((following, group) for group in groups if following not in listed)
        for group in groups if work.later else ():
            left[work.later[0], group].append(id(work))
    many = (key for key, count in gone.items() if count >= max(MANY_AT_ONCE, SHARE_AT_ONCE * named[key]) and key not in series.explained)
    return {work for key in many for work in left[key]}


def _draw(work: _Work, series: Series, *, others: Sequence[_Work], many: bool) -> None:
    """Write the stretches of one agreement."""
    _draw_application(work, series)
    for memorandum, following in pairwise(work.memoranda):
        between = tuple(day for day in series.after(memorandum.last) if day < following.first)
        if between and memorandum.last + ONE_DAY < following.start:
            work.add(Status.ACTIVE, memorandum.start, memorandum.last + ONE_DAY, Rule.LISTED, memorandum.last)
            work.add(Status.NOT_LISTED, memorandum.last + ONE_DAY, following.start, Rule.BETWEEN, memorandum.last, between)
        else:
            work.add(Status.ACTIVE, memorandum.start, following.start, Rule.RENEWED, memorandum.last, between)
    if work.memoranda:
        _draw_end(work, work.memoranda[-1], others=others, many=many)


def _draw_application(work: _Work, series: Series) -> None:
    start = work.memoranda[0].start if work.memoranda else None
    applied = sorted(day for day in set(work.known.applied) if start is None or day < start)
    if applied:
        omitted = any(applied[-1] < day and (start is None or day < start) for day in series.applicants)
        until = applied[-1] + ONE_DAY if omitted else start
        work.add(Status.PENDING, applied[0], until, Rule.APPLIED, applied[-1])


def _draw_end(work: _Work, last: Memorandum, *, others: Sequence[_Work], many: bool) -> None:
    """The last memorandum: in force, or how it left (rules 3 to 6)."""
    stated, later = work.known.stated, work.later
    if stated:
        work.add(Status.ACTIVE, last.start, stated.on, Rule.LISTED, last.last)
        work.add(Status.ENDED, stated.on, None, Rule.STATED, last.last, later)
    elif not later:
        work.add(Status.ACTIVE, last.start, None, Rule.LISTED, last.last)
    elif switched := _switched(last, later[0], [other for other in others if other is not work]):
        work.add(Status.ACTIVE, last.start, switched, Rule.SWITCHED, last.last)
        work.add(Status.SUPERSEDED, switched, None, Rule.SWITCHED, last.last, later)
    else:
        rule = _why(work, last, many=many)
        work.add(Status.ACTIVE, last.start, last.last + ONE_DAY, Rule.LISTED, last.last)
        left = later[0] if rule is Rule.ABSENT_LONG else None
        work.add(Status.NOT_LISTED, last.last + ONE_DAY, left, rule, last.last, later)
        if left:
            work.add(Status.REMOVED, left, None, rule, last.last, later)


def _switched(last: Memorandum, omitted: date, others: Sequence[_Work]) -> date | None:
    """The day on which a memorandum of another model took over, if one did (rule 3)."""
    for other in others:
        for memorandum in other.memoranda[:1]:
            later = memorandum.signed is not None and last.signed is not None and memorandum.signed > last.signed
            if later and memorandum.first == omitted:
                return max(memorandum.start, last.last + ONE_DAY)
    return None


def _why(work: _Work, last: Memorandum, *, many: bool) -> Rule:
    """Why an absence is, or is not yet, a departure (rules 5 and 6)."""
    if many:
        return Rule.MANY
    if work.known.in_doubt:
        return Rule.IN_DOUBT
    if not any(listing.file for listing in last.listings):
        return Rule.NO_MEMORANDUM
    enough = len(work.later) >= LISTS_NEEDED and (work.later[-1] - last.last).days >= DAYS_NEEDED
    return Rule.ABSENT_LONG if enough else Rule.ABSENT_BRIEFLY


def _gaps(work: _Work, series: Series) -> tuple[date, ...]:
    """The lists between two that name it which omit it."""
    named = sorted({listing.day for listing in work.known.listings})
    return tuple(sorted(day for day in set(series.days) - set(named) if named and named[0] < day < named[-1]))


DEPARTURE_RULES = (
    Term("gap", "A gap is no departure", "An agreement that lists omit and a later list names again under the same signature stayed in force."),
    Term("superseded", "Renewal and change of model", "A memorandum signed later takes over on the day of its signature: under the same model by its own file, under another when the lists exchange the one for the other."),
    Term("stated", "Stated ends", "An end that a source states is kept apart from one inferred from lists."),
    Term("left", "Inferred departures", f"At least {LISTS_NEEDED} later lists of differing content over at least {DAYS_NEEDED} days omit it; until then it reads not listed since, and its government's level is unknown; from the first list without it on, the level is 0."),
    Term("held", "Held", f"Where {MANY_AT_ONCE} or more agreements of one state or kind of agency, and {SHARE_AT_ONCE:.0%} of it, are gone from one list at once, or a row in doubt might be it, or no memorandum was ever linked, no departure is inferred."),
)
