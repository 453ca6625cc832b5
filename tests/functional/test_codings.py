"""How words become levels: rules, examples, what was coded twice, and the page that tells it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from api.db import engine_for
from api.rules.coding import CODING_EXAMPLES, CODING_RULES
from tests.builders import World
from tests.conftest import Databases, answer, app_for, shut
from tests.functional.addresses import refused
from tests.functional.test_sources_page import shown
from tests.pages.walking import Page

ON = "on=2026-06-01"


def test_rules_and_examples_are_served_whole(small_client: FlaskClient) -> None:
    told = answer(small_client, "/v1/coding-rules")["data"]
    assert [rule["key"] for rule in told["rules"]] == [rule.key for rule in CODING_RULES]
    assert [example["words"] for example in told["examples"]] == [example.words for example in CODING_EXAMPLES]


def test_the_readers_agreement_is_that_of_the_listed_codings(wide_client: FlaskClient) -> None:
    told = answer(wide_client, f"/v1/coding-rules?{ON}")["data"]["reliability"]
    rows = answer(wide_client, f"/v1/codings?{ON}")["data"]
    both = [row for row in rows if row["first"] is not None and row["second"] is not None]
    assert told["instruments"] == len({row["instrument"] for row in rows}) == 3
    assert (told["level"]["pairs"], told["level"]["equal"]) == (len(both), sum(row["equal"] for row in both)) == (2, 1)
    assert told["within_one"] == 2
    assert told["overall"]["pairs"] == 24
    assert told["overall"]["equal"] == 24 - sum(not row["equal"] for row in rows)


def test_an_earlier_revision_knows_what_was_coded_by_then(wide_client: FlaskClient) -> None:
    assert answer(wide_client, "/v1/coding-rules?revision=1")["data"]["reliability"]["instruments"] == 1


def test_codings_are_narrowed_by_instrument_and_dimension(wide_client: FlaskClient) -> None:
    keys = [row["key"] for row in answer(wide_client, "/v1/codings?instrument=austin-order&dimension=detainers")["data"]]
    assert keys == ["austin-order/detainers"]


def test_an_unknown_dimension_is_refused(wide_client: FlaskClient) -> None:
    refused(wide_client.get("/v1/codings?dimension=weather"), 400, field="dimension")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        pytest.param("austin-order", "Asked only about a crime.", id="settled"),
        pytest.param("travis-statement", "The second reader saw the opening only.", id="left open"),
    ],
)
def test_the_page_shows_where_readers_differ_and_why(wide_client: FlaskClient, row: str, told: str) -> None:
    text = shown(wide_client, f"/methodology/coding?{ON}")
    assert row in text
    assert told in text


def test_the_page_leads_to_the_place_of_an_instrument_in_the_record(wide_client: FlaskClient) -> None:
    text = shown(wide_client, f"/methodology/coding?{ON}")
    assert f'href="/4805000?{ON}"' in text
    assert "3</b> instruments were coded twice, by two people:" in text


def test_every_rule_has_its_anchor(wide_client: FlaskClient) -> None:
    names = Page(shown(wide_client, "/methodology/coding")).names
    assert {rule.key for rule in CODING_RULES} <= set(names)


def test_a_record_without_codings_says_so(templates: Databases, data_dir: Path) -> None:
    url = templates.create("uncoded", "blank")
    engine = engine_for(url)
    with Session(engine.execution_options(writing=True)) as session, session.begin():
        World().state("48", "TX", "Texas").publish(session)
    engine.dispose()
    app = app_for(url, data_dir)
    assert "no instrument has been coded twice" in shown(app.test_client(), "/methodology/coding")
    assert answer(app.test_client(), "/v1/coding-rules")["data"]["reliability"]["overall"] == {"pairs": 0, "equal": 0, "kappa": None}
    shut(app)
