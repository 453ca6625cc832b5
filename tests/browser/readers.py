"""A reader at a screen who uses one thing only: a mouse, a finger, or the keyboard."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

# More stops than any page has; whoever needs them all is lost.
MOST_STOPS = 900
FOCUSED = "(wanted) => document.activeElement === wanted"


@dataclass(frozen=True)
class Reader:
    """Does to a page what a person does: press, write, choose, tick."""

    page: Page
    hand: str

    def reach(self, wanted: Locator) -> None:
        """Bring the keyboard's place to a control, from wherever it is."""
        expect(wanted).to_be_visible()
        control = wanted.element_handle()
        for _ in range(MOST_STOPS):
            if self.page.evaluate(FOCUSED, control):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"Tab never reached {wanted}")

    def press(self, wanted: Locator) -> None:
        """Follow a link, or press a button."""
        if self.hand == "keyboard":
            self.reach(wanted)
            self.page.keyboard.press("Enter")
        elif self.hand == "finger":
            wanted.tap()
        else:
            wanted.click()

    def write(self, wanted: Locator, text: str) -> None:
        """Fill a field, and send its form."""
        if self.hand == "keyboard":
            self.reach(wanted)
        else:
            self.press(wanted)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")

    def move_to(self, wanted: Locator, *, year: str, month: str, day: str) -> None:
        """Set a field for a day, whose parts a browser in American English shows as month, day, year; send its form."""
        if self.hand == "keyboard":
            self.reach(wanted)
            self.page.keyboard.type(f"{month}{day}{year}")
        else:
            wanted.fill(f"{year}-{month}-{day}")
            wanted.focus()
        self.page.keyboard.press("Enter")

    def choose(self, wanted: Locator, label: str) -> None:
        """Choose from a list by its words."""
        if self.hand == "keyboard":
            self.reach(wanted)
            self.page.keyboard.type(label)
        else:
            wanted.select_option(label=label)
        expect(wanted.locator("option:checked")).to_have_text(label)

    def tick(self, label: Locator, radio: Locator) -> None:
        """Choose one of a few that are all shown; the keyboard goes from the chosen one with the arrows."""
        if self.hand != "keyboard":
            self.press(label)
            return
        group = radio.get_attribute("name")
        self.reach(self.page.locator(f"[name={group}]:checked"))
        for _ in range(9):
            if radio.is_checked():
                return
            self.page.keyboard.press("ArrowRight")
        pytest.fail(f"the arrows never reached {radio}")
