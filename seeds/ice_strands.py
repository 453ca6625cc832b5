"""The rows of all editions that list one agency under one model, followed through respellings and corrections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from rapidfuzz.distance import OSA

from api.intake.ice_287g import Row
from api.intake.links import file_named
from api.rules.agencies import read_agency
from api.rules.identity import Identity
from api.rules.names import MUNICIPAL_FORMS, STATE_NAMES, fold, letters, titles

FORMS = ("county", "parish", *MUNICIPAL_FORMS)
DAYS_OFF = 7


@dataclass(frozen=True)
class Entry:
    """One row in one edition."""

    published: str
    source: str
    edition: str
    row: Row


@dataclass
class Strand:
    """The rows that list one agency under one model, and the applications that led to them."""

    identity: Identity
    model: str
    entries: list[Entry] = field(default_factory=list)
    applied: list[Entry] = field(default_factory=list)

    @property
    def days(self) -> set[str]:
        """The days of the complete editions that list it."""
        return {entry.published for entry in self.entries}

    @property
    def in_order(self) -> list[Entry]:
        """Its entries, oldest first; where one edition has two, the one with a memorandum and the upper one last."""
        return sorted(self.entries or self.applied, key=lambda e: (e.published, e.row.moa_url != "", -e.row.number))

    @property
    def placed(self) -> bool:
        """Whether its agency is placed."""
        return self.identity[0] != "unplaced"


def strands_of(listed: Iterable[Entry], applied: Iterable[Entry] = ()) -> list[Strand]:
    """The strands of the complete lists' rows and of the applicants', the same agreement respelt joined into one."""
    strands: dict[tuple[Identity, str], Strand] = {}
    for entry in listed:
        strands.setdefault((entry.row.identity, entry.row.model), Strand(entry.row.identity, entry.row.model)).entries.append(entry)
    joined = _Joining(list(strands.values()))
    for entry in applied:
        where = (entry.row.identity, entry.row.model)
        found = strands.setdefault(where, Strand(*where))
        joined.now(found).applied.append(entry)
    return _renamed([strand for strand in strands.values() if joined.now(strand) is strand], joined.first_names)


def _renamed(strands: Iterable[Strand], first_names: Mapping[Identity, Identity]) -> list[Strand]:
    """The strands with a renamed agency under the identity it had first, whatever its model; two of one model become one."""
    found: dict[tuple[Identity, str], Strand] = {}
    for strand in strands:
        while strand.identity in first_names:
            strand.identity = first_names[strand.identity]
        kept = found.setdefault((strand.identity, strand.model), strand)
        if kept is not strand:
            kept.entries += strand.entries
            kept.applied += strand.applied
    return list(found.values())


class _Joining:
    """Joins strands that are one agreement, by the memorandum, the name, or one list that has the one where the next has the other."""

    def __init__(self, strands: Sequence[Strand]) -> None:
        self._into: dict[int, Strand] = {}
        self.first_names: dict[Identity, Identity] = {}
        by_evidence: dict[tuple[str, ...], list[Strand]] = defaultdict(list)
        for strand in strands:
            for evidence in sorted(set(_evidence(strand))):
                by_evidence[evidence].append(strand)
        for evidence, found in sorted(by_evidence.items()):
            for other in found[1:]:
                self._join(found[0], other, by_file=evidence[0] == "file")
        self._hand_over(strands)

    def now(self, strand: Strand) -> Strand:
        """The strand that a strand has become part of."""
        while id(strand) in self._into:
            strand = self._into[id(strand)]
        return strand

    def _join(self, one: Strand, two: Strand, *, by_file: bool) -> None:
        """Makes two strands one, unless they stand in one edition together and so are two.

        The newer keeps its agency, but one that was renamed keeps its first key. A newer one that is unplaced takes the older one's agency by the memorandum's file
        only: a printed county that speaks against a name is not overruled by that name.
        """
        one, two = self.now(one), self.now(two)
        if one is two or one.days & two.days:
            return
        older, newer = sorted((one, two), key=lambda strand: max(strand.days))
        if older.placed and not newer.placed:
            if not by_file:
                return
            older, newer = newer, older
        newer.entries += older.entries
        self._into[id(older)] = newer
        if by_file and older.identity[0] == newer.identity[0] == "name" and older.identity[1] == newer.identity[1] and older.identity != newer.identity:
            self._name(older.identity, newer.identity)

    def _name(self, older: Identity, newer: Identity) -> None:
        """A renamed agency keeps the key it was first given."""
        while older in self.first_names:
            older = self.first_names[older]
        if older != newer:
            self.first_names.setdefault(newer, older)

    def _hand_over(self, strands: Sequence[Strand]) -> None:
        """Joins a strand to the one that begins, or is back, on the very next list, where nothing else could be meant."""
        days = sorted({day for strand in strands for day in strand.days})
        following, before = dict(pairwise(days)), dict(pairwise(reversed(days)))
        kept = [strand for strand in strands if self.now(strand) is strand]
        coming: dict[tuple[str, str], list[Strand]] = defaultdict(list)
        for strand in kept:
            for day in strand.days:
                if before.get(day) not in strand.days:
                    coming[day, strand.model].append(strand)
        pairs = []
        for older in kept:
            after = following.get(max(older.days), "")
            pairs += [(older, newer) for newer in coming.get((after, older.model), ()) if not older.days & newer.days and _corrects(older, newer, after)]
        for older, newer in sorted(pairs, key=lambda pair: (max(pair[0].days), pair[0].identity)):
            if sum(o is older for o, _ in pairs) == 1 and sum(n is newer and max(o.days) == max(older.days) for o, n in pairs) == 1:
                self._join(older, newer, by_file=False)


def _evidence(strand: Strand) -> Iterator[tuple[str, ...]]:
    """What else could show that a strand is the same agreement: its memorandum's file, or its printed name."""
    for entry in strand.entries:
        row = entry.row
        if row.moa_url:
            yield "file", row.state, row.model, row.signed.day, file_named(row.moa_url)
            # A state misprinted for a whole list takes neither the memorandum nor the name along.
            yield "file", "", row.model, row.signed.day, file_named(row.moa_url), bare_name(row)
        if row.signed.day:
            yield "name", row.state, row.model, row.signed.day, fold(row.agency)


def _corrects(older: Strand, newer: Strand, after: str) -> bool:
    """Whether a strand never linked to a memorandum reads like another one misprinted: in its state, or in some letters of its name."""
    if any(entry.row.moa_url for entry in older.entries):
        return False
    old, new = older.in_order[-1].row, next(entry.row for entry in newer.in_order if entry.published == after)
    if not old.signed.day or not new.signed.day:
        return False
    off = abs((date.fromisoformat(old.signed.day) - date.fromisoformat(new.signed.day)).days)
    if bare_name(old) == bare_name(new):
        return off <= DAYS_OFF if old.state != new.state else off == 0
    return old.state == new.state and off == 0 and alike(old, new)


def bare_name(row: Row) -> str:
    """An agency's name without its state's."""
    return fold(row.agency).removeprefix(f"{STATE_NAMES.get(row.state, '')} ")


def alike(one: Row, two: Row) -> bool:
    """Whether two agencies name governments, or where none is named themselves, that differ by a letter or two."""
    first, second = (letters(_government(row)) for row in (one, two))
    most = 1 if min(len(first), len(second)) < 8 else 2
    return bool(first and second) and OSA.distance(first, second, score_cutoff=most) <= most


def _government(row: Row) -> str:
    """The government that an agency's name names, without the word for what it is; the whole name where it names none."""
    named = read_agency(row.agency, row.state)
    text = fold(named.government if named and named.government else bare_name(row))
    return titles(text, FORMS)[-1].base
