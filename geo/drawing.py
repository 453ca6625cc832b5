"""A layer drawn: its shapes at each level of detail, and the rows that a vintage keeps of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo import fragments, ladder, rings, topology
from geo.details import Detail
from geo.ladder import Ladder
from geo.tables import Contents, FeatureRow, FragmentRow
from geo.topology import Shapes


def simplify(steps: Ladder, detail: Detail, disputed: NDArray[np.bool_] | None = None) -> Shapes:
    """A layer at one level of detail; areas whose borders the source itself disputes are left as fine as can be."""
    coarse = ladder.draw(steps, detail.tolerance, form=detail.form, disputed=disputed)
    return topology.snap(topology.drop_islets(coarse, detail.islet), detail.decimals, disputed)


def rows(layer: str, frame: Any, shapes: Shapes, drawings: dict[str, Shapes]) -> Contents:
    """What a vintage keeps of a layer: `frame` names its areas (geoid, name, state), in the order of the shapes."""
    geoids = frame["geoid"].tolist()
    points = fragments.points_inside(shapes, list(drawings.values())).tolist()
    named = zip(geoids, frame["name"], frame["state"], points, shapes, strict=True)
    features: list[FeatureRow] = [(layer, geoid, name, state, lon, lat, *fragments.box(shape)) for geoid, name, state, (lon, lat), shape in named]
    texts: list[FragmentRow] = [
        (layer, detail, geoid, text) for detail, drawn in drawings.items() for geoid, text in zip(geoids, fragments.geometry_texts(drawn), strict=True)
    ]
    return Contents(features, texts, list(rings.pack(layer, geoids, shapes)))


def join(layers: list[Contents]) -> Contents:
    """The rows of several layers, one layer after the other."""
    return Contents(
        [row for layer in layers for row in layer.features],
        [row for layer in layers for row in layer.fragments],
        [row for layer in layers for row in layer.rings],
    )
