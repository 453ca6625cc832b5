"""The map of docs/answers.md on a page of another origin, with MapLibre served beside it."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.conftest import ROOT

from .conftest import Watch

HOST = "http://127.0.0.1:8000"
(PAGE,) = re.findall(r"^```html\n(.*?)^```$", (ROOT / "docs" / "answers.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
LIBRARY = ROOT / "api" / "pages" / "static" / "vendor" / "maplibre-gl"

DRAWN = "() => window.map?.loaded() && window.map.isSourceLoaded('counties') && window.map.queryRenderedFeatures().length > 0"
SEEN = "(name) => [...new Set(window.map.queryRenderedFeatures({ layers: ['counties'] }).map((f) => f.properties[name]))]"
# Colours must be read within the frame that drew them; afterwards the buffer is empty.
COLOURS = """
() => new Promise((answer) => {
  map.once('render', () => {
    const gl = map.getCanvas().getContext('webgl2');
    const [w, h] = [map.getCanvas().width, map.getCanvas().height];
    const data = new Uint8Array(w * h * 4);
    gl.readPixels(0, 0, w, h, gl.RGBA, gl.UNSIGNED_BYTE, data);
    const hex = (i) => '#' + [...data.slice(i, i + 3)].map((part) => part.toString(16).padStart(2, '0')).join('');
    const counts = {};
    for (let i = 0; i < data.length; i += 4 * 7) counts[hex(i)] = (counts[hex(i)] ?? 0) + 1;
    answer(counts);
  });
  map.triggerRepaint();
})
"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and keeps no log."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def elsewhere(live_server: str, tmp_path: Path) -> Iterator[str]:
    """The page as a newsroom would serve it, from an origin of its own."""
    shutil.copytree(LIBRARY, tmp_path / "maplibre-gl")
    (tmp_path / "index.html").write_text(PAGE.replace(HOST, live_server), encoding="utf-8")
    (tmp_path / "favicon.ico").touch()
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_a_page_of_another_origin_draws_every_county(page: Page, watch: Watch, live_server: str, elsewhere: str) -> None:
    assert HOST in PAGE
    page.goto(elsewhere)
    page.wait_for_function(DRAWN, timeout=60_000)
    assert len(page.evaluate(SEEN, "geoid")) > 2_500, "most of the 3,108 counties of the lower 48 are on screen"
    categories = set(page.evaluate(SEEN, "operative_category"))
    assert {"sanctuary", "limits", "mixed", "cooperates", "287g", "insufficient_evidence"} <= categories
    counts = page.evaluate(COLOURS)
    for category in ("limits", "cooperates", "287g"):
        (colour,) = re.findall(rf'"?{category}"?: "(#\w+)"', PAGE)
        assert counts.get(colour, 0) > 100, category
    asked = [url for url in watch.requests if not url.startswith((elsewhere, f"{live_server}/"))]
    assert asked == [], "nothing comes from anywhere else"
    assert any(url.startswith(f"{live_server}/v1/maps/counties") for url in watch.requests)
    assert watch.complaints == []
