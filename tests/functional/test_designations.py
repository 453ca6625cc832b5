"""Outside bodies' labels: shown, dated, and never part of a score."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.conftest import answer
from tests.functional.addresses import refused


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param("", ["doj-sf", "doj-tx", "other-austin"], id="all, in order of their keys"),
        pytest.param("designator=Someone", ["doj-sf", "doj-tx"], id="a designator"),
        pytest.param("designator=Someone%20else", ["other-austin"], id="another, exactly as shown"),
        pytest.param("designator=someone", [], id="no other spelling"),
        pytest.param("on=1990-01-01", ["doj-sf", "doj-tx", "other-austin"], id="whatever the day"),
        pytest.param("revision=1", ["doj-sf", "doj-tx"], id="as known before"),
    ],
)
def test_the_list_is_narrowed(wide_client: FlaskClient, question: str, found: list[str]) -> None:
    body = answer(wide_client, f"/v1/designations?{question}")
    assert ([row["key"] for row in body["data"]], body["total"], body["unit"], body["next"]) == (found, len(found), "designations", None)


def test_pages_follow_each_other(wide_client: FlaskClient) -> None:
    first = answer(wide_client, "/v1/designations?limit=2")
    second = answer(wide_client, first["next"])
    assert [row["key"] for row in (*first["data"], *second["data"])] == ["doj-sf", "doj-tx", "other-austin"]
    assert second["next"] is None


def test_one_is_as_in_the_list(wide_client: FlaskClient) -> None:
    for row in answer(wide_client, "/v1/designations?on=2026-06-01")["data"]:
        assert answer(wide_client, f"/v1/designations/{row['key']}?on=2026-06-01")["data"] == row


@pytest.mark.parametrize(
    ("key", "on", "status"),
    [
        pytest.param("doj-tx", "2025-08-04", "not yet listed", id="the day before"),
        pytest.param("doj-tx", "2025-08-05", "listed", id="the day it was listed"),
        pytest.param("doj-tx", "2025-09-25", "listed", id="the day before it was removed"),
        pytest.param("doj-tx", "2025-09-26", "removed", id="the day it was removed"),
        pytest.param("doj-sf", "2026-06-01", "listed", id="still listed"),
    ],
)
def test_the_status_follows_the_day(wide_client: FlaskClient, key: str, on: str, status: str) -> None:
    assert answer(wide_client, f"/v1/designations/{key}?on={on}")["data"]["status"] == status


@pytest.mark.parametrize(("wanted", "found"), [("0667000", ["doj-sf"]), ("06075", ["doj-sf"]), ("48453", ["doj-tx"]), ("06", [])])
def test_a_jurisdiction_has_its_own_at_each_of_its_ids(wide_client: FlaskClient, wanted: str, found: list[str]) -> None:
    body = answer(wide_client, f"/v1/jurisdictions/{wanted}/designations")
    assert ([row["key"] for row in body["data"]], body["total"]) == (found, len(found))


def test_a_label_moves_no_position(wide_client: FlaskClient) -> None:
    before, after = (answer(wide_client, f"/v1/jurisdictions/48453/position?on={on}")["data"] for on in ("2025-08-04", "2025-09-01"))
    assert {name: told for name, told in before.items() if name != "sentence"} == {name: told for name, told in after.items() if name != "sentence"}
    assert before["sentence"].replace("4 August", "1 September") == after["sentence"], "only the day is another"


def test_an_unknown_designation_is_not_found(wide_client: FlaskClient) -> None:
    refused(wide_client.get("/v1/designations/nothing"), 404, field="key")
