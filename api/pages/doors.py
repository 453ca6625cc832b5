"""Every HTML door, in one call for the app."""

from flask import Flask

from api.pages import compare, console, files, home, law_words, place, problems, search, states, words
from api.pages.blueprint import pages

# Importing a module hangs its routes and filters on the blueprint.
DOORS = (compare, console, files, home, law_words, place, problems, search, states, words)


def open_doors(app: Flask) -> None:
    """Register the pages and their assets."""
    app.register_blueprint(pages)
