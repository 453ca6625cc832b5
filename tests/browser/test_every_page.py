"""What holds for every page: who can read it, on what screen, with what at hand, and where its data is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urljoin

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from werkzeug.exceptions import HTTPException

from tests.parts import parts

from .addresses import ON, ON_IN_WORDS, PAGES, REVISION, Address
from .conftest import WATCH_POLICY, Watch

AXE = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}, "resultTypes": ["violations"]}
DESK, PHONE = (1280, 900), (390, 844)
# Both screens and both lights are seen; the colours are the same at every width.
LOOKS = [pytest.param(DESK, "light", id="desk, light"), pytest.param(PHONE, "dark", id="phone, dark")]

# The page is as wide as the window; where it is not, the elements that stick out and have no box of their own to scroll in.
STICKING_OUT = """
() => {
  const root = document.scrollingElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const boxed = (e) => { for (let p = e.parentElement; p; p = p.parentElement) if (getComputedStyle(p).overflowX !== 'visible') return true; return false; };
  const out = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1 && !boxed(e));
  return [`${root.scrollWidth} pixels wide`, ...out.slice(0, 5).map((e) => e.outerHTML.slice(0, 120))];
}
"""
# What the keyboard stands on, and whether it shows: by itself, by its label, or by the box it fills.
FOCUSED = """
() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const ringed = (e) => { const s = getComputedStyle(e); return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none'; };
  const box = at.getBoundingClientRect();
  const shown = [at, ...(at.labels ?? []), at.parentElement].some(ringed);
  const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return { what: at.outerHTML.slice(0, 160), shown: shown && seen };
}
"""
CONTROLS = "button, input:not([type=hidden]), select, .skip, [role=search], header nav"
SHOWN = "(wanted) => [...document.querySelectorAll(wanted)].filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 120))"
STOPS = 40
# Pages that only a reader's or a curator's act brings about; test_desk goes through them.
AT_THE_DESK = {"pages.correction"}


def names(address: Address) -> str:
    """How a test calls a page."""
    return str(address)


@pytest.fixture(scope="module", params=PAGES, ids=names)
def address(request: pytest.FixtureRequest) -> Address:
    """Each page in turn."""
    found: Address = request.param
    return found


def of(some: Iterable[Address]) -> pytest.MarkDecorator:
    """Ask something of some pages only."""
    return pytest.mark.parametrize("address", list(some), ids=names, indirect=True, scope="module")


@pytest.fixture(scope="module")
def notes() -> dict[str, Watch]:
    """What each page asked for and complained about, while all was tried on it."""
    return {}


@pytest.fixture(scope="module")
def opened(browser: Browser, live_server: str, address: Address, notes: dict[str, Watch]) -> Iterator[Page]:
    """The page, opened once for all that is only looked at."""
    context = browser.new_context(viewport={"width": DESK[0], "height": DESK[1]}, reduced_motion="reduce")
    context.add_init_script(WATCH_POLICY)
    page = context.new_page()
    notes[address.name] = Watch()
    notes[address.name].on(page)
    answer = page.goto(f"{live_server}{address.path}", wait_until="networkidle", timeout=60_000)
    assert answer is not None
    assert answer.status == 200
    yield page
    context.close()


@pytest.fixture
def page(opened: Page) -> Page:
    """The page as a desk in daylight shows it."""
    looking(opened, DESK, "light")
    return opened


def looking(page: Page, size: tuple[int, int], scheme: str) -> None:
    """Turn the page to a screen and a light."""
    page.emulate_media(media="screen", color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": size[0], "height": size[1]})


def test_it_says_what_it_is(page: Page, address: Address) -> None:
    assert page.locator("html").get_attribute("lang") == "en"
    assert len(page.title()) > 5
    assert page.locator("h1").count() == 1
    expect(page.locator("h1")).not_to_be_empty()
    expect(page.get_by_role("main")).to_have_count(1)
    if not address.framed:
        expect(page.get_by_role("banner")).to_have_count(1)
        expect(page.get_by_role("contentinfo")).to_have_count(1)
        expect(page.get_by_role("navigation", name="Pages", exact=True)).to_have_count(1)


# The console is long: test_console holds it to every rule of axe, with an answer shown.
@of(address for address in PAGES if address.path != "/docs")
@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_axe_finds_nothing_serious(page: Page, address: Address, size: tuple[int, int], scheme: str) -> None:
    looking(page, size, scheme)
    if not page.evaluate("'axe' in window"):
        page.evaluate((parts() / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("(how) => axe.run(document, how)", AXE)
    faults = [fault for fault in found["violations"] if fault["impact"] in {"serious", "critical"}]
    assert [(fault["id"], len(fault["nodes"]), fault["nodes"][0]["html"][:200], fault["nodes"][0]["failureSummary"][:300]) for fault in faults] == []


@pytest.mark.parametrize("width", [1280, 800, 390, 320])
def test_it_never_scrolls_sideways(page: Page, width: int) -> None:
    looking(page, (width, 800), "light")
    page.wait_for_function("(width) => innerWidth === width", arg=width)
    assert page.evaluate(STICKING_OUT) == []


def test_print_leaves_the_controls_out(page: Page) -> None:
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN, CONTROLS) == []
    expect(page.locator("h1")).to_be_visible()
    assert len(page.get_by_role("main").inner_text()) > 50


@of(address for address in PAGES if not address.framed)
def test_the_skip_link_leads_to_the_content(page: Page, address: Address) -> None:
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    page.locator(".skip").focus()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_keyboard_shows_where_it_is(page: Page) -> None:
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    shown: dict[str, bool] = {}
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at is None:
            break
        # A field for a day is several stops, the last of which is drawn by the browser.
        shown[at["what"]] = shown.get(at["what"], False) or at["shown"]
    assert shown
    assert [what for what, seen in shown.items() if not seen] == []


@of(address for address in PAGES if address.twin)
def test_the_data_twin_tells_the_same_day_and_revision(page: Page, address: Address, live_server: str) -> None:
    pinned = page.request.get(f"{live_server}{address.pinned}")
    assert pinned.status == 200
    links = page.evaluate(
        "(html) => [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('link[rel~=alternate][type=\"application/json\"]')].map((l) => l.getAttribute('href'))",
        pinned.text(),
    )
    assert links, "no link[rel=alternate] with type application/json"
    for link in links:
        answer = page.request.get(urljoin(live_server + address.path, link))
        assert answer.status == 200, link
        told = answer.json()
        if "on" in told:
            assert (told["on"], told["revision"]) == (ON if "on=" not in address.path else told["on"], REVISION), link
            assert "on=" in address.path or ON_IN_WORDS in pinned.text() or 'clocks"' not in pinned.text()


def test_nothing_leaves_the_origin_and_nothing_is_complained_of(page: Page, address: Address, notes: dict[str, Watch], live_server: str) -> None:
    assert [url for url in notes[address.name].requests if not url.startswith(f"{live_server}/")] == []
    assert page.evaluate("window.blocked") == []
    assert notes[address.name].complaints == []


def test_without_scripts_the_same_can_be_read(browser: Browser, page: Page, address: Address, live_server: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 800})
    plain = context.new_page()
    plain.goto(f"{live_server}{address.path}")
    assert plain.locator("h1").inner_text() == page.locator("h1").inner_text()
    assert len(plain.get_by_role("main").inner_text()) > 150
    context.close()


def test_every_page_is_gone_through(small_app: Flask) -> None:
    """A page that is added to the doors is added to the list; whatever answers in HTML by itself is a page."""
    found = small_app.url_map.bind("127.0.0.1")
    gone_through = set()
    for address in PAGES:
        try:
            gone_through.add(found.match(address.path.partition("?")[0])[0])
        except HTTPException:
            continue
    doors = {rule.endpoint for rule in small_app.url_map.iter_rules() if rule.endpoint.startswith("pages.") and "GET" in (rule.methods or ())}
    rules = list(small_app.url_map.iter_rules())
    not_pages = {rule.endpoint for rule in rules if rule.rule.endswith((".atom", ".json", ".css")) or "<path:" in rule.rule}
    assert doors - not_pages - gone_through - AT_THE_DESK == set()
