"""The document of an entry says of each field what its checks ask."""

from __future__ import annotations

import pytest
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

from api.ledger.nouns import NOUNS
from api.rules.entry_fields import EDITABLE, FIELDS
from api.schemas.entry import entry_schema
from seeds.files import HERE, read_record


@pytest.mark.parametrize("noun", EDITABLE)
def test_every_field_stands_in_the_document_with_its_words(noun: str) -> None:
    spec = APISpec("Entries", "1", "3.1.0", plugins=[MarshmallowPlugin()])
    spec.components.schema(noun, schema=entry_schema(noun))
    described = spec.to_dict()["components"]["schemas"][noun]
    assert set(described["properties"]) == {field.name for field in FIELDS[noun]}
    assert set(described.get("required", ())) == {field.name for field in FIELDS[noun] if field.required}
    assert all(described["properties"][f.name]["enum"][: len(f.choices)] == [t.key for t in f.choices] for f in FIELDS[noun] if f.kind == "choice")


def test_the_schemas_take_the_shipped_record() -> None:
    record = read_record(HERE)
    for noun in (noun for noun in EDITABLE if noun in NOUNS and noun != "jurisdiction"):
        schema = entry_schema(noun)(many=True)
        wrong = schema.validate([{"events": [], **entry} if noun == "state_law" else entry for entry in record[noun].values()])
        assert wrong == {}
