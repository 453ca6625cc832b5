"""`python -m api.jobs`: store the maps of the day ready to send, beside the server and never in a request."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Iterator

from flask import Flask

from api.app import create_app
from api.atlas import Sheet, key_of, render
from api.caching import BEST_QUALITY, Stored
from api.db import db
from api.ledger.asof import AsOf, resolve
from api.ledger.maps import LAYERS, stable_days
from api.settings import Settings
from api.vintage import Vintage


def store_maps(app: Flask) -> int:
    """Store every layer at its default details in the best compression; answers how many were missing."""
    settings: Settings = app.config["SETTINGS"]
    stored = Stored(settings.bodies)
    made = 0
    with app.app_context():
        as_of = resolve(db.session)
        for sheet in _sheets(settings, as_of):
            key = key_of(sheet, settings.build)
            if not stored.complete(key):
                stored.put(key, render(db.session, as_of, sheet), quality=BEST_QUALITY)
                made += 1
    return made


def _sheets(settings: Settings, as_of: AsOf) -> Iterator[Sheet]:
    days, vintage = stable_days(db.session, as_of), Vintage.current(settings.vintages)
    for layer, detail in itertools.product(LAYERS, ("low", "medium")):
        if layer != "places" or detail == "medium":
            yield Sheet(layer, detail, as_of.revision, days, vintage)


def main() -> int:
    """Store what is missing and say how much that was."""
    made = store_maps(create_app())
    print(f"maps: {made} stored" if made else "maps: all stored", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
