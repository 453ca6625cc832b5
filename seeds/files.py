"""The folder of the record: read whole into entries, written whole from entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from seeds import journal, shapes, sheets, tables

Entries = dict[str, dict[str, dict[str, Any]]]
HERE = Path(__file__).parent / "record"

_TABLES = {
    "alias": "aliases.csv",
    "publication": "ice-287g/publications.csv",
    "agency": "ice-287g/agencies.csv",
    "service_area": "service_areas.csv",
    "agreement": "ice-287g/agreements.csv",
    "held_row": "ice-287g/unplaced.csv",
    "decision": "ice-287g/decisions.csv",
    "coding": "codings.csv",
    "research_note": "research_notes.csv",
}

# Nouns whose rows are spread over the files of a folder; the file's name is their topic.
_FOLDERS = {"source": "sources", "custody": "custody", "designation": "designations"}
_ENDS = "ice-287g/ends.csv"
_SPECIAL = "special.csv"
# The rows of each edition as printed, one file an edition, named by its key.
_ROWS = "ice-287g/rows"
_SPREAD = [_SPECIAL, f"{_ROWS}/*.csv", "places/*.csv", "subdivisions/*.csv", "laws/*.yaml", "policies/*.yaml", "federal/*.yaml", "disputes/*.yaml", *(f"{folder}/*.csv" for folder in _FOLDERS.values())]


class BrokenRecord(Exception):
    """A file of the record that says one thing twice, or points at nothing; it names the file."""


def read_record(root: Path = HERE) -> Entries:
    """Every entry of the record's folder, by noun and key."""
    journal.settle(root)
    entries: Entries = defaultdict(dict)
    _read_jurisdictions(root, entries["jurisdiction"])
    for noun, name in _TABLES.items():
        for row in tables.read(root / name):
            key, entry = shapes.from_row(noun, row)
            _add(entries[noun], key, entry, name)
    for noun, folder in _FOLDERS.items():
        for path in sorted((root / folder).glob("*.csv")):
            for row in tables.read(path):
                key, entry = shapes.from_row(noun, row)
                _add(entries[noun], key, entry | {"topic": path.stem}, f"{folder}/{path.name}")
    _read_ends(root, entries["agreement"])
    _read_rows(root, entries["listed_row"])
    for noun, folder, fields in (("state_law", "laws", shapes.LAW_CLAUSE_FIELDS), ("policy", "policies", shapes.POLICY_CLAUSE_FIELDS)):
        for path in sorted((root / folder).glob("*.yaml")):
            for item in sheets.read(path):
                key, entry = shapes.from_sheet(item, fields)
                _add(entries[noun], key, entry, f"{folder}/{path.name}")
    for path in sorted((root / "federal").glob("*.yaml")):
        for item in sheets.read(path):
            key, entry = shapes.from_federal(item)
            _add(entries["federal_action"], key, entry, f"federal/{path.name}")
    for path in sorted((root / "disputes").glob("*.yaml")):
        for item in sheets.read(path):
            key, entry = shapes.from_dispute(item)
            _add(entries["dispute"], key, entry, f"disputes/{path.name}")
    return dict(entries)


def read_jurisdictions(root: Path) -> dict[str, dict[str, Any]]:
    """The jurisdictions alone, by GEOID."""
    items: dict[str, dict[str, Any]] = {}
    _read_jurisdictions(root, items)
    return items


def _add(items: dict[str, dict[str, Any]], key: str, entry: dict[str, Any], where: str) -> None:
    if key in items:
        raise BrokenRecord(f"{where}: the key {key!r} stands twice.")
    items[key] = entry


def _read_jurisdictions(root: Path, items: dict[str, dict[str, Any]]) -> None:
    for name in _jurisdiction_files(root):
        for row in tables.read(root / name):
            _add(items, row["geoid"], shapes.jurisdiction(row), name)
    for row in tables.read(root / "place_counties.csv"):
        if row["geoid"] not in items:
            raise BrokenRecord(f"place_counties.csv: no jurisdiction {row['geoid']!r}.")
        items[row["geoid"]]["counties"].append({"geoid": row["county"], "share": float(row["share"])})
        items[row["geoid"]]["counties_method"] = tables.optional(row["method"])
    for row in tables.read(root / "governments.csv"):
        if row["other_geoid"] not in items:
            raise BrokenRecord(f"governments.csv: no jurisdiction {row['other_geoid']!r}.")
        items[row["other_geoid"]] |= {"same_as": row["geoid"], "same_as_source": tables.optional(row["source"]), "same_as_note": tables.optional(row["note"])}


def _read_ends(root: Path, agreements: dict[str, dict[str, Any]]) -> None:
    """What sources other than ICE's lists say of an agreement's end."""
    for row in tables.read(root / _ENDS):
        if row["key"] not in agreements:
            raise BrokenRecord(f"{_ENDS}: no agreement {row['key']!r}.")
        agreements[row["key"]] |= {name: tables.optional(row[name]) for name in shapes.END_COLUMNS if name != "key"}


def _read_rows(root: Path, items: dict[str, dict[str, Any]]) -> None:
    for path in sorted((root / _ROWS).glob("*.csv")):
        for row in tables.read(path):
            key, entry = shapes.from_row("listed_row", row | {"publication": path.stem})
            _add(items, key, entry, f"{_ROWS}/{path.name}")


def _jurisdiction_files(root: Path) -> list[str]:
    spread = [p.relative_to(root).as_posix() for folder in ("places", "subdivisions") for p in sorted((root / folder).glob("*.csv"))]
    return ["states.csv", "counties.csv", _SPECIAL, *spread]


def write_record(root: Path, entries: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> None:
    """Write every file of the record's folder, and remove those that have no entry left; equal entries give equal bytes."""
    texts = rendered(entries)
    for path in (path for pattern in _SPREAD for path in root.glob(pattern)):
        if path.relative_to(root).as_posix() not in texts:
            path.unlink()
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def rendered(entries: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> dict[str, str]:
    """The text of every file, by its name."""
    texts = _render_jurisdictions(entries.get("jurisdiction", {}))
    for noun, name in _TABLES.items():
        rows = [shapes.to_row(noun, key, entry) for key, entry in sorted(entries.get(noun, {}).items())]
        texts[name] = tables.render(shapes.COLUMNS[noun], rows)
    texts |= _render_folders(entries)
    texts |= _render_rows(entries.get("listed_row", {}))
    ended = [{"key": key, **entry} for key, entry in sorted(entries.get("agreement", {}).items()) if entry.get("ended")]
    texts[_ENDS] = tables.render(shapes.END_COLUMNS, ended)
    texts |= _render_sheets("laws", entries.get("state_law", {}), shapes.LAW_FIELDS, shapes.LAW_CLAUSE_FIELDS, lambda e: e["state"].lower())
    where = {key: entry["state"].lower() for key, entry in entries.get("jurisdiction", {}).items()}
    texts |= _render_sheets("policies", entries.get("policy", {}), shapes.POLICY_FIELDS, shapes.POLICY_CLAUSE_FIELDS, lambda e: where[e["jurisdiction"]])
    federal = [shapes.to_sheet(key, entry, shapes.FEDERAL_FIELDS, ()) for key, entry in sorted(entries.get("federal_action", {}).items())]
    if federal:
        texts["federal/actions.yaml"] = sheets.render(federal)
    disputes = [shapes.to_dispute(key, entry) for key, entry in sorted(entries.get("dispute", {}).items())]
    if disputes:
        texts["disputes/disputes.yaml"] = sheets.render(disputes)
    return texts


def _render_folders(entries: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for noun, folder in _FOLDERS.items():
        topics: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for key, entry in sorted(entries.get(noun, {}).items()):
            topics[entry["topic"] or "other"].append(shapes.to_row(noun, key, entry))
        texts |= {f"{folder}/{topic}.csv": tables.render(shapes.COLUMNS[noun], rows) for topic, rows in topics.items()}
    return texts


def _render_rows(items: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    editions: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for _, entry in sorted(items.items()):
        editions[entry["publication"]].append(entry)
    return {f"{_ROWS}/{key}.csv": tables.render(shapes.COLUMNS["listed_row"], rows) for key, rows in editions.items()}


def _render_sheets(folder: str, items: Mapping[str, Mapping[str, Any]], fields: list[str], clauses: list[str], state: Any) -> dict[str, str]:
    sheets_by_state: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for key, entry in sorted(items.items()):
        sheets_by_state[state(entry)].append(shapes.to_sheet(key, entry, fields, clauses))
    return {f"{folder}/{name}.yaml": sheets.render(found) for name, found in sheets_by_state.items()}


def _render_jurisdictions(items: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    files: dict[str, list[dict[str, Any]]] = defaultdict(list)
    shares, governments = [], []
    for geoid, entry in sorted(items.items()):
        files[_file_of(geoid, entry)].append({"geoid": geoid, **entry})
        shares += [{"geoid": geoid, "county": c["geoid"], "share": f"{c['share']:.4f}", "method": entry["counties_method"]} for c in entry["counties"]]
        if entry["same_as"]:
            governments.append({"geoid": entry["same_as"], "other_geoid": geoid, "source": entry["same_as_source"], "note": entry["same_as_note"]})
    texts = {name: tables.render(shapes.JURISDICTION_COLUMNS, rows) for name, rows in files.items()}
    texts["place_counties.csv"] = tables.render(shapes.SHARE_COLUMNS, shares)
    texts["governments.csv"] = tables.render(shapes.GOVERNMENT_COLUMNS, sorted(governments, key=lambda g: (g["geoid"], g["other_geoid"])))
    return texts


def _file_of(geoid: str, entry: Mapping[str, Any]) -> str:
    # The id of a special body is minted and may have any length.
    if entry["kind"] == "special":
        return _SPECIAL
    by_length = {2: "states.csv", 5: "counties.csv", 7: f"places/{entry['state'].lower()}.csv"}
    return by_length.get(len(geoid), f"subdivisions/{entry['state'].lower()}.csv")
