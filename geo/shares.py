"""Which counties a place lies in, measured by laying the place's polygon over the county polygons.

The two sets of borders are drawn at different detail, so a place that ends at a county line seems to spill over it
by a few metres. Such a sliver is told from a true part by how thin it is. Tried on the 19,385 governing places of which
Census says whether they lie in one county: this rule finds a county too many for 14 and misses one for 83 (mostly parts
under two hectares); a share of half a percent alone does so for 114 and 103.

County shapes end at the shore of the oceans and the Great Lakes, so water out there lies in no county and weighs
nothing; lakes and rivers inland count as area like the land around them.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo import sources

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

METHOD = "overlay 2019 places on 2016 counties"

# Equal-area projections: Albers for the lower 48 and for Alaska (across the antimeridian too); elsewhere the global
# cylindrical one, whose shapes are stretched in the tropics but whose areas are true.
LOWER_48, ALASKA, ELSEWHERE = "EPSG:5070", "EPSG:3338", "EPSG:6933"
ISLANDS = frozenset({"15", "60", "66", "69", "72", "78"})

# A part thinner than this on average (metres; twice its area over its outline) is a mismatch of borders ...
THIN = 25.0
# ... and so is one that is both under a thousandth of the place and under two hectares.
SMALL_SHARE, SMALL_AREA = 0.001, 20_000.0
# A place and a county that fill each other to this degree are one territory (Juneau, Bristol VA, San Francisco).
SAME = 0.9


@dataclass(frozen=True)
class Share:
    """A county's part of a place: 0..1 of the place's area inside any county."""

    geoid: str
    county: str
    share: float


@dataclass(frozen=True)
class Piece:
    """What a place and a county have in common: its area and outline in metres, and the whole county's area."""

    county: str
    area: float
    outline: float
    county_area: float


def projection(state: str) -> str:
    """The equal-area projection for a state, by its two-digit code."""
    if state == "02":
        return ALASKA
    return ELSEWHERE if state in ISLANDS else LOWER_48


def weigh(geoid: str, pieces: list[Piece]) -> list[Share]:
    """The shares of the counties that a place truly lies in, largest first; they add up to 1."""
    total = sum(piece.area for piece in pieces)
    if total <= 0:
        return []
    ranked = sorted(pieces, key=lambda piece: (-piece.area, piece.county))
    first = ranked[0]
    if first.area >= SAME * total and first.area >= SAME * first.county_area:
        return [Share(geoid, first.county, 1.0)]
    kept = [first, *(piece for piece in ranked[1:] if not is_sliver(piece, total))]
    whole = sum(piece.area for piece in kept)
    return [Share(geoid, piece.county, piece.area / whole) for piece in kept]


def is_sliver(piece: Piece, total: float) -> bool:
    """Whether a part of a place is only a mismatch of two generalised borders."""
    thin = 2 * piece.area < THIN * piece.outline
    return thin or (piece.area < SMALL_SHARE * total and piece.area < SMALL_AREA)


def overlay(places: GeoDataFrame, counties: GeoDataFrame) -> dict[str, list[Piece]]:
    """Place -> what it shares with each county it touches; both frames in one equal-area projection."""
    import shapely

    places, counties = places.reset_index(drop=True), counties.reset_index(drop=True)
    shapes, lands = places.geometry.make_valid(), counties.geometry.make_valid()
    left, right = lands.sindex.query(shapes, predicate="intersects")
    common = shapely.intersection(shapes.to_numpy()[left], lands.to_numpy()[right])
    found: dict[str, list[Piece]] = {geoid: [] for geoid in places["GEOID"]}
    codes, sizes = counties["GEOID"].to_numpy(), lands.area.to_numpy()
    for place, county, shape in zip(left, right, common, strict=True):
        area, outline = float(shapely.area(shape)), float(shapely.length(shape))
        if area > 0:
            piece = Piece(codes[county], area, outline, float(sizes[county]))
            found[places["GEOID"].iat[place]].append(piece)
    return found


def measure(path: Path, counties: GeoDataFrame) -> dict[str, tuple[str, list[Share]]]:
    """Place -> (functional status, shares) for one file, state by state (a place never leaves its state)."""
    places = sources.read_places(path)
    answer: dict[str, tuple[str, list[Share]]] = {}
    for state, group in places.groupby("STATEFP"):
        system = projection(str(state))
        here = counties[counties["STATEFP"] == state]
        pieces = overlay(group.to_crs(system), here.to_crs(system))
        status = dict(zip(group["GEOID"], group["FUNCSTAT"], strict=True))
        answer |= {geoid: (status[geoid], weigh(geoid, found)) for geoid, found in pieces.items()}
    return answer


def write(folder: Path, out: Path, *, single: Path | None = None, statistical: Path | None = None) -> None:
    """Write the shares of governing places in several counties; on wish also the single counties and the CDPs."""
    counties = sources.read_shapes(sources.find("plotly-geo").counties)
    several: list[Share] = []
    unofficial: list[Share] = []
    alone: list[Share] = []
    for path in sources.place_files(folder):
        print(f"shares: {path.name}", flush=True)
        for status, shares in measure(path, counties).values():
            if len(shares) < 2:
                alone += shares
            else:
                (unofficial if status == "S" else several).extend(shares)
    write_shares(out, several)
    if single is not None:
        write_rows(single, ["geoid", "county"], sorted((one.geoid, one.county) for one in alone))
    if statistical is not None:
        write_shares(statistical, unofficial)


def write_shares(out: Path, shares: list[Share]) -> None:
    """Shares as the record keeps them: sorted, four decimals, with the method."""
    rows = sorted((one.geoid, one.county, f"{one.share:.4f}", METHOD) for one in shares)
    write_rows(out, ["geoid", "county", "share", "method"], rows)


def write_rows(out: Path, header: list[str], rows: Sequence[tuple[str, ...]]) -> None:
    """A CSV as the record likes it: UTF-8, LF, a header."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
