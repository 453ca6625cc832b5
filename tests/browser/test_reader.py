"""What readers come for, from the first page to the answer: at a desk and on a phone, by mouse, by finger, and by the keyboard alone."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import WATCH_POLICY, Watch
from .readers import Reader

DESK = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
HANDS = [
    pytest.param((DESK, "mouse"), id="at a desk with a mouse"),
    pytest.param((DESK, "keyboard"), id="at a desk with the keyboard"),
    pytest.param((PHONE, "finger"), id="on a phone with a finger"),
    pytest.param((PHONE, "keyboard"), id="on a phone with the keyboard"),
]
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(params=HANDS)
def reader(request: pytest.FixtureRequest, browser: Browser, watch: Watch, live_server: str) -> Iterator[Reader]:
    """Somebody who has just opened the first page; at the end, nothing was blocked and nothing complained."""
    screen, hand = request.param
    context = browser.new_context(**screen, reduced_motion="reduce", locale="en-US")
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server)
    context.set_default_timeout(30_000)
    context.add_init_script(WATCH_POLICY)
    page = context.new_page()
    watch.on(page)
    page.goto(live_server)
    yield Reader(page, hand)
    assert page.evaluate("window.blocked") == []
    assert watch.complaints == []
    assert [url for url in watch.requests if not url.startswith(live_server)] == []
    context.close()


def test_find_austin_read_why_go_back_to_2016_and_cite_it(reader: Reader, browser: Browser) -> None:
    page = reader.page
    reader.write(page.get_by_role("banner").get_by_role("searchbox"), "Austin")
    reader.press(page.locator("tr", has_text="TX").get_by_role("link", name="Austin", exact=True))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Austin")
    said_today = page.locator("#sentence").inner_text()
    assert "because" in said_today

    reader.press(page.get_by_role("link", name="Why", exact=True))
    detainers = page.locator("#detainers")
    expect(detainers).to_contain_text("Texas SB 4 (2017)")
    reader.press(detainers.locator("summary").first)
    expect(detainers.locator("cite a").first).to_have_attribute("href", "https://www.newsradioklbj.com/?p=133760")

    reader.move_to(page.get_by_label("Day", exact=True), year="2016", month="06", day="01")
    page.wait_for_url("**/austin-tx?on=2016-06-01")
    said = page.locator("#sentence").inner_text()
    assert said.startswith("On 1 June 2016")
    assert said != said_today
    assert "not yet researched" in said, "nothing of that day was read, which is not the same as no rule"

    reader.press(page.get_by_role("button", name="Copy Plain"))
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    citation = page.evaluate("navigator.clipboard.readText()")
    assert "Austin, Texas" in citation
    assert "1 June 2016" in citation
    (cited,) = [word.rstrip(".,") for word in citation.split() if word.startswith("http")]
    assert "on=2016-06-01" in cited
    assert "revision=1" in cited
    elsewhere = browser.new_context()
    opened = elsewhere.new_page()
    opened.goto(cited)
    assert opened.locator("#sentence").inner_text() == said
    elsewhere.close()


def test_all_counties_of_texas_with_a_task_force_agreement(reader: Reader, browser: Browser, live_server: str) -> None:
    page = reader.page
    listed = page.request.get(f"{live_server}/v1/jurisdictions?state=TX&kind=county&model=TFM&limit=1&fields=id").json()["total"]
    assert listed > 50
    page.wait_for_selector("#map[data-drawn]")
    reader.tick(page.locator("label[for=layer-counties]"), page.locator("#layer-counties"))
    if not page.get_by_label("State", exact=True).is_visible():
        reader.press(page.locator("#filters > summary"))
    reader.choose(page.get_by_label("State", exact=True), "Texas")
    reader.choose(page.get_by_label("287(g) model"), "Task Force Model (TFM)")
    expect(page.locator("#rows-summary")).to_contain_text(re.compile(rf"\b{listed} (of [\d,]+ )?counties"))
    states = page.locator("#rows tbody tr td:nth-child(2)").all_inner_texts()
    assert states == ["TX"] * min(listed, 50)
    if listed > 50:
        reader.press(page.get_by_role("button", name="Next 50"))
        assert page.locator("#rows tbody tr").count() == min(listed - 50, 50)
    asked = dict(part.split("=") for part in urlsplit(page.url).query.split("&"))
    assert (asked["layer"], asked["state"], asked["model"]) == ("counties", "TX", "TFM")

    plain = browser.new_context(java_script_enabled=False)
    opened = plain.new_page()
    opened.goto(page.url)
    expect(opened.locator("#rows-summary")).to_contain_text(re.compile(rf"\b{listed} (of [\d,]+ )?counties"))
    plain.close()


def test_compare_denver_and_aurora(reader: Reader) -> None:
    page = reader.page
    reader.press(page.get_by_role("navigation", name="Pages").get_by_role("link", name="Compare"))
    for name in ("Denver, CO", "Aurora, CO"):
        reader.write(page.locator("main input[name=add]"), name)
        expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    denver, aurora = (page.locator("section", has=page.get_by_role("heading", level=2, name=name)) for name in ("Denver, CO", "Aurora, CO"))
    expect(denver).to_contain_text("Sanctuary")
    expect(aurora).to_contain_text("Limits")
    expect(aurora.get_by_text("Not yet researched").first).to_be_visible()
    dimensions = denver.locator("summary", has_text="By dimension")
    if dimensions.is_visible():
        reader.press(dimensions)
        expect(denver.get_by_text("none without a judicial warrant").first).to_be_visible()
    else:
        expect(page.get_by_role("row", name="Detainers (holds)").get_by_text("none without a judicial warrant")).not_to_have_count(0)
    reader.press(aurora.get_by_role("heading", level=2).get_by_role("link"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Aurora")


def test_follow_the_changes_of_colorado(reader: Reader) -> None:
    page = reader.page
    reader.press(page.get_by_role("navigation", name="Pages", exact=True).get_by_role("link", name="Changes"))
    reader.choose(page.locator("main select[name=state]"), "Colorado")
    reader.press(page.get_by_role("main").get_by_role("button", name="Show", exact=True))
    page.wait_for_url("**/changes?*state=CO*")
    first = page.locator(".changes .change").first.inner_text()
    follow = page.get_by_role("link", name="Atom feed")
    reader.reach(follow) if reader.hand == "keyboard" else follow.scroll_into_view_if_needed()
    link = str(follow.get_attribute("href"))
    assert page.locator(f'link[rel=alternate][type="application/atom+xml"][href="{link}"]').count() == 1, "a feed reader finds it by itself"
    answer = page.request.get(f"{page.url.split('/changes')[0]}{link}")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    entries = ElementTree.fromstring(answer.text()).findall(f"{ATOM}entry")
    assert len(entries) > 10
    assert {entry.find(f"{ATOM}category[@term='CO']") is not None for entry in entries} == {True}
    assert any(str(entry.findtext(f"{ATOM}summary")) in first for entry in entries[:20])


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and keeps no log."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder, served as a newsroom would, from an origin of its own."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://localhost:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def snippet(page: Page) -> str:
    """The words that the first page gives to those who want the map on their own."""
    shown = page.locator("#embed code[data-copy]")
    expect(shown).to_contain_text("<iframe")
    return shown.inner_text()


def test_the_map_stands_in_a_foreign_page(reader: Reader, browser: Browser, live_server: str, tmp_path: Path) -> None:
    page = reader.page
    page.wait_for_selector("#map[data-drawn]")
    reader.tick(page.locator("label[for=layer-states]"), page.locator("#layer-states"))
    expect(page.locator("#embed code[data-copy]")).to_contain_text("layer=states")
    (tmp_path / "index.html").write_text(f"<!doctype html><title>{escape('A newspaper')}</title>{snippet(page)}", encoding="utf-8")
    (tmp_path / "favicon.ico").touch()
    notes = Watch()
    with served(tmp_path) as address:
        context = browser.new_context(**DESK if reader.hand == "mouse" else PHONE, reduced_motion="reduce")
        newspaper = context.new_page()
        notes.on(newspaper)
        newspaper.goto(address)
        newspaper.locator("iframe").scroll_into_view_if_needed()
        frame = newspaper.frame_locator("iframe")
        expect(frame.locator("#map[data-drawn]")).to_be_visible(timeout=60_000)
        expect(frame.locator("#legend li").first).to_be_visible()
        expect(frame.get_by_role("link", name="Cooperation Spectrum")).to_have_attribute("href", re.compile(r"^/\?layer=states&position=operative"))
        assert notes.complaints == []
        assert [url for url in notes.requests if not url.startswith((address, f"{live_server}/"))] == []
        context.close()
