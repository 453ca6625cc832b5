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
from api.pages import assets, files
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


@pytest.mark.parametrize(
    ("asked", "layer", "position", "on"),
    [
        pytest.param({}, "counties", "operative", TODAY, id="nothing asked"),
        pytest.param({"layer": "states", "position": "policy", "on": "2016-06-01"}, "states", "policy", date(2016, 6, 1), id="a full view"),
        pytest.param({"layer": "moons", "position": "?"}, "counties", "operative", TODAY, id="unknown words"),
    ],
)
def test_the_address_is_the_view(asked: dict[str, str], layer: str, position: str, on: date) -> None:
    view = read_view(asked, today=TODAY)
    assert (view.layer, view.position, view.on, view.notice) == (layer, position, on, None)


@pytest.mark.parametrize("asked", ["1979-12-31", "2031-11-22", "2026-02-30", "20260601", "2026-06", "soon"])
def test_a_day_that_cannot_be_shown_is_today_with_a_notice(asked: str) -> None:
    view = read_view({"on": asked}, today=TODAY)
    assert view.on == TODAY
    assert view.notice
    assert "2026-06-01" in view.notice


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
