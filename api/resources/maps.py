"""Maps: every jurisdiction of a layer as GeoJSON, with where it stands on a day."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Response, current_app

from api import annals
from api.annals import Volume
from api.atlas import Sheet, drawn, key_of
from api.db import db
from api.forms.choice import GEOJSON, JSON, chosen
from api.ledger.asof import AsOf, resolve
from api.ledger.maps import stable_days
from api.resources.doors import Blueprint, Params
from api.rules.boxes import Box
from api.schemas.annals import AnnalsQuery, AnnalsSchema
from api.schemas.map import MapQuery, MapSchema
from api.sending import passing_answer, stored_answer
from api.settings import Settings
from api.stored import Stored

blueprint = Blueprint("maps", __name__, url_prefix="/v1/maps", description="Layers of the map: as GeoJSON (RFC 7946), or their positions over time.")


@blueprint.door("/<any(states, counties, places):layer>", query=MapQuery, answer=MapSchema, forms=(GEOJSON, JSON))
def get_map(params: Params, layer: str) -> Any:
    """A layer of the map, for every day of the period around the one asked about."""
    content_type = chosen(GEOJSON, JSON)
    session = db.session
    as_of = resolve(session, on=params.get("on"), revision=params.get("revision"))
    settings: Settings = current_app.config["SETTINGS"]
    days = stable_days(session, as_of)
    sheet = Sheet.of(layer, params["detail"], as_of=as_of, days=days, vintages=settings.vintages)
    answer = _answer(as_of, sheet, params.get("bbox"), settings, content_type)
    answer.headers["Spectrum-On"] = as_of.on.isoformat()
    return answer


@blueprint.door("/<any(states, counties, places):layer>/positions", query=AnnalsQuery, answer=AnnalsSchema)
def get_positions(params: Params, layer: str) -> Any:
    """Where every jurisdiction of a layer stood from day to day, over the whole record: each from day to day until the next, and the standings by name."""
    session = db.session
    as_of = resolve(session, revision=params.get("revision"))
    settings: Settings = current_app.config["SETTINGS"]
    volume = Volume.of(session, layer, as_of=as_of, vintages=settings.vintages)
    make = partial(annals.drawn, db.engine, volume)
    return stored_answer(Stored(settings.bodies), annals.key_of(volume, settings.build), make, content_type=JSON)


def _answer(as_of: AsOf, sheet: Sheet, bbox: str | None, settings: Settings, content_type: str) -> Response:
    """The whole of a layer is stored; a part of it, of which there are as many as there are boxes, is not."""
    if bbox is not None:
        return passing_answer(partial(drawn, db.engine, as_of, sheet, Box.parse(bbox)), content_type=content_type)
    key = key_of(sheet, settings.build)
    return stored_answer(Stored(settings.bodies), key, partial(drawn, db.engine, as_of, sheet), content_type=content_type)
