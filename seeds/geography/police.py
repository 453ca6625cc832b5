"""The FBI's list of law enforcement agencies, here only for the population that a city's police serve."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from seeds.geography import table

EMPLOYEES = "fbi-law-enforcement-employees.csv"

Served = dict[tuple[str, str], list[tuple[str, int]]]


def served(folder: Path) -> Served:
    """Counties and population served, by state and agency name, of city, town and township police."""
    found: Served = defaultdict(list)
    for row in table.read(folder / EMPLOYEES):
        if row["agency_type_name"] == "City" and row["population"].isdigit():
            key = (row["state_abbr"], row["pub_agency_name"])
            found[key].append((row["county_name"], int(row["population"])))
    return found


def agrees(served: Served, state: str, name: str, county: str, people: int) -> bool:
    """Whether police of that name in that county serve about as many people, give or take a tenth."""
    return any(
        county.upper() in counties and abs(count - people) <= people / 10
        for counties, count in served.get((state, name), [])
    )
