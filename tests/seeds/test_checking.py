"""Checking the files: each fault is made here by changing some words, and is named where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.rules.entry_field import MOST_QUOTE
from seeds.checking import faults
from seeds.files import HERE, BrokenRecord
from tests.seeds.records import edit, write

OTHER = "sources/other.csv"
TX = "policies/tx.yaml"
LAW = "laws/tx.yaml"

# name, file, words, other words, what is said of it
FAULTS: list[tuple[str, str, str, str, str]] = [
    ("a day that does not exist", TX, "from: '2024-01-01'", "from: '2024-02-30'", "policy austin-order, clause 1: valid_from='2024-02-30' is not a date of the calendar."),
    ("an end before its start", TX, "until: '2026-05-01'", "until: '2019-05-01'", "policy travis-practice, clause 1: valid_until lies before valid_from."),
    ("a year without quotes", TX, "from: '2024-01-01'", "from: 2024", "policy austin-order, clause 1: valid_from is not text; put it in quotes."),
    ("adopted in words", TX, "binding: false", "binding: false\n  adopted: last May", "policy travis-practice: adopted='last May' is not a date of the calendar."),
    ("ended before it was adopted", TX, "binding: false", "binding: false\n  adopted: '2020'\n  ended: '2019'", "policy travis-practice: ended lies before adopted."),
    ("a signature in words", "ice-287g/agreements.csv", "WSO,2024,", "WSO,in 2024,", "agreement tx-bexar-county-sheriff-wso: signed='in 2024' is not a date of the calendar."),
    ("listed last before first", "ice-287g/agreements.csv", "2025-06-01,2025-06-01", "2025-06-01,2025-05-01", "agreement tx-bexar-county-sheriff-wso: last_listed lies before first_listed."),
    ("an end in words", "ice-287g/ends.csv", "2026-01,", "soon,", "agreement tx-bexar-county-sheriff-wso: ended='soon' is not a date of the calendar."),
    ("an end that cites nothing", "ice-287g/ends.csv", "law,src", "law,nowhere", "agreement tx-bexar-county-sheriff-wso: ended_source names 'nowhere', which is no source."),
    ("taken off a list before it was on", "designations/other.csv", "2025-08-05,2025-09-26", "2025-08-05,2025-07-26", "designation doj-tx: removed_on lies before listed_on."),
    ("custody in words", "custody/other.csv", ",2010,", ",long ago,", "custody 4805000/long ago: valid_from='long ago' is not a date of the calendar."),
    ("two operators on one day", "custody/other.csv", "4805000,48453", "4805000,48141,,2015,,src,\n4805000,48453", "custody 4805000/2010: holds on days of 4805000/2015 too."),
    ("a source read in words", OTHER, "2026-11-21", "today", "source src: retrieved='today' is not a date of the calendar."),
    ("a stay in words", LAW, "from: '2018-01-01'", "from: later", "state_law tx-duty, clause 1: suspended from='later' is not a date of the calendar."),
    ("an event in words", LAW, "date: 2025-06", "date: in June", "state_law tx-duty: event date='in June' is not a date of the calendar."),
    ("a policy of nobody", TX, "jurisdiction: '4805000'", "jurisdiction: '4899999'", "policy austin-order: jurisdiction names '4899999', which is no jurisdiction."),
    ("custody of nobody", "custody/other.csv", "4805000,", "4899999,", "custody 4899999/2010: geoid names '4899999', which is no jurisdiction."),
    ("an operator that is nobody", "custody/other.csv", ",48453,", ",48999,", "custody 4805000/2010: operator names '48999', which is no jurisdiction."),
    ("custody that cites nothing", "custody/other.csv", "2020-01-01,src", "2020-01-01,nowhere", "custody 4805000/2010: source names 'nowhere', which is no source."),
    ("a label for nobody", "designations/other.csv", "a list,48453,", "a list,48999,", "designation doj-tx: geoid names '48999', which is no jurisdiction."),
    ("an agency of nobody", "ice-287g/agencies.csv", ",TX,48029,", ",TX,48999,", "agency tx-bexar-county-sheriff: jurisdiction names '48999', which is no jurisdiction."),
    ("an agreement of no agency", "ice-287g/agreements.csv", "tx-bexar-county-sheriff,WSO", "tx-nobody,WSO", "agreement tx-bexar-county-sheriff-wso: agency names 'tx-nobody', which is no agency."),
    ("a former id of nobody", "aliases.csv", "06999,06029", "06999,06998", "alias 06999>06998: geoid names '06998', which is no jurisdiction."),
    ("a former id that cites nothing", "aliases.csv", ",src", ",nowhere", "alias 06999>06029: source names 'nowhere', which is no source."),
    ("a list that cites nothing", "ice-287g/publications.csv", "1,,,,,src", "1,,,,,nowhere", "publication p-2021-01-13: source names 'nowhere', which is no source."),
    ("a row of no list", "ice-287g/unplaced.csv", "p-2025-06-01,7", "p-2019-06-01,7", "held_row p-2019-06-01#00007: publication names 'p-2019-06-01', which is no publication."),
    ("a place in no county", "places/tx.csv", ",48141\n", ",48999\n", "jurisdiction 4873376: county names '48999', which is no jurisdiction."),
    ("another id of no government", "governments.csv", "0667000,06075", "0699999,06075", "jurisdiction 06075: same_as names '0699999', which is no jurisdiction."),
    ("another id that cites nothing", "governments.csv", "0667000,06075,", "0667000,06075,nowhere", "jurisdiction 06075: same_as_source names 'nowhere', which is no source."),
    ("a policy that cites nothing known", TX, "- source: src\n- key: travis", "- source: nowhere\n- key: travis", "policy austin-order: cites 'nowhere', which is no source."),
    ("a clause that cites nothing known", TX, "    citations:\n    - source: src", "    citations:\n    - source: nowhere", "policy austin-order, clause 1: cites 'nowhere', which is no source."),
    ("an event that cites nothing known", LAW, "note: null\n    source: src", "note: null\n    source: nowhere", "state_law tx-duty: cites 'nowhere', which is no source."),
    ("a stay that cites nothing known", LAW, "note: Stayed in part.\n      source: src", "note: Stayed in part.\n      source: nowhere", "state_law tx-duty, clause 1: cites 'nowhere', which is no source."),
    ("a label that cites nothing known", "designations/other.csv", "2025-09-26,,src", "2025-09-26,,nowhere", "designation doj-tx: cites 'nowhere', which is no source."),
    ("a label without a source", "designations/other.csv", "2025-09-26,,src", "2025-09-26,,", "designation doj-tx: cites no source."),
    ("a long quotation", LAW, "quote: A short quote.", f"quote: {'x' * (MOST_QUOTE + 1)}", "state_law tx-duty: a quotation is longer than a sentence."),
    ("no dimension", TX, "dimension: detainers", "dimension: holds", "policy austin-order, clause 1: 'holds' is no dimension."),
    ("off the scale", TX, "level: -2", "level: -3", "policy austin-order, clause 1: level -3 is off the scale."),
    ("no level", TX, "level: -2", "level: null", "policy austin-order, clause 1: level is missing."),
    ("no basis", TX, "basis: text", "basis: hearsay", "policy austin-order, clause 1: 'hearsay' is no basis."),
    ("none by practice", TX, "basis: statement", "basis: practice", "policy travis-practice, clause 1: level 0 needs a statement, an inventory, a search or a text that says case by case."),
    ("no bound", LAW, "bound: floor", "bound: wall", "state_law tx-duty, clause 1: 'wall' is no bound."),
    ("no body", LAW, "- sheriff", "- sheriffs", "state_law tx-duty, clause 1: binds ['sheriffs'], which are no bodies a law can bind."),
    ("no body to stay it for", LAW, "- police", "- constables", "state_law tx-duty, clause 1: suspended for ['constables'], which are no bodies a law can bind."),
    ("no kind", "counties.csv", "bexar-county-tx,county", "bexar-county-tx,parish", "jurisdiction 48029: 'parish' is no kind."),
    ("no model", "ice-287g/agreements.csv", ",WSO,", ",OSW,", "agreement tx-bexar-county-sheriff-wso: 'OSW' is no model."),
    ("a source without a title", OTHER, "Source src,", ",", "source src: title is missing."),
    ("a source without a publisher", OTHER, "Source src,Made up", "Source src,", "source src: publisher is missing."),
    ("a source on no page", OTHER, "https://example.org/src", "ftp://example.org/src", "source src: the address is not http(s)."),
]


@pytest.mark.parametrize(("name", "old", "new", "named"), [pytest.param(*fault, id=case) for case, *fault in FAULTS])
def test_each_fault_is_named(tmp_path: Path, name: str, old: str, new: str, named: str) -> None:
    edit(write(tmp_path), name, old, new)
    assert [line for line in faults(tmp_path) if line.startswith(named)]


def test_a_policy_without_any_source_is_named(tmp_path: Path) -> None:
    path = write(tmp_path) / TX
    path.write_text(path.read_text(encoding="utf-8").replace("source: src", "source: src").replace("    citations:\n    - source: src\n", "").replace("  citations:\n  - source: src\n", ""), encoding="utf-8")
    assert list(faults(tmp_path)) == [f"policy {key}: cites no source. Name the source it rests on." for key in ("austin-order", "travis-practice")]


def test_every_fault_is_named_and_not_only_the_first(tmp_path: Path) -> None:
    write(tmp_path)
    edit(tmp_path, TX, "dimension: detainers", "dimension: holds")
    edit(tmp_path, LAW, "bound: floor", "bound: wall")
    edit(tmp_path, OTHER, "https://example.org/src", "ftp://example.org/src")
    assert len(list(faults(tmp_path))) == 3


def test_a_sound_folder_has_no_fault(tmp_path: Path) -> None:
    assert list(faults(write(tmp_path))) == []


def test_the_shipped_folder_has_no_fault() -> None:
    assert list(faults(HERE)) == []


def test_a_key_twice_is_a_broken_record(tmp_path: Path) -> None:
    edit(write(tmp_path), LAW, "key: tx-plain", "key: tx-duty")
    with pytest.raises(BrokenRecord, match="tx-duty"):
        list(faults(tmp_path))


@pytest.mark.parametrize("line", ["  body: police\n", "  jurisdiction: '4805000'\n", "    decides: true\n", "    from: '2024-01-01'\n"])
def test_an_entry_at_fault_is_named_and_not_held_against_the_others(tmp_path: Path, line: str) -> None:
    edit(write(tmp_path), TX, line, "")
    named = line.split(":")[0].strip().replace("from", "valid_from")
    assert [f": {named} is missing. " in told for told in faults(tmp_path)] == [True]
