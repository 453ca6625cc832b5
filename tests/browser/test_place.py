"""The page of a jurisdiction in a real browser: nothing blocked, nothing wider than the screen, whole without scripts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Watch

PLACES = ("austin-tx", "denver-co", "new-orleans-la", "tornillo-tx", "new-york-ny", "canon-city-co", "coeur-dalene-id", "el-cerrito-ca", "kansas-city-mo")


@pytest.mark.parametrize("width", [320, 390, 800, 1280])
def test_no_page_is_wider_than_the_screen(page: Page, live_server: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for place in PLACES:
        page.goto(f"{live_server}/{place}")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, place


def test_nothing_leaves_the_origin_and_nothing_is_blocked(page: Page, watch: Watch, live_server: str) -> None:
    page.goto(f"{live_server}/austin-tx?on=2026-06-01")
    page.wait_for_load_state("networkidle")
    assert watch.complaints == []
    assert page.evaluate("window.blocked") == []
    assert all(asked.startswith(live_server) for asked in watch.requests)


def test_a_citation_is_copied_by_its_button(page: Page, live_server: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{live_server}/austin-tx?on=2026-06-01")
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("@misc{cooperation-spectrum-austin-tx-2026-06-01-r")


def test_without_scripts_the_page_is_whole(browser: Browser, live_server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server}/new-orleans-la?on=2026-06-01")
    expect(page.locator("#sentence")).to_contain_text("contested")
    page.locator("#detainers details summary").first.click()
    expect(page.locator("#detainers .source").first).to_be_visible()
    expect(page.locator("#cite pre")).to_have_count(3)
    expect(page.get_by_role("button", name="Copy BibTeX")).to_have_count(0)
    context.close()


def test_the_day_form_moves_the_page(page: Page, live_server: str) -> None:
    page.goto(f"{live_server}/austin-tx")
    page.locator("#page-on").fill("2016-06-01")
    page.get_by_role("button", name="Show this day").click()
    page.wait_for_url("**/austin-tx?on=2016-06-01")
    expect(page.locator("#sentence")).to_contain_text("not yet researched")


def test_every_jump_link_has_its_section(page: Page, live_server: str) -> None:
    page.goto(f"{live_server}/austin-tx")
    for link in page.locator(".jumpto a").all():
        assert page.locator(link.get_attribute("href") or "none").count() == 1


def test_headings_follow_each_other_and_ids_are_unique(page: Page, live_server: str) -> None:
    page.goto(f"{live_server}/new-york-ny")
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map((h) => Number(h.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((e) => e.id)")
    assert len(ids) == len(set(ids))
