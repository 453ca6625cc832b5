"""The pages' own files: how long a reader may keep them."""

from __future__ import annotations

from flask.testing import FlaskClient


def test_a_browser_keeps_the_icon_and_asks_for_the_rest_each_time(small_client: FlaskClient) -> None:
    kept = {path: small_client.get(f"/assets/{path}").headers["Cache-Control"] for path in ("icon.svg", "js/main.js", "css/base.css")}
    assert kept == {"icon.svg": "max-age=86400", "js/main.js": "no-cache", "css/base.css": "no-cache"}
