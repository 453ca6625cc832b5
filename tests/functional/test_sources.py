"""Documents that claims rest on."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.conftest import answer
from tests.functional.addresses import refused


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param("", ["src", "zz-statute"], id="all, in order of their keys"),
        pytest.param("kind=statute", ["zz-statute"], id="a kind"),
        pytest.param("publisher=Made%20up", ["src"], id="a publisher, exactly as shown"),
        pytest.param("kind=statute&publisher=A%20legislature", ["zz-statute"], id="both"),
        pytest.param("kind=statute&publisher=Made%20up", [], id="both, and nothing passes"),
        pytest.param("revision=1", ["src"], id="as known before"),
    ],
)
def test_the_list_is_narrowed(wide_client: FlaskClient, question: str, found: list[str]) -> None:
    body = answer(wide_client, f"/v1/sources?{question}")
    assert ([row["key"] for row in body["data"]], body["total"], body["unit"], body["next"]) == (found, len(found), "sources", None)


def test_pages_follow_each_other(wide_client: FlaskClient) -> None:
    first = answer(wide_client, "/v1/sources?limit=1")
    assert [row["key"] for row in answer(wide_client, first["next"])["data"]] == ["zz-statute"]


def test_one_is_as_in_the_list(wide_client: FlaskClient) -> None:
    for row in answer(wide_client, "/v1/sources")["data"]:
        assert answer(wide_client, f"/v1/sources/{row['key']}")["data"] == row


def test_a_source_says_who_published_it_where_and_when(wide_client: FlaskClient) -> None:
    source = answer(wide_client, "/v1/sources/zz-statute")["data"]
    assert source == {
        "key": "zz-statute",
        "title": "Source zz-statute",
        "publisher": "A legislature",
        "url": "https://example.org/zz-statute",
        "archived_url": None,
        "published": "2017-05",
        "retrieved": "2026-11-21",
        "kind": "statute",
        "licence": None,
        "note": None,
    }


def test_an_unknown_source_is_not_found(wide_client: FlaskClient) -> None:
    refused(wide_client.get("/v1/sources/nothing"), 404, field="key")
