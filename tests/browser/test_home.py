"""The first page in a real browser: what is drawn, what is said, and what leaves the origin."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Watch

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

# A square of 20 pixels that lies within one area of the wanted category.
PATCH = """
(wanted) => {
  const map = document.getElementById('map').cooperationMap;
  const at = (x, y) => map.queryRenderedFeatures([x, y], { layers: ['units'] })[0]?.properties;
  for (let y = 20; y < map.getCanvas().clientHeight - 20; y += 12) {
    for (let x = 20; x < map.getCanvas().clientWidth - 20; x += 12) {
      const corners = [at(x, y), at(x + 20, y), at(x, y + 20), at(x + 20, y + 20)];
      const same = corners.every((corner) => corner && corner.geoid === corners[0]?.geoid);
      if (same && corners[0].operative_category === wanted) return [x, y, 20, 20];
    }
  }
  return null;
}
"""


def drawn(page: Page, view: str) -> None:
    """Wait until the map has drawn a view, named like "counties operative 2026-06-01"."""
    expect(page.locator("#map")).to_have_attribute("data-drawn", re.compile(f"^{view}"), timeout=60_000)


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


def test_the_map_draws_every_county(page: Page, live_server: str) -> None:
    opened(page, live_server)
    seen = page.evaluate(f"new Set({MAP}.queryRenderedFeatures({{layers: ['units']}}).map((f) => f.properties.geoid)).size")
    assert seen > 2_500, "most of the 3,108 counties of the lower 48 are on screen"
    assert page.evaluate(PIXELS, [0, 0, 0, 0]) > 5, "the canvas is not blank"
    assert sum(counts(page).values()) == 3_233


def test_nothing_leaves_the_origin_and_nothing_is_blocked(page: Page, watch: Watch, live_server: str) -> None:
    opened(page, live_server)
    page.locator("label[for=layer-states]").click()
    drawn(page, "states operative")
    assert [url for url in watch.requests if not url.startswith(f"{live_server}/")] == []
    assert page.evaluate("window.blocked") == []
    assert watch.complaints == []


def test_the_policy_admits_no_foreign_origin_and_no_inline_script(page: Page, live_server: str) -> None:
    answer = page.request.get(f"{live_server}/")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "*" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "referrer-policy" in answer.headers


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


def test_not_yet_researched_is_a_pattern_and_no_colour_of_the_scale(page: Page, live_server: str) -> None:
    opened(page, live_server, "?layer=states&position=operative&on=2016-06-01")
    hatched = page.evaluate(f"{MAP}.queryRenderedFeatures({{layers: ['units-insufficient_evidence']}}).map((f) => f.properties.operative_category)")
    assert hatched
    assert set(hatched) == {"insufficient_evidence"}
    assert page.evaluate(f"{MAP}.getPaintProperty('units-insufficient_evidence', 'fill-pattern')") == "insufficient_evidence"
    patch = page.evaluate(PATCH, "insufficient_evidence")
    assert patch is not None
    assert page.evaluate(PIXELS, patch) > 1, "within one area there are lines and ground"


def test_a_clicked_county_says_what_holds_and_why(page: Page, live_server: str) -> None:
    opened(page, live_server)
    place = page.evaluate(f"(() => {{ const p = {MAP}.project([-97.78, 30.33]); return [p.x, p.y]; }})()")
    page.locator("#map canvas").click(position={"x": place[0], "y": place[1]})
    card = page.locator("#card")
    expect(card.get_by_role("heading")).to_have_text("Travis County, TX")
    expect(card).to_contain_text("Operative position on 1 June 2026")
    expect(card).not_to_contain_text("Asking for the reasons")
    expect(card.locator(".why")).not_to_be_empty()
    card.get_by_text("How we know").click()
    expect(card.locator(".reasons .dimension").first).to_be_visible()
    card.locator(".reasons .sources summary").first.click()
    expect(card.locator(".reasons .sources a").first).to_be_visible()
    link = card.get_by_role("link", name="This answer as JSON").get_attribute("href")
    assert link == "/v1/jurisdictions/48453/position?on=2026-06-01"
    assert page.request.get(f"{live_server}{link}").ok
    assert address(page)["jurisdiction"] == "48453"
    card.get_by_label("Close this card").click()
    expect(card).to_be_hidden()
    assert "jurisdiction" not in address(page)


def test_the_keyboard_reaches_everything(page: Page, live_server: str) -> None:
    opened(page, live_server)
    reached: set[str] = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("[document.activeElement.id, document.activeElement.name, document.activeElement.className].join(' ')"))
    for wanted in ("position", "layer", "on", "find", "maplibregl-canvas", "open"):
        assert any(wanted in stop.split() for stop in reached), f"Tab never reached {wanted}"
    page.locator("#find").fill("Travis County, TX")
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_be_focused()
    expect(page.locator("#card-name")).to_have_text("Travis County, TX")
    page.keyboard.press("Escape")
    expect(page.locator("#find")).to_be_focused()
    page.locator("#map canvas").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_be_focused()


def test_a_shared_address_opens_the_same_view(page: Page, live_server: str) -> None:
    opened(page, live_server, "?layer=counties&position=policy&on=2025-06-01&jurisdiction=48453")
    expect(page.locator("#card-name")).to_have_text("Travis County, TX")
    expect(page.locator("#card")).to_contain_text("Own policy on 1 June 2025")


@pytest.mark.parametrize("asked", [pytest.param("1066-10-14", id="a day before the record"), pytest.param("soon", id="no day at all")])
def test_an_unreadable_day_shows_today_and_says_so(page: Page, live_server: str, asked: str) -> None:
    page.goto(f"{live_server}/?on={asked}")
    expect(page.get_by_label("Day", exact=True)).to_have_value(str(page.locator("#view").get_attribute("data-today")))
    expect(page.locator("main > .notice")).to_contain_text("the day in the address cannot be shown")


def test_without_scripts_the_table_answers(browser: Browser, live_server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server}/?on=2026-06-01")
    rows = page.locator("#rows tbody tr")
    assert rows.count() == 56
    texas = rows.filter(has_text="Texas")
    expect(texas.locator("td").first).not_to_be_empty()
    expect(texas.get_by_role("link")).to_have_attribute("href", "/v1/jurisdictions/48/position?on=2026-06-01")
    expect(page.get_by_role("button", name="Show this day")).to_be_visible()
    context.close()
