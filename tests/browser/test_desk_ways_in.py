"""The ways into the desk in a real browser: its cookie without TLS on one's own machine, what screen readers find, and nothing cut off."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from api.db import engine_for
from tests.builders import small_world
from tests.conftest import ROOT, checkpoint, migrate, serving
from tests.parts import parts

from .conftest import WATCH_POLICY
from .test_every_page import AXE, LOOKS, STICKING_OUT, looking

NAME, PASSWORD = "Ada Quill", "three boats under one bridge"
PAGES = ("/desk/people", "/desk/tokens", "/desk/password", "/desk/audit")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, vintage_dir: Path) -> Path:
    """The data folder of a small record, without a key, and with a first administrator made by the command."""
    folder = tmp_path_factory.mktemp("ways_in")
    (folder / "vintages").symlink_to(vintage_dir)
    engine = engine_for(f"sqlite:///{folder / 'record.sqlite'}")
    migrate(engine)
    with Session(engine.execution_options(writing=True)) as session, session.begin():
        small_world().publish(session)
    checkpoint(engine)
    engine.dispose()
    environ = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SECRET_KEY"}} | {"DATA_DIR": str(folder)}
    words = ["curators", "add", NAME, "--role", "administrator", "--password-stdin"]
    subprocess.run([sys.executable, "-m", "flask", "--app", "api.app", *words], cwd=ROOT, env=environ, input=PASSWORD, text=True, check=True)
    return folder


@pytest.fixture(scope="module")
def desk(browser: Browser, folder: Path) -> Iterator[Page]:
    """A page that is signed in, by hand, at the server that `make run` starts."""
    context = browser.new_context(reduced_motion="reduce")
    context.add_init_script(WATCH_POLICY)
    page = context.new_page()
    with serving(folder) as address:
        page.goto(f"{address}/desk/audit")
        page.get_by_label("Name", exact=True).fill(NAME)
        page.get_by_label("Password").fill("not this one")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_contain_text("try again later")
        assert faults(page) == []
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{address}/desk/audit")
        yield page
    context.close()


def faults(page: Page) -> list[Any]:
    """What axe finds of weight."""
    page.evaluate((parts() / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("(how) => axe.run(document, how)", AXE)["violations"]
    return [(fault["id"], fault["nodes"][0]["html"][:200]) for fault in found if fault["impact"] in {"serious", "critical"}]


def test_the_cookie_travels_on_ones_own_machine_with_every_protection(desk: Page) -> None:
    (cookie,) = desk.context.cookies()
    assert {name: cookie[name] for name in ("path", "secure", "httpOnly", "sameSite")} == {"path": "/desk", "secure": True, "httpOnly": True, "sameSite": "Strict"}
    assert desk.evaluate("document.cookie") == ""


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_a_page_is_sound(desk: Page, path: str, size: tuple[int, int], scheme: str) -> None:
    desk.goto(path_at(desk, path))
    looking(desk, size, scheme)
    assert faults(desk) == []
    assert desk.evaluate(STICKING_OUT) == []
    assert desk.evaluate("window.blocked") == []


def test_a_refused_form_stands_beside_its_field(desk: Page) -> None:
    desk.goto(path_at(desk, "/desk/people"))
    desk.get_by_label("Name", exact=True).fill(NAME.upper())
    desk.get_by_label("First password").fill(PASSWORD)
    desk.get_by_role("button", name="Add", exact=True).click()
    expect(desk.get_by_label("Name", exact=True)).to_have_accessible_description(re.compile("There is a curator ADA QUILL already."))
    assert faults(desk) == []


def test_a_token_is_shown_once_and_signing_out_ends_the_visit(desk: Page) -> None:
    desk.goto(path_at(desk, "/desk/tokens"))
    desk.get_by_label("What it is for").fill("nightly import")
    desk.get_by_role("button", name="Make a token").click()
    expect(desk.get_by_role("status")).to_contain_text("spectrum_")
    assert faults(desk) == []
    desk.get_by_role("navigation", name="Desk").get_by_role("link", name="Tokens").click()
    expect(desk.get_by_role("status")).to_have_count(0)
    desk.get_by_role("button", name="Sign out").click()
    desk.goto(path_at(desk, "/desk/people"))
    expect(desk).to_have_title("Sign in · Cooperation Spectrum")


def path_at(page: Page, path: str) -> str:
    """An address of the server that the page is at."""
    return f"{page.url.split('/desk')[0]}{path}"
