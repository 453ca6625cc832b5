"""Law enforcement agencies: the list and one of them."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.conftest import answer
from tests.functional.addresses import refused

ALL = ["co-canon-city-police", "la-orleans-parish-sheriff", "tx-campus-police", "tx-denton-county-sheriff", "tx-el-paso-county-sheriff"]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param("", ALL, id="all, in order of their keys"),
        pytest.param("state=TX", ALL[2:], id="a state"),
        pytest.param("state=48", ALL[2:], id="a state by its Census code"),
        pytest.param("kind=sheriff", [ALL[1], ALL[3], ALL[4]], id="a kind"),
        pytest.param("state=TX&kind=campus", [ALL[2]], id="both"),
        pytest.param("state=AK", [], id="nothing passes"),
        pytest.param("revision=1", [ALL[4]], id="as known before"),
    ],
)
def test_the_list_is_narrowed(wide_client: FlaskClient, question: str, found: list[str]) -> None:
    body = answer(wide_client, f"/v1/agencies?{question}")
    assert ([row["key"] for row in body["data"]], body["total"], body["unit"], body["next"]) == (found, len(found), "agencies", None)


def test_pages_follow_each_other(wide_client: FlaskClient) -> None:
    first = answer(wide_client, "/v1/agencies?limit=3")
    second = answer(wide_client, first["next"])
    assert [row["key"] for row in (*first["data"], *second["data"])] == ALL


def test_one_is_as_in_the_list_and_as_in_its_agreements(wide_client: FlaskClient) -> None:
    listed = {row["key"]: row for row in answer(wide_client, "/v1/agencies")["data"]}
    for key, row in listed.items():
        assert answer(wide_client, f"/v1/agencies/{key}")["data"] == row
    for agreement in answer(wide_client, "/v1/agreements")["data"]:
        assert agreement["agency"] == listed[agreement["agency"]["key"]]


def test_an_unknown_agency_is_not_found(wide_client: FlaskClient) -> None:
    refused(wide_client.get("/v1/agencies/nothing"), 404, field="key")
