"""Every page of the desk, in one call for the app."""

from flask import Flask

from api.pages.desk import (
    audit,
    brief,
    bulk,
    corrections,
    disputes,
    drafts,
    field_words,
    held_rows,
    overview,
    password,
    people,
    preview,
    proposal,
    proposals,
    record,
    records,
    revision,
    sign_in,
    stale,
    tokens,
    versions,
)
from api.pages.desk.blueprint import desk

# Importing a module hangs its routes on the blueprint.
DOORS = (
    audit,
    brief,
    bulk,
    corrections,
    disputes,
    drafts,
    field_words,
    held_rows,
    overview,
    password,
    people,
    preview,
    proposal,
    proposals,
    record,
    records,
    revision,
    sign_in,
    stale,
    tokens,
    versions,
)


def open_desk(app: Flask) -> None:
    """Register the desk."""
    app.register_blueprint(desk)
