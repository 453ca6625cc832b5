"""Maps: every jurisdiction of a layer as GeoJSON, with where it stands on a day."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app
from sqlalchemy.orm import Session

from api.atlas import Sheet, key_of, render
from api.caching import Stored
from api.db import db
from api.forms import chosen
from api.ledger.asof import AsOf, resolve
from api.ledger.maps import stable_days
from api.resources.doors import Blueprint, Params
from api.rules.boxes import Box
from api.schemas.map import MapQuery, MapSchema
from api.settings import Settings

blueprint = Blueprint("maps", __name__, url_prefix="/v1/maps", description="Layers of the map as GeoJSON (RFC 7946).")
GEOJSON = "application/geo+json"


@blueprint.door("/<any(states, counties, places):layer>", query=MapQuery, answer=MapSchema, content_type=GEOJSON)
def get_map(params: Params, layer: str) -> Any:
    """A layer of the map, for every day of the period around the one asked about."""
    content_type = chosen(GEOJSON, "application/json")
    session = db.session
    as_of = resolve(session, on=params.get("on"), revision=params.get("revision"))
    settings: Settings = current_app.config["SETTINGS"]
    sheet = Sheet.of(layer, params["detail"], as_of=as_of, days=stable_days(session, as_of), vintages=settings.vintages)
    answer = _answer(session, as_of, sheet, params.get("bbox"), content_type)
    answer.headers["Spectrum-On"] = as_of.on.isoformat()
    return answer


def _answer(session: Session, as_of: AsOf, sheet: Sheet, bbox: str | None, content_type: str) -> Response:
    if bbox is not None:
        return Response(b"".join(render(session, as_of, sheet, Box.parse(bbox))), content_type=content_type)
    settings: Settings = current_app.config["SETTINGS"]
    return Stored(settings.bodies).answer(key_of(sheet, settings.build), lambda: b"".join(render(session, as_of, sheet)), content_type=content_type)
