"""Every answer names the page for readers that says the same, and every page named is there."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from tests.functional.addresses import EVERY, STATIC


def page_of(client: FlaskClient, address: str) -> str:
    """The one page that an answer names."""
    answer = client.get(address)
    assert answer.status_code == 200
    (page,) = [found[1] for link in answer.headers.getlist("Link") if (found := re.fullmatch('<(.*)>; rel="alternate"; type="text/html"', link))]
    return page


@pytest.mark.parametrize("address", [*EVERY, STATIC, "/v1/legend", "/v1/boundaries", "/v1/maps/counties/positions"])
def test_every_answer_leads_to_a_page(wide_client: FlaskClient, address: str) -> None:
    found = wide_client.get(page_of(wide_client, address), follow_redirects=True)
    assert found.status_code == 200
    assert found.mimetype == "text/html"


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/v1/jurisdictions/4805000/position?on=2026-06-01&revision=2", "/austin-tx?on=2026-06-01&revision=2"),
        ("/v1/policies/austin-order?on=2026-06-01", "/4805000?on=2026-06-01"),
        ("/v1/changes?state=CO&limit=1", "/changes?state=CO"),
        ("/v1/agreements?state=TX&limit=1", "/states/tx"),
        ("/v1/sources/src", "/sources/src"),
        ("/v1/states/TX", "/48"),
        ("/v1/maps/counties?on=2026-06-01", "/?layer=counties&on=2026-06-01"),
    ],
)
def test_the_page_keeps_what_was_asked(wide_client: FlaskClient, address: str, page: str) -> None:
    assert page_of(wide_client, address) == page


def test_a_refusal_leads_nowhere(wide_client: FlaskClient) -> None:
    assert not [link for link in wide_client.get("/v1/changes?state=ZZ").headers.getlist("Link") if "alternate" in link]
