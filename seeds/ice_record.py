"""All of ICE's editions as entries of the record: a pure function of the set of editions, the governments and the curators' decisions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from api.intake.ice_287g import Listing, Refused, Row, Verdict, judge, refuse
from api.intake.placing import Placing
from api.rules.matching import Unplaced
from api.rules.memoranda import Series
from api.rules.names import fold, says_nothing
from seeds.ice_agencies import agencies_of
from seeds.ice_agreements import agreements_of
from seeds.ice_editions import Edition
from seeds.ice_standings import Standed, Standing, stand
from seeds.ice_strands import Entry, Strand, strands_of

PAGE = "https://www.ice.gov/identify-and-arrest/287g"
TOPIC = "ice"
Plain = dict[str, Any]
Entries = dict[str, dict[str, Plain]]
NOUNS = ("source", "publication", "listed_row", "agency", "agreement", "held_row")
END_FIELDS = ("ended", "ended_by", "ended_source", "ended_note")


@dataclass(frozen=True)
class Judged:
    """An edition with its standing and the verdict on each of its rows."""

    standed: Standed
    listing: Listing

    @property
    def key(self) -> str:
        """The edition's key."""
        return self.standed.key


@dataclass(frozen=True)
class Outcome:
    """The entries that a set of editions makes, and the editions as judged."""

    entries: Entries
    editions: tuple[Judged, ...]


@dataclass
class _Told:
    """What became of each row beyond its own words: by edition and number, the verdict, the reason and the agreement."""

    verdicts: dict[tuple[str, int], tuple[Verdict, str, str]] = field(default_factory=dict)

    def of(self, key: str, row: Row) -> tuple[Verdict, str, str]:
        return self.verdicts.get((key, row.number), (row.verdict, row.reason, ""))


def compute(editions: Iterable[Edition], placing: Placing, stated: Mapping[str, Plain]) -> Outcome:
    """The entries of some editions; `stated` is what other sources say of agreements' ends, by the agreements' keys."""
    judged = [_judged(standed, placing) for standed in stand(editions)]
    complete = [edition for edition in judged if edition.standed.edition.list != "pending" and edition.standed.evidence]
    pending = [edition for edition in judged if edition.standed.edition.list == "pending" and edition.standed.evidence]
    strands = strands_of(_entries(complete), _entries(pending))
    agencies = agencies_of(strands, placing.gazetteer)
    days = [edition.standed.edition.published for edition in complete]
    agreements = agreements_of(strands, agencies, days, _series(judged, placing), stated)
    told = _told(strands, {identity: entry["key"] for identity, entry in agencies.items()})
    entries: Entries = {
        "source": {edition.standed.source: _source(edition) for edition in judged},
        "publication": {edition.key: _publication(edition, told) for edition in judged},
        "listed_row": dict(_listed_row(edition.key, row, told) for edition in judged for row in edition.listing.rows),
        "agency": {entry["key"]: {name: value for name, value in entry.items() if name != "key"} for entry in agencies.values()},
        "agreement": agreements,
        "held_row": _held_rows([*complete, *pending[-1:]], told),
    }
    return Outcome(entries, tuple(judged))


def _judged(standed: Standed, placing: Placing) -> Judged:
    listing = judge(standed.edition.printed, placing=placing, published=standed.edition.published)
    return Judged(standed, listing if standed.evidence else refuse(listing, Refused.STALE))


def _entries(editions: Iterable[Judged]) -> Iterable[Entry]:
    for edition in editions:
        for row in edition.listing.listed:
            yield Entry(edition.standed.edition.published, edition.standed.source, edition.key, row)


def _series(judged: Iterable[Judged], placing: Placing) -> Series:
    counted = [edition.standed.edition for edition in judged if edition.standed.standing is Standing.COUNTED]
    complete = tuple(date.fromisoformat(e.published) for e in counted if e.list != "pending")
    return Series(complete, tuple(date.fromisoformat(e.published) for e in counted if e.list == "pending"), placing.decisions.explained)


def _told(strands: Iterable[Strand], keys: Mapping[Any, str]) -> _Told:
    """Which agreement each row lists, and where it says so in other words than the list before."""
    told = _Told()
    for strand in strands:
        agreement = f"{keys[strand.identity]}-{strand.model.lower()}" if strand.placed and strand.model else ""
        for entries in (strand.entries, strand.applied):
            before: Row | None = None
            for _, rows in sorted(_by_edition(entries).items()):
                for entry in rows:
                    told.verdicts[entry.edition, entry.row.number] = _verdict(entry.row, before, agreement)
                before = max((entry.row for entry in rows), key=lambda row: (row.verdict is not Verdict.MERGED, row.moa_url != ""))
    return told


def _by_edition(entries: Iterable[Entry]) -> dict[tuple[str, str], list[Entry]]:
    found: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.published, entry.edition].append(entry)
    return found


def _verdict(row: Row, before: Row | None, agreement: str) -> tuple[Verdict, str, str]:
    if not agreement or row.verdict is Verdict.MERGED:
        return row.verdict, row.reason, agreement
    changed = _changed(before, row) if before else []
    if changed or isinstance(row.found, Unplaced):
        return Verdict.RELABELLED, "; ".join(changed) or "placed by another list that names the same agreement", agreement
    return Verdict.IMPORTED, "", agreement


def _changed(before: Row, row: Row) -> list[str]:
    """What a row says otherwise than the same agreement's row on the list before."""
    pairs = [
        ("agency", before.printed.agency, row.printed.agency, fold(before.printed.agency) != fold(row.printed.agency)),
        ("state", before.printed.state, row.printed.state, fold(before.printed.state) != fold(row.printed.state)),
        ("county", before.printed.county, row.printed.county, _otherwise(before.printed.county, row.printed.county)),
        ("signed", before.printed.signed, row.printed.signed, bool(before.printed.signed and row.printed.signed) and before.signed.day != row.signed.day),
    ]
    return [f"{name}: {old!r} before" for name, old, new, differs in pairs if differs]


def _otherwise(before: str, now: str) -> bool:
    return not says_nothing(before) and not says_nothing(now) and fold(before) != fold(now)


def _source(edition: Judged) -> Plain:
    """The source that cites an edition."""
    read = edition.standed.edition
    made = "A table that a public archive made from ICE's web page as it stood that day." if read.list == "web" else "Read from a copy of the workbook that ICE published."
    words = [f"SHA-256 {read.sha256}; {len(read.printed)} rows ({read.blank} more are blank).", made, *edition.standed.notes]
    return {
        "title": f"ICE, {read.file_name.rsplit('.', 1)[0]}",
        "publisher": "U.S. Immigration and Customs Enforcement",
        "url": PAGE,
        "archived_url": None,
        "published": read.published,
        "retrieved": read.retrieved,
        "kind": "dataset",
        "licence": "Public domain (US government work)",
        "note": " ".join(words),
        "topic": TOPIC,
    }


def _publication(edition: Judged, told: _Told) -> Plain:
    read = edition.standed.edition
    counts = Counter(told.of(edition.key, row)[0] for row in edition.listing.rows)
    return {
        "list": read.list,
        "published": read.published,
        "file_name": read.file_name,
        "sha256": read.sha256,
        "rows": len(read.printed),
        "blank_rows": read.blank,
        "standing": str(edition.standed.standing),
        "verdicts": {str(verdict): counts[verdict] for verdict in Verdict if counts[verdict]},
        "remarks": list(read.notes) or None,
        "source": edition.standed.source,
    }


def _listed_row(edition: str, row: Row, told: _Told) -> tuple[str, Plain]:
    verdict, reason, agreement = told.of(edition, row)
    printed = {name: value or None for name, value in vars(row.printed).items() if name != "number"}
    entry = {"publication": edition, "row": row.number, **printed, "verdict": str(verdict), "reason": reason or None, "agreement": agreement or None}
    return f"{edition}#{row.number:05d}", entry


def _held_rows(editions: Iterable[Judged], told: _Told) -> dict[str, Plain]:
    """The rows in the queue: those of the newest list of each kind, and of older lists one for each agency."""
    ordered = sorted(editions, key=lambda e: (e.standed.edition.published, e.key), reverse=True)
    newest: dict[bool, str] = {}
    for edition in ordered:
        newest.setdefault(edition.standed.edition.list == "pending", edition.key)
    seen: set[tuple[str, str]] = set()
    held = {}
    for edition in ordered:
        for row in edition.listing.rows:
            if told.of(edition.key, row)[0] is not Verdict.HELD or not isinstance(row.found, Unplaced):
                continue
            named = (row.state or row.printed.state, fold(row.agency))
            if edition.key in newest.values() or named not in seen:
                held[f"{edition.key}#{row.number:05d}"] = _held_row(edition.key, row, row.found)
            seen.add(named)
    return held


def _held_row(edition: str, row: Row, found: Unplaced) -> Plain:
    return {
        "publication": edition,
        "row": row.number,
        "state": row.state or row.printed.state or None,
        "agency": row.printed.agency or None,
        "type": row.printed.type or None,
        "county": row.printed.county or None,
        "model": row.model or row.printed.model or None,
        "signed": row.signed.day or None,
        "reason": str(found.reason),
        "candidates": list(found.candidates),
    }


def ends_in(agreements: Mapping[str, Plain]) -> dict[str, Plain]:
    """What sources say of agreements' ends, by key."""
    return {key: {name: entry.get(name) for name in END_FIELDS} for key, entry in agreements.items() if entry.get("ended")}


def retrieved_before(editions: Iterable[Edition], known: Iterable[Edition]) -> list[Edition]:
    """Editions read again keep the day on which they were read first."""
    days = {(e.list, e.published, e.sha256): e.retrieved for e in known}
    return [replace(e, retrieved=days.get((e.list, e.published, e.sha256), e.retrieved)) for e in editions]
