"""Every HTML door, in one call for the app."""

from flask import Flask

from api.pages import console, coverage, data, failed, files, home, methodology, problems, search, sources, words
from api.pages.blueprint import pages

# Importing a module hangs its routes and filters on the blueprint.
DOORS = (console, coverage, data, files, home, methodology, problems, search, sources, words)


def open_doors(app: Flask) -> None:
    """Register the pages and their assets."""
    app.register_blueprint(pages)
    failed.show_failures(app)
