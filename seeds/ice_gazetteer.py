"""The record's governments as the list that agency names are looked up in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from api.rules.gazetteer import Body, Gazetteer, Layer
from seeds.files import read_jurisdictions

# A place that is only a name on the census map has no police and signs nothing.
GOVERNING = {
    "state": Layer.STATE,
    "district": Layer.STATE,
    "territory": Layer.STATE,
    "county": Layer.COUNTY,
    "place": Layer.PLACE,
    "subdivision": Layer.SUBDIVISION,
}


def read_gazetteer(record: Path) -> Gazetteer:
    """The governments of a folder of the record."""
    return gazetteer_of(read_jurisdictions(record))


def gazetteer_of(jurisdictions: Mapping[str, Mapping[str, Any]]) -> Gazetteer:
    """Every county, place and township with the counties it lies in and its canonical id."""
    return Gazetteer(_body(geoid, entry, GOVERNING[entry["kind"]]) for geoid, entry in sorted(jurisdictions.items(), key=_as_filed) if entry["kind"] in GOVERNING)


def _as_filed(item: tuple[str, Mapping[str, Any]]) -> tuple[int, str]:
    """States first, then counties, places and townships: the order in which a name is looked up."""
    return {2: 0, 5: 1, 7: 2}.get(len(item[0]), 3), item[0]


def _body(geoid: str, entry: Mapping[str, Any], layer: Layer) -> Body:
    counties = {shared["geoid"] for shared in entry["counties"]} | ({entry["county"]} if entry.get("county") else set())
    return Body(
        geoid=geoid,
        layer=layer,
        state=entry["state"],
        name=entry["name"],
        legal_name=entry["legal_name"],
        slug=entry["slug"],
        counties=frozenset(counties | ({geoid[:5]} if layer is Layer.SUBDIVISION else set())),
        canonical=entry.get("same_as") or "",
    )
