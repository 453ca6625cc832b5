"""The legend as data, and the same colours as the pages' stylesheet."""

from __future__ import annotations

from flask.testing import FlaskClient

from tests.conftest import answer
from tests.functional.addresses import refused


def test_it_is_served_in_the_order_of_the_scale(small_client: FlaskClient) -> None:
    entries = answer(small_client, "/v1/legend")["data"]
    assert [entry["place"] for entry in entries] == [-2, -1, 0, 1, 2, None, None, None]
    words = {term["key"]: (term["label"], term["definition"]) for term in answer(small_client, "/v1/vocabulary")["data"]["categories"]}
    assert {entry["key"]: (entry["word"], entry["definition"]) for entry in entries} == words
    refused(small_client.get("/v1/legend?on=2026-06-01"), 400, field="on")


def test_the_pages_have_its_colours(small_client: FlaskClient) -> None:
    for address, sheet in (("/", "/assets/legend.css"), ("/embed", "/assets/legend.css"), ("/embed?theme=dark", "/assets/legend.css?theme=dark")):
        assert f'href="{sheet}"' in small_client.get(address).get_data(as_text=True), address
    response = small_client.get("/assets/legend.css", headers={"Accept-Encoding": "br"})
    assert (response.content_type, response.headers["Content-Encoding"]) == ("text/css; charset=utf-8", "br")
    assert response.headers["Cache-Control"] == "no-cache"
    again = small_client.get("/assets/legend.css", headers={"Accept-Encoding": "br", "If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
    css = small_client.get("/assets/legend.css").get_data(as_text=True)
    for entry in answer(small_client, "/v1/legend")["data"]:
        assert all(colour in css for theme in ("light", "dark") for colour in entry[theme].values() if colour)


def test_a_page_that_is_told_its_theme_has_its_colours_in_that_theme(small_client: FlaskClient) -> None:
    sheets = {theme: small_client.get(f"/assets/legend.css?theme={theme}").get_data(as_text=True) for theme in ("light", "dark", "loud")}
    assert ["@media all {" in sheets[theme] for theme in sheets] == [False, True, False]
    assert ["@media not all {" in sheets[theme] for theme in sheets] == [True, False, False]
    assert sheets["loud"] == small_client.get("/assets/legend.css").get_data(as_text=True)
