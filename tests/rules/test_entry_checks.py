"""What an entry may say: nothing of the shipped record is at fault, each rule names its field, and nothing that comes in breaks the checks."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.intake.decisions import ACTION_WORDS
from api.ledger.nouns import NOUNS, complete, digest
from api.rules.entry_checks import Fault, faults
from api.rules.entry_field import MOST_QUOTE
from api.rules.entry_fields import CLAUSE_FIELDS, EDITABLE, FIELDS, filled
from api.rules.entry_shapes import shape_faults
from api.rules.entry_terms import DECISION_ACTIONS
from seeds.files import read_record
from tests.builders import CITED, clause, own
from tests.seeds.records import entries as whole
from tests.seeds.records import shipped

STORED = [noun for noun in EDITABLE if noun in NOUNS]
SOUND = {noun: next((key, dict(entry)) for key, entry in reversed(items.items()) if entry) for noun, items in whole(shipped()).items() if noun in FIELDS}
SIDE = {"by": "The city", "words": "It says so.", "source": "src"}
DISPUTE = {"noun": "policy", "entry": "austin-order", "question": "Does it bind?", "since": "2025", "settled": None, "outcome": None, "sides": [SIDE, SIDE | {"by": "The state"}]}
SOUND["service_area"] = ("tx-bexar-county-sheriff/4805000/2020", {"agency": "tx-bexar-county-sheriff", "jurisdiction": "4805000", "valid_from": "2020", "valid_until": None, "note": None, "source": "src"})
SOUND["dispute"] = ("austin-order-binds", DISPUTE)
POLICY = filled("policy", {**SOUND["policy"][1], "clauses": [own("detainers", -2)], "citations": CITED, "binding": True, "adopted": "2019", "ended": None})
LAW = filled("state_law", {**SOUND["state_law"][1], "clauses": [clause("detainers", "floor", 1, ["sheriff"])], "citations": CITED})
DEEP = "[" * 3 + "]" * 3


def found(noun: str, entry: Any, key: object = "some-key") -> list[Fault]:
    return list(faults(noun, key, entry))


def test_nothing_of_the_shipped_record_is_at_fault() -> None:
    record = read_record()
    assert [(noun, key, fault) for noun in EDITABLE for key, entry in record.get(noun, {}).items() for fault in faults(noun, key, entry)] == []


@pytest.mark.parametrize("noun", STORED)
def test_the_fields_are_those_of_the_ledger(noun: str) -> None:
    stored = NOUNS[noun]
    lists = {"clauses"} if stored.clause else set()
    assert {field.name for field in FIELDS[noun]} == {*stored.columns, *lists, *({"citations"} if stored.cited else set())}
    if stored.clause:
        assert {field.name for field in CLAUSE_FIELDS[noun]} == {*stored.clause_columns, "citations"}


@pytest.mark.parametrize("noun", STORED)
def test_a_field_is_required_where_the_ledger_holds_no_null(noun: str) -> None:
    columns = NOUNS[noun].model.__table__.c
    assert {f.name: f.required for f in FIELDS[noun] if f.name in columns} == {name: not columns[name].nullable for name in NOUNS[noun].columns}


@pytest.mark.parametrize("noun", EDITABLE)
def test_a_sound_entry_has_no_fault(noun: str) -> None:
    key, entry = SOUND[noun]
    assert found(noun, entry, key) == []


def test_decisions_are_those_that_the_import_acts_on() -> None:
    assert {term.key: term.definition for term in DECISION_ACTIONS} == dict(ACTION_WORDS)


# noun, what is changed, the field at fault, words of the detail
AT_FAULT: list[tuple[str, dict[str, Any], str, str]] = [
    ("policy", {"colour": "red"}, "colour", "not a field"),
    ("policy", {"title": None}, "title", "missing"),
    ("policy", {"title": ""}, "title", "missing"),
    ("policy", {"title": "  "}, "title", "empty"),
    ("policy", {"title": 7}, "title", "not text"),
    ("policy", {"title": "x" * 301}, "title", "longer than 300"),
    ("policy", {"title": "a\x00b"}, "title", "does not print"),
    ("policy", {"title": "two\nlines"}, "title", "does not print"),
    ("policy", {"note": "turned \u202e round"}, "note", "does not print"),
    ("policy", {"note": "half a \ud83d"}, "note", "does not print"),
    ("policy", {"binding": "yes"}, "binding", "neither true nor false"),
    ("policy", {"instrument": "charter"}, "instrument", "'charter' is no instrument"),
    ("policy", {"instrument": ["ordinance"]}, "instrument", "a list is no instrument"),
    ("policy", {"jurisdiction": "austin"}, "jurisdiction", "no key"),
    ("policy", {"adopted": "May 2019"}, "adopted", "not a date"),
    ("policy", {"adopted": "1492"}, "adopted", "outside the years"),
    ("policy", {"adopted": "2019", "ended": "2018"}, "ended", "before adopted"),
    ("policy", {"ended": None, "ended_by": "law"}, "ended", "is not"),
    ("policy", {"clauses": None}, "clauses", "missing"),
    ("policy", {"clauses": {}}, "clauses", "not a list"),
    ("policy", {"clauses": ["words"]}, "clauses[0]", "not an object"),
    ("policy", {"clauses": [own("detainers", 3)]}, "clauses[0].level", "off the scale"),
    ("policy", {"clauses": [own("detainers", True)]}, "clauses[0].level", "off the scale"),
    ("policy", {"clauses": [own("detainers", 1), own("holds", 1)]}, "clauses[1].dimension", "no dimension"),
    ("policy", {"clauses": [own("detainers", 0, basis="practice")]}, "clauses[0].basis", "level 0 needs"),
    ("policy", {"clauses": [own("detainers", 1, "2020-02-30")]}, "clauses[0].valid_from", "not a date"),
    ("policy", {"clauses": [own("detainers", 1, "2020", "2019")]}, "clauses[0].valid_until", "before valid_from"),
    ("policy", {"ended": "2021", "clauses": [own("detainers", 1, "2022")]}, "clauses[0].valid_from", "after the end"),
    ("policy", {"ended": "2021", "clauses": [own("detainers", 1, "2020", "2022")]}, "clauses[0].valid_until", "after the end"),
    ("policy", {"clauses": [own("detainers", 1, "2015", "2017")]}, "clauses[0].valid_until", "before the instrument"),
    ("policy", {"clauses": [own("detainers", 1, citations=[{"source": "src", "quote": "x" * (MOST_QUOTE + 1)}])]}, "clauses[0].citations[0].quote", "longer than a sentence"),
    ("policy", {"citations": [], "clauses": [own("detainers", 1, citations=[])]}, "citations", "cites no source"),
    ("policy", {"citations": [{"source": None}]}, "citations[0].source", "missing"),
    ("state_law", {"clauses": [clause("detainers", "wall", 1, ["sheriff"])]}, "clauses[0].bound", "no bound"),
    ("state_law", {"clauses": [clause("detainers", "floor", 1, ["sheriffs"])]}, "clauses[0].binds", "no bodies a law can bind"),
    ("state_law", {"clauses": [clause("detainers", "floor", 1, [], suspended=[{"from": "2020", "until": "2019"}])]}, "clauses[0].suspended[0].until", "before from"),
    ("state_law", {"clauses": [clause("detainers", "floor", 1, [], exempts=[7])]}, "clauses[0].exempts[0]", "not text"),
    ("state_law", {"events": [{"date": "2020", "kind": "rumoured", "source": "src"}]}, "events[0].kind", "no kind"),
    ("state_law", {"events": [{"date": "2020", "kind": "signed"}]}, "events[0].source", "missing"),
    ("federal_action", {"events": [{"date": "2020", "kind": "vetoed", "source": "src"}]}, "events[0].kind", "no kind"),
    ("federal_action", {"jurisdictions": ["Austin"]}, "jurisdictions[0]", "no key"),
    ("source", {"url": "javascript:alert(1)"}, "url", "not http(s)"),
    ("source", {"url": "https://user:word@example.org/"}, "url", "not http(s)"),
    ("source", {"url": "http://["}, "url", "not http(s)"),
    ("source", {"archived_url": "data:text/html,x"}, "archived_url", "not http(s)"),
    ("source", {"topic": "../../etc"}, "topic", "no key"),
    ("source", {"published": "2027", "retrieved": "2026-11-21"}, "retrieved", "before published"),
    ("source", {"retrieved": "2026-11"}, "retrieved", "not a whole day"),
    ("jurisdiction", {"lat": float("nan")}, "lat", "not a number"),
    ("jurisdiction", {"lat": 91}, "lat", "outside"),
    ("jurisdiction", {"population": 10**400}, "population", "outside"),
    ("jurisdiction", {"population": 1.5}, "population", "not a whole number"),
    ("jurisdiction", {"counties": [{"geoid": "48453", "share": 2}]}, "counties[0].share", "outside"),
    ("agreement", {"first_listed": "2025"}, "first_listed", "not a whole day"),
    ("agreement", {"ended": "2026", "ended_source": None}, "ended_source", "is not"),
    ("designation", {"removed_on": "1999"}, "removed_on", "before listed_on"),
    ("dispute", {"sides": [SIDE]}, "sides", "fewer than 2"),
    ("dispute", {"sides": [SIDE, {"by": "The state", "words": "No."}]}, "sides[1].source", "missing"),
]


@pytest.mark.parametrize(("noun", "changed", "field", "said"), AT_FAULT, ids=[f"{noun}: {field} {said}" for noun, _, field, said in AT_FAULT])
def test_each_fault_names_its_field(noun: str, changed: dict[str, Any], field: str, said: str) -> None:
    base = {"policy": POLICY, "state_law": LAW}.get(noun, SOUND[noun][1])
    told = found(noun, base | changed, SOUND[noun][0])
    assert [fault.field for fault in told if said in fault.detail] == [field], told
    assert all(fault.fix for fault in told)


@pytest.mark.parametrize(
    ("noun", "key"),
    [
        ("policy", "Austin Order"),
        ("policy", "../etc"),
        ("policy", ""),
        ("policy", None),
        ("policy", "x" * 121),
        ("jurisdiction", "4"),
        ("jurisdiction", "06001"),
        ("custody", "48453/1999"),
        ("service_area", "tx-bexar-county-sheriff/4805000/"),
        ("alias", "1>2"),
        ("decision", "place/x"),
    ],
)
def test_a_key_of_a_wrong_form_is_a_fault(noun: str, key: object) -> None:
    assert "key" in [fault.field for fault in found(noun, SOUND[noun][1], key)]


@pytest.mark.parametrize("entry", [None, [], "text", 7, float("nan"), [{}]], ids=repr)
def test_what_is_no_object_is_a_fault(entry: object) -> None:
    assert [fault.field for fault in found("policy", entry)] == [""]


def test_a_noun_that_nobody_edits_is_a_fault() -> None:
    assert "publication" in found("publication", {})[0].detail


def test_what_is_left_out_is_filled_as_the_ledger_holds_it() -> None:
    short = {name: value for name, value in LAW.items() if name not in ("events", "penalties")}
    assert filled("state_law", short) == LAW | {"events": [], "penalties": None}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats() | st.text(max_size=8) | st.sampled_from(["\x00", "\ud800", DEEP, "2020-13", "src", "48453", "floor"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6) | st.sampled_from(["source", "level", "clauses", "date"]), inner, max_size=3),
    max_leaves=8,
)


def spots(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(spot for name, item in inner for spot in spots(item, (*path, name)))]


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    changed = copy.copy(value)
    changed[path[0]] = put(value[path[0]], path[1:], new)
    return changed


@settings(max_examples=400, deadline=None)
@given(data=st.data(), noun=st.sampled_from(STORED), new=JSON)
def test_whatever_comes_in_has_a_fault_or_is_an_entry_that_the_ledger_takes(data: st.DataObject, noun: str, new: Any) -> None:
    key, sound = SOUND[noun]
    entry = put(sound, data.draw(st.sampled_from(spots(sound))), new)
    told = list(faults(noun, key, entry))
    assert all(isinstance(fault.field, str) and fault.detail and fault.fix for fault in told)
    assert "".join(fault.detail + fault.field for fault in told).isprintable()
    if not told:
        assert digest(complete(NOUNS[noun], entry)) == digest(complete(NOUNS[noun], filled(noun, entry)))


@settings(max_examples=200, deadline=None)
@given(noun=st.sampled_from(EDITABLE) | st.text(max_size=5), key=JSON, entry=JSON)
def test_no_json_breaks_the_checks(noun: str, key: Any, entry: Any) -> None:
    assert all(fault.detail for fault in faults(noun, key, entry))


@settings(max_examples=300, deadline=None)
@given(data=st.data(), noun=st.sampled_from(STORED), new=JSON)
def test_what_has_the_shape_of_an_entry_can_be_kept_however_incomplete(data: st.DataObject, noun: str, new: Any) -> None:
    entry = put(SOUND[noun][1], data.draw(st.sampled_from(spots(SOUND[noun][1]))), new)
    if not list(shape_faults(noun, entry)):
        assert digest(complete(NOUNS[noun], entry))
