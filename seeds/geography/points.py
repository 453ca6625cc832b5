"""Where to put a jurisdiction on a map.

The Census Bureau's internal point may lie on water (counties on the Great Lakes, San Francisco) or across the 180th
meridian from most of the land (the Aleutians). A reader looks for a county on its land, so such a county takes a point
inside its largest part as the 2016 outlines draw it, down to the shoreline. A city that is one government with its
county takes the county's point if its own is on water. Every other point is the official one.

The 2019 file leaves out cities that share their name with an unincorporated place of the state. Their points come from
the Gazetteer of 2010, as far as it could be read."""

from __future__ import annotations

from seeds.geography.census import Row
from seeds.geography.outline import Outline, Point

GAZETTEER_2010: dict[str, Point] = {
    "0608954": (-118.324866, 34.188986),  # Burbank CA
    "0649670": (-122.079517, 37.399364),  # Mountain View CA
    "0655520": (-121.6064, 39.754192),  # Paradise CA
    "1257425": (-80.261813, 26.125611),  # Plantation FL
    "4822905": (-99.501281, 27.331677),  # El Cenizo TX
    "4844116": (-97.475379, 26.072974),  # Los Fresnos TX
    "4847892": (-96.592426, 32.763903),  # Mesquite TX
}


def official(row: Row, lon: str, lat: str) -> Point | None:
    """The point that the Census file gives, if it gives one."""
    return (float(row[lon]), float(row[lat])) if row.get(lon) and row.get(lat) else None


def of_county(outline: Outline, listed: Row | None) -> Point:
    """The Gazetteer's point if it is on the county's land and on the same side of the 180th meridian as most of it."""
    point, main = official(listed, "lon", "lat") if listed else None, outline.inside()
    return point if point and outline.holds(point) and point[0] * main[0] > 0 else main
