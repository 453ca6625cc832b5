"""Questions made up from the OpenAPI document, right and wrong ones: no failure of ours, no undocumented answer."""

from __future__ import annotations

import os
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, seed, settings
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

# The short form; CONTRIBUTING.md says how to ask thousands.
EXAMPLES = int(os.environ.get("EXAMPLES", "6"))
# What a JSON Schema cannot say of a value: a day within reach of today, a box with its edges in order, a cursor that was given out.
BEYOND_SCHEMA = {"on", "bbox", "cursor", "updated_since"}


@pytest.fixture(scope="module")
def operations(wide_app: Flask) -> list[Any]:
    """Every read that the document names."""
    schema = schemathesis.openapi.from_wsgi("/openapi.json", wide_app)
    return [found.ok() for found in schema.get_all_operations()]


@pytest.mark.parametrize("mode", list(GenerationMode), ids=["questions as documented", "questions that break the document"])
def test_every_read_answers_as_documented(operations: list[Any], mode: GenerationMode) -> None:
    assert len(operations) > 20
    for operation in operations:
        if mode == GenerationMode.POSITIVE or operation.query:
            _ask(operation, mode)


def _ask(operation: Any, mode: GenerationMode) -> None:
    @seed(20261122)
    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def asked(case: schemathesis.Case) -> None:
        response = case.call_and_validate(headers={"Accept-Encoding": "identity"}, excluded_checks=[positive_data_acceptance])
        if mode == GenerationMode.POSITIVE and response.status_code == 400:
            assert {fault["field"] for fault in response.json()["errors"]} <= BEYOND_SCHEMA

    asked()
