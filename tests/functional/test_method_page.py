"""The page `/methodology`: the formula carried out on a real position, every word with its anchor, and both clocks."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.db import db
from api.ledger.asof import resolve
from api.pages.methodology import GROUPS, anchored, work
from api.rules.methodology import RULES
from api.rules.vocabulary import CATEGORIES, DIMENSIONS, MARKS, VOCABULARY, WEIGHTS
from tests.conftest import answer
from tests.functional.test_sources_page import shown
from tests.pages.walking import Page

ON = "on=2026-06-01"


def test_the_worked_example_is_the_score_that_the_api_gives(wide_app: Flask) -> None:
    client = wide_app.test_client()
    rows = answer(client, f"/v1/jurisdictions?{ON}&limit=500&fields=id,slug,policy_score")["data"]
    scored: list[dict[str, Any]] = [row for row in rows if row["policy_score"] is not None]
    assert len(scored) > 1
    for row in scored:
        with wide_app.app_context():
            worked = work(db.session, resolve(db.session, on="2026-06-01"), row["slug"])
        assert worked is not None
        assert worked.value == row["policy_score"], row["slug"]
        assert worked.weight == sum(WEIGHTS[line.dimension] for line in worked.lines)  # type: ignore[index]
        page = shown(client, f"/methodology?{ON}&example={row['id']}")
        assert f'href="/{row["slug"]}?{ON}"' in page
        assert f"{abs(worked.value):.1f}" in page


@pytest.mark.parametrize("asked", ["nobody", "austin%00tx", "<b>"])
def test_an_example_without_a_score_is_another_with_a_notice(wide_client: FlaskClient, asked: str) -> None:
    page = shown(wide_client, f"/methodology?{ON}&example={asked}")
    assert "this is another example" in page
    assert "<b>”" not in page


def test_a_day_without_scores_says_so(wide_client: FlaskClient) -> None:
    page = shown(wide_client, "/methodology?on=1980-01-01")
    assert "nothing to work it on" in page


def test_every_word_of_the_vocabulary_has_its_own_anchor(wide_client: FlaskClient) -> None:
    assert set(VOCABULARY) <= set(GROUPS), "a new group of words must take its place"
    names = Page(shown(wide_client, "/methodology")).names
    assert len(names) == len(set(names))
    anchors = [item.anchor for group, items in anchored().items() if group != "dimensions" for item in items]
    assert set(anchors) <= set(names)
    assert {term.key for term in (*CATEGORIES, *DIMENSIONS)} <= set(names)
    assert {term.key for term in MARKS if term.key != "contested"} | {"marks-contested"} <= set(names)
    assert all(re.fullmatch(r"[\w-]+", name) for name in names)


def test_the_page_says_what_the_rules_say(wide_client: FlaskClient) -> None:
    page = shown(wide_client, "/methodology")
    for term in RULES:
        assert str(term.label).split("'")[0] in page
    assert "12 later lists" in page
    assert "365 days" in page
