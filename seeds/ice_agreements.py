"""Agencies and agreements as rows of the record, made from the strands of all editions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from api.intake.signing import mend_year
from api.rules.agencies import AgencyKind
from api.rules.gazetteer import Gazetteer
from api.rules.identity import Identity
from api.rules.matching import Method, Placed
from api.rules.names import STATE_NAMES, fold, says_nothing, slug
from seeds.ice_strands import Entry, Strand

_NAMED_SO = {AgencyKind.FIRE_MARSHAL: "state-fire-marshal"}


class SharedKey(Exception):
    """Two agencies that would have one key."""


def agency_key(identity: Identity, name: str, gazetteer: Gazetteer) -> str:
    """The id of an agency: tx-travis-county-sheriff, fl-department-of-law-enforcement."""
    state = identity[1].lower()
    if identity[0] == "government":
        body = gazetteer.bodies[identity[3]]
        return f"{state}-{body.slug.removesuffix(f'-{state}')}-{identity[2]}"
    if identity[0] == "state":
        return f"{state}-{_NAMED_SO.get(AgencyKind(identity[2]), identity[2]).replace('_', '-')}"
    return f"{state}-{slug(name).removeprefix(slug(STATE_NAMES[identity[1]]) + '-')}"


def agency_rows(strands: Iterable[Strand], gazetteer: Gazetteer) -> dict[Identity, dict[str, str]]:
    """The agencies of placed strands as rows of agencies.csv, by identity."""
    entries: dict[Identity, list[Entry]] = defaultdict(list)
    for strand in strands:
        if strand.placed:
            entries[strand.identity] += strand.in_order
    rows = {identity: _agency_row(identity, found, gazetteer) for identity, found in entries.items()}
    keys = [row["key"] for row in rows.values()]
    if len(set(keys)) != len(keys):
        raise SharedKey(", ".join(sorted({key for key in keys if keys.count(key) > 1})))
    return rows


def _agency_row(identity: Identity, entries: list[Entry], gazetteer: Gazetteer) -> dict[str, str]:
    own = sorted((e for e in entries if e.row.identity == identity), key=lambda e: e.published)
    newest = own[-1].row
    placed = [(e.row.found, e.row.county) for e in own if isinstance(e.row.found, Placed)]
    method = next(method for method in Method if method in {found.method for found, _ in placed})
    counties = [county for found, county in placed if found.method is method and not says_nothing(county)]
    names = {fold(e.row.agency): e.row.agency for e in entries if _same_office(e.row.identity, identity)}
    names.pop(fold(newest.agency), None)
    return {
        "key": agency_key(identity, newest.agency, gazetteer),
        "name": newest.agency,
        "kind": str(placed[-1][0].kind),
        "state": newest.state,
        "jurisdiction": placed[-1][0].geoid,
        "county_as_printed": counties[-1] if counties else "",
        "match_method": str(method),
        "former_names": ";".join(sorted(names.values())),
    }


def _same_office(found: Identity, identity: Identity) -> bool:
    """Whether a joined row's name is another name of the agency, not of another office listed in its stead."""
    return found == identity or found[0] == "unplaced" or found[0] == identity[0] == "name"


def agreement_rows(
    strands: Iterable[Strand], agencies: dict[Identity, dict[str, str]], editions: list[str]
) -> list[dict[str, str]]:
    """The agreements of placed strands as rows of agreements.csv; `editions` are the days of all lists, in order."""
    rows = [_agreement_row(strand, agencies[strand.identity]["key"], editions) for strand in strands if strand.placed]
    return sorted(rows, key=lambda row: row["key"])


def _agreement_row(strand: Strand, agency: str, editions: list[str]) -> dict[str, str]:
    entries = strand.in_order
    first, newest = entries[0], entries[-1]
    addresses = [e.row.moa_url for e in entries if e.row.moa_url]
    addenda = [e.row.addendum_url for e in entries if e.row.addendum_url]
    signed, notes = _signed(entries, editions)
    return {
        "key": f"{agency}-{strand.model.lower()}",
        "agency": agency,
        "model": strand.model,
        "signed": signed,
        "first_listed": first.published,
        "last_listed": newest.published,
        "moa_url": addresses[-1] if addresses else "",
        "addendum_url": addenda[-1] if addenda else "",
        "as_printed": newest.row.as_printed,
        "note": "; ".join([*notes, *_other_names(strand)]),
        "source": " ".join(dict.fromkeys((newest.source, first.source))),
    }


def _signed(entries: list[Entry], editions: list[str]) -> tuple[str, list[str]]:
    """The signing day of the newest listing that prints one, mended by rule, with what else was printed."""
    dated = [e for e in entries if e.row.signed.day]
    printed = dated[-1].row.signed.day if dated else ""
    addresses = [e.row.moa_url for e in entries if e.row.moa_url]
    before = [day for day in editions if day < entries[0].published]
    signed, mended = mend_year(
        printed,
        address=addresses[-1] if addresses else "",
        unlisted_on=before[-1] if before else "",
        listed_on=entries[0].published,
    )
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
    return [f"listed until {entry.published} as {entry.row.agency} ({entry.row.county or 'no county'})" for entry in last.values()]
