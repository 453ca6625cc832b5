"""Every page of the desk, in one call for the app."""

from flask import Flask

from api.pages.desk import (
    audit,
    corrections,
    overview,
    password,
    people,
    sign_in,
    tokens,
)
from api.pages.desk.blueprint import desk

# Importing a module hangs its routes on the blueprint.
DOORS = (
    audit,
    corrections,
    overview,
    password,
    people,
    sign_in,
    tokens,
)


def open_desk(app: Flask) -> None:
    """Register the desk."""
    app.register_blueprint(desk)
