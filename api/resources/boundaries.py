"""Boundaries alone, which a reader keeps for good: the positions of any day are laid onto them."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Response, current_app

from api import outlines
from api.forms.choice import GEOJSON, JSON, chosen
from api.outlines import CURRENT, Outline
from api.resources.doors import Blueprint, Params
from api.rules.boxes import Box
from api.schemas.boundaries import BoundariesQuery, BoundariesSchema, VintagesSchema
from api.schemas.query import NoQuery
from api.sending import passing_answer, stored_answer
from api.settings import Settings
from api.stored import Stored

# A vintage never changes, and another one has another address.
IMMUTABLE = "public, max-age=31536000, immutable"

blueprint = Blueprint("boundaries", __name__, url_prefix="/v1/boundaries", description="Boundaries as GeoJSON (RFC 7946), to lay positions onto.")


@blueprint.door("", query=NoQuery, answer=VintagesSchema)
def list_boundaries(params: Params) -> Any:
    """The vintages in use, with their layers and levels of detail."""
    settings: Settings = current_app.config["SETTINGS"]
    return {"data": outlines.offered(settings.vintages)}


@blueprint.door("/<vintage>/<any(states, counties, places):layer>", query=BoundariesQuery, answer=BoundariesSchema, forms=(GEOJSON, JSON))
def get_boundaries(params: Params, vintage: str, layer: str) -> Any:
    """The boundaries of a layer, or of what a box meets: ids and geometry, the same for good. Places only where their outlines are built."""
    content_type = chosen(GEOJSON, JSON)
    settings: Settings = current_app.config["SETTINGS"]
    outline = Outline.of(vintage, layer, params["detail"], vintages=settings.vintages)
    answer = _answer(outline, params.get("bbox"), settings, content_type)
    if vintage != CURRENT:
        answer.headers["Cache-Control"] = IMMUTABLE
    return answer


def _answer(outline: Outline, bbox: str | None, settings: Settings, content_type: str) -> Response:
    """The whole of a layer is stored; a part of it, of which there are as many as there are boxes, is not."""
    if bbox is not None:
        return passing_answer(partial(outlines.render, outline, outline.met(Box.parse(bbox))), content_type=content_type)
    key = outlines.key_of(outline, settings.build)
    return stored_answer(Stored(settings.bodies), key, partial(outlines.render, outline), content_type=content_type)
