"""Labels of outside bodies by a short key: in the vocabulary, and as a filter of the jurisdictions."""

from __future__ import annotations

import csv

import pytest
from flask.testing import FlaskClient

from api.rules.designators import DESIGNATORS, key_of, name_of
from api.rules.vocabulary import KINDS
from tests.builders import World
from tests.conftest import ROOT, answer
from tests.functional.addresses import refused
from tests.functional.conftest import OwnApp

SHEETS = sorted((ROOT / "seeds" / "record" / "designations").glob("*.csv"))


def labelled() -> World:
    """A city labelled for months that are certain and some that are not, and a city and county that are one government, labelled at its county."""
    world = World()
    for key, geoid, on, off in (("austin", "4805000", "2024-03", "2025-02"), ("sf", "06075", "2025-08-05", None)):
        world.designation(key, geoid, on, off)
        world.entries["designation"][key]["designator"] = name_of("doj")
    return world


def ids(client: FlaskClient, question: str) -> list[str]:
    """The ids of what a list has."""
    return [row["id"] for row in answer(client, f"/v1/jurisdictions?{question}")["data"]]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param("on=2024-03-30", [], id="a month that is not over"),
        pytest.param("on=2024-03-31", ["4805000"], id="the end of the month it was listed in"),
        pytest.param("on=2025-01-31", ["4805000"], id="the day before the month it was removed in"),
        pytest.param("on=2025-02-01", [], id="the month it was removed in"),
        pytest.param("on=2026-01-01", ["0667000"], id="a government at its city"),
        pytest.param("on=2026-01-01&kind=county", ["06075"], id="a government at its county"),
        pytest.param("on=2026-01-01&state=TX", [], id="together with a state"),
    ],
)
def test_a_label_holds_on_its_certain_days(own_app: OwnApp, question: str, found: list[str]) -> None:
    assert ids(own_app(labelled()).test_client(), f"designator=doj&{question}") == found


def test_a_new_label_is_a_change_of_the_list(own_app: OwnApp) -> None:
    client = own_app(labelled()).test_client()
    assert ids(client, "designator=doj&on=2026-01-01&revision=1") == []
    changed = answer(client, "/v1/jurisdictions?designator=doj&on=2026-01-01&updated_since=1")["data"]
    assert [(row["id"], row["removed"]) for row in changed] == [("0667000", False)]


@pytest.mark.parametrize("field", ["designator", "model"])
def test_a_key_that_is_not_in_the_vocabulary_is_refused(small_client: FlaskClient, field: str) -> None:
    refused(small_client.get(f"/v1/jurisdictions?{field}=nobody"), 400, field=field)


def test_every_body_of_the_shipped_record_has_a_key(small_client: FlaskClient) -> None:
    names = {row["designator"] for sheet in SHEETS for row in csv.DictReader(sheet.read_text(encoding="utf-8").splitlines())}
    assert names == {term.label for term in DESIGNATORS}
    assert {key_of(name) for name in names} == {term["key"] for term in answer(small_client, "/v1/vocabulary")["data"]["designators"]}


def test_the_filter_finds_whom_the_lists_name(client: FlaskClient) -> None:
    for key, on in (("doj", "2025-09-01"), ("dhs", "2025-05-30"), ("welcoming", "2025-12-01"), ("ilrc", "2026-01-01")):
        lines = answer(client, f"/v1/designations?limit=500&on={on}&designator={name_of(key)}&sort=geoid")["data"]
        assert any(line["status"] == "listed" for line in lines)
        found = [geoid for kind in KINDS for geoid in ids(client, f"designator={key}&on={on}&limit=500&kind={kind.key}")]
        assert {line["geoid"] for line in lines if line["status"] == "listed"} <= set(found)


def test_a_withdrawn_list_is_said_to_be_and_holds_no_more(client: FlaskClient) -> None:
    assert "withdrew" in next(term.definition for term in DESIGNATORS if term.key == "dhs")
    assert ids(client, "designator=dhs&on=2025-06-02") == []
    assert ids(client, "designator=dhs&on=2025-05-30&limit=1")
