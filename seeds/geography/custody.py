"""Who runs the jail where it is not the county: the six states with one system for prisons and jails."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from seeds.geography import sources
from seeds.geography.jurisdiction import Jurisdiction

COLUMNS = ["geoid", "operator", "kind", "from", "until", "source", "note"]
UNIFIED = {"AK": "02", "CT": "09", "DE": "10", "HI": "15", "RI": "44", "VT": "50"}
# Boroughs of Alaska that run a community jail of their own; custody/local.csv says so by a source each.
COMMUNITY_JAILS = frozenset({"02060", "02100", "02185", "02195", "0270540", "0286380"})
NOTE = "One state system holds both prisons and jails"


def build(rows: Iterable[Jurisdiction], governments: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """The state, its counties, and its consolidated governments by the id they answer at, which would else be taken to run their own."""
    canonical = {row["geoid"] for row in governments}
    told_otherwise = COMMUNITY_JAILS.union(row["other_geoid"] for row in governments)
    found: list[dict[str, str]] = []
    for row in rows:
        operator = UNIFIED.get(row.state)
        if operator and row.geoid not in told_otherwise and (row.kind in ("state", "county") or row.geoid in canonical):
            values = (row.geoid, operator, "state", "", "", sources.UNIFIED, NOTE)
            found.append(dict(zip(COLUMNS, values, strict=True)))
    return found
