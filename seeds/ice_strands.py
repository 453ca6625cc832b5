"""The rows of all editions that list one agency under one model, followed through respellings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from api.intake.ice_287g import Row
from api.intake.links import file_named
from api.rules.identity import Identity
from api.rules.names import fold
from seeds.ice_publications import Publication


@dataclass(frozen=True)
class Entry:
    """One row in one edition."""

    published: str
    source: str
    edition: str
    row: Row


@dataclass
class Strand:
    """The rows that list one agency under one model."""

    identity: Identity
    model: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def days(self) -> set[str]:
        """The days of the editions that list it."""
        return {entry.published for entry in self.entries}

    @property
    def in_order(self) -> list[Entry]:
        """Its entries, oldest first; where one edition has two, the one with a memorandum and the upper one last."""
        return sorted(self.entries, key=lambda e: (e.published, e.row.moa_url != "", -e.row.number))

    @property
    def placed(self) -> bool:
        """Whether its agency is placed."""
        return self.identity[0] != "unplaced"


def strands_of(publications: Iterable[Publication]) -> list[Strand]:
    """The strands of some editions, the same agreement respelt joined into one."""
    strands: dict[tuple[Identity, str], Strand] = {}
    for publication in publications:
        for row in publication.listing.listed:
            strand = strands.setdefault((row.identity, row.model), Strand(row.identity, row.model))
            strand.entries.append(Entry(publication.published, publication.source, publication.key, row))
    return _join(list(strands.values()))


def _evidence(strand: Strand) -> Iterator[tuple[str, ...]]:
    """What else could show that a strand is the same agreement: its memorandum's file, or its printed name."""
    for entry in strand.entries:
        row = entry.row
        if row.moa_url:
            yield "file", row.state, row.model, row.signed.day, file_named(row.moa_url)
        if row.signed.day:
            yield "name", row.state, row.model, row.signed.day, fold(row.agency)


def _join(strands: list[Strand]) -> list[Strand]:
    """Joins strands that are one agreement: same state, model and signing day, and the same file or name."""
    by_evidence: dict[tuple[str, ...], list[Strand]] = defaultdict(list)
    for strand in strands:
        for evidence in sorted(set(_evidence(strand))):
            by_evidence[evidence].append(strand)
    into: dict[int, Strand] = {}
    for evidence, found in sorted(by_evidence.items()):
        for other in found[1:]:
            pair = _kept_and_lost(_now(found[0], into), _now(other, into), by_file=evidence[0] == "file")
            if pair:
                kept, lost = pair
                kept.entries += lost.entries
                into[id(lost)] = kept
    return [strand for strand in strands if id(strand) not in into]


def _now(strand: Strand, into: dict[int, Strand]) -> Strand:
    """The strand that a strand has become part of."""
    while id(strand) in into:
        strand = into[id(strand)]
    return strand


def _kept_and_lost(one: Strand, two: Strand, *, by_file: bool) -> tuple[Strand, Strand] | None:
    """Which strand takes the other up, or None where they are two agreements.

    Two that stand in one edition together are two. The newer keeps its agency. A newer one that is
    unplaced takes the older one's agency by the memorandum's file only: a printed county that speaks
    against a name is not overruled by that name.
    """
    if one is two or one.days & two.days:
        return None
    older, newer = sorted((one, two), key=lambda strand: max(strand.days))
    if older.placed and not newer.placed:
        return (older, newer) if by_file else None
    return newer, older
