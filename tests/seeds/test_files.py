"""The record's folder: what is written is read again, letter for letter, and a key that stands twice is refused by name."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.ledger.nouns import NOUNS, complete
from seeds import sheets, tables
from seeds.files import HERE, BrokenRecord, read_record, rendered, write_record
from tests.builders import World, own
from tests.seeds.records import edit, entries, shipped, texts, write

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ODD = st.sampled_from(["", ",", '"', "\n", "\r", "\r\n", " a ", "'", ": -", "#", "null", "yes", "007", "1e3", "2017-05-07", "\u2028", "\x85", "é", "\t", "\x00", "~", "---", "@x", "%"])
CELLS = TEXT | ODD


def completed(found: dict[str, Any]) -> dict[str, Any]:
    """What was read, with every field of each noun."""
    return {noun: {key: complete(NOUNS[noun], entry) for key, entry in items.items()} for noun, items in found.items()}


class TestTables:
    """CSV files."""

    @settings(deadline=None)
    @given(st.lists(st.fixed_dictionaries({"a": CELLS, "b": st.none() | CELLS, "c": CELLS}), max_size=4))
    def test_rows_come_back_as_they_were_written(self, rows: list[dict[str, str | None]]) -> None:
        text = tables.render(["a", "b", "c"], rows)
        with TemporaryDirectory() as folder:
            path = Path(folder) / "table.csv"
            path.write_text(text, encoding="utf-8", newline="\n")
            assert tables.read(path) == [{name: value or "" for name, value in row.items()} for row in rows]

    def test_lines_end_in_one_character_and_cells_are_quoted_only_where_they_must(self) -> None:
        assert tables.render(["a", "b"], [{"a": "x y", "b": "1,2"}, {"b": None}]) == 'a,b\nx y,"1,2"\n,\n'

    def test_an_absent_file_has_no_rows(self, tmp_path: Path) -> None:
        assert tables.read(tmp_path / "none.csv") == []

    @pytest.mark.parametrize(("text", "number"), [("", None), (None, None), ("0", 0), ("12", 12)])
    def test_an_empty_cell_is_unknown_and_not_nought(self, text: str | None, number: int | None) -> None:
        assert tables.whole(text) == number
        assert tables.decimal(text) == number
        assert tables.optional(text) == (text or None)


class TestSheets:
    """YAML files."""

    VALUES = st.recursive(st.none() | st.booleans() | st.integers() | CELLS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(CELLS, inner, max_size=3), max_leaves=6)

    @settings(deadline=None)
    @given(st.lists(st.dictionaries(st.sampled_from("abc"), VALUES, max_size=3), max_size=3))
    def test_entries_come_back_as_they_were_written(self, found: list[dict[str, Any]]) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "sheet.yaml"
            path.write_text(sheets.render(found), encoding="utf-8", newline="\n")
            assert sheets.read(path) == found

    def test_an_empty_sheet_has_no_entries(self, tmp_path: Path) -> None:
        (tmp_path / "empty.yaml").write_text("", encoding="utf-8")
        assert sheets.read(tmp_path / "empty.yaml") == []

    def test_a_date_without_quotes_stays_text(self, tmp_path: Path) -> None:
        (tmp_path / "dates.yaml").write_text("- {from: 2017-09-01}\n", encoding="utf-8")
        assert sheets.read(tmp_path / "dates.yaml") == [{"from": "2017-09-01"}]


class TestFolder:
    """The whole folder."""

    def test_what_is_written_is_read_again(self, tmp_path: Path) -> None:
        world = shipped()
        for noun in ("source", "custody", "designation"):
            for entry in world.entries[noun].values():
                entry.setdefault("topic", "made-up")
        assert completed(read_record(write(tmp_path, world))) == entries(world)

    def test_read_and_written_again_the_bytes_are_the_same(self, tmp_path: Path) -> None:
        write(tmp_path / "one")
        write_record(tmp_path / "two", read_record(tmp_path / "one"))
        assert texts(tmp_path / "one") == texts(tmp_path / "two")

    def test_the_order_in_which_entries_were_made_changes_no_byte(self) -> None:
        found = entries(shipped())
        turned = {noun: dict(reversed(list(items.items()))) for noun, items in reversed(list(found.items()))}
        assert rendered(found) == rendered(turned)

    def test_the_shipped_files_are_in_the_style_they_are_written_in(self) -> None:
        for name, text in rendered(read_record(HERE)).items():
            assert (HERE / name).read_bytes() == text.encode(), name

    def test_an_absent_folder_holds_nothing(self, tmp_path: Path) -> None:
        assert not any(read_record(tmp_path / "none").values())

    @settings(deadline=None, max_examples=40)
    @given(CELLS, CELLS, st.lists(TEXT.filter(lambda t: t and ";" not in t), max_size=2))
    def test_odd_letters_anywhere_come_back(self, one: str, other: str, names: list[str]) -> None:
        world = World().source("s", title=one, note=other, topic="t").state("48", "TX", one or "Texas").agency("tx-a", "48", "TX")
        world.entries["source"]["src"]["topic"] = "t"
        world.entries["agency"]["tx-a"] |= {"former_names": names}
        world.policy("p", "48", own("detainers", 1, words=one), title=other, citations=[{"source": "s", "locator": one, "quote": other}])
        world.law("l", "TX", events=[{"date": "2025", "kind": "signed", "note": other, "source": "s"}], penalties=one)
        expected = entries(world)
        with TemporaryDirectory() as folder:
            write_record(Path(folder), expected)
            found = completed(read_record(Path(folder)))
        assert {noun: found[noun] for noun in expected} == {noun: {key: nulled(noun, entry) for key, entry in items.items()} for noun, items in expected.items()}


def nulled(noun: str, entry: dict[str, Any]) -> dict[str, Any]:
    """An entry as a table can say it: there, an empty text is nothing."""
    return {name: value or None if value == "" and noun in {"source", "jurisdiction", "agency"} else value for name, value in entry.items()}


class TestBroken:
    """A file that says one thing twice, or speaks of nothing, is refused by its name."""

    @pytest.mark.parametrize(
        ("name", "key"),
        [
            pytest.param("states.csv", "48", id="a state"),
            pytest.param("counties.csv", "48453", id="a county"),
            pytest.param("places/tx.csv", "4805000", id="a place"),
            pytest.param("special.csv", "s-tx-between-regional-jail", id="a special body"),
            pytest.param("sources/other.csv", "src", id="a source"),
            pytest.param("custody/other.csv", "4805000/2010", id="who runs a jail"),
            pytest.param("designations/other.csv", "doj-sf", id="a label"),
            pytest.param("aliases.csv", "06999>06029", id="a former id"),
            pytest.param("ice-287g/agencies.csv", "tx-bexar-county-sheriff", id="an agency"),
            pytest.param("ice-287g/agreements.csv", "tx-bexar-county-sheriff-wso", id="an agreement"),
            pytest.param("ice-287g/publications.csv", "p-2025-06-01", id="a list"),
            pytest.param("ice-287g/unplaced.csv", "p-2025-06-01#00007", id="an unplaced row"),
        ],
    )
    def test_a_row_that_stands_twice(self, tmp_path: Path, name: str, key: str) -> None:
        path = write(tmp_path) / name
        lines = path.read_text(encoding="utf-8").splitlines()
        wanted = key.split("/")[0].split(">")[0].split("#")[0]
        twice = next(line for line in lines[1:] if line.startswith(wanted))
        path.write_text("\n".join([*lines, twice]) + "\n", encoding="utf-8")
        with pytest.raises(BrokenRecord, match=rf"^{name}: the key '{key}' stands twice"):
            read_record(tmp_path)

    @pytest.mark.parametrize(("name", "key"), [("laws/tx.yaml", "tx-duty"), ("policies/tx.yaml", "austin-order")])
    def test_an_entry_that_stands_twice(self, tmp_path: Path, name: str, key: str) -> None:
        write(tmp_path)
        sheet = sheets.read(tmp_path / name)
        twice = next(item for item in sheet if item["key"] == key)
        (tmp_path / name).write_text(sheets.render([*sheet, twice]), encoding="utf-8")
        with pytest.raises(BrokenRecord, match=rf"^{name}: the key '{key}' stands twice"):
            read_record(tmp_path)

    def test_a_key_in_two_files_names_the_second(self, tmp_path: Path) -> None:
        write(tmp_path)
        (tmp_path / "sources" / "zz.csv").write_bytes((tmp_path / "sources" / "other.csv").read_bytes())
        with pytest.raises(BrokenRecord, match=r"^sources/zz.csv: the key 'src' stands twice"):
            read_record(tmp_path)

    def test_another_id_of_nobody(self, tmp_path: Path) -> None:
        edit(write(tmp_path), "governments.csv", "0667000,06075", "0667000,06999")
        with pytest.raises(BrokenRecord, match=r"^governments.csv: no jurisdiction '06999'"):
            read_record(tmp_path)

    def test_an_end_of_no_agreement(self, tmp_path: Path) -> None:
        edit(write(tmp_path), "ice-287g/ends.csv", "tx-bexar-county-sheriff-wso", "tx-nobody-wso")
        with pytest.raises(BrokenRecord, match=r"^ice-287g/ends.csv: no agreement 'tx-nobody-wso'"):
            read_record(tmp_path)

    def test_a_share_of_nobody(self, tmp_path: Path) -> None:
        edit(write(tmp_path), "place_counties.csv", "4800001,48141", "4899999,48141")
        with pytest.raises(BrokenRecord, match=r"^place_counties.csv: no jurisdiction '4899999'"):
            read_record(tmp_path)


class TestStale:
    """Written over an older record, the folder holds the new one and nothing else of the old."""

    def test_files_of_entries_that_are_gone_go_too(self, tmp_path: Path) -> None:
        write(tmp_path)
        fewer = entries(shipped())
        for noun in ("policy", "designation", "custody"):
            fewer[noun] = {}
        fewer["state_law"] = {key: law for key, law in fewer["state_law"].items() if law["state"] == "TX"}
        write_record(tmp_path, fewer)
        assert completed(read_record(tmp_path)) == completed(read_back(fewer))
        assert not (tmp_path / "laws" / "ca.yaml").exists()

    def test_files_of_another_kind_stay(self, tmp_path: Path) -> None:
        write(tmp_path)
        (tmp_path / "README.md").write_text("About this folder.", encoding="utf-8")
        (tmp_path / "laws" / "notes.txt").write_text("Notes.", encoding="utf-8")
        write_record(tmp_path, {})
        assert (tmp_path / "README.md").exists()
        assert (tmp_path / "laws" / "notes.txt").exists()


def read_back(found: dict[str, Any]) -> dict[str, Any]:
    """What a fresh folder says of some entries."""
    with TemporaryDirectory() as folder:
        write_record(Path(folder), found)
        return read_record(Path(folder))
