"""CSV files of the record: read as rows of text, written so that equal records give equal bytes."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a file; an absent file has none."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def render(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """The text of a file: header, LF, empty for null."""
    lines = _Lines()
    writer = csv.writer(lines, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_text(row.get(name)) for name in columns])
    return "".join(lines)


class _Lines(list[str]):
    """Rows that end in LF; the writer believes in CR LF, so that it quotes a cell that holds either."""

    def write(self, row: str) -> None:
        """Take one row."""
        self.append(row.removesuffix("\r\n") + "\n")


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def optional(text: str | None) -> str | None:
    """Null for an empty cell."""
    return text or None


def whole(text: str | None) -> int | None:
    """A whole number, or null for an empty cell."""
    return int(text) if text else None


def decimal(text: str | None) -> float | None:
    """A decimal number, or null for an empty cell."""
    return float(text) if text else None
