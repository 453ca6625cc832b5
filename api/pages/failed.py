"""The page that a reader sees in place of one that cannot be shown: what happened, what to do, and a search by name."""

from __future__ import annotations

from flask import Flask, Response, render_template

from api import errors
from api.pages.security import secure


def failed(*, status: int, title: str, told: list[str]) -> Response:
    """Show a problem; asks nothing of the record, which may be what failed."""
    return secure(Response(render_template("failed.html", status=status, title=title, told=told), status, content_type="text/html; charset=utf-8"))


def show_failures(app: Flask) -> None:
    """Let the error table show its problems as pages."""
    app.extensions[errors.PAGE] = failed
