"""The pages of states and comparisons in a real browser: they fit, they obey the policy, and work by keyboard and without scripts."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Watch

DENVER_AND_AURORA = "/compare?ids=denver-co,aurora-co&on=2026-06-01"
ADDRESSES = (
    "/states?on=2026-06-01",
    "/states/tx?on=2026-06-01",
    "/states/ak?on=2026-06-01",
    DENVER_AND_AURORA,
    "/compare?ids=new-orleans-la,texas,0667000,48301&from=1990-01-01",
)

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Letters drawn over one another, or past the edge of their chart.
CROWDED = """
() => [...document.querySelectorAll('svg.chart, svg.axis')].flatMap((svg) => {
  const words = [...svg.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()]);
  const edge = svg.getBoundingClientRect().right + 1;
  const over = ([a, b]) => a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom;
  return words.flatMap(([said, box], i) => [
    ...(box.right > edge ? [`${said} leaves the chart`] : []),
    ...words.slice(i + 1).filter(([, other]) => over([box, other])).map(([other]) => `${said} on ${other}`),
  ]);
})
"""


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light")])
def test_a_page_fits_its_screen_and_obeys_the_policy(browser: Browser, live_server: str, address: str, width: int, scheme: Literal["light", "dark"]) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme) as context:
        watch, page = Watch(), context.new_page()
        watch.on(page)
        page.goto(f"{live_server}{address}")
        assert page.evaluate(SIDEWAYS) <= 0
        assert page.evaluate(CROWDED) == []
        assert watch.complaints == []
        assert {request.split("/")[2] for request in watch.requests} == {live_server.split("/")[2]}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_is_coloured_by_the_theme(browser: Browser, live_server: str, scheme: Literal["light", "dark"]) -> None:
    with browser.new_context(color_scheme=scheme) as context:
        page = context.new_page()
        page.goto(f"{live_server}/states/tx?on=2026-06-01")
        line = page.evaluate("getComputedStyle(document.querySelector('.chart-line')).stroke")
        ink = page.evaluate("getComputedStyle(document.body).color")
        ground = page.evaluate("getComputedStyle(document.querySelector('.panel')).backgroundColor")
        assert line == ink != ground


def test_denver_and_aurora_side_by_side(page: Page, live_server: str, watch: Watch) -> None:
    page.goto(f"{live_server}{DENVER_AND_AURORA}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Denver, CO and Aurora, CO compared")
    rows = page.get_by_role("group", name="Table of dimensions, can be scrolled sideways")
    detainers = rows.get_by_role("row", name=re.compile("^Detainers"))
    expect(detainers.get_by_role("cell").nth(0)).to_contain_text("Denver Public Safety Enforcement Priorities Act")
    expect(detainers.get_by_role("cell").nth(1)).to_contain_text("Set by Arapahoe County")
    expect(detainers.get_by_role("cell").nth(1)).to_contain_text("Own rules: not known")
    expect(page.get_by_role("img", name="Own policy of Aurora, CO over time")).to_be_visible()
    assert watch.complaints == []


def test_a_place_is_added_and_removed_by_keyboard(page: Page, live_server: str) -> None:
    page.goto(f"{live_server}/compare?ids=denver-co")
    page.get_by_label("Add a place").focus()
    page.keyboard.type("Aurora")
    page.keyboard.press("Enter")
    choice = page.get_by_role("link", name="Aurora, CO", exact=True)
    choice.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Denver, CO and Aurora, CO compared")
    page.get_by_role("link", name="Remove Denver, CO").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Aurora, CO compared")


def test_without_scripts_a_comparison_works_and_each_place_reads_by_itself_on_a_phone(browser: Browser, live_server: str) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 700}) as context:
        page = context.new_page()
        page.goto(f"{live_server}/compare?ids=denver-co")
        page.get_by_label("Add a place").fill("Aurora, Colorado")
        page.get_by_role("button", name="Add").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Denver, CO and Aurora, CO compared")
        block = page.get_by_role("region", name="Aurora, CO")
        block.get_by_text("By dimension").click()
        expect(block).to_contain_text("Applies: none without a judicial warrant (−2)")


def test_the_numbers_of_a_chart_can_be_unfolded(page: Page, live_server: str) -> None:
    page.goto(f"{live_server}/states/tx?on=2026-06-01")
    page.get_by_text("The numbers of the chart, month by month").click()
    table = page.get_by_role("group", name="Table of agreements by month, can be scrolled")
    last = table.get_by_role("row").nth(1)
    expect(last).to_contain_text("May 2026")
    shown = page.locator(".chart-last").text_content()
    expect(last.get_by_role("cell").nth(1)).to_have_text(shown or "")
