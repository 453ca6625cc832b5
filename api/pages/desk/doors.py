"""Every page of the desk, in one call for the app."""

from flask import Flask

from api.pages.desk import drafts, held_rows, overview, stale
from api.pages.desk.blueprint import desk

# Importing a module hangs its routes on the blueprint.
DOORS = (overview, held_rows, stale, drafts)


def open_desk(app: Flask) -> None:
    """Register the desk."""
    app.register_blueprint(desk)
