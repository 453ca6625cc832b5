"""What each kind of problem means: the page that the `type` of a problem document leads to."""

from __future__ import annotations

from collections.abc import Iterator

from flask import render_template

from api.pages.blueprint import pages
from api.rules.refusals import Refusal


def kinds(root: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    """Every kind of refusal, each after the one it belongs to."""
    for kind in root.__subclasses__():
        yield kind
        yield from kinds(kind)


@pages.get("/docs/problems")
def problems() -> str:
    """List the problems an answer can name."""
    return render_template("problems.html", kinds=[(k.__name__, k.title, k.__doc__) for k in kinds()])
