"""Whether what a body says for itself differs from what applies there."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from api.rules.levels import Reading

# Absence from a list is a finding about the body, not something it says.
_FOUND = {"list", "search", "inventory", "end_by_law"}


class Conflict(StrEnum):
    """How own rules and what applies stand to each other."""

    NONE = ""
    OVERRIDDEN = "overridden"
    CONTESTED = "contested"


def conflict(policy: Iterable[Reading], operative: Iterable[Reading]) -> Conflict:
    """Contested where binding rules contradict each other, overridden where law or another body sets another level than the own one."""
    applied = {reading.dimension: reading for reading in operative}
    if any(reading.low != reading.high for reading in applied.values()):
        return Conflict.CONTESTED
    for reading in policy:
        there = applied.get(reading.dimension)
        said = reading.own is not None and reading.own.basis not in _FOUND
        if said and there is not None and there.low != reading.low:
            return Conflict.OVERRIDDEN
    return Conflict.NONE
