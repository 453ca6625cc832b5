"""Counties that are only an area on the map: no county government sits there.

From the class codes of the Census Bureau's list of counties (2010): H4 inactive or non-functioning, H5 statistical.
Massachusetts keeps elected sheriffs in such counties, so "no county government" does not mean "no sheriff"."""

from __future__ import annotations

NON_FUNCTIONING, STATISTICAL = "N", "S"

INACTIVE = frozenset(
    [
        "09001",
        "09003",
        "09005",
        "09007",
        "09009",
        "09011",
        "09013",
        "09015",
        "25003",
        "25009",
        "25011",
        "25013",
        "25015",
        "25017",
        "25019",
        "25025",
        "25027",
        "44001",
        "44003",
        "44005",
        "44007",
        "44009",
        "60030",
        "60040",
        "66010",
        "78010",
        "78020",
        "78030",
    ]
)
CENSUS_AREA = "05"  # legal/statistical code of Alaska's census areas


def functional_status(geoid: str, lsad: str) -> str:
    """N or S where no county government sits; empty where one does, since no list read here codes it."""
    if lsad == CENSUS_AREA:
        return STATISTICAL
    return NON_FUNCTIONING if geoid in INACTIVE else ""
