"""Pages of a list: every row once, in order, and a cursor that belongs to its list alone."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from api.ledger import agreements, jurisdictions, listings
from api.ledger.asof import AsOf, resolve
from api.ledger.pages import Asked, Mark, Page
from api.rules.refusals import ForeignCursor
from tests.builders import World, own
from tests.conftest import Databases
from tests.ledger.conftest import prepared

Listing = Callable[[Session, AsOf, Asked], Page]


def all_jurisdictions(session: Session, as_of: AsOf, asked: Asked) -> Page:
    """Every jurisdiction."""
    return jurisdictions.listing(session, as_of, jurisdictions.Filters(), asked)


def of_texas(session: Session, as_of: AsOf, asked: Asked) -> Page:
    """Policies within one state."""
    return listings.policies(session, as_of, asked, state="TX")


LISTS = [
    pytest.param(all_jurisdictions, "id", id="jurisdictions"),
    pytest.param(listings.policies, "key", id="policies"),
    pytest.param(of_texas, "key", id="policies of a state"),
    pytest.param(listings.state_laws, "key", id="laws"),
    pytest.param(agreements.agreements, "key", id="agreements"),
    pytest.param(listings.designations, "key", id="designations"),
    pytest.param(listings.sources, "key", id="sources"),
    pytest.param(listings.revisions, "number", id="revisions"),
]


def walked(session: Session, listing: Listing, as_of: AsOf, limit: int) -> list[Page]:
    """All pages from the first to the last."""
    pages: list[Page] = []
    cursor: str | None = None
    while True:
        pages.append(listing(session, as_of, Asked.read("list", {}, limit=limit, cursor=cursor)))
        cursor = pages[-1].next
        if cursor is None:
            return pages


def fill(session: Session) -> None:
    """Several entries of each noun, with keys that databases sort differently."""
    world = World().lists("2026-05-18")
    for key in ("b", "B", "a-1", "a 1", "a1", "Z", "é", "_"):
        world.source(f"s-{key}").policy(f"p-{key}", "4805000", own("detainers", 1)).law(f"l-{key}", "TX").designation(f"d-{key}", "48453", "2025")
        world.agency(f"tx-{key}", "48453", "TX").agreement(f"tx-{key}", "JEM", "2025-03-01", "2025-06-01", "2026-05-18")
    world.publish(session)
    for n in range(3):
        World().source(f"more-{n}").publish(session)


@pytest.fixture(scope="module")
def long_engine(templates: Databases) -> Iterator[Engine]:
    """A database with lists of several pages."""
    with prepared(templates, "pages", fill) as engine:
        yield engine


@pytest.mark.parametrize(("listing", "key"), LISTS)
def test_walking_all_pages_yields_every_row_once_and_in_order(long_engine: Engine, listing: Listing, key: str) -> None:
    with Session(long_engine) as session:
        _walk_all_pages(session, listing, key)


def _walk_all_pages(session: Session, listing: Listing, key: str) -> None:
    as_of = resolve(session, on="2026-06-01")
    whole = walked(session, listing, as_of, 1000)
    assert len(whole) == 1
    rows = [row[key] for row in whole[0].rows]
    assert len(set(rows)) == len(rows) == whole[0].total > 3
    for limit in (1, 3, len(rows), len(rows) + 1):
        pages = walked(session, listing, as_of, limit)
        assert [row[key] for page in pages for row in page.rows] == rows
        assert {page.total for page in pages} == {len(rows)}
        assert all(len(page.rows) == limit for page in pages[:-1])


def test_what_is_published_meanwhile_does_not_shift_the_pages(small: Session) -> None:
    as_of = resolve(small, on="2026-06-01")
    first = listings.policies(small, as_of, Asked.read("list", {}, limit=1, cursor=None))
    World().policy("aaa", "48453", own("detainers", 1)).policy("zzz", "48453", own("detainers", 1)).withdraw("policy", "sf-refuge").publish(small)
    second = listings.policies(small, as_of, Asked.read("list", {}, limit=1, cursor=first.next))
    assert [row["key"] for row in (*first.rows, *second.rows)] == ["austin-order", "sf-refuge"]
    assert second.next is None


def test_an_empty_list_has_one_empty_page(small: Session) -> None:
    page = listings.policies(small, resolve(small), Asked.read("list", {}, limit=5, cursor=None), state="NV")
    assert page == Page([], 0, None)


FILTERS = st.dictionaries(st.sampled_from(["state", "kind", "on", "q"]), st.none() | st.text(max_size=4), max_size=3)


@settings(deadline=None)
@given(FILTERS, FILTERS, st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=12))
def test_a_cursor_is_read_by_its_own_question_and_refused_by_any_other(one: dict[str, Any], other: dict[str, Any], last: str) -> None:
    marks = [Mark(None, last), Mark(None, "more")]
    cursor = Asked.read("policies", one, limit=1, cursor=None).page([{"key": last}, {"key": "more"}], marks, 2).next
    assert cursor
    assert Asked.read("policies", one, limit=1, cursor=cursor).after == Mark(None, last)
    with pytest.raises(ForeignCursor):
        Asked.read("laws", one, limit=1, cursor=cursor)
    if one != other:
        with pytest.raises(ForeignCursor):
            Asked.read("policies", other, limit=1, cursor=cursor)


@settings(deadline=None)
@given(st.text(max_size=30) | st.binary(max_size=20).map(lambda b: base64.urlsafe_b64encode(b).decode()))
def test_whatever_else_is_no_cursor(cursor: str) -> None:
    with pytest.raises(ForeignCursor) as refused:
        Asked.read("policies", {}, limit=1, cursor=cursor)
    assert refused.value.field == "cursor"
    assert refused.value.fix


@pytest.mark.parametrize("after", ["soon", "-", "1e9", "²", "9" * 30])
def test_a_cursor_of_revisions_that_was_made_up_is_refused(small: Session, after: str) -> None:
    asked = Asked.read("revisions", {}, limit=1, cursor=None)
    forged = base64.urlsafe_b64encode(asked.question.encode() + orjson.dumps([None, after])).decode().rstrip("=")
    with pytest.raises(ForeignCursor):
        listings.revisions(small, resolve(small), Asked.read("revisions", {}, limit=1, cursor=forged))


def test_a_page_cuts_off_the_row_that_only_shows_there_is_more() -> None:
    asked = Asked.read("policies", {}, limit=2, cursor=None)
    marks = [Mark(None, key) for key in "abc"]
    assert asked.page([{"key": "a"}, {"key": "b"}], marks[:2], 2) == Page([{"key": "a"}, {"key": "b"}], 2, None)
    more = asked.page([{"key": "a"}, {"key": "b"}, {"key": "c"}], marks, 3)
    assert [row["key"] for row in more.rows] == ["a", "b"]
    assert more.next
