"""The first page in a real browser: what is drawn, what is said, and what leaves the origin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Watch, asked_on_the_wire

MAP = "document.getElementById('map').cooperationMap"

# Colours must be read within the frame that drew them; afterwards the buffer is empty.
PIXELS = """
([x, y, width, height]) => new Promise((answer) => {
  const map = document.getElementById('map').cooperationMap;
  map.once('render', () => {
    const canvas = map.getCanvas();
    const gl = canvas.getContext('webgl2');
    const [w, h] = [width || canvas.width, height || canvas.height];
    const data = new Uint8Array(w * h * 4);
    gl.readPixels(x, canvas.height - y - h, w, h, gl.RGBA, gl.UNSIGNED_BYTE, data);
    const colours = new Set();
    for (let i = 0; i < data.length; i += 4) colours.add(data.slice(i, i + 3).join());
    answer(colours.size);
  });
  map.triggerRepaint();
})
"""


def drawn(page: Page, view: str) -> None:
    """Wait until the map has drawn a view, named like "counties operative 2026-06-01"."""
    expect(page.locator("#map")).to_have_attribute("data-drawn", re.compile(f"^{view}"), timeout=90_000)


def opened(page: Page, live_server: str, query: str = "?layer=counties&position=operative&on=2026-06-01") -> None:
    """Open the first page on a day of the record, and wait for its map."""
    page.goto(f"{live_server}/{query}")
    asked = parse_qs(query.lstrip("?"))
    drawn(page, " ".join(asked[name][0] for name in ("layer", "position", "on")))


def address(page: Page) -> dict[str, str]:
    """The view that the address bar holds."""
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def counts(page: Page) -> dict[str, int]:
    """The legend's numbers by category."""
    lines = page.locator("#legend li").all()
    return {str(line.get_attribute("data-category")): int((line.locator(".count").text_content() or "").replace(",", "")) for line in lines}


def words(page: Page) -> dict[str, str]:
    """The word that each county drawn on the map shows, by its id."""
    return dict(page.evaluate(f"{MAP}.queryRenderedFeatures({{layers: ['counties']}}).map((f) => [f.properties.geoid, f.state.word])"))


def slid(page: Page, day: str) -> None:
    """Move the slider to a day as a pointer does: input after input, then a change."""
    page.evaluate(
        """(day) => { const range = document.getElementById('day-range'); range.value = Date.parse(day + 'T00:00:00Z') / 86400000;
        range.dispatchEvent(new Event('input', {bubbles: true})); range.dispatchEvent(new Event('change', {bubbles: true})); }""",
        day,
    )


def test_the_map_draws_every_county_as_the_api_says(page: Page, live_server: str) -> None:
    opened(page, live_server)
    shown = words(page)
    assert len(shown) > 2_500, "most of the 3,108 counties of the lower 48 are on screen"
    features = page.request.get(f"{live_server}/v1/maps/counties?on=2026-06-01").json()["features"]
    said = {feature["properties"]["geoid"]: feature["properties"]["operative_category"] for feature in features}
    assert shown.items() <= said.items()
    assert page.evaluate(PIXELS, [0, 0, 0, 0]) > 5, "the canvas is not blank"
    assert sum(counts(page).values()) == 3_233


def test_nothing_leaves_the_origin_and_nothing_is_blocked(page: Page, watch: Watch, live_server: str) -> None:
    opened(page, live_server)
    page.locator("label[for=layer-states]").click()
    drawn(page, "states operative")
    assert [url for url in watch.requests if not url.startswith(f"{live_server}/")] == []
    assert page.evaluate("window.blocked") == []
    assert watch.complaints == []
    sizes = page.evaluate("performance.getEntriesByType('resource').map((e) => e.encodedBodySize)")
    assert 0 < sum(sizes) < 1_500_000, "bytes of the first map over the wire"


def test_only_the_map_for_frames_may_be_framed(page: Page, live_server: str) -> None:
    answer = page.request.get(f"{live_server}/")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "referrer-policy" in answer.headers
    framed = page.request.get(f"{live_server}/embed").headers["content-security-policy"]
    assert framed == policy.replace("frame-ancestors 'none'", "frame-ancestors *")


def test_the_slider_asks_nothing_more(page: Page, live_server: str) -> None:
    opened(page, live_server)
    before = words(page)
    page.wait_for_timeout(500)
    wire = asked_on_the_wire(page)
    slid(page, "2022-06-01")
    drawn(page, "counties operative 2022-06-01")
    assert wire == []
    expect(page.get_by_label("Day", exact=True)).to_have_value("2022-06-01")
    expect(page.locator("#legend-summary")).to_contain_text("1 June 2022")
    after = words(page)
    features = page.request.get(f"{live_server}/v1/maps/counties?on=2022-06-01").json()["features"]
    assert after.items() <= {f["properties"]["geoid"]: f["properties"]["operative_category"] for f in features}.items()
    assert after != before


def test_filters_show_what_the_api_counts(page: Page, live_server: str) -> None:
    opened(page, live_server, "?layer=counties&position=operative&on=2026-06-01&state=TX&model=TFM")
    api = page.request.get(f"{live_server}/v1/jurisdictions?kind=county&state=TX&model=TFM&on=2026-06-01&limit=1").json()
    assert api["total"] > 0
    assert sum(counts(page).values()) == api["total"]
    expect(page.locator("#matching")).to_have_text(f"{api['total']:,} of 3,233 counties shown")
    shown = words(page)
    assert {geoid[:2] for geoid, word in shown.items() if word != "out"} == {"48"}
    assert page.request.get(f"{live_server}/?layer=counties&on=2026-06-01&state=TX&model=TFM").text().count("</tr>") == min(50, api["total"]) + 1


def test_the_view_moves_address_legend_table_and_examples(page: Page, live_server: str) -> None:
    opened(page, live_server)
    counties = counts(page)
    page.locator("label[for=layer-states]").click()
    drawn(page, "states operative 2026-06-01")
    assert address(page)["layer"] == "states"
    assert sum(counts(page).values()) == 56
    assert counts(page) != counties
    page.locator("label[for=position-policy]").click()
    drawn(page, "states policy 2026-06-01")
    assert address(page)["position"] == "policy"
    page.get_by_label("Day", exact=True).fill("2016-06-01")
    drawn(page, "states policy 2016-06-01")
    assert address(page) == {"layer": "states", "position": "policy", "on": "2016-06-01"}
    expect(page.locator("#legend-summary")).to_contain_text("1 June 2016")
    expect(page.locator("#rows-summary")).to_contain_text("1 June 2016")
    expect(page.locator("[data-ask=map]")).to_contain_text("/v1/maps/states?on=2016-06-01")
    page.go_back()
    drawn(page, "states policy 2026-06-01")
    expect(page.get_by_label("Day", exact=True)).to_have_value("2026-06-01")


def test_an_address_restores_the_view_for_another_reader(page: Page, browser: Browser, live_server: str) -> None:
    opened(page, live_server, "?layer=counties&position=policy&on=2025-06-01&state=TX&jurisdiction=48453&at=31.000,-98.000,5.00&sort=-population")
    page.locator("#filters summary").click()
    page.locator("#legend li[data-category='287g'] button").click()
    expect(page).to_have_url(re.compile("category=287g"))
    expected = counts(page)
    context = browser.new_context(reduced_motion="reduce")
    other = context.new_page()
    other.set_default_timeout(60_000)
    other.goto(page.url)
    drawn(other, "counties policy 2025-06-01")
    assert counts(other) == expected
    expect(other.locator("#card-name")).to_have_text("Travis County, TX")
    expect(other.locator("#card")).to_contain_text("Own policy on 1 June 2025")
    centre = other.evaluate(f"(() => {{ const c = {MAP}.getCenter(); return [c.lat, c.lng, {MAP}.getZoom()]; }})()")
    assert centre == pytest.approx([31, -98, 5], abs=0.01)
    expect(other.locator("th[data-sort=population]")).to_have_attribute("aria-sort", "descending")
    context.close()


def test_not_yet_researched_is_a_pattern_and_no_colour_of_the_scale(page: Page, live_server: str) -> None:
    opened(page, live_server, "?layer=states&position=operative&on=2016-06-01")
    bare = page.evaluate(f"{MAP}.queryRenderedFeatures({{layers: ['states']}}).filter((f) => f.state.word === 'insufficient_evidence').length")
    assert bare > 0
    assert page.evaluate(f"{MAP}.getPaintProperty('states-hatch', 'fill-pattern')") == "hatch"
    assert page.evaluate(f"{MAP}.getPaintProperty('states', 'fill-opacity')")[-3:] == ["insufficient_evidence", 0, 1], "nothing covers the hatch"


def test_a_clicked_county_says_what_holds_and_why(page: Page, live_server: str) -> None:
    opened(page, live_server)
    place = page.evaluate(f"(() => {{ const p = {MAP}.project([-97.78, 30.33]); return [p.x, p.y]; }})()")
    page.locator("#map canvas").click(position={"x": place[0], "y": place[1]})
    card = page.locator("#card")
    expect(card.get_by_role("heading")).to_have_text("Travis County, TX")
    expect(card).to_contain_text("Operative position on 1 June 2026")
    expect(card).not_to_contain_text("Asking for the reasons")
    expect(card.locator(".why")).to_contain_text("Travis County")
    card.get_by_text("How we know").click()
    expect(card.locator(".reasons .dimension").first).to_be_visible()
    card.locator(".reasons .sources summary").first.click()
    expect(card.locator(".reasons .sources a").first).to_be_visible()
    link = card.get_by_role("link", name="This answer as JSON").get_attribute("href")
    assert link == "/v1/jurisdictions/48453/position?on=2026-06-01"
    assert page.request.get(f"{live_server}{link}").ok
    expect(card.get_by_role("link", name="Full page")).to_have_attribute("href", "/travis-county-tx?on=2026-06-01")
    expect(page).to_have_url(re.compile("jurisdiction=48453"))
    card.get_by_label("Close this card").click()
    expect(card).to_be_hidden()
    expect(page).not_to_have_url(re.compile("jurisdiction="))


def test_a_point_says_what_applies_there(page: Page, live_server: str) -> None:
    opened(page, live_server, "?layer=counties&position=operative&on=2026-06-01&at=30.300,-97.750,8.00")
    page.get_by_role("button", name="Use the middle of the map").click()
    answer = page.locator("#here-answer")
    for name in ("Travis County, TX", "Texas"):
        expect(answer.get_by_role("button", name=name, exact=True)).to_be_visible()


def test_the_keyboard_reaches_everything(page: Page, live_server: str) -> None:
    opened(page, live_server)
    reached: set[str] = set()
    for _ in range(50):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("[document.activeElement.id, document.activeElement.name, document.activeElement.className].join(' ')"))
    for wanted in ("position", "layer", "on", "find", "day-range", "here-middle", "maplibregl-canvas", "sort", "open"):
        assert any(wanted in stop.split() for stop in reached), f"Tab never reached {wanted}"
    page.locator("#find").fill("doña ana")
    expect(page.get_by_role("option", name="Doña Ana County, NM")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_be_focused()
    expect(page.locator("#card-name")).to_have_text("Doña Ana County, NM")
    page.keyboard.press("Escape")
    expect(page.locator("#find")).to_be_focused()
    page.locator("#map canvas").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_be_focused()
    page.locator("#day-range").focus()
    page.keyboard.press("PageDown")
    expect(page.get_by_label("Day", exact=True)).to_have_value("2026-05-01")
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_label("Day", exact=True)).to_have_value("2026-04-30")


def test_the_table_sorts_and_turns_its_pages(page: Page, live_server: str) -> None:
    opened(page, live_server)
    page.get_by_role("button", name="Residents").click()
    page.get_by_role("button", name="Residents").click()
    expect(page.locator("#rows tbody th").first).to_have_text("Los Angeles County")
    expect(page.locator("#rows tbody tr")).to_have_count(50)
    page.get_by_role("button", name="Next 50").click()
    expect(page.locator(".pager")).to_contain_text("Rows 51 to 100 of 3,233")


@pytest.fixture
def foreign() -> Iterator[str]:
    """A page of another origin, whose body each test writes."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<!doctype html><title>Another site</title>")

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_another_site_can_frame_the_map(page: Page, live_server: str, foreign: str) -> None:
    page.goto(f"{live_server}/?on=2026-06-01")
    expect(page.locator("#embed [data-copy]")).to_contain_text("<iframe")
    snippet = str(page.locator("#embed [data-copy]").text_content())
    page.goto(foreign)
    page.set_content(snippet.replace(' loading="lazy"', ""))
    frame = page.frame_locator("iframe")
    expect(frame.locator("#map")).to_have_attribute("data-drawn", "counties operative 2026-06-01", timeout=90_000)
    expect(frame.locator("#line")).to_contain_text("1 June 2026")
    expect(frame.get_by_role("link", name="Cooperation Spectrum")).to_have_attribute("href", re.compile(r"^/\?.*on=2026-06-01"))
    expect(frame.locator("#legend li")).to_have_count(8)


@pytest.mark.parametrize("asked", [pytest.param("1066-10-14", id="a day before the record"), pytest.param("soon", id="no day at all")])
def test_an_unreadable_day_shows_today_and_says_so(page: Page, live_server: str, asked: str) -> None:
    page.goto(f"{live_server}/?on={asked}")
    expect(page.get_by_label("Day", exact=True)).to_have_value(str(page.locator("#view").get_attribute("data-today")))
    expect(page.locator("main > .notice")).to_contain_text("the day in the address cannot be shown")


def test_without_scripts_the_table_answers(browser: Browser, live_server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server}/?on=2026-06-01&layer=states")
    rows = page.locator("#rows tbody tr")
    assert rows.count() == 50
    page.get_by_role("link", name="Next page").click()
    assert rows.count() == 6, "the rest of 56"
    page.goto(f"{live_server}/?on=2026-06-01&layer=states&state=TX")
    assert rows.count() == 1
    expect(rows.locator("td").nth(1)).not_to_be_empty()
    expect(rows.get_by_role("link", name="Texas, TX as JSON")).to_have_attribute("href", "/v1/jurisdictions/48/position?on=2026-06-01")
    expect(page.get_by_role("button", name="Show", exact=True)).to_be_visible()
    context.close()
