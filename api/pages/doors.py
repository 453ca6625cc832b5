"""Every HTML door, in one call for the app."""

from flask import Flask

from api.pages import (
    changes,
    coding,
    compare,
    comparison,
    console,
    corrections,
    coverage,
    data,
    failed,
    files,
    home,
    law_words,
    legend,
    methodology,
    place,
    problems,
    search,
    sources,
    states,
    words,
)
from api.pages.blueprint import pages

# Importing a module hangs its routes and filters on the blueprint.
DOORS = (
    changes,
    coding,
    compare,
    comparison,
    console,
    corrections,
    coverage,
    data,
    files,
    home,
    law_words,
    legend,
    methodology,
    place,
    problems,
    search,
    sources,
    states,
    words,
)


def open_doors(app: Flask) -> None:
    """Register the pages and their assets."""
    app.register_blueprint(pages)
    failed.show_failures(app)
