"""The console in a real browser: what is drawn, what a try shows, who can read it, and what leaves the origin."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.parts import parts

from .conftest import WATCH_POLICY, Watch


def opened(page: Page, live_server: str) -> int:
    """Open the console; answers how many operations the document has."""
    page.goto(f"{live_server}/docs")
    expect(page.locator(".send").first).to_be_visible()
    return len(page.request.get(f"{live_server}/openapi.json").json()["paths"])


def operation(page: Page, path: str) -> Locator:
    """The part of the page for an address."""
    return page.locator(f'.operation[data-path="{path}"]')


def sent(of: Locator) -> Locator:
    """Send a request and wait for its answer; answers where it is shown."""
    of.get_by_role("button", name="Send").click()
    expect(of.locator(".result pre")).to_be_visible()
    return of.locator(".result")


def test_every_operation_is_drawn_and_can_be_tried(page: Page, watch: Watch, live_server: str) -> None:
    documented = opened(page, live_server)
    operations = page.locator(".operation")
    assert operations.count() == documented
    for found in operations.all():
        expect(sent(found).get_by_role("status")).to_contain_text("200")
    assert [url for url in watch.requests if not url.startswith(f"{live_server}/")] == []
    assert page.evaluate("window.blocked") == []
    assert watch.complaints == []


def test_fields_make_the_address_the_command_and_the_answer(page: Page, live_server: str) -> None:
    opened(page, live_server)
    lists = operation(page, "/v1/jurisdictions")
    lists.get_by_label("state", exact=True).select_option("TX")
    lists.get_by_label("kind", exact=True).select_option("county")
    lists.get_by_label("limit", exact=True).fill("2")
    lists.get_by_label("fields", exact=True).fill("id,name")
    asked = "/v1/jurisdictions?limit=2&fields=id,name&state=TX&kind=county"
    assert set(str(lists.locator(".example a").get_attribute("href")).split("?")[1].split("&")) == set(asked.split("?")[1].split("&"))
    expect(lists.locator("[data-curl]")).to_contain_text(f"'{live_server}/v1/jurisdictions?")
    shown = sent(lists).locator("pre")
    assert [row["id"] for row in page.evaluate("(pre) => JSON.parse(pre.textContent).data", shown.element_handle())] == ["48001", "48003"]


def test_another_form_can_be_asked_for(page: Page, live_server: str) -> None:
    opened(page, live_server)
    one = operation(page, "/v1/agencies/{key}")
    one.get_by_label("Form").select_option("text/csv")
    expect(one.locator("[data-curl]")).to_contain_text("-H 'Accept: text/csv'")
    result = sent(one)
    expect(result.get_by_role("status")).to_contain_text("text/csv")
    expect(result.locator("pre")).to_contain_text("key,")


def test_what_goes_into_the_path_is_one_step_of_it(page: Page, live_server: str) -> None:
    opened(page, live_server)
    one = operation(page, "/v1/jurisdictions/{id}")
    one.get_by_label("id", exact=True).fill("a/b c")
    expect(one.locator(".example a")).to_have_attribute("href", "/v1/jurisdictions/a%2Fb%20c")


def test_a_refusal_is_shown_as_the_answer_that_it_is(page: Page, live_server: str) -> None:
    opened(page, live_server)
    lists = operation(page, "/v1/jurisdictions")
    lists.get_by_label("limit", exact=True).fill("9999")
    result = sent(lists)
    expect(result.get_by_role("status")).to_contain_text("400")
    expect(result.get_by_role("status")).to_contain_text("application/problem+json")
    expect(result.locator("pre")).to_contain_text('"field": "limit"')


def test_a_very_long_answer_is_read_in_part(page: Page, live_server: str) -> None:
    opened(page, live_server)
    drawn = operation(page, "/v1/maps/{layer}")
    result = sent(drawn)
    expect(result.get_by_role("status")).to_contain_text("only its beginning was read")
    assert len(result.locator("pre").inner_text()) < 100_000


def test_what_is_needed_is_asked_for_before_sending(page: Page, watch: Watch, live_server: str) -> None:
    opened(page, live_server)
    point = operation(page, "/v1/lookup")
    point.get_by_label("lat", exact=True).fill("")
    before = len(watch.requests)
    point.get_by_role("button", name="Send").click()
    expect(point.locator(".result")).to_be_empty()
    assert len(watch.requests) == before


def test_a_link_opens_the_shape_it_leads_to(page: Page, live_server: str) -> None:
    opened(page, live_server)
    operation(page, "/v1/state-laws/{key}").get_by_role("link", name="StateLawAnswer").click()
    expect(page.locator("#shape-StateLawAnswer")).to_be_visible()


def test_the_keyboard_alone_sends_a_request(page: Page, live_server: str) -> None:
    opened(page, live_server)
    words = operation(page, "/v1/vocabulary")
    words.get_by_label("on", exact=True).focus()
    page.keyboard.press("Enter")
    expect(words.locator(".result pre")).to_be_visible()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.result') !== null && document.activeElement.tagName") == "PRE":
            return
    pytest.fail("Tab never reached the answer")


def test_without_scripts_everything_can_be_read_and_the_examples_followed(browser: Browser, live_server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server}/docs")
    assert page.locator(".operation").count() > 30
    expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)
    one = operation(page, "/v1/states/{state}")
    expect(one).to_contain_text("Postal (TX) or Census code (48) of a state.")
    one.locator(".example a").click()
    assert page.url.endswith("/v1/states/TX")
    context.close()


# The longest page there is: each width and each scheme once.
LOOKS = [pytest.param(width, scheme, id=f"{width} wide, {scheme}") for width, scheme in ((390, "dark"), (1280, "light"))]


class TestForEverybody:
    """On a phone and a desk, in light and dark."""

    @pytest.fixture
    def looked_at(self, browser: Browser, live_server: str, request: pytest.FixtureRequest) -> Iterator[Page]:
        """The console with an answer shown, in one look."""
        width, scheme = request.param
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
        context.add_init_script(WATCH_POLICY)
        page = context.new_page()
        opened(page, live_server)
        sent(operation(page, "/v1/jurisdictions/{id}"))
        yield page
        context.close()

    @pytest.mark.parametrize("looked_at", [pytest.param(p.values, id=p.id) for p in LOOKS], indirect=True)
    def test_axe_finds_no_fault_and_nothing_is_cut_off(self, looked_at: Page) -> None:
        assert looked_at.evaluate("document.documentElement.scrollWidth <= innerWidth")
        looked_at.evaluate((parts() / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
        found: dict[str, Any] = looked_at.evaluate("axe.run(document)")
        assert len(found["passes"]) > 20
        assert [(fault["impact"], fault["id"], fault["nodes"][0]["html"][:200]) for fault in found["violations"]] == []
