"""The pages `/sources` and `/sources/{key}`: searched, paged, and what rests on each source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.builders import World, clause, own
from tests.conftest import Databases, answer, app_for, shut
from tests.functional.conftest import publish_into


def shown(client: FlaskClient, address: str) -> str:
    """The text of a page that answers."""
    response = client.get(address)
    assert response.status_code == 200, address
    return response.get_data(as_text=True)


def listed(page: str) -> list[str]:
    """The keys of the sources that a page lists."""
    return re.findall(r'class="resting"><a href="/sources/([^"?]+)', page)


@pytest.fixture(scope="module")
def library(templates: Databases, data_dir: Path) -> Iterator[FlaskClient]:
    """A record with sources of two kinds, one of them cited in every way there is."""
    world = World().source("much-cited", title="The Much Cited Act", publisher="A Legislature", kind="statute", published="2017-05-07")
    world.source("never-cited", title="50% of nothing_here", publisher="A Press", kind="press", published="2020")
    cited = [{"source": "much-cited", "locator": "section 2", "quote": "Words of it."}]
    world.policy("austin-more", "4805000", own("detainers", -1, "2020-01-01") | {"citations": cited}, citations=cited)
    world.law("tx-more", "TX", clause("detainers", "floor", 2, ["county"]) | {"citations": cited}, citations=cited, events=[{"date": "2017-05-07", "kind": "signed", "note": None, "source": "much-cited"}])
    world.policy("travis-more", "48453", own("detainers", 0, "2020-01-01"))
    world.federal_action("federal-more", "2025-01-20", citations=cited)
    world.entries["custody"]["4805000/"] = {"geoid": "4805000", "operator": "48453", "source": "much-cited"}
    url = templates.create("functional_library", "small")
    publish_into(url, world)
    app = app_for(url, data_dir)
    yield app.test_client()
    shut(app)


def test_every_way_to_cite_a_source_is_counted_and_shown(library: FlaskClient) -> None:
    claims = answer(library, "/v1/sources/much-cited/claims")
    said = {(claim["noun"], claim["key"], claim["part"]) for claim in claims["data"]}
    assert said == {
        ("policy", "austin-more", None),
        ("policy", "austin-more", "detainers"),
        ("state_law", "tx-more", None),
        ("state_law", "tx-more", "detainers"),
        ("state_law", "tx-more", "signed"),
        ("federal_action", "federal-more", None),
        ("custody", "4805000/", "jail"),
    }
    assert claims["total"] == len(said)
    assert f"{len(said)} claims cite it" in shown(library, "/sources?q=much+cited")
    page = shown(library, "/sources/much-cited")
    assert f"{len(said)} claims cite it" in page
    for leads in ('href="/austin-tx"', 'href="/states/tx"', 'href="/v1/policies/austin-more"', 'href="/v1/state-laws/tx-more"', 'href="/v1/federal-actions/federal-more"', "Words of it."):
        assert leads in page
    assert "No claim cites it" in shown(library, "/sources?q=50%25+of+nothing_h")
    assert "No claim of the record cites it" in shown(library, "/sources/never-cited")


def test_what_rests_on_a_source_is_told_as_of_a_revision(library: FlaskClient) -> None:
    assert library.get("/sources/much-cited?revision=1").status_code == 404
    assert answer(library, "/v1/sources/src/claims?revision=1")["total"] < answer(library, "/v1/sources/src/claims?revision=2")["total"]


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        pytest.param("q=MUCH+cited", ["much-cited"], id="a part of the title, in any letters"),
        pytest.param("q=a+legisl", ["much-cited"], id="a part of the publisher"),
        pytest.param("q=example.org/never", ["never-cited"], id="a part of the address"),
        pytest.param("q=%25", ["never-cited", "much-cited", "src"], id="one letter is no search"),
        pytest.param("q=0%25+of", ["never-cited"], id="a percent sign is a letter"),
        pytest.param("q=th_ng", [], id="an underscore is a letter"),
        pytest.param("kind=statute", ["much-cited"], id="a kind"),
        pytest.param("kind=comic", ["never-cited", "much-cited", "src"], id="a kind that there is not"),
        pytest.param("publisher=A+Press", ["never-cited"], id="a publisher"),
        pytest.param("sort=published", ["much-cited", "never-cited", "src"], id="the oldest first, undated last"),
        pytest.param("sort=colour", ["never-cited", "much-cited", "src"], id="an order that there is not"),
        pytest.param("q=%00", ["never-cited", "much-cited", "src"], id="a character that no text holds"),
        pytest.param("kind=press&q=cited+act", [], id="nothing fits"),
    ],
)
def test_a_search_finds(library: FlaskClient, question: str, keys: list[str]) -> None:
    page = shown(library, f"/sources?{question}")
    assert listed(page) == keys
    assert ("No source fits" in page) == (not keys)


def test_a_source_that_is_not_there_is_a_page_with_a_search(wide_client: FlaskClient) -> None:
    response = wide_client.get("/sources/nothing", headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert "No source has the key" in response.get_data(as_text=True)
    assert 'action="/search"' in response.get_data(as_text=True)
