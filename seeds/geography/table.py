"""CSV files as the record keeps them: UTF-8, LF, a header, rows in the order of their key."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path


def read(path: Path, header: list[str] | None = None, delimiter: str = ",") -> Iterator[dict[str, str]]:
    """The rows of a table, with stray bytes marked rather than refused."""
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        for row in csv.DictReader(lines, fieldnames=header, delimiter=delimiter):
            yield {key: (value or "").strip() for key, value in row.items() if key is not None}


def write(path: Path, columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write rows sorted by their columns from left to right, so that a diff shows only what changed."""
    names = list(columns)
    path.parent.mkdir(parents=True, exist_ok=True)
    ordered = sorted(rows, key=lambda row: tuple(row[name] for name in names))
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(ordered)
