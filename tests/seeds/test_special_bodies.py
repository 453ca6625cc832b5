"""The bodies minted by hand: regional jails, their ids, and who lodges with whom."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

import pytest

from seeds.files import HERE, read_record


@cache
def record() -> dict[str, dict[str, dict[str, Any]]]:
    return read_record(HERE)


def special() -> dict[str, dict[str, Any]]:
    return {key: entry for key, entry in record()["jurisdiction"].items() if entry["kind"] == "special"}


def operators() -> dict[str, str]:
    return {entry["geoid"]: entry["operator"] for entry in record()["custody"].values() if entry["valid_until"] is None}


def test_ids_say_the_state_and_no_other_jurisdiction_has_such_an_id() -> None:
    assert special()
    for key, entry in special().items():
        assert re.fullmatch(rf"s-{entry['state'].lower()}(-[a-z0-9]+)+", key), key
    assert {key for key in record()["jurisdiction"] if not key.isdigit()} == set(special())


def test_addresses_are_nobody_elses() -> None:
    taken = Counter(entry["slug"] for entry in record()["jurisdiction"].values())
    assert [entry["slug"] for entry in special().values() if taken[entry["slug"]] > 1] == []
    assert [entry["slug"] for entry in special().values() if not re.fullmatch(r"[a-z0-9-]+", entry["slug"])] == []


def test_each_runs_its_own_jail_and_that_of_several_localities_of_its_state() -> None:
    for key, entry in special().items():
        assert operators()[key] == key
        served = [geoid for geoid, operator in operators().items() if operator == key and geoid != key]
        assert len(served) > 1, key
        assert {record()["jurisdiction"][geoid]["state"] for geoid in served} == {entry["state"]}, key


def test_nobody_is_served_by_a_body_that_another_serves() -> None:
    for geoid, operator in operators().items():
        assert operators().get(operator, operator) == operator, geoid


@pytest.mark.parametrize(
    ("geoid", "operator"),
    [
        pytest.param("51149", "s-va-riverside-regional-jail", id="Prince George County VA"),
        pytest.param("5165392", "s-va-new-river-valley-regional-jail", id="Radford VA, an independent city"),
        pytest.param("39171", "s-oh-corrections-center-of-northwest-ohio", id="Williams County OH"),
        pytest.param("54", "54", id="West Virginia, for all its counties"),
    ],
)
def test_who_runs_which_jail(geoid: str, operator: str) -> None:
    assert operators()[geoid] == operator


@pytest.mark.parametrize(
    "geoid",
    [
        pytest.param("51041", id="Chesterfield County VA, which has a jail beside Riverside's"),
        pytest.param("51165", id="Rockingham County VA, which kept its jail when it joined Middle River's"),
        pytest.param("39095", id="Lucas County OH, which has a jail beside the regional one"),
    ],
)
def test_a_locality_with_a_jail_of_its_own_is_not_given_to_the_regional_one(geoid: str) -> None:
    assert operators().get(geoid, geoid) == geoid
