"""What is wrong with an entry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the field by its path, what is wrong, and how to mend it."""

    field: str
    detail: str
    fix: str


def faults(noun: str, key: str, entry: Mapping[str, Any]) -> Iterator[Fault]:
    """Every fault of an entry."""
    return iter(())
