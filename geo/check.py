"""Verifying a vintage: what its manifest promises, and what RFC 7946 and a map with shared borders ask of the shapes."""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from geo import check_rings, tables, vintage
from geo.states import STATES
from geo.topology import Shapes, disputes

# What Census published in an edition; other editions are only held to their own manifest.
EXPECTED = {"cb2016": {"states": 56, "counties": 3233}}
LONG_NUMBER = re.compile(r"\.\d{7}")
# Square degrees of overlap that arithmetic on a whole nation leaves behind by itself.
NOISE = 1e-9


@dataclass
class Report:
    """What was measured, line by line, and what is wrong."""

    measures: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def expect(self, promise: bool, fault: str) -> None:
        """Note a fault unless the promise holds."""
        if not promise:
            self.faults.append(fault)

    def text(self) -> str:
        """The report as lines to read."""
        verdict = [f"FAULT {fault}" for fault in self.faults] or ["sound"]
        return "\n".join([*self.measures, *verdict])


def check(folder: Path) -> Report:
    """Check a vintage, or the current ones of a folder of vintages."""
    report = Report()
    for home in [home for kind in vintage.KINDS if (home := vintage.current(folder, kind))] or [folder]:
        check_vintage(report, home)
    return report


def check_vintage(report: Report, home: Path) -> None:
    """Check one vintage, of either kind."""
    if not vintage.intact(home):
        report.faults.append(f"{home.name}: files are missing or differ from the manifest's checksums")
        return
    facts = vintage.manifest(home)
    with tables.opened(vintage.database_of(home)) as database:
        check_manifest(report, home, facts, database)
        check_features(report, database)
        for layer in facts["counts"]:
            check_layer(report, layer, facts, database)
            report.faults += check_rings.faults(database, layer)


def check_manifest(report: Report, home: Path, facts: dict[str, Any], database: sqlite3.Connection) -> None:
    """The name, the digest of the rows and the counts."""
    digest, counts = tables.digest(database), tables.counts(database)
    report.measures.append(f"{home.name}: {json.dumps(counts)}")
    report.expect(digest == facts["content_sha256"], "the rows are not the ones the manifest was written for")
    report.expect(home.name == facts["name"] == f"{facts['edition']}-{digest[:8]}", "the folder has another's name")
    report.expect(counts == facts["counts"], f"counts {counts} are not the manifest's")
    expected = EXPECTED.get(facts["edition"], facts["counts"])
    report.expect(counts == expected, f"counts {counts} are not the edition's {expected}")


def check_features(report: Report, database: sqlite3.Connection) -> None:
    """Every area in a known state, every point in its box, every box in the index."""
    named = {state for (state,) in database.execute("SELECT DISTINCT state FROM feature")}
    states = {state for (state,) in database.execute("SELECT state FROM feature WHERE layer = 'states'")} or set(STATES.values())
    report.expect(named <= states, f"an area lies in a state that is not there: {', '.join(sorted(named - states))}")
    outside = """
        SELECT count(*) FROM feature WHERE lat NOT BETWEEN miny AND maxy
        OR iif(minx <= maxx, lon NOT BETWEEN minx AND maxx, lon < minx AND lon > maxx)"""
    report.expect(database.execute(outside).fetchone()[0] == 0, "a point lies outside its own box")
    unfound = """
        SELECT count(*) FROM feature f WHERE NOT EXISTS (
            SELECT 1 FROM feature_rtree r WHERE r.id = f.rowid AND f.lon BETWEEN r.minx AND r.maxx
            AND f.lat BETWEEN r.miny AND r.maxy)"""
    report.expect(database.execute(unfound).fetchone()[0] == 0, "the index does not find a feature at its point")


def check_layer(report: Report, layer: str, facts: dict[str, Any], database: sqlite3.Connection) -> None:
    """A layer at each level of detail: the same areas, sound shapes, and the same gaps (lakes) at every level."""
    names = [detail["name"] for detail in facts["inputs"]["details"]]
    points = database.execute("SELECT geoid, lon, lat FROM feature WHERE layer = ? ORDER BY geoid", (layer,)).fetchall()
    gaps = set()
    for detail in names:
        rows = database.execute("SELECT geoid, geometry FROM fragment WHERE layer = ? AND detail = ? ORDER BY geoid", (layer, detail)).fetchall()
        where = f"{layer} at {detail} detail"
        report.expect([row[0] for row in rows] == [row[0] for row in points], f"{where}: not one fragment a feature")
        broken = [geoid for geoid, text in rows if not follows_rfc7946(text)]
        report.expect(not broken, f"{where}: not as RFC 7946 asks: {', '.join(broken[:10])}")
        sound = check_shapes(report, where, rows, [row[1:] for row in points], facts.get("disputed", []))
        # Between places there is open land; only what tiles the country must leave out the same lakes everywhere.
        if sound and layer != "places":
            gaps.add(count_gaps([text for _, text in rows]))
    report.expect(len(gaps) <= 1, f"{layer}: some levels of detail have gaps that others have not: {sorted(gaps)}")


def check_shapes(report: Report, where: str, rows: list[tuple[str, str]], points: list[tuple[float, float]], known: list[str]) -> bool:
    """The shapes of one layer and level: valid, with the point inside, meeting without overlap. Whether they are valid.

    `known`: the ids of areas whose borders the source itself disputes.
    """
    texts = [text for _, text in rows]
    shapes: Shapes = np.array(shapely.from_geojson(texts), dtype=object)
    sound = shapely.is_valid(shapes) & ~shapely.is_empty(shapes)
    report.expect(bool(sound.all()), f"{where}: {(~sound).sum()} shapes are empty or invalid")
    if not sound.all():
        return False
    disputed = [geoid for (geoid, _), one in zip(rows, disputes(shapes), strict=True) if one]
    unknown = set(disputed) - set(known)
    overlap = shared(shapes)
    report.measures.append(
        f"{where}: {shapely.get_num_coordinates(shapes).sum()} points, {sum(map(len, texts)) // 1000} kB, "
        f"{len(disputed)} areas with disputed borders, {overlap:.9f} square degrees of overlap"
    )
    report.expect(not unknown, f"{where}: areas disagree with a neighbour about their border: {', '.join(sorted(unknown)[:10])}")
    report.expect(overlap < NOISE, f"{where}: areas overlap by {overlap:.9f} square degrees")
    if len(points) == len(shapes):
        inside = shapely.contains_properly(shapes, shapely.points(points))
        report.expect(bool(inside.all()), f"{where}: {(~inside).sum()} points lie outside their areas")
    return True


def shared(shapes: Shapes) -> float:
    """The area that shapes have in common, two by two."""
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    once = left < right
    return float(shapely.area(shapely.intersection(shapes[left[once]], shapes[right[once]])).sum())


def count_gaps(texts: list[str]) -> int:
    """How many lakes and the like the areas leave out between them."""
    union = shapely.union_all(shapely.from_geojson(texts))
    return int(shapely.get_num_interior_rings(shapely.get_parts(union)).sum())


def follows_rfc7946(text: str) -> bool:
    """Closed rings, outer ones counterclockwise and holes clockwise, cut at the antimeridian, six decimals at most."""
    geometry = json.loads(text)
    if geometry["type"] not in ("Polygon", "MultiPolygon") or LONG_NUMBER.search(text):
        return False
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return all(ring_follows(np.array(ring), outer=place == 0) for polygon in polygons for place, ring in enumerate(polygon))


def ring_follows(ring: Any, *, outer: bool) -> bool:
    """One ring: closed, within the globe, no leap over the antimeridian, wound the right way."""
    if len(ring) < 4 or (ring[0] != ring[-1]).any() or (np.abs(ring) > (180, 90)).any():
        return False
    lon, lat = (ring - ring[0]).T
    twice_area = float((lon[:-1] * lat[1:] - lon[1:] * lat[:-1]).sum())
    return bool((np.abs(np.diff(lon)) <= 180).all()) and (twice_area > 0) == outer
