"""What only several entries together can show: each rule with what breaks it and what it lets stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from seeds import sheets
from seeds.checking import faults, faults_of
from tests.builders import World, clause, own
from tests.seeds.records import entries, shipped, write

Case = Callable[[World], object]
SHERIFF = {"body": "sheriff", "instrument": "sheriff_policy"}
BOARD = {"body": "board", "instrument": "resolution"}
ORDER = {"body": "police", "instrument": "general_order"}
JAIL = "s-tx-between-regional-jail"
BEXAR = "tx-bexar-county-sheriff"


def cites(*keys: str) -> list[dict[str, str | None]]:
    return [{"source": key, "locator": None, "quote": None} for key in keys]


def since(start: str, *keys: str, basis: str = "text", uncertain: bool = False, locator: str | None = None) -> Case:
    """A clause from a day that rests on sources of these days, read on 2026-11-21."""

    def add(world: World) -> None:
        for key in keys:
            world.source(key, published=None if key == "undated" else key.removeprefix("s-"))
        told = own("status_inquiries", -1, start, basis=basis, start_uncertain=uncertain, citations=[cited | {"locator": locator} for cited in cites(*keys)])
        world.policy("told", "48453", told, citations=cites(*keys))

    return add


def law_since(start: str, published: str) -> Case:
    return lambda w: w.source("s", published=published).law("later", "TX", clause("status_inquiries", "floor", 1, ["police"], start, start_uncertain=True, citations=cites("s")), citations=cites("s"))


def agreed(**source: str) -> Case:
    """An agreement that cites one more source."""
    return lambda w: w.source("more", **source).agreement("tx-bexar-county-sheriff", "JEM", "2025-01-01", "2025-06-01", "2025-06-01", citations=cites("src", "more"), moa_url="https://www.ice.gov/memo.pdf")


def listed_by_ice(world: World) -> None:
    world.source("ice", publisher="ICE").source("memo", publisher="ICE").lists("2026-01-01")
    world.entries["publication"]["p-2026-01-01"]["source"] = "ice"
    world.agreement("tx-bexar-county-sheriff", "JEM", "2025-01-01", "2025-06-01", "2025-06-01", citations=cites("ice", "memo"))


def jail_of(world: World, geoid: str, operator: str, kind: str, until: str | None = None) -> World:
    world.custody(geoid, operator, None, until)
    world.entries["custody"][f"{geoid}/"]["kind"] = kind
    return world


def regional(until: str | None, **more: object) -> Case:
    """A county whose jail a regional body runs, and its sheriff's policy on detainers of 2020."""
    return lambda w: jail_of(w, "48029", JAIL, "regional", until).policy("bexar", "48029", own("detainers", -1, **more), **SHERIFF)


def boards(note: str | None, *, custody: bool = False, dimension: str = "detainers", **more: object) -> Case:
    def add(world: World) -> None:
        if custody:
            jail_of(world, "48029", "48029", "county")
        world.policy("bexar", "48029", own(dimension, -1, **more), note=note, **BOARD)

    return add


def twice(**policy: object) -> Case:
    one = {"title": "One", "number": "7", "adopted": "2020-01-01"}
    return lambda w: w.policy("one", "48453", **one).policy("two", "48453", **one | policy)


# name, what is added to a sound record, how the fault begins (None: there is none)
CASES: list[tuple[str, Case, str | None]] = [
    ("an uncertain start before its source", since("2025-02-04", "s-2025-02-05", uncertain=True), "policy told, clause 1: valid_from is uncertain and lies before 2025-02-05"),
    ("an uncertain start before both its sources", since("2025-02", "s-2025-04", "s-2025-03", uncertain=True), "policy told, clause 1: valid_from is uncertain and lies before 2025-03,"),
    ("an uncertain start of a law before its source", law_since("2017", "2018-06"), "state_law later, clause 1: valid_from is uncertain"),
    ("an uncertain start on the day of its source", since("2025-02-05", "s-2025-02-05", uncertain=True), None),
    ("an uncertain start in the month of its source", since("2025-02-05", "s-2025-02", uncertain=True), None),
    ("an uncertain start on the day of the older source", since("2025-02-04", "s-2025-02-04", "s-2026", uncertain=True), None),
    ("an uncertain start with a source that bears no day", since("2014", "s-2025", "undated", uncertain=True), None),
    ("an uncertain start in a year that a locator names", since("2017-05", "s-2019", uncertain=True, locator="revised in May 2017"), None),
    ("an uncertain start in another year than a locator names", since("2017-05", "s-2019", uncertain=True, locator="revised in May 2018"), "policy told, clause 1: valid_from is uncertain and lies before 2019,"),
    ("a certain start that a later source states", since("2014-09-10", "s-2025"), None),
    ("an uncertain start of a law in the year of its source", law_since("2018", "2018-06"), None),
    ("a practice after its source was read", since("2027", "s-2025", basis="practice"), "policy told, clause 1: valid_from lies after 2026-11-21"),
    ("a rule in writing that begins later", since("2027", "s-2025"), None),
    ("an agreement told by a newspaper", agreed(publisher="A newspaper"), "agreement tx-bexar-county-sheriff-jem: cites 'more', which is neither a list of ICE nor a memorandum."),
    ("an agreement with its memorandum", agreed(publisher="The county", url="https://www.ice.gov/memo.pdf"), None),
    ("an agreement on a page of ICE", listed_by_ice, None),
    ("a sheriff of a city", lambda w: w.policy("austin", "4805000", own("detainers", -2), **SHERIFF), "policy austin: body is sheriff, and 4805000 is no county and joined with none."),
    ("a sheriff of a city that is a county", lambda w: w.policy("sf", "0667000", own("detainers", -2), **SHERIFF), None),
    ("a sheriff of a county", lambda w: w.policy("bexar", "48029", own("detainers", -2), **SHERIFF), None),
    ("a sheriff on a jail that another runs", regional(None), f"policy bexar, clause 1: decides detainers, and custody 48029/ has {JAIL} run the jail."),
    ("a sheriff on a jail that another ran before", regional("2020-01-01"), None),
    ("a sheriff who does not decide on a jail that another runs", regional(None, decides=False), None),
    ("police of a county on its jail", lambda w: w.policy("bexar", "48029", own("jail_access", -1), **ORDER), "policy bexar, clause 1: decides jail_access, which the county’s police do not."),
    ("police of a county on inquiries", lambda w: w.policy("bexar", "48029", own("status_inquiries", -1), **ORDER), None),
    ("police of a city on its lockup", lambda w: w.policy("austin", "4805000", own("detainers", -1), **ORDER), None),
    ("a board on the sheriff's jail without a reason", boards(None), "policy bexar, clause 1: decides detainers for the county’s board, and nothing tells who runs the jail."),
    ("a board with a note of something else", boards("Passed 5 to 0."), "policy bexar, clause 1: decides detainers for the county’s board"),
    ("a board with a note of why it decides", boards("By its charter the board says who runs the jails."), None),
    ("a board where the record tells who runs the jail", boards(None, custody=True), None),
    ("a board that does not decide", boards(None, decides=False), None),
    ("a board on county property", boards(None, dimension="courthouse_and_property"), None),
    ("a court on the sheriff's jail", lambda w: w.policy("bexar", "48029", own("detainers", -2), body="court", instrument="decree"), None),
    ("a county that is called a city", lambda w: jail_of(w, "48029", "48453", "city"), "custody 48029/: kind says city, and operator names a county."),
    ("a jail told of under both ids of one government", lambda w: jail_of(jail_of(w, "06075", "0667000", "city"), "0667000", "0667000", "city"), "custody 0667000/: holds on days of 06075/ too."),
    ("a jail of the state", lambda w: jail_of(w, "48029", "48", "state"), None),
    ("an agency that serves a city, too", lambda w: w.serves(BEXAR, "4805000"), None),
    ("an agency that serves its own government", lambda w: w.serves(BEXAR, "48029"), f"service_area {BEXAR}/48029/: the agency belongs to this government."),
    ("an agency that serves another state", lambda w: w.serves(BEXAR, "0667000"), f"service_area {BEXAR}/0667000/: the agency is of TX, the government of CA."),
    ("a city served twice on a day", lambda w: w.serves(BEXAR, "4805000", "2020").serves(BEXAR, "4805000", "2024"), f"service_area {BEXAR}/4805000/2024: holds on days of {BEXAR}/4805000/2020 too."),
    ("a city served again later", lambda w: w.serves(BEXAR, "4805000", "2020", "2022").serves(BEXAR, "4805000", "2024"), None),
    ("a policy of the same number", twice(title="Two"), "policy two: has the jurisdiction, body and number of one."),
    ("a policy of the same title and day", twice(number=None, title="ONE "), "policy two: has the jurisdiction, title and adopted of one."),
    ("a policy of the same number by another body", twice(title="Two", body="board"), None),
    ("a policy of the same title on another day", twice(number="8", adopted="2021-01-01"), None),
    ("two policies without a number", lambda w: w.policy("one", "48453").policy("two", "48453"), None),
    ("a source under two keys", lambda w: w.source("twin", title="Source src", url="https://example.org/src").policy("one", "48453", citations=cites("twin")), "source twin: has the url and title of src."),
    ("another page at the same address", lambda w: w.source("page", url="https://example.org/src").policy("one", "48453", citations=cites("page")), None),
    ("a law of the same citation", lambda w: w.law("again", "TX", citation="tx-duty"), "state_law again: has the state and citation of tx-duty."),
    ("a law of the same citation in another state", lambda w: w.law("again", "CA", citation="tx-duty"), None),
    ("a label given twice", lambda w: w.designation("again", "0667000", "2025-08-05"), "designation again: has the designator, label, geoid and listed_on of doj-sf."),
    ("a label given again later", lambda w: w.designation("again", "0667000", "2026-08-05"), None),
    ("an action told twice", lambda w: w.federal_action("again", "2025-01-20", title="Action order-2025"), "federal_action again: has the date and title of order-2025."),
    ("an agreement told twice", lambda w: w.entries["agreement"].update(again=w.entries["agreement"]["tx-bexar-county-sheriff-wso"]), "agreement again: has the agency, model and signed of tx-bexar-county-sheriff-wso."),
    ("a source that nothing cites", lambda w: w.source("idle"), "source idle: nothing cites it."),
    ("a source that stands behind a column", lambda w: w.source("outlines", topic="census"), None),
    ("a source of a row of custody alone", lambda w: w.source("row").custody("48029", "48029").entries["custody"]["48029/"].update(source="row"), None),
]


@pytest.mark.parametrize(("add", "begins"), [pytest.param(*case, id=name) for name, *case in CASES])
def test_entries_are_held_against_each_other(add: Case, begins: str | None) -> None:
    world = shipped()
    add(world)
    told = list(faults_of(entries(world)))
    assert [line[: len(begins or line)] for line in told] == ([begins] if begins else [])
    assert all(line.endswith(".") and line.count(".") > 1 for line in told), "each says how to mend it"


@pytest.mark.parametrize(("key", "told"), [("tx-duty", ["draft tx-duty: stands published as a state_law too. Leave the draft out."]), ("tx-waiting", [])])
def test_a_draft_of_what_is_published_is_named(tmp_path: Path, key: str, told: list[str]) -> None:
    write(tmp_path)
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "laws.yaml").write_text(sheets.render([{"key": key, "noun": "state_law", "title": "A draft", "claim": "It binds.", "missing": "Its text."}]))
    assert list(faults(tmp_path)) == told
