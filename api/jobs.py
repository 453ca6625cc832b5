"""`python -m api.jobs`: store the maps of the day, the annals and the boundaries at their best and clear away old ones, beside the server and never in a request; forget the contacts of old corrections."""

from __future__ import annotations

import itertools
import sys
from dataclasses import replace
from functools import partial

from filelock import Timeout
from flask import Flask

from api import annals, outlines
from api.annals import Volume
from api.app import create_app
from api.atlas import Sheet, drawn, key_of
from api.db import db
from api.ledger import corrections
from api.ledger.asof import AsOf, resolve
from api.ledger.maps import LAYERS, stable_days
from api.outlines import CURRENT, Outline
from api.settings import Settings
from api.stored import Make, Stored

WEEK = 7 * 24 * 3600


def store_maps(app: Flask) -> int:
    """Store every layer at its default details, and its positions over time, in the best compression, and prune what nobody asked for in a week; answers how many were missing."""
    settings: Settings = app.config["SETTINGS"]
    stored, made = Stored(settings.bodies), 0
    stored.sweep()
    with stored.job(), app.app_context():
        as_of = resolve(db.session)
        bodies = _maps(settings, as_of) | _annals(settings, as_of) | _outlines(settings)
        for key, make in bodies.items():
            if not stored.complete(key):
                stored.put(key, make)
                made += 1
        stored.prune(keep=bodies, unasked=WEEK)
    return made


def _maps(settings: Settings, as_of: AsOf) -> dict[str, Make]:
    """The maps that most ask for, by key, the default detail first; places that are points have but one."""
    days = stable_days(db.session, as_of)
    sheets = (
        Sheet.of(layer, detail, as_of=as_of, days=days, vintages=settings.vintages)
        for detail, layer in itertools.product(("medium", "low"), LAYERS)
    )
    return {key_of(sheet, settings.build): partial(drawn, db.engine, as_of, sheet) for sheet in sheets}


def _annals(settings: Settings, as_of: AsOf) -> dict[str, Make]:
    """Every layer's positions over time, by key."""
    volumes = [Volume.of(db.session, layer, as_of=as_of, vintages=settings.vintages) for layer in LAYERS]
    return {annals.key_of(volume, settings.build): partial(annals.drawn, db.engine, volume) for volume in volumes}


def _outlines(settings: Settings) -> dict[str, Make]:
    """The boundaries that most ask for, by key; those of all places at once are for few."""
    layers = [Outline.of(CURRENT, layer, "medium", vintages=settings.vintages) for layer in ("states", "counties")]
    return {outlines.key_of(outline, settings.build): partial(outlines.render, outline) for outline in layers}


def forget_contacts(app: Flask) -> int:
    """Delete the contacts of readers whose corrections have been open for a year; answers how many."""
    with app.app_context(), db.writing() as session:
        return corrections.forget_contacts(session)


def main() -> int:
    """Forget what is not to be kept, store what is missing, and say how much that was."""
    # A job takes its time: compressing at the best, it reads a map for longer than any reader may.
    app = create_app(replace(Settings.read(), request_seconds=0))
    if forgotten := forget_contacts(app):
        print(f"corrections: {forgotten} contacts deleted after a year", file=sys.stderr)
    try:
        made = store_maps(app)
    except Timeout:
        print("maps: another job is storing them", file=sys.stderr)
        return 0
    except OSError as error:
        print(f"maps: not stored: {error.strerror or error}", file=sys.stderr)
        return 1
    print(f"maps: {made} stored" if made else "maps: all stored", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
