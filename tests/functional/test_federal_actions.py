"""Federal orders, lists and suits: shown with their timelines, and part of no score."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.builders import World
from tests.conftest import answer
from tests.functional.addresses import refused
from tests.functional.conftest import OwnApp


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param("", ["order-2025"], id="all"),
        pytest.param("kind=executive_order", ["order-2025"], id="a kind"),
        pytest.param("kind=list", [], id="nothing passes"),
        pytest.param("on=1990-01-01", ["order-2025"], id="whatever the day"),
    ],
)
def test_the_list_is_narrowed(wide_client: FlaskClient, question: str, found: list[str]) -> None:
    body = answer(wide_client, f"/v1/federal-actions?{question}")
    assert ([row["key"] for row in body["data"]], body["total"], body["unit"], body["next"]) == (found, len(found), "federal actions", None)


def test_one_is_as_in_the_list(wide_client: FlaskClient) -> None:
    for row in answer(wide_client, "/v1/federal-actions")["data"]:
        assert answer(wide_client, f"/v1/federal-actions/{row['key']}")["data"] == row


def test_one_has_its_timeline_and_whom_it_names(wide_client: FlaskClient) -> None:
    data = answer(wide_client, "/v1/federal-actions/order-2025")["data"]
    assert (data["date"], data["actor"], data["jurisdictions"]) == ("2025-01-20", "President", ["0667000"])
    assert [event["date"] for event in data["events"]] == ["2025-05"]
    assert data["citations"]


def test_a_federal_action_moves_no_position(own_app: OwnApp) -> None:
    client = own_app(World().federal_action("order-2026", "2026-01-01", jurisdictions=["0667000", "48"])).test_client()
    for wanted in ("0667000", "48"):
        before, after = (answer(client, f"/v1/jurisdictions/{wanted}/position?on=2026-06-01&revision={n}")["data"] for n in (1, 2))
        assert before == after


def test_an_unknown_action_is_not_found(wide_client: FlaskClient) -> None:
    refused(wide_client.get("/v1/federal-actions/nothing"), 404, field="key")
