"""The columns of a table: laid flat, typed, and with one meaning for each missing value."""

from __future__ import annotations

from typing import Any

import pytest
from marshmallow import Schema, fields

from api.schemas.columns import columns
from api.schemas.nulls import always, governed, governed_in_effect, unsettled
from api.schemas.tables import TABLES

KINDS = {"string", "integer", "number", "boolean", "date", "datetime", "list", "array", "object"}


class PartSchema(Schema):
    """A thing within a row."""

    name = fields.String(required=True, metadata={"description": "Its name."})
    size = fields.Integer(required=True)


class ThingSchema(Schema):
    """A row with every kind of field."""

    key = fields.String(required=True, metadata={"description": "Its key."})
    count = fields.Integer(required=True)
    share = fields.Float(allow_none=True, metadata={"unknown": always})
    score = fields.Float(allow_none=True, metadata={"unknown": governed})
    open = fields.Boolean(required=True)
    day = fields.Date(required=True)
    moment = fields.DateTime(required=True)
    words = fields.List(fields.String(), required=True)
    parts = fields.List(fields.Nested(PartSchema), required=True)
    numbers = fields.Dict(required=True)
    whole = fields.Nested(PartSchema, required=True)
    other = fields.Nested(PartSchema, required=True, allow_none=True)
    listed_as = fields.String(required=True, attribute="from")


def described(name: str) -> dict[str, Any]:
    """One column as it is described."""
    (column,) = (column for column in columns(ThingSchema) if column.name == name)
    return column.described()


def test_columns_keep_the_order_of_the_fields_and_lie_flat() -> None:
    names = [column.name for column in columns(ThingSchema)]
    assert names == ["key", "count", "share", "score", "open", "day", "moment", "words", "parts", "numbers", "whole_name", "whole_size", "other_name", "other_size", "listed_as"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("key", "string"),
        ("count", "integer"),
        ("share", "number"),
        ("open", "boolean"),
        ("day", "date"),
        ("moment", "datetime"),
        ("words", "list"),
        ("parts", "array"),
        ("numbers", "object"),
        ("whole_size", "integer"),
    ],
)
def test_every_kind_of_field_has_its_type(name: str, kind: str) -> None:
    assert described(name)["type"] == kind


def test_a_list_says_what_parts_it() -> None:
    assert (described("words")["delimiter"], described("words")["itemType"]) == (";", "string")


@pytest.mark.parametrize(
    ("name", "required"),
    [
        pytest.param("count", True, id="a number that is always there"),
        pytest.param("whole_size", True, id="a number within a thing that is always there"),
        pytest.param("other_size", False, id="a number within a thing that can be missing"),
        pytest.param("share", False, id="a number that can be unknown"),
        pytest.param("key", False, id="text, which can be empty"),
        pytest.param("words", False, id="a list, which can be empty"),
    ],
)
def test_only_what_no_cell_can_lack_is_required(name: str, required: bool) -> None:
    assert described(name).get("constraints", {}).get("required", False) is required


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        pytest.param("share", "unknown: not known.", id="a value there is"),
        pytest.param("score", "unknown: not known. Empty: there is none.", id="a value there may be"),
        pytest.param("other_name", "Its name. Empty: there is none, or none is known of.", id="within a thing that can be missing"),
        pytest.param("whole_name", "Its name.", id="within a thing that is always there"),
        pytest.param("key", "Its key.", id="a value that is never missing"),
    ],
)
def test_a_column_says_what_a_missing_value_means(name: str, meaning: str) -> None:
    assert described(name)["description"] == meaning


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_a_table_schema(name: str) -> None:
    table = TABLES[name].described()
    names = [field["name"] for field in table["fields"]]
    assert len(set(names)) == len(names)
    assert set(table["primaryKey"]) <= set(names)
    assert names[-3:] == ["on", "revision", "evidence_through"]
    assert "removed" not in names, "the name that a list of changes adds"
    assert {field["type"] for field in table["fields"]} <= KINDS


@pytest.mark.parametrize("name", TABLES)
def test_what_can_be_missing_says_so(name: str) -> None:
    for column in columns(TABLES[name].row):
        said = column.described()["description"]
        optional = column.field.allow_none and not isinstance(column.field, fields.Nested)
        assert ("unknown: not known." in said) == (column.unknown is not None), column.name
        assert ("mpty: there is none" in said) >= (optional and column.unknown is None), column.name


STANDING = {"category": "limits", "operative_category": "limits", "operative_low": -50.0}


@pytest.mark.parametrize(
    ("row", "own", "ends", "single"),
    [
        pytest.param({}, True, True, False, id="a range: its ends would be known, and there is no single score"),
        pytest.param({"operative_low": None}, True, True, True, id="nothing known"),
        pytest.param({"category": "no_government"}, False, True, False, id="no government of its own, and rules that apply there"),
        pytest.param({"category": "no_government", "operative_category": "no_government", "operative_low": None}, False, False, False, id="no government at all"),
    ],
)
def test_a_missing_score_is_unknown_only_where_there_could_be_one(row: dict[str, Any], own: bool, ends: bool, single: bool) -> None:
    standing = STANDING | row
    assert (governed(standing), governed_in_effect(standing), unsettled(standing)) == (own, ends, single)
    assert always(standing)
