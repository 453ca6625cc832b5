"""Every link of every page leads somewhere, and names within pages are given once."""

from __future__ import annotations

from collections import Counter

import pytest
from flask.testing import FlaskClient

from tests.pages.walking import Walk, walk

STARTS = ("/", "/austin-tx", "/texas", "/compare?ids=4805000,48453", "/methodology", "/methodology/coding", "/methodology/comparison", "/sources", "/sources/src", "/data", "/coverage", "/states", "/changes", "/docs/problems", "/search?q=austin")
# Its examples are of the shipped record.
UNREAD = frozenset({"/docs"})
NOWHERE = "/no/such/page"


@pytest.fixture
def walked(wide_client: FlaskClient) -> Walk:
    """The site, read from its main pages on."""
    return walk(wide_client, *STARTS, unread=UNREAD)


def test_every_link_leads_somewhere_and_every_name_is_given_once(walked: Walk) -> None:
    assert set(STARTS) <= set(walked.pages)
    assert walked.broken == []
    doubled = {address: [name for name, times in Counter(page.names).items() if times > 1] for address, page in walked.pages.items()}
    assert {address: names for address, names in doubled.items() if names} == {}


def test_links_keep_the_clocks_that_the_address_names(wide_client: FlaskClient) -> None:
    walked = walk(wide_client, *(f"{start}?on=2026-06-01&revision=1" for start in ("/methodology", "/methodology/coding", "/methodology/comparison", "/sources", "/data", "/coverage")), pages=5)
    assert walked.broken == []
    lists = [address for address in walked.tried if address.startswith("/v1/") and not address.startswith(("/v1/tables", "/v1/revisions", "/v1/maps", "/v1/boundaries", "/v1/legend"))]
    assert lists
    assert [address for address in lists if "revision=1" not in address] == []


def test_a_broken_link_is_found(wide_client: FlaskClient) -> None:
    assert walk(wide_client, NOWHERE).broken == [("", NOWHERE, "404")]
