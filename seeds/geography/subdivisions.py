"""Townships, New England towns and plantations: every ten-digit entry of the Open Civic Data list."""

from __future__ import annotations

from seeds.geography import sources
from seeds.geography.census import Row
from seeds.geography.jurisdiction import Jurisdiction

FORMS = (" township", " town", " plantation")


def short(legal: str) -> str:
    """The name without its form: "Salem" of "Salem township"; "Township 6" keeps its own."""
    for form in FORMS:
        if legal.endswith(form):
            return legal.removesuffix(form)
    return legal


def build(
    divisions: dict[str, Row],
    people: dict[tuple[str, str], str],
    shared: dict[str, str],
    usps: dict[str, str],
) -> list[Jurisdiction]:
    """One row for each; `people` has the estimates by county and legal name, `shared` those told apart by id."""
    rows: list[Jurisdiction] = []
    for geoid, division in divisions.items():
        if len(geoid) != 10:
            continue
        legal = division["name"]
        row = Jurisdiction(geoid, "subdivision", short(legal), legal, usps[geoid[:2]])
        row.ocd_id, row.county = division["id"], geoid[:5]
        row.counted(people.get((row.county, legal), shared.get(geoid, "")), sources.PLACE_POPULATION)
        rows.append(row)
    return rows
