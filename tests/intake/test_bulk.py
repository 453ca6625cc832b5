"""The verdict on each row of a table: whom it means, what it changes, and what is wrong, without a guess."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.intake import bulk
from api.intake.bulk import Known, Result
from api.intake.bulk_agencies import Agencies
from api.intake.bulk_columns import ColumnMap, fields_of, value_of
from api.intake.bulk_grid import Grid, GridRow, Point
from api.intake.bulk_places import Places
from api.intake.bulk_sources import Sources
from api.rules.entry_checks import faults
from api.rules.entry_fields import BULK_NOUNS, filled
from api.rules.gazetteer import Body, Gazetteer, Layer
from api.rules.refusals import BadValue

BODIES = (
    Body("48", Layer.STATE, "TX", "Texas", "Texas", "texas"),
    Body("48453", Layer.COUNTY, "TX", "Travis County", "Travis County", "travis-county-tx"),
    Body("48015", Layer.COUNTY, "TX", "Austin County", "Austin County", "austin-county-tx"),
    Body("4805000", Layer.PLACE, "TX", "Austin", "Austin city", "austin-tx", frozenset({"48453"})),
    Body("4835000", Layer.PLACE, "TX", "Houston", "Houston city", "houston-tx"),
    Body("0667000", Layer.PLACE, "CA", "San Francisco", "San Francisco city", "san-francisco-ca", frozenset({"06075"})),
    Body("06075", Layer.COUNTY, "CA", "San Francisco County", "San Francisco County", "san-francisco-county-ca", canonical="0667000"),
    Body("3401", Layer.PLACE, "NJ", "Union", "Union city", "union-nj"),
)
CITED = [{"source": "src", "locator": None, "quote": None}]
LABEL = filled("designation", {"designator": "Someone", "label": "a list", "geoid": "4805000", "name_as_printed": "Austin", "listed_on": "2025-05-29", "citations": CITED})
ROW = {"designator": "Someone", "label": "a list", "jurisdiction": "austin-tx", "listed_on": "2025-05-29", "source": "src"}


def record(present: Mapping[str, Mapping[str, Any]] | None = None, at: tuple[str, ...] = ()) -> Known:
    def gazetteer(state: str) -> Gazetteer:
        return Gazetteer(body for body in BODIES if body.state == state)

    def entries(noun: str, keys: Collection[str]) -> Mapping[str, Any]:
        return {key: entry for key, entry in (present or {}).items() if key in keys}

    def point(_: Point) -> tuple[str, ...]:
        return at

    return Known(
        places=Places({b.geoid: b.geoid for b in BODIES} | {b.slug: b.geoid for b in BODIES}, gazetteer, point),
        names={b.geoid: b.name for b in BODIES},
        slugs={b.geoid: b.slug for b in BODIES},
        agencies=Agencies([("tx-travis-county-sheriff", "Travis County Sheriff's Office", "TX"), ("tx-a-police", "Lake Police", "TX"), ("tx-b-police", "Lake Police", "TX")]),
        sources=Sources(frozenset({"src"}), {"https://example.org/src": "src"}),
        entries=entries,
    )


def judged(noun: str, *rows: Mapping[str, str], known: Known | None = None, placed: Mapping[int, str] | None = None, point: Point | None = None) -> Result:
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    grid = Grid("CSV", columns, tuple(GridRow(number, {name: text for name, text in row.items() if text}, point) for number, row in enumerate(rows, 2)))
    return bulk.judge(noun, grid, ColumnMap.read(noun, columns), known or record(), placed)


def one(noun: str, row: Mapping[str, str], **more: Any) -> bulk.Judged:
    (verdict,) = judged(noun, row, **more).verdicts
    return verdict


@pytest.mark.parametrize(
    ("said", "geoid"),
    [
        pytest.param({"jurisdiction": "4805000"}, "4805000", id="an id"),
        pytest.param({"jurisdiction": "Austin-TX"}, "4805000", id="a slug"),
        pytest.param({"jurisdiction": "667000"}, "0667000", id="an id whose zero a spreadsheet dropped"),
        pytest.param({"jurisdiction": "Houston", "state": "Texas"}, "4835000", id="a name beside its state"),
        pytest.param({"jurisdiction": "Houston, TX"}, "4835000", id="a name with its state"),
        pytest.param({"jurisdiction": "City of Austin", "state": "TX"}, "4805000", id="a name with its legal form"),
        pytest.param({"jurisdiction": "Austin County", "state": "TX"}, "48015", id="a county in words"),
        pytest.param({"jurisdiction": "Austin", "state": "TX", "kind_of_jurisdiction": "place"}, "4805000", id="a name and a kind"),
        pytest.param({"jurisdiction": "Austin", "state": "TX", "county": "Travis"}, "4805000", id="a name and a county"),
        pytest.param({"jurisdiction": "San Francisco", "state": "CA"}, "0667000", id="one government of two ids"),
        pytest.param({"jurisdiction": "Texas"}, "48", id="a state"),
    ],
)
def test_a_jurisdiction_is_found(said: dict[str, str], geoid: str) -> None:
    result = judged("designation", ROW | said)
    assert [entry["geoid"] for entry in result.entries["designation"].values()] == [geoid]


@pytest.mark.parametrize(
    ("said", "verdict", "candidates"),
    [
        pytest.param({"jurisdiction": "Austin", "state": "TX"}, "held", ["48015", "4805000"], id="a city and a county of one name"),
        pytest.param({"jurisdiction": "Hoston", "state": "TX"}, "held", ["4835000"], id="a misspelling"),
        pytest.param({"jurisdiction": "Springfield", "state": "TX"}, "refused", [], id="nobody of this name"),
        pytest.param({"jurisdiction": "Houston"}, "refused", [], id="a name without a state"),
        pytest.param({"jurisdiction": "9999999"}, "refused", [], id="an id of nobody"),
        pytest.param({"jurisdiction": ""}, "refused", [], id="nothing"),
    ],
)
def test_nobody_is_guessed(said: dict[str, str], verdict: str, candidates: list[str]) -> None:
    found = one("designation", ROW | said)
    assert (found.verdict, [candidate.id for candidate in found.candidates]) == (verdict, candidates)
    assert found.faults[0].field == "jurisdiction"


def test_a_candidate_that_a_person_chose_settles_a_held_row() -> None:
    assert one("designation", ROW | {"jurisdiction": "Austin", "state": "TX"}, placed={2: "48015"}).verdict == "new"
    assert one("designation", ROW | {"jurisdiction": "Austin", "state": "TX"}, placed={2: "nobody"}).verdict == "refused"


def test_a_point_finds_the_one_of_the_kind_asked_for_and_nobody_else() -> None:
    nowhere = ROW | {"jurisdiction": ""}
    known = record(at=("48453", "48", "4805000"))
    assert [c.id for c in one("designation", nowhere, known=known, point=(-97.7, 30.3)).candidates] == ["48453", "48", "4805000"]
    assert one("designation", nowhere | {"kind_of_jurisdiction": "place"}, known=known, point=(-97.7, 30.3)).key == "someone-2025-05-29-austin-tx"


@pytest.mark.parametrize(
    ("row", "verdict", "fields"),
    [
        pytest.param(ROW, "same", [], id="what the record says"),
        pytest.param(ROW | {"removed_on": "2025-06-01"}, "changed", ["removed_on"], id="a day more"),
        pytest.param(ROW | {"label": "another list"}, "changed", ["label"], id="another label"),
        pytest.param({"key": "someone-2025-05-29-austin-tx", "note": "Seen."}, "changed", ["note"], id="a key and a note alone"),
        pytest.param(ROW | {"removed_on": "1999"}, "refused", [], id="a day before the first"),
        pytest.param(ROW | {"source": "nowhere"}, "refused", [], id="a source that is none"),
        pytest.param(ROW | {"source": "", "source_title": "Minutes"}, "refused", [], id="a source without its address"),
    ],
)
def test_a_row_is_told_from_what_the_record_says(row: dict[str, str], verdict: str, fields: list[str]) -> None:
    found = one("designation", row, known=record({"someone-2025-05-29-austin-tx": LABEL}))
    assert (found.verdict, [difference.field for difference in found.fields]) == (verdict, fields), found.faults
    assert bool(found.faults) == (verdict == "refused")


def test_an_empty_cell_erases_nothing_and_the_record_is_not_touched() -> None:
    present = {"someone-2025-05-29-austin-tx": LABEL | {"note": "Kept.", "removed_on": "2025-06-01"}}
    result = judged("designation", ROW | {"note": "", "disputed_by": "The city"}, known=record(present))
    (entry,) = result.entries["designation"].values()
    assert (entry["note"], entry["removed_on"], entry["disputed_by"]) == ("Kept.", "2025-06-01", "The city")
    assert present["someone-2025-05-29-austin-tx"]["disputed_by"] is None


def test_rows_of_one_key_must_agree() -> None:
    first = ROW | {"key": "one"}
    result = judged("designation", first, first | {"label": "another"})
    assert [v.verdict for v in result.verdicts] == ["refused", "refused"]
    assert "Rows 2 and 3" in result.verdicts[0].faults[0].detail
    assert result.entries == {}


def test_a_source_described_twice_is_one_and_one_of_a_known_address_is_the_record_s() -> None:
    described = {"source": "", "source_url": "https://example.org/new", "source_title": "Minutes", "source_publisher": "The city", "source_retrieved": "2026-11-01"}
    result = judged("designation", ROW | described, ROW | described | {"jurisdiction": "houston-tx"}, ROW | {"source": "", "source_url": "https://example.org/src", "jurisdiction": "48453"})
    (key,) = result.entries["source"]
    assert [entry["citations"][0]["source"] for entry in result.entries["designation"].values()] == [key, key, "src"]
    assert list(faults("source", key, result.entries["source"][key])) == []


def test_a_source_of_refused_rows_alone_is_not_proposed() -> None:
    described = {"source": "", "source_url": "https://example.org/new", "source_title": "Minutes", "source_publisher": "The city", "source_retrieved": "2026-11-01"}
    assert judged("designation", ROW | described | {"listed_on": "soon"}).entries == {}


@pytest.mark.parametrize(
    ("row", "verdict", "candidates"),
    [
        pytest.param({"agency": "tx-travis-county-sheriff"}, "new", [], id="a key"),
        pytest.param({"agency": "Travis County Sheriff’s Office", "state": "TX"}, "new", [], id="a name in its state"),
        pytest.param({"agency": "Lake Police", "state": "Texas"}, "held", ["tx-a-police", "tx-b-police"], id="a name that two bear"),
        pytest.param({"agency": "Lake Police"}, "refused", [], id="a name without a state"),
        pytest.param({"agency": "Nobody", "state": "TX"}, "refused", [], id="nobody"),
    ],
)
def test_an_agreement_is_its_agency_s(row: dict[str, str], verdict: str, candidates: list[str]) -> None:
    found = one("agreement", {"model": "Task Force Model", "signed": "2025-03-01", "source": "src"} | row)
    assert (found.verdict, [c.id for c in found.candidates]) == (verdict, candidates), found.faults
    assert found.key == "tx-travis-county-sheriff-tfm" or verdict != "new"


def test_a_row_for_a_clause_that_is_there_changes_it_and_keeps_the_others() -> None:
    clause = {"dimension": "detainers", "level": -1, "basis": "text", "decides": True, "words": "Some.", "valid_from": "2020", "start_uncertain": False, "valid_until": None, "until_by": None, "citations": CITED}
    other = clause | {"dimension": "jail_access"}
    plain = {"jurisdiction": "4805000", "body": "council", "instrument": "ordinance", "title": "Order", "binding": True, "summary": "Says so.", "citations": CITED}
    known = record({"order": filled("policy", plain | {"clauses": [clause, other]})})
    row = {"key": "order", "dimension": "Detainers (holds)", "level": "\u22122", "valid_from": "2020", "source": "src", "locator": "section 3"}
    result = judged("policy", row, known=known)
    entry = result.entries["policy"]["order"]
    assert [c["level"] for c in entry["clauses"]] == [-2, -1]
    assert entry["clauses"][0]["citations"][-1] == {"source": "src", "locator": "section 3", "quote": None}
    assert entry["clauses"][1] == other


def test_columns_are_found_by_name_then_by_label_and_those_left_are_listed() -> None:
    found = ColumnMap.read("designation", ("Listed on", "GEOID", "LABEL", "Colour", "kind"))
    assert found.columns == {"jurisdiction": "GEOID", "label": "LABEL", "listed_on": "Listed on"}
    assert found.unmapped == ("Colour", "kind")


@pytest.mark.parametrize("wanted", [{"colour": "a"}, {"label": "b"}], ids=["no field", "no column"])
def test_a_map_names_fields_and_columns_that_there_are(wanted: dict[str, str]) -> None:
    with pytest.raises(BadValue):
        ColumnMap.read("designation", ("a",), wanted)


@pytest.mark.parametrize(
    ("noun", "name", "text", "value"),
    [
        ("policy", "binding", "Yes", True),
        ("policy", "binding", "0", False),
        ("policy", "binding", "perhaps", "perhaps"),
        ("policy", "level", "-2", -2),
        ("policy", "level", "much", "much"),
        ("policy", "instrument", "General Order", "general_order"),
        ("policy", "title", "'=SUM(A1)", "=SUM(A1)"),
        ("agreement", "model", "warrant service officer", "WSO"),
    ],
)
def test_a_cell_is_read_as_its_field_asks(noun: str, name: str, text: str, value: object) -> None:
    field = next(field for field in fields_of(noun) if field.name == name)
    assert value_of(field, text) == value


CELL = st.text(max_size=6) | st.sampled_from(["austin-tx", "Austin", "TX", "src", "2025", "\x00", "\u202e", "=1+1", "-2", "x" * 400, "https://example.org/x", "javascript:alert(1)", "detainers"])


@settings(max_examples=200, deadline=None)
@given(data=st.data(), noun=st.sampled_from(BULK_NOUNS))
def test_whatever_the_cells_say_only_sound_entries_are_stated(data: st.DataObject, noun: str) -> None:
    names = st.sampled_from([field.name for field in fields_of(noun)])
    rows = data.draw(st.lists(st.dictionaries(names, CELL, max_size=12), min_size=1, max_size=4))
    result = judged(noun, *rows)
    assert sum(result.counts.values()) == len(rows)
    assert all(v.faults for v in result.verdicts if v.verdict in ("refused", "held"))
    assert [fault for name, items in result.entries.items() for key, entry in items.items() for fault in faults(name, key, entry)] == []
