"""The fifty states, the District of Columbia and five territories."""

from __future__ import annotations

from seeds.geography import ocd, sources
from seeds.geography.cartography import Feature
from seeds.geography.jurisdiction import Jurisdiction

TERRITORIES = frozenset({"AS", "GU", "MP", "PR", "VI"})

# The cartographic file's long or inverted names, as people say them.
CALLED = {"78": "U.S. Virgin Islands", "69": "Northern Mariana Islands"}


def kind(usps: str) -> str:
    """State, district or territory."""
    return "territory" if usps in TERRITORIES else "district" if usps == "DC" else "state"


def build(features: dict[str, Feature], people: dict[str, str]) -> list[Jurisdiction]:
    """One row for each; its point is worked out from its outline, since no list gives one."""
    rows: list[Jurisdiction] = []
    for geoid, feature in features.items():
        usps, legal = feature.attributes["STUSPS"], feature.attributes["NAME"]
        row = Jurisdiction(geoid, kind(usps), CALLED.get(geoid, legal), legal, usps)
        row.ocd_id = ocd.state_id(row.kind, usps)
        row.lsad = feature.attributes["LSAD"]
        row.placed(feature.outline.inside())
        row.counted(people.get(geoid, ""), sources.COUNTY_POPULATION)
        rows.append(row)
    return rows
