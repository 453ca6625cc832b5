"""The first page without scripts: the rows of the map, and what they cost."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.functional.test_queries import bulk_app, cost

__all__ = ["bulk_app"]
# Clocks (2), the states for the filters, the count and the rows.
HOME_COST = 5
# The map alone asks for no rows.
EMBED_COST = 3


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        pytest.param("/", HOME_COST, id="the first page"),
        pytest.param("/?layer=places&sort=-population&marks=by_law&model=TFM&on=2026-06-01", HOME_COST, id="filtered and sorted"),
        pytest.param("/embed", EMBED_COST, id="the map for frames"),
    ],
)
def test_the_map_costs_a_fixed_number_of_queries(bulk_app: Flask, address: str, queries: int) -> None:
    assert cost(bulk_app, address) <= queries


def test_a_cursor_of_another_question_shows_the_first_page(bulk_app: Flask) -> None:
    client = bulk_app.test_client()
    first = client.get("/?layer=counties")
    assert first.status_code == 200
    foreign = client.get("/?layer=counties&cursor=nonsense")
    assert foreign.status_code == 200
    assert foreign.text.count("<tr>") == first.text.count("<tr>")
