"""The desk in a real browser: from a contributor's policy to the reader's page, an edit that came too late, a reader's correction, and held rows settled in bulk."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from api.db import engine_for
from api.ledger import curators, passwords
from tests.conftest import checkpoint, serving
from tests.parts import parts

from .conftest import WATCH_POLICY, Watch
from .test_every_page import AXE, STICKING_OUT

PEOPLE = {"ada": "contributor", "ben": "reviewer", "dot": "contributor", "cyd": "administrator"}
PASSWORD = "correct horse battery staple"
TITLE = "Aurora resolution of a test"
DAY = "2026-10-01"


@dataclass(frozen=True)
class Place:
    """A server of the test's own on the whole record, which may be written to."""

    address: str
    folder: Path

    def data(self, path: str) -> Any:
        """What the API answers."""
        with urlopen(self.address + path, timeout=30) as answer:
            return json.load(answer)


@pytest.fixture(scope="module")
def place(sqlite_record: Path, vintage_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The real server, with four curators."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copyfile(sqlite_record, folder / "record.sqlite")
    (folder / "vintages").symlink_to(vintage_dir)
    engine = engine_for(f"sqlite:///{folder / 'record.sqlite'}")
    with Session(engine.execution_options(writing=True)) as session, session.begin():
        for name, role in PEOPLE.items():
            curators.add(session, name, role, kept=passwords.hashed(PASSWORD, name=name))
    checkpoint(engine)
    engine.dispose()
    with serving(folder) as address:
        yield Place(address, folder)


@pytest.fixture(scope="module")
def watch_all() -> Watch:
    """What all pages of the desk asked for and complained about."""
    return Watch()


@pytest.fixture(scope="module")
def desks(browser: Browser, place: Place, watch_all: Watch) -> Iterator[dict[str, Page]]:
    """Each curator at a desk of their own, signed in by the form; and a reader without one."""
    pages: dict[str, Page] = {}
    for name in (*PEOPLE, "reader"):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", base_url=place.address)
        context.set_default_timeout(60_000)
        context.add_init_script(WATCH_POLICY)
        pages[name] = context.new_page()
        watch_all.on(pages[name])
        if name in PEOPLE:
            sign_in(pages[name], name)
    yield pages
    for page in pages.values():
        page.context.close()


def sign_in(page: Page, name: str) -> None:
    """Sign in, led there by the desk itself."""
    page.goto("/desk")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Desk", level=1)).to_be_visible()


def publish(page: Page, number: str) -> None:
    """Read the preview of a proposal, and publish it."""
    page.goto(f"/desk/proposals/{number}")
    page.get_by_role("link", name="Preview").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Preview")
    page.get_by_role("link", name="Back to the proposal").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Published", exact=False).first).to_be_visible()


def number_of(page: Page) -> str:
    """The number of the proposal that is shown."""
    expect(page.get_by_role("heading", level=1)).to_contain_text("Proposal")
    return page.url.split("?")[0].rsplit("/", 1)[1]


class TestFromAPolicyToTheReader:
    """In order: each step rests on the one before."""

    proposal = ""
    before: dict[str, Any] = {}

    def test_a_contributor_proposes_a_policy_with_its_source(self, desks: dict[str, Page], place: Place) -> None:
        page = desks["ada"]
        type(self).before = place.data(f"/v1/jurisdictions/aurora-co/position?on={DAY}")["data"]["policy"]
        page.goto("/desk/records/policy/new?jurisdiction=0804000")
        page.get_by_label("Body").select_option(label="Council")
        page.get_by_label("Instrument").select_option(label="Resolution")
        page.locator("#f-title").fill(TITLE)
        page.get_by_label("Binding").check()
        page.locator("#f-effective").fill(DAY)
        page.locator("#f-summary").fill("A made-up resolution, to try the desk with.")
        page.locator("button[value='add:clauses']").click()
        page.locator("#f-clauses-0-dimension").select_option("detention_contracts")
        page.locator("#f-clauses-0-level").select_option("-2")
        page.locator("#f-clauses-0-basis").select_option("text")
        page.get_by_label("This body decides the matter").check()
        page.locator("#f-clauses-0-words").fill("No beds are let <script>alert(1)</script>.")
        page.locator("#f-clauses-0-valid_from").fill(DAY)
        page.get_by_role("button", name="Propose", exact=True).click()
        expect(page.locator("#f-reason")).to_be_visible()
        assert page.locator("#f-title").input_value() == TITLE, "what was typed is kept while faults are shown"
        page.locator("button[value='add:new_sources']").click()
        for name, words in {"key": "aurora-test-minutes", "title": "Minutes of a test", "publisher": "City of Aurora", "url": "https://example.org/minutes", "retrieved": "2026-11-01"}.items():
            page.locator(f"#f-new_sources-0-{name}").fill(words)
        kind = page.locator("#f-new_sources-0-kind")
        if kind.evaluate("e => e.tagName") == "SELECT":
            kind.select_option(index=1)
        else:
            kind.fill("minutes")
        page.locator("button[value='add:citations']").click()
        page.locator("#f-citations-0-source").fill("aurora-test-minutes")
        page.locator("#f-reason").fill("A resolution was adopted.")
        page.get_by_role("button", name="Propose", exact=True).click()
        type(self).proposal = number_of(page)
        assert place.data("/v1/revisions")["data"][0]["number"] == 1

    def test_its_author_cannot_publish_it(self, desks: dict[str, Page]) -> None:
        page = desks["ada"]
        page.goto(f"/desk/proposals/{self.proposal}")
        expect(page.get_by_role("button", name="Publish")).to_have_count(0)
        expect(page.get_by_text("Not for you to publish.")).to_be_visible()

    def test_a_reviewer_reads_what_would_move_and_publishes(self, desks: dict[str, Page], place: Place) -> None:
        page = desks["ben"]
        page.goto(f"/desk/proposals/{self.proposal}/preview?on=2026-11-01")
        table = page.get_by_role("table").first
        expect(table).to_contain_text("Aurora")
        expect(table).to_contain_text("Detention contracts")
        publish(page, self.proposal)
        assert place.data("/v1/revisions")["data"][0]["reviewed"] is True

    def test_the_place_the_map_and_the_feed_say_so_and_the_old_answer_stays(self, desks: dict[str, Page], place: Place) -> None:
        page = desks["reader"]
        page.goto("/aurora-co?on=2026-11-01")
        expect(page.get_by_role("main")).to_contain_text(TITLE)
        assert "<script>alert" in page.get_by_role("main").inner_text()
        page.goto("/aurora-co?on=2026-11-01&revision=1")
        expect(page.get_by_role("main")).not_to_contain_text(TITLE)
        assert place.data(f"/v1/jurisdictions/aurora-co/position?on={DAY}&revision=1")["data"]["policy"] == self.before
        assert place.data("/v1/maps/places/positions?revision=2") != place.data("/v1/maps/places/positions?revision=1")
        page.goto("/changes?state=CO")
        expect(page.get_by_role("main")).to_contain_text(TITLE)
        assert TITLE in urlopen(f"{place.address}/changes.atom?state=CO", timeout=30).read().decode()
        fields = place.data("/v1/revisions/2/changes")["data"]
        assert {row["noun"]: row["kind"] for row in fields} == {"policy": "added", "source": "added"}


def test_a_second_edit_of_the_same_record_is_shown_both_versions(desks: dict[str, Page]) -> None:
    key = "austin-tx-general-orders-2026-01"
    first, second, reviewer = desks["ada"], desks["dot"], desks["ben"]
    for page in (first, second):
        page.goto(f"/desk/records/policy/{key}")
    first.locator("#f-note").fill("The note of the first.")
    first.locator("#f-reason").fill("A better note.")
    first.get_by_role("button", name="Propose", exact=True).click()
    publish(reviewer, number_of(first))
    second.locator("#f-note").fill("The note of the second.")
    second.locator("#f-reason").fill("Another note.")
    second.get_by_role("button", name="Propose", exact=True).click()
    main = second.get_by_role("main")
    expect(main).to_contain_text("The note of the first.")
    expect(main).to_contain_text("The note of the second.")
    expect(second.get_by_role("heading", level=1)).not_to_contain_text("Proposal")


def test_a_readers_correction_is_settled(desks: dict[str, Page], place: Place) -> None:
    reader, reviewer = desks["reader"], desks["ben"]
    reader.goto("/corrections?target=aurora-co")
    reader.get_by_label("Claim").fill("The resolution was adopted a day later <b>than said</b>.")
    reader.get_by_label("Evidence").fill("https://example.org/minutes")
    reader.get_by_label("Contact (optional)").fill("reader@example.org")
    reader.get_by_role("button", name="Send the correction").click()
    expect(reader.get_by_role("main")).to_contain_text("Thank", ignore_case=True)
    followed = reader.get_by_role("link", name="/corrections/").first
    address = followed.get_attribute("href") if followed.count() else "/corrections/1"
    reviewer.goto("/desk/corrections")
    reviewer.get_by_role("main").get_by_role("link", name="1").first.click()
    expect(reviewer.get_by_role("main")).to_contain_text("than said</b>")
    expect(reviewer.get_by_role("main")).to_contain_text("reader@example.org")
    reviewer.get_by_label("Decline").check() if reviewer.get_by_label("Decline").count() else reviewer.get_by_label("Declined").check()
    reviewer.get_by_label("answer", exact=False).fill("The minutes give the first of October.")
    reviewer.get_by_role("button", name="Close").click()
    reader.goto(str(address))
    expect(reader.get_by_role("main")).to_contain_text("The minutes give the first of October.")
    expect(reader.get_by_role("main")).not_to_contain_text("reader@example.org")
    reviewer.goto("/desk/corrections/1")
    expect(reviewer.get_by_role("main")).not_to_contain_text("reader@example.org")


def test_held_rows_are_settled_in_bulk(desks: dict[str, Page]) -> None:
    """That they stay settled after the next import is tried on smaller lists, in test_held_rows."""
    contributor, reviewer = desks["ada"], desks["ben"]
    contributor.goto("/desk/held-rows")
    for name, choice in (("Yoakum Police Department", "place"), ("Tye Police Department", "place")):
        section = contributor.locator("section").filter(has=contributor.get_by_role("heading", name=name, exact=True))
        section.get_by_label("Settle these rows").check()
        section.locator("summary").click()
        section.locator(f"input[value={choice}]").check()
        section.locator("input[name^=jurisdiction]").first.check()
        section.get_by_label("On what evidence").fill("The only city of this name in Texas.")
    contributor.get_by_label("Why, for the public").fill("Two printed counties are not those of the cities named.")
    contributor.get_by_role("button", name="Propose", exact=True).click()
    publish(reviewer, number_of(contributor))
    contributor.goto("/desk/held-rows")
    for name in ("Yoakum Police Department", "Tye Police Department"):
        section = contributor.locator("section").filter(has=contributor.get_by_role("heading", name=name, exact=True))
        expect(section).to_contain_text("published", ignore_case=True)


ROOMS = (
    *("/desk", "/desk/proposals", "/desk/proposals/1", "/desk/records", "/desk/records?noun=policy&q=austin", "/desk/records/policy/austin-tx-general-orders-2026-01"),
    *("/desk/records/state_law/tx-sb4-2017", "/desk/records/policy/new", "/desk/records/policy/austin-tx-general-orders-2026-01/versions", "/desk/revisions/2", "/desk/bulk", "/desk/corrections", "/desk/corrections/1"),
    *("/desk/disputes", "/desk/held-rows", "/desk/stale", "/desk/drafts", "/desk/audit", "/desk/people", "/desk/tokens", "/desk/password", "/desk/briefs/mesa-az", "/corrections/1"),
)


@pytest.mark.parametrize("path", ROOMS)
def test_axe_finds_nothing_serious_and_nothing_sticks_out(desks: dict[str, Page], path: str) -> None:
    page = desks["cyd"]
    for width, scheme in ((1280, "light"), (390, "dark")):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.set_viewport_size({"width": width, "height": 900})
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200
        page.evaluate((parts() / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
        found: dict[str, Any] = page.evaluate("(how) => axe.run(document, how)", AXE)
        faults = [fault for fault in found["violations"] if fault["impact"] in {"serious", "critical"}]
        assert [(fault["id"], len(fault["nodes"]), fault["nodes"][0]["html"][:200], fault["nodes"][0]["failureSummary"][:300]) for fault in faults] == []
        assert page.evaluate(STICKING_OUT) == []


def test_the_desk_asks_nothing_of_other_sites_and_breaks_no_policy(desks: dict[str, Page], place: Place, watch_all: Watch) -> None:
    for page in desks.values():
        assert page.evaluate("window.blocked") == []
    assert [url for url in watch_all.requests if not url.startswith(place.address)] == []
    assert watch_all.complaints == []
