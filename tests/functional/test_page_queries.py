"""What the pages of the method, the sources, the data and the coverage cost: a fixed number of queries, however much there is."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.conftest import answer
from tests.functional.test_queries import bulk_app, cost
from tests.functional.test_sources_page import listed, shown

__all__ = ["bulk_app"]
# Clocks (2), kinds, the count, the rows, and what rests on them (3).
LIST_COST = 8
# Clocks (2), the source, its claims with two of timelines, and residents.
SOURCE_COST = 7
# Clocks (2), the oldest list, which government, and its position with names, who runs its jail and sources.
METHOD_COST = 9
# Clocks (2), the moment of the revision, the oldest list, and which government.
DATA_COST = 5
# Clocks (2), the counts, the newest sources, and the oldest list.
COVERAGE_COST = 6
# Clocks (2), the days of the lists, labels, who is not listed; reasons, names, sources of labels and of measures, and disputes.
COMPARISON_COST = 10
# A position without other bodies or sources asks for none.
OPTIONAL = 3


def test_the_parts_of_the_list_follow_each_other(bulk_app: Flask) -> None:
    client = bulk_app.test_client()
    address, keys = "/sources?sort=key&q=source+s0", []
    while address:
        page = shown(client, address)
        keys += listed(page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = following[1].replace("&amp;", "&") if following else ""
    assert keys == [f"s{n:04}" for n in range(520)]


def test_a_cursor_of_another_list_begins_anew_with_a_notice(bulk_app: Flask) -> None:
    client = bulk_app.test_client()
    cursor = re.search(r"cursor=([^&\"]+)", shown(client, "/sources?sort=key"))
    assert cursor is not None
    page = shown(client, f"/sources?sort=publisher&cursor={cursor[1]}")
    assert "This is the beginning of the list" in page
    assert shown(client, "/sources?cursor=nonsense").count("This is the beginning of the list") == 1


def test_a_source_of_many_claims_is_shown_in_parts(bulk_app: Flask) -> None:
    client = bulk_app.test_client()
    total = answer(client, "/v1/sources/src/claims?limit=1")["total"]
    address, rows = "/sources/src", 0
    while address:
        page = shown(client, address)
        rows += page.count('<th scope="row">')
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = following[1].replace("&amp;", "&") if following else ""
    assert rows == total > 500


@pytest.mark.parametrize(
    ("address", "bound"),
    [
        ("/sources", LIST_COST),
        ("/sources?q=source&kind=reference&sort=publisher", LIST_COST),
        ("/sources/src", SOURCE_COST),
        ("/methodology?on=2026-06-01", METHOD_COST),
        ("/methodology?on=2026-06-01&example=nobody", METHOD_COST),
        ("/methodology/comparison", COMPARISON_COST),
        ("/methodology/comparison?designator=doj", COMPARISON_COST),
        ("/data", DATA_COST),
        ("/coverage", COVERAGE_COST),
        ("/coverage?state=WY&kind=place&sort=-policy_score_share", COVERAGE_COST),
    ],
)
def test_the_pages_cost_the_same_however_much_there_is(bulk_app: Flask, wide_app: Flask, address: str, bound: int) -> None:
    many, few = cost(bulk_app, address), cost(wide_app, address)
    assert abs(many - few) <= OPTIONAL
    assert max(many, few) <= bound, (many, few)
