"""Outside lists beside our positions: what agrees, what differs and why, who is not listed, and the page that tells it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.ledger import outside
from api.rules.comparison import OUTCOMES
from api.rules.designators import DESIGNATORS, name_of
from api.rules.yardsticks import YARDSTICKS
from tests.builders import World, own
from tests.conftest import Databases, answer, app_for, shut
from tests.functional.addresses import refused, walked
from tests.functional.conftest import publish_into
from tests.functional.test_queries import cost
from tests.functional.test_sources_page import shown

Rows = dict[str, dict[str, Any]]
DAY, LATER = "2025-08-05", "2026-03-01"


def label(world: World, key: str, geoid: str, by: str, on: str, off: str | None = None, **more: Any) -> None:
    """A label of a body that has a key."""
    world.designation(key, geoid, on, off)
    world.entries["designation"][key] |= {"designator": name_of(by)} | more


def listed() -> World:
    """A list held whole that leaves out a sanctuary, a withdrawn list, scores on both sides, and a certificate."""
    world = World().source("doj-page-2025-08-05").place("4819000", "TX", "Dallas").withdraw("designation", "doj-sf", "doj-tx")
    strict = [own(dimension, -2, "2015") for dimension in ("detainers", "status_inquiries", "jail_access")]
    world.policy("dallas-rule", "4819000", *strict)
    for key, geoid in (("san-francisco", "0667000"), ("sf-county", "06075"), ("austin", "4805000"), ("travis", "48453"), ("tornillo", "4873376")):
        label(world, f"doj-{key}", geoid, "doj", DAY)
    label(world, "doj-el-paso", "48141", "doj", DAY, "2025-10-31", disputed_by="The county")
    label(world, "dhs-kern", "06029", "dhs", "2025-05-29", "2025-06-01")
    label(world, "ilrc-ca", "06", "ilrc", "2025-05", label="4.3")
    label(world, "ilrc-tx", "48", "ilrc", LATER, label="1.95")
    label(world, "welcoming-austin", "4805000", "welcoming", "2022")
    return world.dispute("el-paso-label", "designation", "doj-el-paso", DAY)


@pytest.fixture(scope="module")
def listed_app(templates: Databases, data_dir: Path) -> Iterator[Flask]:
    """The application on these lists, with one label taken back by a later revision."""
    url = templates.create("functional_listed", "small")
    publish_into(url, listed(), World().withdraw("designation", "doj-travis"))
    app = app_for(url, data_dir)
    yield app
    shut(app)


@pytest.fixture
def listed_client(listed_app: Flask) -> FlaskClient:
    """A client of these lists."""
    return listed_app.test_client()


def rows(client: FlaskClient, question: str) -> Rows:
    """Comparisons by their keys."""
    return {row["key"]: row for row in walked(client, f"/v1/comparisons?{question}")}


@pytest.mark.parametrize(
    ("key", "outcome", "by"),
    [
        pytest.param("doj-san-francisco", "agrees", "both", id="a sanctuary"),
        pytest.param("doj-sf-county", "agrees", "both", id="the same government by its other id"),
        pytest.param("doj-austin", "agrees", "own", id="own rules that state law sets aside"),
        pytest.param("doj-el-paso", "differs", None, id="an agreement holder"),
        pytest.param("doj-tornillo", "not_compared", None, id="a place without a government"),
        pytest.param("doj/2025-08-05/4819000", "not_listed", None, id="a sanctuary that is not on the list"),
        pytest.param("dhs-kern", "agrees", "operative", id="what state law makes of it"),
        pytest.param("ilrc-ca", "agrees", "both", id="a score above the middle"),
        pytest.param("ilrc-tx", "agrees", "both", id="a score below it"),
        pytest.param("welcoming-austin", "not_compared", None, id="a certificate of another matter"),
    ],
)
def test_what_becomes_of_each_comparison(listed_client: FlaskClient, key: str, outcome: str, by: str | None) -> None:
    row = rows(listed_client, "on=2026-06-01")[key]
    assert (row["outcome"], row["agrees_by"]) == (outcome, by), row
    assert (row["why"] is None) is (by == "both")


def test_the_position_is_that_of_the_day_of_the_list_whatever_day_is_asked_about(listed_client: FlaskClient) -> None:
    for on in (DAY, "2026-06-01"):
        for row in rows(listed_client, f"on={on}").values():
            stands = answer(listed_client, f"/v1/jurisdictions/{row['geoid']}?on={row['day']}")["data"]
            names = ("category", "policy_score", "operative_category", "operative_score", "operative_low", "operative_high")
            assert {name: row[name] for name in names} == {name: stands[name] for name in names}


@pytest.mark.parametrize(
    ("on", "found"),
    [
        pytest.param("2022-12-30", set(), id="before the certain day of the first"),
        pytest.param("2022-12-31", {"welcoming"}, id="a year is certain from its last day"),
        pytest.param("2025-05-30", {"welcoming", "dhs"}, id="a month is certain from its last day"),
        pytest.param(DAY, {"welcoming", "dhs", "ilrc", "doj"}, id="the day of a list"),
    ],
)
def test_the_day_asked_about_says_which_lists_were_out(listed_client: FlaskClient, on: str, found: set[str]) -> None:
    assert {row["designator"] for row in rows(listed_client, f"on={on}").values()} == found


def test_a_label_taken_off_or_disputed_says_so(listed_client: FlaskClient) -> None:
    before, after = (rows(listed_client, f"designator=doj&on={on}")["doj-el-paso"] for on in ("2025-10-30", "2025-10-31"))
    assert (before["status"], after["status"]) == ("listed", "removed")
    assert (after["disputed_by"], after["disputes"], after["sources"]) == ("The county", ["el-paso-label"], ["src"])
    assert before["outcome"] == after["outcome"], "what was said on the day stays what was said"


def test_the_reason_names_the_agreement_that_the_position_rests_on(listed_client: FlaskClient) -> None:
    said = rows(listed_client, "designator=doj&outcome=differs&on=2026-06-01")["doj-el-paso"]["why"]
    assert "287(g)" in said
    assert "held by Tx El Paso County Sheriff (Task Force Model)" in said


def test_who_is_not_listed_is_looked_for_on_whole_lists_alone(listed_client: FlaskClient) -> None:
    told = {row["designator"]: row for row in answer(listed_client, "/v1/comparisons/lists?on=2026-06-01")["data"]}
    assert {key: row["not_listed"] for key, row in told.items()} == {"doj": 1, "dhs": None, "ilrc": None, "welcoming": None}
    assert {key for key, row in told.items() if row["complete"]} == {"doj"}


def test_a_label_that_a_revision_took_back_is_compared_before_it(listed_client: FlaskClient) -> None:
    assert "doj-travis" in rows(listed_client, "revision=2&on=2026-06-01")
    assert "doj-travis" not in rows(listed_client, "revision=3&on=2026-06-01")


def test_counts_are_those_of_the_rows(listed_client: FlaskClient) -> None:
    every = rows(listed_client, "on=2026-06-01").values()
    for told in answer(listed_client, "/v1/comparisons/lists?on=2026-06-01")["data"]:
        own_rows = [row for row in every if row["designator"] == told["designator"]]
        counts = Counter(row["outcome"] for row in own_rows)
        assert told["named"] == len(own_rows) - counts["not_listed"] == sum(counts[key] for key in ("agrees", "differs", "not_compared"))
        assert {term.key: told[term.key] or 0 for term in OUTCOMES} == {term.key: counts[term.key] for term in OUTCOMES}
        assert told["agrees"] == told["agrees_own"] + told["agrees_operative"] + told["agrees_both"]
        assert told["taken_off"] == sum(row["status"] == "removed" for row in own_rows)
    doj = answer(listed_client, "/v1/comparisons/lists?on=2026-06-01")["data"][0]
    assert (doj["named"], doj["governments"]) == (5, 4), "a city and county that is one government is named twice"


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param("designator=ilrc", ["ilrc-ca", "ilrc-tx"], id="a body"),
        pytest.param("outcome=not_listed", ["doj/2025-08-05/4819000"], id="an outcome"),
        pytest.param("state=CA&designator=doj", ["doj-san-francisco", "doj-sf-county"], id="a state of a list"),
        pytest.param("sort=-designator&state=48&outcome=agrees", ["ilrc-tx", "doj-austin"], id="with an order"),
    ],
)
def test_the_list_is_narrowed(listed_client: FlaskClient, question: str, found: list[str]) -> None:
    body = answer(listed_client, f"/v1/comparisons?on=2026-06-01&{question}")
    assert ([row["key"] for row in body["data"]], body["total"], body["unit"]) == (found, len(found), "comparisons")


@pytest.mark.parametrize("sort", ["designator", "-outcome", "state", "name", "-geoid"])
def test_pages_in_any_order_are_the_whole_list(listed_client: FlaskClient, sort: str) -> None:
    whole = answer(listed_client, f"/v1/comparisons?on=2026-06-01&sort={sort}")["data"]
    assert walked(listed_client, f"/v1/comparisons?on=2026-06-01&sort={sort}&limit=3") == whole
    named = [row[sort.removeprefix("-")] for row in whole]
    assert named == sorted(named, reverse=sort.startswith("-"))


def test_the_sheet_has_the_rows_of_the_list(listed_client: FlaskClient) -> None:
    sheet = csv.DictReader(io.StringIO(listed_client.get("/v1/comparisons.csv?on=2026-06-01").get_data(as_text=True)))
    told = {row["key"]: row for row in sheet}
    listed = rows(listed_client, "on=2026-06-01")
    assert set(told) == set(listed)
    for key, row in listed.items():
        assert (told[key]["outcome"], told[key]["why"], told[key]["day"]) == (row["outcome"], row["why"] or "", row["day"])


@pytest.mark.parametrize(("question", "field"), [("designator=nobody", "designator"), ("outcome=maybe", "outcome"), ("state=ZZ", "state"), ("sort=why", "sort")])
def test_what_is_not_in_the_vocabulary_is_refused(listed_client: FlaskClient, question: str, field: str) -> None:
    refused(listed_client.get(f"/v1/comparisons?{question}"), 400, field=field)


def test_comparisons_cost_the_same_however_many_there_are(listed_app: Flask, wide_app: Flask) -> None:
    many = [cost(listed_app, f"/v1/comparisons?on=2026-06-01&limit={limit}") for limit in (1, 500)]
    assert max(many) <= 9, many
    assert cost(listed_app, "/v1/comparisons/lists?on=2026-06-01") <= 5
    assert cost(wide_app, "/v1/comparisons?on=2026-06-01") <= max(many)


def test_the_page_shows_two_lists_with_counts_measures_and_reasons(listed_client: FlaskClient) -> None:
    page = shown(listed_client, "/methodology/comparison?on=2026-06-01")
    for words in ("No label enters a score", "5</b> labels of 4 governments", "Source doj-page-2025-08-05", "US Department of Justice", "Immigrant Legal Resource Center"):
        assert words in page, words
    for row in (row for row in rows(listed_client, "on=2026-06-01").values() if row["designator"] in {"doj", "ilrc"}):
        assert f'href="/{row["slug"]}?on={row["day"]}"' in page
        assert (row["why"] or "both positions") in page
    assert 'href="/v1/designations/dhs-kern' not in page
    assert "disputed by The county" in page


@pytest.mark.parametrize("key", [term.key for term in DESIGNATORS])
def test_every_body_is_shown_where_it_is_asked_for(listed_client: FlaskClient, key: str) -> None:
    page = shown(listed_client, f"/methodology/comparison?designator={key}&on=2026-06-01")
    measures = next(yardstick.measures for yardstick in YARDSTICKS if yardstick.key == key)
    assert measures.replace("'", "&#39;") in page
    assert page.count('<h2 id="') == 2
    if key == "dhs":
        assert "the whole list was withdrawn" in page


def test_a_day_before_every_list_says_that_there_is_none(listed_client: FlaskClient) -> None:
    assert "the record holds no label of the US Department of Justice" in shown(listed_client, "/methodology/comparison?on=2020-01-01")


def test_the_method_leads_to_the_page(listed_client: FlaskClient) -> None:
    assert shown(listed_client, "/methodology?on=2026-06-01").count('href="/methodology/comparison?on=2026-06-01"') == 2


def test_a_long_list_is_shown_in_parts(client: FlaskClient) -> None:
    total = answer(client, "/v1/comparisons?designator=dhs&limit=1")["total"]
    address: str | None = "/methodology/comparison?designator=dhs"
    seen = 0
    while address:
        page = shown(client, address)
        seen += page.count('<th scope="row">')
        following = page.split('rel="next" href="', 1)[1].split('"', 1)[0].replace("&amp;", "&") if 'rel="next"' in page else None
        assert following != address
        address = following
    assert seen == total > 600


def test_the_shipped_record_holds_the_whole_list_of_the_department_of_justice(client: FlaskClient) -> None:
    told = {row["designator"]: row for row in answer(client, "/v1/comparisons/lists?on=2026-11-22")["data"]}
    assert (told["doj"]["named"], told["doj"]["governments"], told["doj"]["taken_off"]) == (35, 34, 2)
    assert set(told) == set(outside.NAMES)
    assert told["ilrc"]["named"] == 10


def test_every_source_of_a_measure_is_in_the_shipped_record(client: FlaskClient) -> None:
    for key in (key for yardstick in YARDSTICKS for key in yardstick.sources):
        assert answer(client, f"/v1/sources/{key}")["data"]["url"].startswith("http"), key
