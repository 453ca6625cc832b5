"""How many frames a second the map shows while its day is dragged over five years, beside the slider alone."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from tests.benchmarks.server import running
from tests.browser.conftest import NAMES, asked_on_the_wire

PROMISED = 20
SIZES = ((1280, 800), (390, 844))
# WebGL drawn in software where there is no graphics card, and the rest as Chromium itself chooses.
ARGUMENTS = ["--enable-unsafe-swiftshader", "--no-sandbox"]
FIRST, DAYS = "2021-02-01", 5 * 365

# Where the map is kept from hearing the slider, what is left is what the browser takes for the slider itself.
DRAG = """async ([days, seconds, heard]) => {
  const range = document.querySelector("[data-time=range]");
  const deaf = (event) => heard || event.stopImmediatePropagation();
  addEventListener("input", deaf, true);
  const [first, began] = [Number(range.max) - days, performance.now()];
  let frames = 0;
  for (let share = 0; share < 1; frames += 1) {
    await new Promise(requestAnimationFrame);
    share = Math.min(1, (performance.now() - began) / 1000 / seconds);
    range.value = Math.round(first + days * share);
    range.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const took = performance.now() - began;
  removeEventListener("input", deaf, true);
  return (1000 * frames) / took;
}"""


def main() -> int:
    """Drag in turn with the map and without, and say what each gave."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data-dir", type=Path, default=Path("instance"))
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=4)
    options = parser.parse_args()
    kept = True
    with running(options.data_dir.resolve()) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=next(filter(None, map(shutil.which, NAMES))), args=ARGUMENTS)
        for width, height in SIZES:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto(f"{server.address}/?layer=counties&on={FIRST}")
            page.wait_for_selector("#map[data-drawn^=counties]", timeout=120_000)
            page.wait_for_load_state("networkidle")
            wire = asked_on_the_wire(page)
            turns = [(dragged(page, options.seconds, heard=True), dragged(page, options.seconds, heard=False)) for _ in range(options.rounds)]
            shown, alone = (median(turn[side] for turn in turns) for side in (0, 1))
            print(f"{width} px: {shown:.0f} frames a second ({', '.join(f'{turn[0]:.0f}' for turn in turns)}), the slider alone {alone:.0f}; {len(wire)} requests", flush=True)
            kept &= shown > PROMISED and not wire
            page.close()
        browser.close()
    return 0 if kept else 1


def dragged(page: Page, seconds: float, *, heard: bool) -> float:
    """Frames a second while the slider goes over five years."""
    shown: float = page.evaluate(DRAG, [DAYS, seconds, heard])
    page.wait_for_timeout(1000)
    return shown


if __name__ == "__main__":
    raise SystemExit(main())
