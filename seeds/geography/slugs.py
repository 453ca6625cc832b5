"""Readable addresses: one for each jurisdiction, unique over all of them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from seeds.geography import names
from seeds.geography.jurisdiction import Jurisdiction

RESERVED = frozenset(
    [
        "v1",
        "docs",
        "states",
        "compare",
        "changes",
        "methodology",
        "sources",
        "data",
        "desk",
        "static",
        "healthz",
        "readyz",
        "openapi.json",
        "coverage",
        "legend",
        "map",
        "embed",
    ]
)
APOSTROPHES = re.compile("['\u2018\u2019\u02bb\u02bc`.]")


def fold(text: str) -> str:
    """Lower-case words joined by hyphens: accents folded, apostrophes and full stops dropped."""
    plain = unicodedata.normalize("NFKD", APOSTROPHES.sub("", text))
    ascii_only = plain.encode("ascii", "ignore").decode("ascii").lower()
    return re.sub("[^a-z0-9]+", "-", ascii_only).strip("-")


def rank(row: Jurisdiction) -> int:
    """Who keeps the bare name: states, counties, cities, other places, unincorporated places, subdivisions."""
    if row.kind in ("state", "district", "territory"):
        return 0
    if row.kind == "place":
        return 2 if row.lsad != "21" and row.legal_name.endswith("city") else 3
    return {"county": 1, "cdp": 4, "subdivision": 5}[row.kind]


def candidates(row: Jurisdiction, county_names: dict[str, str]) -> list[str]:
    """Slugs from the shortest to the one that cannot collide."""
    if rank(row) == 0:
        return [fold(row.name)]
    tail, base = row.state.lower(), fold(row.name)
    form = fold(names.form(row.name, row.legal_name))
    county = fold(county_names.get(row.county, ""))
    parts = [[base, tail]]
    if form:
        parts.append([base, form, tail])
    if county:
        parts.append([base, form, county, tail])
    parts.append([base, tail, row.geoid])
    return ["-".join(filter(None, each)) for each in parts]


def assign(rows: Iterable[Jurisdiction]) -> None:
    """Give each row its slug: of those that want the same one, the only row of the best rank keeps it."""
    everyone = sorted(rows, key=lambda row: row.geoid)
    county_names = {row.geoid: row.name for row in everyone if row.kind == "county"}
    wishes = {row.geoid: candidates(row, county_names) for row in everyone}
    gone = set(RESERVED)
    waiting = everyone
    for step in range(max(map(len, wishes.values()))):
        wanted = {row.geoid: wishes[row.geoid][min(step, len(wishes[row.geoid]) - 1)] for row in waiting}
        waiting = settle(waiting, wanted, gone)
    if waiting:
        raise ValueError(f"no slug left for {[row.geoid for row in waiting]}")


def settle(waiting: list[Jurisdiction], wanted: dict[str, str], gone: set[str]) -> list[Jurisdiction]:
    """Hand out one round of slugs and return the rows that must ask for a longer one."""
    groups: dict[str, list[Jurisdiction]] = defaultdict(list)
    for row in waiting:
        groups[wanted[row.geoid]].append(row)
    left: list[Jurisdiction] = []
    for slug, claimants in groups.items():
        best = min(map(rank, claimants))
        first = [row for row in claimants if rank(row) == best]
        if len(first) == 1 and slug not in gone:
            first[0].slug = slug
        gone.add(slug)
        left += [row for row in claimants if not row.slug]
    return left
