"""Counties and what stands in their place: parishes, boroughs, municipios, independent cities, islands."""

from __future__ import annotations

from seeds.geography import points, sources, standing
from seeds.geography.cartography import Feature
from seeds.geography.census import Row
from seeds.geography.jurisdiction import Jurisdiction
from seeds.geography.slugs import fold
from seeds.geography.vintages import SPLIT

# Legal form by Census code, for the island areas that the Gazetteer leaves out.
FORMS = {"00": "", "07": "District", "10": "Island", "12": "Municipality"}


def full_name(base: str, lsad: str, listed: str | None) -> str:
    """The name with its form; the Gazetteer's own spelling lost some accents, so the base name is the outline's."""
    if listed is None:
        return f"{base} {FORMS[lsad]}".strip()
    if fold(listed).startswith(fold(base)):
        return base + listed[len(base) :]
    raise ValueError(f"{listed} is not {base}")


def population(geoid: str, people: dict[str, str]) -> str:
    """The estimate of 2021, or the sum of the two counties that a county has split into since."""
    parts = [new for new, old in SPLIT.items() if old == geoid]
    if parts:
        return str(sum(int(people[part]) for part in parts))
    return people.get(geoid, "")


def build(
    features: dict[str, Feature],
    gazetteer: dict[str, Row],
    divisions: dict[str, Row],
    people: dict[str, str],
    usps: dict[str, str],
) -> list[Jurisdiction]:
    """One row for each county of the 2016 outlines."""
    rows: list[Jurisdiction] = []
    for geoid, feature in features.items():
        listed = gazetteer.get(geoid)
        base, lsad = feature.attributes["NAME"], feature.attributes["LSAD"]
        name = full_name(base, lsad, listed["name"] if listed else None)
        row = Jurisdiction(geoid, "county", name, name, usps[geoid[:2]], lsad=lsad)
        row.ocd_id = divisions.get(geoid, {}).get("id", "")
        row.funcstat = standing.functional_status(geoid, lsad)
        row.placed(points.of_county(feature.outline, listed))
        row.counted(population(geoid, people), sources.COUNTY_POPULATION)
        rows.append(row)
    return rows
