"""The OpenAPI document: valid, whole, and true of real answers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator

from tests.conftest import answer
from tests.functional.addresses import ANNALS, EVERY, MAPS, NAMED, PAGED, POINT, RECORDS, STATIC, TIMELESS, asking, offered, refused

Plain = dict[str, Any]
JURISDICTIONS = ("48", "4805000", "48141", "4819000", "48453", "4873376", "0667000", "06075", "22071", "2255000", "0811810", "02063")
PARTS = ("", "/position", "/history", "/policies", "/agreements", "/laws", "/designations", "/sources")
# Several real answers of every door, so that every property is seen at least once.
ASKED = (
    *(
        f"{asking(address)}{question}"
        for address in [*EVERY, POINT]
        for question in ("on=2026-06-01", "on=2016-06-01", "on=2027-06-01", "on=2026-06-01&revision=1")
    ),
    *(f"{asking(address)}limit=1" for address in PAGED),
    *(f"/v1/jurisdictions/{wanted}{part}?on=2026-06-01" for wanted in JURISDICTIONS for part in PARTS),
    "/v1/jurisdictions/48141/position?on=2027-06-01",
    *(f"{asking(address)}updated_since={revision}&on=2026-06-01" for address in (*RECORDS, "/v1/changes") for revision in (0, 1)),
    *TIMELESS,
    *(f"{address}{question}" for address in ANNALS for question in ("", "?revision=1")),
)
# What they take is fewer than both clocks: answers of the software, and answers for every day.
WITHOUT_REVISION = {"/v1/tables/{name}", "/v1/legend", "/v1/boundaries", "/v1/boundaries/{vintage}/{layer}"}
WITHOUT_DAY = WITHOUT_REVISION | {"/v1/maps/{layer}/positions"}


@pytest.fixture(scope="module")
def document(wide_app: Flask) -> Plain:
    """The document as served."""
    return answer(wide_app.test_client(), "/openapi.json")


@pytest.fixture(scope="module")
def answers(wide_app: Flask) -> dict[str, Any]:
    """Every answer asked for, once."""
    return {question: answer(wide_app.test_client(), question) for question in ASKED}


def operations(document: Plain) -> Iterator[tuple[str, Plain]]:
    """Every documented path with what its GET says."""
    for path, item in document["paths"].items():
        yield path, {**item["get"], "parameters": [*item.get("parameters", ()), *item["get"].get("parameters", ())]}


def template(rule: str) -> str:
    """The path of a routing rule as OpenAPI writes it."""
    return re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", rule)


def resolved(document: Plain, schema: Plain) -> Plain:
    """What a reference points at."""
    while "$ref" in schema:
        target: Any = document
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        schema = target
    return schema


def test_the_document_is_valid_openapi_3_1(document: Plain) -> None:
    assert document["openapi"].startswith("3.1.")
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def test_it_says_what_the_service_is(document: Plain) -> None:
    assert document["info"]["title"] == "Cooperation Spectrum"
    assert document["info"]["summary"]
    assert document["info"]["license"]["identifier"] == "CC-BY-4.0"


def test_every_rule_is_documented_and_no_other(document: Plain, wide_app: Flask) -> None:
    of_desk = set(answer(wide_app.test_client(), "/openapi-desk.json")["paths"])
    assert set(document["paths"]) == {template(rule.rule) for rule in wide_app.url_map.iter_rules() if rule.rule.startswith("/v1")} - of_desk
    assert not of_desk & set(document["paths"])
    assert all(set(item) - {"parameters"} == {"get"} for item in document["paths"].values())


def test_every_operation_says_what_it_answers(document: Plain) -> None:
    names = [operation["operationId"] for _, operation in operations(document) if "operationId" in operation]
    assert len(names) == len(set(names))
    for path, operation in operations(document):
        assert operation["summary"].strip(), path
        assert "200" in operation["responses"], path
        for status, response in operation["responses"].items():
            assert resolved(document, response)["description"].strip(), (path, status)


def test_every_parameter_is_described(document: Plain) -> None:
    for path, operation in operations(document):
        for parameter in operation["parameters"]:
            about = resolved(document, parameter)
            assert about.get("description", "").strip(), (path, about["name"])
            assert "schema" in about
        asked = {resolved(document, parameter)["name"] for parameter in operation["parameters"]}
        assert ("revision" in asked) is (path not in WITHOUT_REVISION), path
        assert ("on" in asked) is (path not in WITHOUT_DAY), path


def test_every_tag_and_schema_property_has_a_type(document: Plain) -> None:
    for name, schema in document["components"]["schemas"].items():
        for field, about in schema.get("properties", {}).items():
            assert {"type", "$ref", "anyOf", "allOf"} & set(about), (name, field)


def test_every_door_documents_its_problems(document: Plain) -> None:
    for path, operation in operations(document):
        found = ("404",) if "{" in path or path not in WITHOUT_REVISION else ()
        for status in ("400", *found, "406", "503"):
            content = resolved(document, operation["responses"][status])["content"]
            assert list(content) == ["application/problem+json"], (path, status)


def answered(document: Plain, path: str) -> Plain:
    """The schema of the answers of a path, with everything it refers to."""
    response = resolved(document, document["paths"][path]["get"]["responses"]["200"])
    own = "application/geo+json" if path in {"/v1/maps/{layer}", "/v1/boundaries/{vintage}/{layer}"} else "application/json"
    return {**response["content"][own]["schema"], "components": document["components"]}


def path_of(app: Flask, address: str) -> str:
    """The documented path that an address belongs to."""
    bound = app.url_map.bind("localhost")
    rule, _ = bound.match(address.split("?")[0], return_rule=True)
    return template(rule.rule)


@pytest.mark.parametrize("address", [*EVERY, POINT, *TIMELESS, *ANNALS])
def test_real_answers_are_as_documented(document: Plain, wide_app: Flask, answers: dict[str, Any], address: str) -> None:
    path = path_of(wide_app, address)
    checker = Draft202012Validator(answered(document, path), format_checker=FormatChecker())
    asked = [question for question in ASKED if path_of(wide_app, question) == path]
    assert asked
    for question in asked:
        faults = [f"{question}: {fault.json_path}: {fault.message}"[:300] for fault in checker.iter_errors(answers[question])]
        assert faults == []


@pytest.mark.parametrize("address", EVERY)
def test_the_forms_of_an_answer_are_the_documented_ones(document: Plain, wide_client: FlaskClient, address: str) -> None:
    response = resolved(document, document["paths"][path_of(wide_client.application, address)]["get"]["responses"]["200"])
    assert set(response["content"]) == set(offered(address))
    assert wide_client.get(address).mimetype == offered(address)[0]


def test_problems_are_as_documented(document: Plain, wide_client: FlaskClient) -> None:
    schema = {"$ref": "#/components/schemas/Problem", "components": document["components"]}
    checker = Draft202012Validator(schema)
    for question, status in (("/v1/jurisdictions?limit=0", 400), ("/v1/sources/nothing", 404), ("/v1/nothing", 404), ("/v1/maps/counties?bbox=1", 400)):
        problem = refused(wide_client.get(question), status)
        assert list(checker.iter_errors(problem)) == []
        assert set(problem) <= set(document["components"]["schemas"]["Problem"]["properties"])


class Coverage:
    """Which documented properties real answers have, and which properties they have beyond."""

    def __init__(self, document: Plain) -> None:
        self.document = document
        self.declared: dict[str, set[str]] = defaultdict(set)
        self.seen: dict[str, set[str]] = defaultdict(set)

    def walk(self, schema: Plain, value: Any) -> None:
        """Follow an answer along its schema."""
        for option in schema.get("anyOf", ()) if value is not None else ():
            self.walk(option, value)
        if "$ref" in schema:
            self._named(schema["$ref"].rsplit("/", 1)[1], resolved(self.document, schema), value)
        elif isinstance(value, list):
            for item in value:
                self.walk(schema.get("items", {}), item)

    def _named(self, name: str, schema: Plain, value: Any) -> None:
        if not isinstance(value, dict):
            return
        self.declared[name] |= set(schema.get("properties", {}))
        self.seen[name] |= set(value)
        for field, about in schema.get("properties", {}).items():
            if field in value:
                self.walk(about, value[field])


def test_every_documented_property_is_in_a_real_answer_and_no_other(document: Plain, wide_app: Flask, answers: dict[str, Any]) -> None:
    coverage = Coverage(document)
    for question, body in answers.items():
        coverage.walk(answered(document, path_of(wide_app, question)), body)
    assert dict(coverage.seen) == dict(coverage.declared)
    described = set(document["components"]["schemas"]) - {"Problem", "Fault"}
    assert described <= set(coverage.declared), "every schema is met by a real answer"


def test_the_addresses_of_things_are_documented_with_their_ids(document: Plain) -> None:
    named = {path for path, operation in operations(document) if any(resolved(document, p).get("in") == "path" for p in operation["parameters"])}
    assert len(named) == len([*NAMED, STATIC])


def test_layers_are_named_as_a_choice(document: Plain) -> None:
    parameters = [resolved(document, p) for path, o in operations(document) if "maps" in path for p in o["parameters"]]
    layer = next(p for p in parameters if p["name"] == "layer")
    assert layer["schema"].get("enum") == ["states", "counties", "places"]
    assert len(MAPS) == 3
