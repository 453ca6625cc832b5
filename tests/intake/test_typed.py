"""A typed form is read into an entry, and an entry is typed into a form, without loss."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.intake import typed as forms
from api.intake.form_fields import FormField, form_of
from api.rules.entry_fields import FIELDS
from seeds.files import read_record

A_SAMPLE = 400


@pytest.fixture(scope="module")
def record() -> dict[str, dict[str, dict[str, Any]]]:
    """The real record, as its files say it."""
    return read_record()


def as_posted(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """What arrives of the names and values that a browser sends, with its line ends."""
    form: dict[str, list[str]] = {}
    for name, value in pairs:
        form.setdefault(name, []).append(value.replace("\n", "\r\n"))
    return form


def through_a_form(noun: str, entry: dict[str, Any], base: dict[str, Any] | None) -> tuple[dict[str, Any], list[Any]]:
    """An entry typed into a form, sent, and read again."""
    form = as_posted(forms.as_form(form_of(noun), forms.typed_of(form_of(noun), entry)))
    return forms.read(noun, forms.posted(form_of(noun), form), base)


@pytest.mark.parametrize("noun", sorted(FIELDS))
def test_every_entry_of_the_record_comes_back_from_its_form_as_it_went_in(noun: str, record: dict[str, Any]) -> None:
    entries = record.get(noun, {})
    for key in sorted(entries)[:: max(1, len(entries) // A_SAMPLE)]:
        assert through_a_form(noun, entries[key], entries[key]) == (entries[key], []), key


def shown(fields: Iterable[FormField], entry: dict[str, Any]) -> dict[str, Any]:
    """What a form shows of an entry: its fields, nothing as null, and no blanks around words."""
    return {field.name: _shown(field, entry.get(field.name)) for field in fields}


def _shown(field: FormField, value: Any) -> Any:
    if field.parts:
        return [shown(field.parts, item) for item in value or ()] or field.field.empty
    if field.kind == "words":
        return list(value or ()) or field.field.empty
    if field.kind == "flag":
        return bool(value)
    return value.strip() or None if isinstance(value, str) else value


@pytest.mark.parametrize("noun", sorted(FIELDS))
def test_a_form_alone_carries_all_that_it_shows(noun: str, record: dict[str, Any]) -> None:
    entries = record.get(noun, {})
    for key in sorted(entries)[:: max(1, len(entries) // A_SAMPLE)]:
        assert through_a_form(noun, entries[key], None) == (shown(form_of(noun), entries[key]), []), key


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).map(str.strip).filter(bool)
DECIMALS = st.floats(-180, 180, allow_nan=False).map(lambda number: round(number, 6)).filter(lambda number: abs(number) > 0.001)


def entries(fields: Iterable[FormField]) -> st.SearchStrategy[dict[str, Any]]:
    """Made-up entries of these fields."""
    return st.fixed_dictionaries({field.name: _values(field) for field in fields})


def _values(field: FormField) -> st.SearchStrategy[Any]:
    if field.parts:
        return st.lists(entries(field.parts), max_size=3).map(lambda parts: parts or field.field.empty)
    if field.kind == "flag":
        return st.booleans()
    if field.kind == "words":
        return st.lists(WORDS, max_size=3).map(lambda words: words or field.field.empty)
    if field.kind in ("number", "level"):
        return st.none() | (st.integers(-2, 10**9) if field.field.whole else DECIMALS)
    return st.none() | WORDS


@pytest.mark.parametrize("noun", sorted(FIELDS))
def test_any_entry_comes_back_from_its_form(noun: str) -> None:
    @given(entries(form_of(noun)))
    def comes_back(entry: dict[str, Any]) -> None:
        assert through_a_form(noun, entry, None) == (entry, [])

    comes_back()


@given(st.dictionaries(st.text(max_size=30) | st.from_regex(r"clauses\[[0-9]{1,6}\](\.citations\[[0-9]{1,3}\])?\.(level|source)", fullmatch=True), st.lists(st.text(max_size=10), max_size=2), max_size=8))
def test_whatever_is_sent_is_read_or_told_as_a_fault(form: dict[str, list[str]]) -> None:
    typed = forms.without_blanks(form_of("policy"), forms.posted(form_of("policy"), form))
    entry, faults = forms.read("policy", typed)
    assert set(entry) == {field.name for field in form_of("policy")}
    assert {fault.field.split("[")[0] for fault in faults} <= set(entry)


def test_a_level_that_is_no_number_is_told_beside_its_field() -> None:
    typed = forms.posted(form_of("policy"), {"clauses[3].level": ["high"]})
    entry, faults = forms.read("policy", typed)
    assert [fault.field for fault in faults] == ["clauses[0].level"]
    assert entry["clauses"][0]["level"] is None


def test_a_minus_sign_as_printed_is_read() -> None:
    entry, faults = forms.read("policy", forms.posted(form_of("policy"), {"clauses[0].level": ["−2"]}))
    assert (entry["clauses"][0]["level"], faults) == (-2, [])


def test_parts_are_added_and_removed_at_any_depth() -> None:
    fields = form_of("policy")
    typed = forms.posted(fields, {"clauses[0].words": ["first"], "clauses[1].words": ["second"]})
    assert forms.add(fields, typed, "clauses[1].citations") == "clauses[1].citations[0]"
    assert forms.add(fields, typed, "clauses") == "clauses[2]"
    forms.remove(fields, typed, "clauses[0]")
    assert [clause["words"] for clause in typed["clauses"]] == ["second", ""]
    assert len(typed["clauses"][0]["citations"]) == 1
    kept = forms.without_blanks(fields, typed)
    assert [(clause["words"], clause["citations"]) for clause in kept["clauses"]] == [("second", [])]


@pytest.mark.parametrize("path", ["", "title", "nothing", "clauses[9].citations", "clauses[0]", "sides[x]", "clauses[0].words"])
def test_an_address_of_no_list_adds_and_removes_nothing(path: str) -> None:
    fields = form_of("policy")
    typed = forms.posted(fields, {"clauses[0].words": ["first"]})
    before = repr(typed)
    assert forms.add(fields, typed, path) is None
    forms.remove(fields, typed, "clauses[7]")
    forms.remove(fields, typed, "title[0]")
    assert repr(typed) == before
