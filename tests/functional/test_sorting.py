"""Lists in other orders: every sort, upwards and downwards, walked page by page on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders import World, own
from tests.conftest import Databases, answer, app_for, shut
from tests.functional.addresses import RECORDS, refused, walked
from tests.functional.conftest import publish_into
from tests.functional.worlds import second_revision

Plain = dict[str, Any]
ON = "on=2026-06-01"
# What each list can be sorted by, beside its key; a name is sorted as it stands in the address.
SORTS = {
    "/v1/jurisdictions": {"name": "slug", "population": "population", "policy_score": "policy_score", "operative_score": "operative_score"},
    "/v1/state-laws": {"state": "state", "name": "name"},
    "/v1/policies": {"jurisdiction": "jurisdiction", "adopted": "adopted", "effective": "effective"},
    "/v1/agencies": {"name": "name", "jurisdiction": "jurisdiction"},
    "/v1/agreements": {"signed": "signed", "first_listed": "first_listed", "last_listed": "last_listed"},
    "/v1/federal-actions": {"date": "date"},
    "/v1/disputes": {"noun": "noun", "since": "since", "settled": "settled"},
    "/v1/codings": {"instrument": "instrument", "dimension": "dimension"},
    "/v1/research-notes": {"jurisdiction": "jurisdiction", "searched": "searched"},
    "/v1/publications": {"published": "published"},
    "/v1/designations": {"geoid": "geoid", "listed_on": "listed_on", "removed_on": "removed_on"},
    "/v1/sources": {"published": "published", "retrieved": "retrieved", "publisher": "publisher"},
}
PART_OF = {"policies": "/v1/policies", "agreements": "/v1/agreements", "laws": "/v1/state-laws", "designations": "/v1/designations", "research-notes": "/v1/research-notes"}
ALL = [(address, name, field) for address, sorts in SORTS.items() for name, field in sorts.items()]


def varied() -> World:
    """Many entries with equal values, unknown ones, and letters that collations put in different places."""
    world = second_revision().lists("2026-06-21")
    days = cycle([None, "2017", "2017-05", "2017-05-04", "2020-01-01", "2017", None, "1989"])
    others = cycle(["2017", None, "2020-01-01", "2017-05", "2017-05-04", "1989", "2017"])
    words = cycle(["b", "B", "é", "a", "_", "Z", "a b", "a-b", "10", "9", "ñandú"])
    for n in range(24):
        day, word = next(days), next(words)
        world.source(f"v{n}", published=day, retrieved=day or "2026-01-01", publisher=word)
        world.policy(f"v{n}", ["48453", "4805000", "0667000"][n % 3], own("detainers", n % 5 - 2), adopted=next(others), effective=next(others))
        world.law(f"v{n}", ["TX", "CA"][n % 2], name=word).federal_action(f"v{n}", day or "2001")
        world.dispute(f"v{n}", *[("policy", f"v{n}"), ("designation", f"v{n}")][n % 2], day or "2002", next(others))
        world.designation(f"v{n}", ["48453", "0667000", "48"][n % 3], day or "2002", next(others))
        world.coding(f"v{n % 9}", [None, "detainers", "jail_access"][n % 3] if n >= 9 else "release_notice", -1, n % 5 - 2)
        world.research(["48141", "4805000", "48453"][n % 3], f"2026-04-{n + 1:02}" if n % 2 else f"2026-03-{n // 6 + 1:02}")
        world.agency(f"v{n}", [None, "48453", "48141"][n % 3], "TX", "police")
        world.entries["agency"][f"v{n}"]["name"] = word
        world.agreement(f"v{n}", "TFM", next(others), ["2021-01-13", "2025-06-01"][n % 2], ["2025-06-01", "2026-06-21"][n // 12])
        world.entries["publication"][f"p-v{n}"] = {**world.entries["publication"]["p-2026-06-21"], "list": "pending", "published": f"2025-0{n % 5 + 1}-01"}
        world.place(f"48{n:05}", "TX", f"Town {word} {n}", "48453", population=[None, 0, 7, 1000][n % 4])
    return world


@pytest.fixture(scope="module")
def varied_app(templates: Databases, data_dir: Path) -> Iterator[Flask]:
    """The application on a record with ties and gaps in everything that can be sorted by."""
    url = templates.create("functional_varied", "small")
    publish_into(url, varied())
    app = app_for(url, data_dir)
    yield app
    shut(app)


@pytest.fixture
def varied_client(varied_app: Flask) -> FlaskClient:
    """A client of it."""
    return varied_app.test_client()


def key_of(row: Plain) -> str:
    """The key of a row."""
    return str(row.get("key", row.get("id")))


def ordered(rows: list[Plain], field: str, *, down: bool) -> list[str]:
    """The keys of rows in an order: by value, unknown last either way, equals by key."""
    known = sorted((row for row in rows if row[field] is not None), key=key_of)
    known.sort(key=lambda row: row[field], reverse=down)
    return [key_of(row) for row in known] + sorted(key_of(row) for row in rows if row[field] is None)


def test_every_sort_that_is_offered_is_tested(varied_client: FlaskClient) -> None:
    paths = answer(varied_client, "/openapi.json")["paths"]
    for address, sorts in SORTS.items():
        (parameter,) = (p for p in paths[address]["get"]["parameters"] if p["name"] == "sort")
        key = "id" if address == "/v1/jurisdictions" else "key"
        assert parameter["schema"]["enum"] == [f"{sign}{name}" for name in (key, *sorts) for sign in ("", "-")]
    assert set(SORTS) == {address for address in RECORDS if address.count("/") == 2}


@pytest.mark.parametrize(("address", "name", "field"), ALL)
def test_the_record_puts_every_sort_to_the_test(varied_client: FlaskClient, address: str, name: str, field: str) -> None:
    values = [row[field] for row in walked(varied_client, f"{address}?limit=500&{ON}")]
    assert len(values) > 20
    assert len({value for value in values if value is not None}) > 1
    if name != "name" or address != "/v1/jurisdictions":
        assert len(set(values)) < len(values), "equal values"


@pytest.mark.parametrize(("address", "name", "field"), ALL)
@pytest.mark.parametrize("sign", ["", "-"])
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(limit=st.integers(1, 23))
def test_walking_an_order_gives_the_whole_list_in_it(varied_app: Flask, address: str, name: str, field: str, sign: str, limit: int) -> None:
    client = varied_app.test_client()
    wanted = ordered(walked(client, f"{address}?limit=500&{ON}"), field, down=sign == "-")
    assert [key_of(row) for row in walked(client, f"{address}?{ON}&sort={sign}{name}&limit={limit}")] == wanted
    assert [key_of(row) for row in walked(client, f"{address}?{ON}&sort={sign}{name}&limit=500")] == wanted


@pytest.mark.parametrize("address", SORTS)
def test_keys_upwards_are_the_order_without_a_sort(varied_client: FlaskClient, address: str) -> None:
    key = "id" if address == "/v1/jurisdictions" else "key"
    plain = walked(varied_client, f"{address}?{ON}&limit=500")
    assert [key_of(row) for row in plain] == sorted(key_of(row) for row in plain)
    assert walked(varied_client, f"{address}?{ON}&sort={key}&limit=7") == plain
    assert walked(varied_client, f"{address}?{ON}&sort=-{key}&limit=7") == plain[::-1]


@pytest.mark.parametrize("address", [address for address in RECORDS if address.startswith("/v1/jurisdictions/")])
def test_a_part_of_a_jurisdiction_is_sorted_as_the_whole(varied_client: FlaskClient, address: str) -> None:
    for name, field in SORTS[PART_OF[address.rsplit("/", 1)[1]]].items():
        plain = walked(varied_client, f"{address}?{ON}")
        assert plain
        for sign in ("", "-"):
            assert [key_of(row) for row in walked(varied_client, f"{address}?{ON}&sort={sign}{name}&limit=1")] == ordered(plain, field, down=sign == "-")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sort=st.sampled_from([f"{sign}{name}" for name in SORTS["/v1/jurisdictions"] for sign in ("", "-")]),
    limit=st.integers(1, 9),
    narrowed=st.sampled_from(["state=TX", "kind=place", "kind=county", "population_min=1", "has_agreement=false", "q=town", "operative_category=insufficient_evidence"]),
    further=st.sampled_from(["", "&fields=name", "&updated_since=1", "&updated_since=0&fields=id"]),
)
def test_an_order_holds_within_filters_fields_and_changes(varied_app: Flask, sort: str, limit: int, narrowed: str, further: str) -> None:
    client = varied_app.test_client()
    question = f"/v1/jurisdictions?{ON}&{narrowed}{further}&sort={sort}"
    whole = walked(client, f"{question}&limit=500")
    assert walked(client, f"{question}&limit={limit}") == whole
    if not further:
        assert [key_of(row) for row in whole] == ordered(whole, SORTS["/v1/jurisdictions"][sort.lstrip("-")], down=sort.startswith("-"))


@pytest.mark.parametrize("address", SORTS)
def test_a_cursor_of_another_order_is_refused(varied_client: FlaskClient, address: str) -> None:
    orders = ["", *(f"sort={sign}{name}" for name in SORTS[address] for sign in ("", "-"))]
    for one, other in zip(orders, [*orders[1:], orders[0]], strict=True):
        cursor = answer(varied_client, f"{address}?limit=3&{one}")["next"].split("cursor=")[1]
        refused(varied_client.get(f"{address}?{other}&cursor={cursor}"), 400, field="cursor")
        assert varied_client.get(f"{address}?{one}&cursor={cursor}").status_code == 200


def test_a_table_is_sorted_too(varied_client: FlaskClient) -> None:
    wanted = ordered(walked(varied_client, f"/v1/jurisdictions?{ON}&limit=500"), "population", down=True)
    lines = varied_client.get(f"/v1/jurisdictions.csv?{ON}&sort=-population&fields=id").text.splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == wanted
