"""`python -m api.jobs`: store the maps of the day ready to send, beside the server and never in a request."""

from __future__ import annotations

import itertools
import sys

from flask import Flask

from api.app import create_app
from api.atlas import Sheet, key_of, render
from api.caching import BEST_QUALITY, Stored
from api.db import db
from api.ledger.asof import AsOf, resolve
from api.ledger.maps import LAYERS, stable_days
from api.settings import Settings


def store_maps(app: Flask) -> int:
    """Store every layer at its default details in the best compression; answers how many were missing."""
    settings: Settings = app.config["SETTINGS"]
    stored = Stored(settings.bodies)
    made = 0
    with app.app_context():
        as_of = resolve(db.session)
        for key, sheet in _sheets(settings, as_of).items():
            if not stored.complete(key):
                stored.put(key, b"".join(render(db.session, as_of, sheet)), quality=BEST_QUALITY)
                made += 1
    return made


def _sheets(settings: Settings, as_of: AsOf) -> dict[str, Sheet]:
    """The maps that most ask for, by key, the default detail first; places that are points have but one."""
    days = stable_days(db.session, as_of)
    sheets = (
        Sheet.of(layer, detail, as_of=as_of, days=days, vintages=settings.vintages)
        for detail, layer in itertools.product(("medium", "low"), LAYERS)
    )
    return {key_of(sheet, settings.build): sheet for sheet in sheets}


def main() -> int:
    """Store what is missing and say how much that was."""
    made = store_maps(create_app())
    print(f"maps: {made} stored" if made else "maps: all stored", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
