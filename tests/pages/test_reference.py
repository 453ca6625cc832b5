"""How the console reads an OpenAPI document."""

from __future__ import annotations

from typing import Any

import pytest

from api.pages.console import worded
from api.pages.reference import Kind, Reference, kind_of

DOCUMENT: dict[str, Any] = {
    "info": {"summary": "Things.", "description": "First.\n\nSecond."},
    "tags": [{"name": "old_things", "description": "Things of old."}, {"name": "unused", "description": "Nothing."}],
    "paths": {
        "/v1/things/{key}": {
            "parameters": [{"in": "path", "name": "key", "required": True, "schema": {"type": "string"}, "example": "a b/c"}],
            "get": {
                "operationId": "get_thing",
                "summary": "One thing.",
                "tags": ["old_things"],
                "parameters": [
                    {"in": "query", "name": "lat", "required": True, "schema": {"type": "number", "example": 30.5}},
                    {"in": "query", "name": "detail", "schema": {"type": "string", "enum": ["low", "high"], "default": "low"}},
                ],
                "responses": {
                    "default": {"$ref": "#/components/responses/OTHER"},
                    "404": {"description": "No such thing."},
                    "200": {
                        "description": "The thing.",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}, "text/csv": {"schema": {"type": "string"}}},
                        "headers": {"ETag": {"$ref": "#/components/headers/ETag"}},
                    },
                },
            },
        }
    },
    "components": {
        "schemas": {"Thing": {"type": "object", "required": ["key"], "properties": {"key": {"type": "string", "example": "a"}, "of": {"type": "object"}}}},
        "responses": {"OTHER": {"description": "Any other failure."}},
        "headers": {"ETag": {"description": "Tag.", "schema": {"type": "string"}}},
    },
}


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        pytest.param({"type": "integer", "minimum": 1, "maximum": 500}, Kind("integer", None, "1 to 500"), id="bounds"),
        pytest.param({"type": "number", "minimum": -90.0, "maximum": 90.0}, Kind("number", None, "-90 to 90"), id="bounds in decimals"),
        pytest.param({"type": "integer", "minimum": 1, "maximum": 2**31 - 1}, Kind("integer", None, "from 1"), id="a bound that bounds nothing"),
        pytest.param({"type": "integer", "maximum": 1_000_000_000}, Kind("integer", None, "up to 1,000,000,000"), id="large bounds"),
        pytest.param({"type": "string", "minLength": 2, "maxLength": 100}, Kind("string", None, "2 to 100 characters"), id="length"),
        pytest.param({"type": "string", "minLength": 1}, Kind("string"), id="not empty"),
        pytest.param({"type": ["number", "null"]}, Kind("number or null"), id="perhaps nothing"),
        pytest.param({"type": ["string", "null"], "format": "date"}, Kind("date or null"), id="a day"),
        pytest.param({"type": "string", "enum": ["a", "b"]}, Kind("string", None, "", ("a", "b")), id="a choice"),
        pytest.param({"$ref": "#/components/schemas/Thing"}, Kind("Thing", "Thing"), id="a shape"),
        pytest.param({"type": "array", "items": {"$ref": "#/x/Thing"}}, Kind("list of Thing", "Thing"), id="a list of shapes"),
        pytest.param({"type": "array", "maxItems": 9, "items": {"enum": ["a"]}}, Kind("list of any value", None, "up to 9 items", ("a",)), id="a list of choices"),
        pytest.param({"anyOf": [{"$ref": "#/x/Thing"}, {"type": "null"}]}, Kind("Thing or null", "Thing"), id="perhaps a shape"),
        pytest.param({}, Kind("any value"), id="anything"),
    ],
)
def test_what_a_value_is(schema: dict[str, Any], kind: Kind) -> None:
    assert kind_of(schema) == kind


def test_operations_stand_under_their_tags() -> None:
    (tag,) = Reference(DOCUMENT).tags()
    assert (tag.name, tag.title, tag.description) == ("old_things", "Old things", "Things of old.")
    (operation,) = tag.operations
    assert operation.anchor == "old_things-get_thing"
    assert [part.name for part in operation.parameters] == ["key", "lat", "detail"]


def test_the_example_address_holds_what_is_needed() -> None:
    assert Reference(DOCUMENT).tags()[0].operations[0].example == "/v1/things/a%20b%2Fc?lat=30.5"


def test_answers_begin_with_success_and_end_with_the_rest() -> None:
    operation = Reference(DOCUMENT).tags()[0].operations[0]
    assert [answer.status for answer in operation.answers] == ["200", "404", "default"]
    assert operation.answers[-1].description == "Any other failure."
    assert operation.forms == ("application/json", "text/csv")
    assert [header.description for header in operation.answers[0].headers] == ["Tag."]


def test_a_parameter_says_what_to_choose_and_what_stands_without_it() -> None:
    key, lat, detail = Reference(DOCUMENT).tags()[0].operations[0].parameters
    assert (key.prefilled, lat.prefilled, detail.prefilled) == ("a b/c", "30.5", "")
    assert (detail.chosen, detail.default) == (("low", "high"), "low")


def test_shapes_list_their_fields() -> None:
    (shape,) = Reference(DOCUMENT).shapes()
    assert [(field.name, field.needed, field.example) for field in shape.fields] == [("key", True, "a"), ("of", False, "")]


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        pytest.param("as `next` says", "as <code>next</code> says", id="code"),
        pytest.param("a < b, `c > d`", "a &lt; b, <code>c &gt; d</code>", id="no markup of its own"),
        pytest.param("a lone ` mark", "a lone ` mark", id="a lone mark"),
    ],
)
def test_backticks_are_code(text: str, markup: str) -> None:
    assert worded(text) == markup
