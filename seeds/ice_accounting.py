"""Rows, agreements and agencies of every edition beside each other, with each row that makes them differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Plain = Mapping[str, Any]
HEAD = """# Each list counted

Made by `python -m seeds import ice-287g --record seeds/record --accounting` from the rows of the record. Of every list: its rows that show something,
the agreements (on lists of applicants: the applications) they name, and the agencies these belong to. Rows are more than agreements by those merged
as duplicates, held for a person and refused, each of which stands below; agreements are more than agencies where an agency has several models.

| list | rows | agreements | agencies | merged | held | refused |
|---|---:|---:|---:|---:|---:|---:|
"""


def accounting(entries: Mapping[str, Mapping[str, Plain]]) -> str:
    """The whole account as Markdown."""
    by_edition: dict[str, list[Plain]] = {key: [] for key in entries["publication"]}
    for _, row in sorted(entries["listed_row"].items()):
        by_edition[row["publication"]].append(row)
    lines = [_counts(key, entries["publication"][key], rows, entries["agreement"]) for key, rows in by_edition.items()]
    differences = [line for key, rows in by_edition.items() for line in _differences(key, rows)]
    return HEAD + "\n".join(lines) + "\n\n## Row by row\n\n" + "\n".join(differences) + "\n"


def _counts(key: str, publication: Plain, rows: list[Plain], agreements: Mapping[str, Plain]) -> str:
    named = {row["agreement"] for row in rows if row["agreement"]}
    agencies = {agreements[name]["agency"] for name in named}
    verdicts = publication["verdicts"]
    others = " | ".join(str(verdicts.get(verdict, 0)) for verdict in ("merged", "held", "refused"))
    return f"| {key} | {publication['rows']} | {len(named)} | {len(agencies)} | {others} |"


def _differences(key: str, rows: list[Plain]) -> Iterator[str]:
    for row in rows:
        if row["verdict"] in ("merged", "held", "refused"):
            words = ", ".join(str(row[name]) for name in ("state", "agency", "county", "model", "signed") if row[name])
            why = f"again {row['agreement']}" if row["verdict"] == "merged" else (row["reason"] or "").replace("_", " ")
            yield f"- {key}, row {row['row']}: {words}: {row['verdict']}, {why}."
