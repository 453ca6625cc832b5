"""The HTML doors without a browser: headers, assets, and how an address is read."""

from __future__ import annotations

import gzip
import re
from datetime import date
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.caching import init_caching
from api.ledger.asof import AsOf
from api.pages import assets, files
from api.pages.asked import Asked
from api.pages.doors import open_doors
from api.pages.view import read_view
from api.rules.legend import stylesheet

TODAY = date(2026, 11, 21)
CATEGORIES = ("no_government", "insufficient_evidence", "contested", "287g", "sanctuary", "limits", "mixed", "cooperates")


@pytest.fixture
def client() -> FlaskClient:
    """A reader of an app that has nothing but pages."""
    app = Flask("pages", static_folder=None)
    init_caching(app)
    open_doors(app)
    return app.test_client()


@pytest.mark.parametrize("path", ["/assets/js/main.js", "/assets/css/base.css", "/assets/icon.svg"])
def test_assets_carry_the_security_headers_and_their_type(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.mimetype in {"text/javascript", "text/css", "image/svg+xml"}


def test_each_encoding_has_its_bytes_and_its_etag(client: FlaskClient) -> None:
    plain, squeezed, small = (client.get("/assets/js/main.js", headers={"Accept-Encoding": wanted}) for wanted in ("identity", "gzip", "gzip, br"))
    assert gzip.decompress(squeezed.data) == brotli.decompress(small.data) == plain.data
    assert len({answer.headers["ETag"] for answer in (plain, squeezed, small)}) == 3
    assert all("Accept-Encoding" in answer.headers["Vary"] for answer in (plain, squeezed, small))
    again = client.get("/assets/js/main.js", headers={"Accept-Encoding": "br", "If-None-Match": small.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""


@pytest.mark.parametrize("path", ["../home.py", "js/../../home.py", "js", "nothing.js", "vendor/manifest.json"])
def test_nothing_but_assets_is_served(client: FlaskClient, path: str) -> None:
    assert client.get(f"/assets/{path}").status_code == 404


ASKED = Asked(AsOf(TODAY, 3, None, latest=True), TODAY)


@pytest.mark.parametrize(
    ("asked", "layer", "position", "chosen"),
    [
        pytest.param({}, "auto", "operative", {}, id="nothing asked"),
        pytest.param({"layer": "states", "position": "policy", "marks": "by_law"}, "states", "policy", {"marks": "by_law"}, id="a full view"),
        pytest.param({"layer": "moons", "position": "?", "category": "nice", "sort": "luck"}, "auto", "operative", {}, id="unknown words"),
        pytest.param({"state": "48", "operative_category": "287g"}, "auto", "operative", {"state": "TX", "category": "287g"}, id="as the API names them"),
    ],
)
def test_the_address_is_the_view(asked: dict[str, str], layer: str, position: str, chosen: dict[str, str]) -> None:
    view = read_view(asked, ASKED)
    assert (view.layer, view.position, view.chosen, view.sort) == (layer, position, chosen, "name")


def test_a_category_narrows_the_position_that_is_shown() -> None:
    operative, policy = (read_view({"category": "287g", "position": position}, ASKED).filters for position in ("operative", "policy"))
    assert (operative.operative_category, operative.category) == ("287g", None)
    assert (policy.operative_category, policy.category) == (None, "287g")


def test_a_stylesheet_can_be_asked_for_in_one_theme(client: FlaskClient) -> None:
    both, dark, light = (client.get(f"/assets/legend.css{query}").text for query in ("", "?theme=dark", "?theme=light"))
    assert "@media (prefers-color-scheme: dark)" in both
    assert "@media all" in dark
    assert "@media not all" in light
    assert "prefers-color-scheme" not in dark + light


def test_no_markup_of_ours_needs_an_exception_from_the_policy() -> None:
    for template in (Path(files.__file__).parent / "templates").glob("*.html"):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son\w+=\"|<style|<script(?![^>]*\s(?:src=|type=\"application/ld\+json\"))|https?://", text), template.name


def test_every_category_has_a_colour_or_a_pattern_in_both_themes() -> None:
    colours = stylesheet()
    base = (files.STATIC / "css" / "base.css").read_text(encoding="utf-8")
    for category in CATEGORIES:
        assert f".swatch-{category} " in base
        if category not in {"insufficient_evidence", "contested"}:
            assert colours.count(f"--cat-{category}:") == 2, category


def test_the_lock_file_names_no_download_address() -> None:
    text = assets.LOCK.read_text(encoding="utf-8")
    assert '"resolved"' not in text
    assert '"integrity"' in text


def test_a_changed_asset_is_fetched_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "INSTALLED", tmp_path / "node_modules")
    monkeypatch.setattr(assets, "VENDOR", tmp_path / "static" / "vendor")
    (tmp_path / "static").mkdir()
    for source in assets.TAKEN:
        file = assets.INSTALLED / source
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding="utf-8")
    assert not assets.in_place()
    assets.lay_out()
    assert assets.in_place()
    next(iter(assets.VENDOR.rglob("*.mjs"))).write_text("changed", encoding="utf-8")
    assert not assets.in_place()
