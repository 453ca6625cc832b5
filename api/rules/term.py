"""What a word of the record is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A key of the record, the label shown for it, and what it means in one sentence."""

    key: str
    label: str
    definition: str
