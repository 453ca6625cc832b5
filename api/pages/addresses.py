"""Which addresses the application has, so that a page never leads to one that it has not."""

from __future__ import annotations

from flask import current_app
from werkzeug.exceptions import HTTPException


def answers(path: str) -> bool:
    """Whether the application has an address."""
    try:
        current_app.url_map.bind("").match(path)
    except HTTPException:
        return False
    return True
