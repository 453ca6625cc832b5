"""Whole numbers as people and programs write them into addresses, headers and forms."""

from __future__ import annotations

# As many digits as every database can count to.
_MOST_DIGITS = 9


def number_of(text: str) -> int | None:
    """The number of a revision, proposal or the like; None for anything that is not written in plain digits, or is too long to be one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None
