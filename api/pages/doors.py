"""Every HTML door, in one call for the app."""

from flask import Flask

from api.pages import changes, console, files, home, problems, search, words
from api.pages.blueprint import pages

# Importing a module hangs its routes and filters on the blueprint.
DOORS = (changes, console, files, home, problems, search, words)


def open_doors(app: Flask) -> None:
    """Register the pages and their assets."""
    app.register_blueprint(pages)
