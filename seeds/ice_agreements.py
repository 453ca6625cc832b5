"""Agreements as entries of the record: what the lists say of each, and its history by the rules of departures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from api.intake.links import file_named
from api.intake.signing import mend_year
from api.rules.departures import histories
from api.rules.identity import Identity
from api.rules.matching import Unplaced
from api.rules.memoranda import History, Known, Listing, Series, Stated, Stretch
from api.rules.names import fold
from seeds.ice_strands import Entry, Strand, alike

Plain = dict[str, Any]


def agreements_of(strands: Sequence[Strand], agencies: Mapping[Identity, Plain], editions: Sequence[str], series: Series, stated: Mapping[str, Plain]) -> dict[str, Plain]:
    """The agreements and applications of placed strands by key; `editions` are the days of all complete lists, `stated` what sources say of ends."""
    placed = {f"{agencies[s.identity]['key']}-{s.model.lower()}": s for s in strands if s.placed and s.model}
    held = [strand for strand in strands if not strand.placed]
    known = {key: _known(strand, agencies[strand.identity], editions, _stated(stated.get(key)), held) for key, strand in placed.items()}
    told = histories(known, series)
    return {key: _entry(strand, agencies[strand.identity]["key"], editions, told[key]) | stated.get(key, {}) for key, strand in sorted(placed.items())}


def _stated(end: Plain | None) -> Stated | None:
    if not end or not end.get("ended") or len(end["ended"]) < 10:
        return None
    return Stated(date.fromisoformat(end["ended"]), end.get("ended_by") or "", end.get("ended_source") or "")


def _known(strand: Strand, agency: Plain, editions: Sequence[str], stated: Stated | None, held: Iterable[Strand]) -> Known:
    return Known(
        agency=agency["key"],
        model=strand.model,
        state=agency["state"],
        kind=agency["kind"],
        listings=tuple(_listing(entry, strand, editions) for entry in strand.entries),
        applied=tuple(date.fromisoformat(entry.published) for entry in strand.applied),
        stated=stated,
        in_doubt=bool(strand.entries) and any(_may_be(other, strand, agency) for other in held),
    )


def _listing(entry: Entry, strand: Strand, editions: Sequence[str]) -> Listing:
    signed, _ = _mended(entry.row.signed.day, strand.in_order, editions)
    return Listing(date.fromisoformat(entry.published), date.fromisoformat(signed) if signed else None, file_named(entry.row.moa_url))


def _may_be(other: Strand, strand: Strand, agency: Plain) -> bool:
    """Whether a row in the queue on a later list might be this agreement, misprinted."""
    last = max(strand.days)
    for entry in other.entries:
        row = entry.row
        if entry.published > last and row.model in ("", strand.model) and row.state in ("", agency["state"]):
            candidates = row.found.candidates if isinstance(row.found, Unplaced) else ()
            if (agency["jurisdiction"] or "-") in candidates or alike(row, strand.in_order[-1].row):
                return True
    return False


def _entry(strand: Strand, agency: str, editions: Sequence[str], history: History) -> Plain:
    entries = strand.in_order
    first, newest = entries[0], entries[-1]
    addresses = [e.row.moa_url for e in entries if e.row.moa_url]
    addenda = [e.row.printed.addendum_url for e in entries if e.row.printed.addendum_url]
    signed, notes = _signed(entries, editions)
    listed = bool(strand.entries)
    return {
        "agency": agency,
        "model": strand.model,
        "signed": signed or None,
        "first_listed": first.published if listed else None,
        "last_listed": newest.published if listed else None,
        "moa_url": addresses[-1] if addresses else None,
        "addendum_url": addenda[-1] if addenda else None,
        "as_printed": newest.row.as_printed,
        "note": "; ".join([*notes, *_other_names(strand)]) or None,
        "history": [_plain(stretch, history) for stretch in history.stretches],
        "gaps": [day.isoformat() for day in history.gaps] or None,
        "citations": [{"source": key, "locator": None, "quote": None} for key in dict.fromkeys((newest.source, first.source))],
    }


def _plain(stretch: Stretch, history: History) -> Plain:
    signed = next((m.signed for m in history.memoranda if m.start == stretch.span.start), None) if stretch.status == "active" else None
    return {
        "status": str(stretch.status),
        "from": stretch.span.start.isoformat(),
        "until": stretch.span.until.isoformat() if stretch.span.until else None,
        "rule": str(stretch.rule),
        "signed": signed.isoformat() if signed else None,
        "last_named": stretch.last_named.isoformat() if stretch.last_named else None,
        "omitted_by": [day.isoformat() for day in stretch.omitted_by],
    }


def _mended(day: str, entries: Sequence[Entry], editions: Sequence[str]) -> tuple[str, str]:
    """A signing day with its year set right where the record contradicts it, and the note that says so."""
    addresses = [e.row.moa_url for e in entries if e.row.moa_url]
    first = entries[0].published
    before = [other for other in editions if other < first]
    return mend_year(day, address=addresses[-1] if addresses else "", unlisted_on=before[-1] if before else "", listed_on=first)


def _signed(entries: list[Entry], editions: Sequence[str]) -> tuple[str, list[str]]:
    """The signing day of the newest listing that prints one, mended by rule, with what else was printed."""
    dated = [e for e in entries if e.row.signed.day]
    printed = dated[-1].row.signed.day if dated else ""
    signed, mended = _mended(printed, entries, editions)
    notes = [note for note in (entries[-1].row.signed.note, mended) if note]
    others = sorted({e.row.signed.day for e in dated} - {printed})
    if others:
        notes.append(f"signing date in earlier lists: {', '.join(others)}")
    return signed, notes


def _other_names(strand: Strand) -> list[str]:
    """Remarks on the lists that named another office for this agreement, or a body that could not be placed."""
    last: dict[str, Entry] = {}
    for entry in strand.in_order:
        if entry.row.identity != strand.identity:
            last[fold(entry.row.agency)] = entry
    return [f"listed until {entry.published} as {entry.row.agency} ({entry.row.printed.county or 'no county'})" for entry in last.values()]
