"""What applies at a point."""

from __future__ import annotations

from typing import Any

from flask import current_app

from api.ledger import jurisdictions
from api.ledger.jurisdictions import Filters
from api.ledger.pages import Asked
from api.resources.doors import Blueprint, Params, clocks, item
from api.schemas import envelope
from api.schemas.lookup import LookupQuery, LookupSchema
from api.settings import Settings
from api.vintage import Vintage

blueprint = Blueprint("lookup", __name__, url_prefix="/v1/lookup", description="What applies at a point.")


@blueprint.door("", query=LookupQuery, answer=envelope.item(LookupSchema))
def get_lookup(params: Params) -> Any:
    """The state, county and place at a point, and where they stand on a day."""
    session, as_of = clocks(params)
    settings: Settings = current_app.config["SETTINGS"]
    land, places = Vintage.current(settings.vintages), Vintage.places(settings.vintages)
    point = {"lon": params["lon"], "lat": params["lat"]}
    # States are the union of their counties, so a county names its state without another search.
    counties = land.areas_at("counties", **point)
    ids = {*counties, *(county[:2] for county in counties), *(places.areas_at("places", **point) if places else ())}
    page = jurisdictions.listing(session, as_of, Filters(ids=tuple(sorted(ids))), Asked("lookup", 100, None))
    return item({"jurisdictions": page.rows, "land": land.name, "places": places.name if places else None}, as_of)
