"""A misspelt state or county, read within its own scope only, and only where one name is far nearer than any other."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import OSA

from api.rules.names import STATES, fold, letters, state_code

# A second name must be at least this many letters farther off than the nearest.
CLEAR_BY = 2


def nearest(text: str, names: Iterable[str]) -> str | None:
    """The one name that a text misspells: a letter off, or two in a long name, and no other name near; else None."""
    wanted = letters(text)
    most = 1 if len(wanted) < 8 else 2
    ranked = sorted((OSA.distance(wanted, letters(name), score_cutoff=most + CLEAR_BY), name) for name in set(names))
    if not wanted or not ranked or ranked[0][0] > most:
        return None
    if len(ranked) > 1 and ranked[1][0] - ranked[0][0] < CLEAR_BY:
        return None
    return ranked[0][1]


def read_state(text: str) -> tuple[str, bool]:
    """The two letters of a state ('' when it cannot be told), and whether it had to be read through a misspelling."""
    exact = state_code(text)
    if exact:
        return exact, False
    name = nearest(fold(text), STATES) if len(letters(text)) > 3 else None
    return (STATES[name], True) if name else ("", False)
