"""Agencies as entries of the record: a key minted from what the agency is, its names, and where it belongs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from api.rules.agencies import AgencyKind
from api.rules.gazetteer import Gazetteer
from api.rules.identity import Identity
from api.rules.matching import CONFIDENCE, Method, Placed
from api.rules.names import STATE_NAMES, fold, says_nothing, slug
from seeds.ice_strands import Entry, Strand

_NAMED_SO = {AgencyKind.FIRE_MARSHAL: "state-fire-marshal"}


class SharedKey(Exception):
    """Two agencies that would have one key."""


def agency_key(identity: Identity, gazetteer: Gazetteer) -> str:
    """The id of an agency: tx-travis-county-sheriff, fl-department-of-law-enforcement."""
    state = identity[1].lower()
    if identity[0] == "government":
        body = gazetteer.bodies[identity[3]]
        return f"{state}-{body.slug.removesuffix(f'-{state}')}-{identity[2]}"
    if identity[0] == "state":
        return f"{state}-{_NAMED_SO.get(AgencyKind(identity[2]), identity[2]).replace('_', '-')}"
    return f"{state}-{slug(identity[2]).removeprefix(slug(STATE_NAMES[identity[1]]) + '-')}"


def agencies_of(strands: Iterable[Strand], gazetteer: Gazetteer) -> dict[Identity, dict[str, Any]]:
    """The agencies of placed strands as entries with their keys, by identity."""
    entries: dict[Identity, list[Entry]] = defaultdict(list)
    for strand in strands:
        if strand.placed:
            entries[strand.identity] += [*strand.entries, *strand.applied]
    own = {identity: agency_key(identity, gazetteer) for identity in entries}
    if len(set(own.values())) != len(own):
        keys = list(own.values())
        raise SharedKey(", ".join(sorted({key for key in keys if keys.count(key) > 1})))
    return {identity: {"key": own[identity], **_entry(identity, found, gazetteer, set(own))} for identity, found in entries.items()}


def _entry(identity: Identity, entries: list[Entry], gazetteer: Gazetteer, standing: set[Identity]) -> dict[str, Any]:
    entries = sorted(entries, key=lambda e: (e.published, e.edition, e.row.number))
    own = [e for e in entries if e.row.identity == identity or e.row.identity[0] == identity[0] == "name"]
    # A row of the list of agreements names an agency before one of the applicants.
    newest = max(own, key=lambda e: (not e.edition.startswith("pending"), e.published, e.row.number)).row
    placed = [(e.row.found, e.row.printed.county) for e in own if isinstance(e.row.found, Placed)]
    method = next(method for method in Method if method in {found.method for found, _ in placed})
    counties = [county for found, county in placed if found.method is method and not says_nothing(county)]
    names = {fold(e.row.printed.agency): e.row.printed.agency for e in entries if _same_office(e.row.identity, identity)}
    names.pop(fold(newest.printed.agency), None)
    others = {e.row.identity for e in entries} - standing
    return {
        "name": newest.printed.agency,
        "kind": str(placed[-1][0].kind),
        "state": newest.state,
        "jurisdiction": placed[-1][0].geoid or None,
        "county_as_printed": counties[-1] if counties else None,
        "match_method": str(method),
        "match_confidence": str(CONFIDENCE[method]),
        "former_names": sorted(names.values()),
        "former_keys": sorted({agency_key(other, gazetteer) for other in others if other[0] != "unplaced"}) or None,
    }


def _same_office(found: Identity, identity: Identity) -> bool:
    """Whether a joined row's name is another name of the agency, not of another office listed in its stead."""
    return found == identity or found[0] == "unplaced" or found[0] == identity[0] == "name"
