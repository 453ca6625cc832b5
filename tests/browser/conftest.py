"""A real browser for the pages: Chromium from the machine, with WebGL drawn in software."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--no-sandbox"]
MISSING = f"no browser: none of {', '.join(NAMES)} is on PATH (Debian: apt-get install chromium)"

# Kept in the page, because a blocked resource need not reach the console.
WATCH_POLICY = """
window.blocked = [];
addEventListener("securitypolicyviolation", (event) => window.blocked.push(
  `${event.effectiveDirective} ${event.blockedURI}`));
"""

# Software WebGL on a busy machine takes its time.
expect.set_options(timeout=20_000)


@dataclass
class Watch:
    """What a page asked for and complained about."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def on(self, page: Page) -> None:
        """Begin to watch a page."""
        page.on("request", self._asked)
        page.on("console", lambda said: self.complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(("data:", "blob:")):
            self.requests.append(request.url)


def asked_on_the_wire(page: Page) -> list[str]:
    """What a page asks of the service from now on; what the browser still holds is not asked for."""
    asked: list[str] = []

    def answered(event: dict[str, Any]) -> None:
        if not event["response"].get("fromDiskCache"):
            asked.append(event["response"]["url"])

    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.responseReceived", answered)
    return asked


def chromium() -> str:
    """Where Chromium is, or a loud skip where there is none; on CI its absence is a failure."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's Chromium, started once."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A desktop reader without history."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(60_000)
    context.add_init_script(WATCH_POLICY)
    yield context
    context.close()


@pytest.fixture
def watch() -> Watch:
    """A notebook for requests and complaints."""
    return Watch()


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Page:
    """A watched page."""
    page = context.new_page()
    watch.on(page)
    return page
