"""Positions over time: the file of a layer says for every day what the list of jurisdictions says on it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient

from api.jobs import store_maps
from tests.builders import World, own
from tests.conftest import answer
from tests.functional.addresses import ANNALS, refused
from tests.functional.conftest import OwnApp

KINDS = {"states": ("state", "district", "territory"), "counties": ("county",), "places": ("place", "cdp", "subdivision")}
CHANCE = random.Random(5)


def file(client: FlaskClient, layer: str, question: str = "") -> dict[str, Any]:
    """The file of a layer, its lines by id."""
    found = answer(client, f"/v1/maps/{layer}/positions{question}")
    found["by_id"] = {line["about"][0]: line for line in found["jurisdictions"]}
    assert len(found["by_id"]) == len(found["jurisdictions"])
    return found


def steps(line: dict[str, Any]) -> list[tuple[str, str]]:
    """The days and standings of a line."""
    return list(zip(line["from"][::2], line["from"][1::2], strict=True))


def said(file_: dict[str, Any], geoid: str, day: str) -> dict[str, Any]:
    """What a file says of a jurisdiction on a day."""
    standing = next(name for start, name in reversed(steps(file_["by_id"][geoid])) if start <= day)
    return dict(zip(file_["columns"], file_["standings"][standing], strict=True))


def days(file_: dict[str, Any]) -> list[str]:
    """Days on which something changes, the days before them, and days by chance."""
    first = date.fromisoformat(file_["earliest"])
    turns = {date.fromisoformat(day) for line in file_["jurisdictions"] for day, _ in steps(line)}
    around = sorted({day + timedelta(days=more) for day in turns for more in (-1, 0)} - {first - timedelta(days=1)})
    return [str(day) for day in [*CHANCE.sample(around, min(12, len(around))), *(first + timedelta(days=CHANCE.randrange(18_000)) for _ in range(6))]]


def listed(client: FlaskClient, layer: str, day: str, more: str = "") -> Iterator[dict[str, Any]]:
    """The rows of the list for a layer on a day."""
    for kind in KINDS[layer]:
        yield from answer(client, f"/v1/jurisdictions?limit=500&kind={kind}&on={day}{more}")["data"]


@pytest.mark.parametrize("layer", KINDS)
@pytest.mark.parametrize("revision", [1, 2])
def test_it_says_of_every_day_what_the_list_says(wide_client: FlaskClient, layer: str, revision: int) -> None:
    found = file(wide_client, layer, f"?revision={revision}")
    for day in days(found):
        rows = list(listed(wide_client, layer, day, f"&revision={revision}"))
        assert {row["id"] for row in rows} == set(found["by_id"])
        for row in rows:
            assert said(found, row["id"], day) == {name: row[name] for name in found["columns"]}, (row["id"], day)
            about = dict(zip(found["about"], found["by_id"][row["id"]]["about"], strict=True))
            assert about == {name: row["id" if name == "geoid" else name] for name in found["about"]}


@pytest.mark.parametrize("layer", KINDS)
def test_it_says_of_the_whole_record_what_the_lists_say(client: FlaskClient, layer: str) -> None:
    found = file(client, layer)
    for day in CHANCE.sample(days(found), 3):
        for kind in KINDS[layer]:
            ids = [geoid for geoid, line in found["by_id"].items() if line["about"][3] == kind]
            for row in answer(client, f"/v1/jurisdictions?on={day}&kind={kind}&limit=200&ids={','.join(CHANCE.sample(ids, min(60, len(ids))))}")["data"] if ids else ():
                assert said(found, row["id"], day) == {name: row[name] for name in found["columns"]}, (row["id"], day)


def test_the_states_are_those_of_the_country(client: FlaskClient) -> None:
    found = file(client, "states")
    assert len(found["by_id"]) == 56
    assert {line["about"][3] for line in found["jurisdictions"]} == {"state", "district", "territory"}


@pytest.mark.parametrize("layer", KINDS)
def test_every_standing_is_met_and_no_two_neighbours_are_alike(wide_client: FlaskClient, layer: str) -> None:
    found = file(wide_client, layer)
    met = [steps(line) for line in found["jurisdictions"]]
    assert {name for line in met for _, name in line} == set(found["standings"])
    for line in met:
        assert [day for day, _ in line] == sorted({day for day, _ in line})
        assert all(one != other for (_, one), (_, other) in pairwise(line))
        assert line[0][0] == found["earliest"]


def test_a_government_with_several_ids_is_drawn_at_each(wide_client: FlaskClient) -> None:
    county, place = file(wide_client, "counties")["by_id"]["06075"], file(wide_client, "places")["by_id"]["0667000"]
    assert county["from"] == place["from"]
    assert county["designations"] == place["designations"] != []
    assert (county["about"][-1], place["about"][-1]) == ("0667000", None)


def test_labels_hold_on_their_certain_days(own_app: OwnApp) -> None:
    world = World()
    labels = (("austin", "4805000", "2024", "2025-03", "US Department of Justice"), ("sf", "0667000", "2025-05-29", None, "US Department of Homeland Security"))
    for key, geoid, on, off, designator in (*labels, ("sf-county", "06075", "2025-06-01", None, labels[1][4]), ("never", "48453", "2025", "2025-06", labels[0][4])):
        world.designation(key, geoid, on, off)
        world.entries["designation"][key]["designator"] = designator
    client = own_app(world).test_client()
    places = file(client, "places")
    assert places["by_id"]["4805000"]["designations"] == [["doj", "2024-12-31", "2025-03-01"]]
    assert ["dhs", "2025-05-29", None] in places["by_id"]["0667000"]["designations"]
    assert sum(key == "dhs" for key, *_ in places["by_id"]["0667000"]["designations"]) == 1, "a city and its county, one government"
    assert "doj" not in {key for key, *_ in file(client, "counties")["by_id"]["48453"]["designations"]}, "listed in 2025, removed in June"
    assert places["designators"]["doj"] == "US Department of Justice: a list"


def test_a_revision_changes_the_lines_of_what_it_changed_and_no_other(own_app: OwnApp) -> None:
    world = World().policy("kern", "06029", own("detainers", 2, "2026-01-01"), own("jail_access", 2, "2026-01-01"))
    client = own_app(world).test_client()
    then, now = ({line.rstrip(b",") for line in client.get(f"/v1/maps/counties/positions?revision={number}").data.splitlines()} for number in (1, 2))
    new = [orjson.loads(line) for line in now - then if line.startswith(b'{"about"')]
    assert [line["about"][0] for line in new] == ["06029"]
    older, newer = (file(client, "counties", f"?revision={number}")["standings"] for number in (1, 2))
    assert older.keys() & newer.keys()
    assert all(newer[name] == older[name] for name in older.keys() & newer.keys()), "a name means the same at both"


@pytest.mark.parametrize("address", ANNALS)
def test_it_takes_a_revision_and_no_day(small_client: FlaskClient, address: str) -> None:
    refused(small_client.get(f"{address}?on=2026-06-01"), 400, field="on")
    refused(small_client.get(f"{address}?revision=9"), 404, field="revision")
    refused(small_client.get("/v1/maps/moons/positions"), 404)


@pytest.mark.parametrize("address", ANNALS)
def test_it_is_stored_and_known_again(small_client: FlaskClient, address: str) -> None:
    for encoding in ("identity", "gzip", "br"):
        response = small_client.get(address, headers={"Accept-Encoding": encoding})
        assert response.headers.get("Content-Encoding", "identity") == encoding
        again = small_client.get(address, headers={"Accept-Encoding": encoding, "If-None-Match": response.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


def test_the_job_stores_it_at_its_best(own_app: OwnApp) -> None:
    app = own_app()
    store_maps(app)
    assert store_maps(app) == 0
    size = {encoding: len(app.test_client().get(ANNALS[1], headers={"Accept-Encoding": encoding}).data) for encoding in ("identity", "br")}
    assert 0 < size["br"] < size["identity"]
