"""One jurisdiction as a row of the record."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(slots=True)
class Jurisdiction:
    """A state, county, place or county subdivision; an empty text means that no source gives the value."""

    geoid: str
    kind: str
    name: str
    legal_name: str
    state: str
    ocd_id: str = ""
    slug: str = ""
    lsad: str = ""
    funcstat: str = ""
    lat: str = ""
    lon: str = ""
    population: str = ""
    population_year: str = ""
    population_source: str = ""
    county: str = ""

    def counted(self, people: str, source: str) -> None:
        """Take a population estimate of 2021 with its source; nothing if there is none."""
        if people:
            self.population, self.population_year, self.population_source = people, "2021", source

    def placed(self, point: tuple[float, float] | None) -> None:
        """Take a point as (longitude, latitude) in degrees, rounded to six decimals."""
        if point is not None:
            self.lon, self.lat = degrees(point[0]), degrees(point[1])


def degrees(value: float) -> str:
    """A coordinate with at most six decimals and no padding."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


COLUMNS = [
    "geoid",
    "ocd_id",
    "slug",
    "kind",
    "name",
    "legal_name",
    "lsad",
    "funcstat",
    "state",
    "lat",
    "lon",
    "population",
    "population_year",
    "population_source",
    "county",
]

assert set(COLUMNS) == {field.name for field in fields(Jurisdiction)}
