"""What an answer costs: a fixed number of queries, however long the list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from api.atlas import Sheet, drawn
from api.db import db
from api.ledger.asof import resolve
from api.ledger.maps import stable_days
from tests.builders import World, clause, own
from tests.conftest import Databases, app_for, shut
from tests.functional.addresses import EVERY, ITEMS, MAPS, PAGED, asking
from tests.functional.conftest import OwnApp, publish_into

# More rows than the longest page, and more than a loader takes at once.
MANY = 520
# Clocks (2), the count, the rows, and one query for each kind of thing within a row: clauses, their citations, citations, and the disputes over the rows.
LIST_BOUND = 8
# Clocks (2), the revision, which entries it wrote, and for each noun of the page the rows; for those with clauses or citations these too.
REVISION_BOUND = 4 + 15 + 6 + 2
# Clocks (2), the editions, agreements with their agencies, whom else these serve, and rows.
STATS_BOUND = 6
# Clocks (2), agreements with their agencies, and the rows that later lists print otherwise.
CHANGES_BOUND = 4
# Clocks (2), every history, the count, the rows, whom else the agencies serve, citations, and disputes; of changes also the other moment, and the histories at each once more.
STATUS_BOUND = 8
STATUS_CHANGED_BOUND = 11
ITEM_BOUND = 9
MAP_BOUND = 7
# Whose position gathers names, who runs the jail and the sources.
JURISDICTION_BOUND = 9


LIST = World().lists("2026-05-18").entries["publication"]["p-2026-05-18"]


def bulk() -> World:
    """More of everything than fits on a page."""
    world = World()
    world.state("56", "WY", "Wyoming").county("56001", "WY", "Albany County")
    for n in range(MANY):
        world.source(f"s{n:04}").place(f"56{n:05}", "WY", f"Town {n}", "56001")
        world.policy(f"p{n:04}", "56001", own("detainers", -1, "2020-01-01"), own("status_inquiries", -1, "2020-01-01"))
        world.law(f"wy-{n:04}", "WY", clause("courthouse_and_property", "floor", 0, ["state_agency"]), clause("detainers", "floor", 0, ["state_agency"]))
        world.designation(f"d{n:04}", "56001", "2025-08-05").federal_action(f"f{n:04}", "2025-01-20")
        world.entries["publication"][f"applicants-{n:04}"] = LIST | {"list": "pending"}
        world.listed_row("2026-05-18", n + 1, f"wy-a{n:04}-tfm", verdict="relabelled", reason="agency: 'A' before")
        world.agency(f"wy-a{n:04}", "56001", "WY", "constable").agreement(f"wy-a{n:04}", "TFM", "2025-03-01", "2025-06-01", "2026-05-18")
    return world


LONG = (
    "/v1/jurisdictions",
    "/v1/jurisdictions/56001/policies",
    "/v1/jurisdictions/56001/agreements",
    "/v1/jurisdictions/56001/laws",
    "/v1/jurisdictions/56001/designations",
    "/v1/state-laws",
    "/v1/policies",
    "/v1/agencies",
    "/v1/agreements",
    "/v1/changes",
    "/v1/federal-actions",
    "/v1/designations",
    "/v1/sources",
    "/v1/publications",
    "/v1/publications/p-2026-05-18/rows",
)


@pytest.fixture(scope="module")
def bulk_app(templates: Databases, data_dir: Path) -> Iterator[Flask]:
    """The application on a record with long lists."""
    url = templates.create("functional_bulk", "small")
    publish_into(url, bulk(), World().source("one-more"))
    app = app_for(url, data_dir)
    yield app
    shut(app)


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements sent to the database while this is open, transactions' own aside."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            statements.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def asked(app: Flask, address: str) -> tuple[int, Any]:
    """How many queries an answer takes, and the answer."""
    with counted(app) as statements:
        response = app.test_client().get(address)
    assert response.status_code == 200, response.get_data(as_text=True)
    return len(statements), response.get_json()


def cost(app: Flask, address: str) -> int:
    """How many queries an answer takes."""
    return asked(app, address)[0]


@pytest.mark.parametrize("address", LONG)
def test_a_long_page_costs_what_a_short_one_does(bulk_app: Flask, address: str) -> None:
    short = cost(bulk_app, f"{address}?limit=1")
    long, body = asked(bulk_app, f"{address}?limit=500")
    assert len(body["data"]) == 500
    assert long == short
    assert short <= LIST_BOUND + ("jurisdictions/" in address) * 2
    later, rest = asked(bulk_app, body["next"])
    assert rest["data"], "there are more than fit"
    assert later == short


@pytest.mark.parametrize("address", PAGED)
def test_a_list_of_the_wide_record_stays_within_its_bound(wide_app: Flask, address: str) -> None:
    costs = {cost(wide_app, f"{address}?limit={limit}") for limit in (1, 500)}
    assert max(costs) <= (REVISION_BOUND if address.endswith("/changes") and "revisions" in address else LIST_BOUND + ("jurisdictions/" in address) * 2)


@pytest.mark.parametrize(
    ("address", "bound"),
    [
        pytest.param("/v1/stats/agreements?", STATS_BOUND, id="counts"),
        pytest.param("/v1/stats/agreements?by=kind&interval=year&state=WY&", STATS_BOUND, id="counts in parts"),
        pytest.param("/v1/agreements/changes?", CHANGES_BOUND, id="changes"),
        pytest.param("/v1/agreements/changes?state=WY&kind=corrected&sort=-date&", CHANGES_BOUND, id="changes narrowed"),
        pytest.param("/v1/agreements?status=active&", STATUS_BOUND, id="agreements of a status"),
        pytest.param("/v1/agreements?status=active&updated_since=1&", STATUS_CHANGED_BOUND, id="what changed among those of a status"),
    ],
)
def test_what_is_told_from_all_histories_costs_the_same_however_many_there_are(bulk_app: Flask, wide_app: Flask, address: str, bound: int) -> None:
    many, few = cost(bulk_app, f"{address}on=2026-06-01"), cost(wide_app, f"{address}on=2026-06-01")
    assert few == many == bound, (few, many)
    # A file of several batches is named before it is made.
    assert cost(bulk_app, address.replace("?", ".csv?", 1) + "on=2026-06-01") <= many + 1


def test_a_former_key_costs_two_queries_more(own_app: OwnApp) -> None:
    world = World().agency("tx-new", "48141", "TX", former_keys=["tx-old"]).agreement("tx-new", "TFM", "2025-03-01", "2025-06-01", "2026-05-18")
    app = own_app(world)
    for noun, ending in (("agencies", ""), ("agreements", "-tfm")):
        with counted(app) as statements:
            assert app.test_client().get(f"/v1/{noun}/tx-old{ending}").status_code == 301
        assert len(statements) <= cost(app, f"/v1/{noun}/tx-new{ending}") + 2


def test_filters_cost_no_query(bulk_app: Flask) -> None:
    plain = cost(bulk_app, "/v1/jurisdictions?limit=500")
    for question in (
        "state=WY",
        "kind=place",
        "q=town",
        "has_agreement=false",
        "marks=by_law",
        "conflict=overridden",
        "bbox=-98,29,-96,31",
        "category=insufficient_evidence&state=WY",
    ):
        assert cost(bulk_app, f"/v1/jurisdictions?limit=500&{question}") == plain


def test_revisions_cost_the_same_at_any_limit(bulk_app: Flask) -> None:
    assert {cost(bulk_app, f"/v1/revisions?limit={limit}") for limit in (1, 2, 500)} == {cost(bulk_app, "/v1/revisions")}


@pytest.mark.parametrize("address", ITEMS)
def test_one_thing_stays_within_its_bound(wide_app: Flask, address: str) -> None:
    assert cost(wide_app, address) <= (JURISDICTION_BOUND if "jurisdictions" in address else ITEM_BOUND)


def test_a_position_costs_the_same_however_much_it_explains(bulk_app: Flask, wide_app: Flask) -> None:
    for part in ("", "/position", "/history", "/sources"):
        costs = {wanted: cost(bulk_app, f"/v1/jurisdictions/{wanted}{part}?on=2026-06-01") for wanted in ("56001", "4805000", "48453")}
        assert max(costs.values()) <= JURISDICTION_BOUND, costs
    rich = cost(wide_app, "/v1/jurisdictions/2255000/position?on=2026-06-01")
    poor = cost(wide_app, "/v1/jurisdictions/02/position?on=2026-06-01")
    assert poor <= rich <= JURISDICTION_BOUND


@pytest.mark.parametrize("address", MAPS)
def test_a_map_costs_the_same_however_many_it_draws(bulk_app: Flask, wide_app: Flask, address: str) -> None:
    drawn = {cost(app, f"{address}?on=2026-06-01&bbox=-180,-90,180,90") for app in (bulk_app, wide_app)}
    assert len(drawn) == 1
    assert max(drawn) <= MAP_BOUND


def test_a_long_map_is_drawn_in_pieces(bulk_app: Flask) -> None:
    whole = bulk_app.test_client().get("/v1/maps/places?on=2026-06-01").data
    with bulk_app.app_context():
        as_of = resolve(db.session, on="2026-06-01")
        sheet = Sheet.of("places", "medium", as_of=as_of, days=stable_days(db.session, as_of), vintages=bulk_app.config["SETTINGS"].vintages)
        pieces = list(drawn(db.engine, as_of, sheet))
    assert b"".join(pieces) == whole
    assert max(map(len, pieces)) < len(whole) / 2


@pytest.mark.parametrize("address", MAPS)
def test_a_stored_map_is_not_drawn_again(wide_app: Flask, address: str) -> None:
    wide_app.test_client().get(f"{address}?on=2026-06-01")
    again = cost(wide_app, f"{address}?on=2026-06-01")
    assert again < cost(wide_app, f"{address}?on=2026-06-01&bbox=-180,-90,180,90")


@pytest.mark.parametrize("address", EVERY)
def test_a_refused_question_asks_nothing_of_the_database(wide_app: Flask, address: str) -> None:
    with counted(wide_app) as statements:
        assert wide_app.test_client().get(f"{asking(address)}limit=0&colour=red").status_code == 400
    assert statements == []
