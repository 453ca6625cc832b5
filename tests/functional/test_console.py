"""The page `/docs`: everything of the OpenAPI document is on it, every link leads somewhere, every example answers."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator

from api.openapi import EXAMPLES, document
from api.pages.reference import Reference
from tests.conftest import ON_SQLITE, answer


class Elements(HTMLParser):
    """The elements of a page and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Keep words."""
        self.words.append(data)

    def values(self, name: str, tag: str | None = None) -> list[str]:
        """The values of an attribute."""
        return [str(attributes[name]) for found, attributes in self.found if name in attributes and tag in {None, found}]


@pytest.fixture
def page(small_client: FlaskClient) -> Elements:
    """The page as served."""
    response = small_client.get("/docs")
    assert response.status_code == 200
    return Elements(response.get_data(as_text=True))


@pytest.fixture
def said(small_client: FlaskClient) -> dict[str, Any]:
    """The document as served."""
    return answer(small_client, "/openapi.json")


def test_every_operation_has_its_place(page: Elements, said: dict[str, Any]) -> None:
    operations = {f"{item['get']['tags'][0]}-{item['get']['operationId']}": path for path, item in said["paths"].items()}
    assert len(operations) == len(said["paths"])
    assert set(page.values("data-path")) == set(said["paths"])
    assert set(operations) | {tag["name"] for tag in said["tags"]} <= set(page.values("id"))


def test_every_parameter_can_be_read_and_filled_in(page: Elements, said: dict[str, Any]) -> None:
    fields = page.values("name", "input") + page.values("name", "select")
    asked = [p["name"] for item in said["paths"].values() for p in (*item.get("parameters", ()), *item["get"]["parameters"])]
    assert sorted(fields) == sorted([*asked, "q"]), "and the search by name, which stands on every page"
    text = "".join(page.words).replace("`", "")
    for item in said["paths"].values():
        for parameter in (*item.get("parameters", ()), *item["get"]["parameters"]):
            assert parameter["description"].replace("`", "") in text


def test_every_answer_and_form_and_field_is_printed(page: Elements, said: dict[str, Any]) -> None:
    words = {word.strip() for word in page.words}
    for path, item in said["paths"].items():
        for status, response in item["get"]["responses"].items():
            assert status in words
            assert set(response.get("content", {})) <= words, path
    for name, schema in said["components"]["schemas"].items():
        assert {name, *schema.get("properties", {})} <= words
        assert f"shape-{name}" in page.values("id")


def test_no_id_stands_twice_and_every_link_within_leads_to_one(page: Elements) -> None:
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    within = {link.removeprefix("#") for link in page.values("href", "a") if link.startswith("#")}
    assert within <= set(ids)


def test_every_field_to_fill_in_has_a_label(page: Elements) -> None:
    fields = {attributes["id"] for tag, attributes in page.found if tag in {"input", "select"}}
    assert fields == set(page.values("for", "label"))


def test_it_leads_to_the_document_and_to_the_kinds_of_problems(page: Elements, small_client: FlaskClient) -> None:
    for address in ("/openapi.json", "/docs/problems"):
        assert address in page.values("href", "a")
        assert small_client.get(address).status_code == 200
    assert 'href="/docs"' in small_client.get("/docs/problems").get_data(as_text=True)


def test_it_names_the_host_it_was_asked_at(small_client: FlaskClient) -> None:
    for host in ("one.test", "two.test:8080"):
        text = small_client.get("/docs", headers={"Host": host}).get_data(as_text=True)
        assert f"http://{host}/v1/vocabulary" in text
    assert "one.test" not in text


def test_every_part_of_an_address_has_an_example_and_no_example_is_left_over(small_app: Flask) -> None:
    used = set()
    for path, item in (document(small_app)["paths"] | document(small_app, of="DESK")["paths"]).items():
        for part in item.get("parameters", ()):
            assert part["example"], path
            used.add(part["name"] if part["name"] in EXAMPLES else path)
    assert used == set(EXAMPLES)


@ON_SQLITE
def test_every_example_answers_on_the_shipped_record(client: FlaskClient) -> None:
    for tag in Reference(document(client.application)).tags():
        for operation in tag.operations:
            for form in operation.forms:
                response = client.get(operation.example, headers={"Accept": form})
                assert (response.status_code, response.mimetype) == (200, form), operation.example


class TestDesk:
    """What curators' programs write with has a document and a page of its own."""

    def test_every_operation_is_printed_and_says_whether_it_needs_a_token(self, small_client: FlaskClient) -> None:
        said = answer(small_client, "/openapi-desk.json")
        page = Elements(small_client.get("/docs/desk").get_data(as_text=True))
        asked = {(path, method.upper()) for path, item in said["paths"].items() for method in item if method != "parameters"}
        assert set(zip(page.values("data-path"), page.values("data-method"), strict=True)) == asked
        assert {"POST", "PUT", "PATCH", "DELETE"} <= {method for _, method in asked}
        assert "/docs/desk" in Elements(small_client.get("/docs").get_data(as_text=True)).values("href", "a")

    def test_the_document_is_valid_and_every_write_tells_its_problems(self, small_client: FlaskClient) -> None:
        said = answer(small_client, "/openapi-desk.json")
        assert list(OpenAPIV31SpecValidator(said).iter_errors()) == []
        for path, item in said["paths"].items():
            for method, operation in item.items():
                if method == "parameters":
                    continue
                assert operation["summary"].strip(), path
                if operation.get("security"):
                    assert {"401", "403"} <= set(operation["responses"]), (path, method)
                if method in {"put", "delete"} and "records" in path:
                    assert {"412", "428", "422"} <= set(operation["responses"]), (path, method)
