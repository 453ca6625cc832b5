"""The levels of detail a vintage offers, and the recipe number that changes when the drawing code does."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

# Raise it with any change to how shapes are drawn: `--if-needed` then builds anew.
RECIPE = 1


@dataclass(frozen=True)
class Detail:
    """One level of detail, in degrees.

    `tolerance`: the side of a square as large as the smallest bump that is kept; `decimals`: the grid of border
    points; `islet`: a free-standing islet under so many square degrees is left out.
    """

    name: str
    tolerance: float
    decimals: int
    islet: float


# The first national paint; the default, for the nation to about zoom 7; one region to about zoom 9 or 10.
DETAILS = (
    Detail("low", tolerance=0.08, decimals=3, islet=0.002),
    Detail("medium", tolerance=0.015, decimals=3, islet=0.0001),
    Detail("high", tolerance=0.003, decimals=4, islet=0.0),
)
# The tolerances in use and those between and below them, for areas too small for the tolerance of their level.
STEPS = (0.0015, 0.003, 0.007, 0.015, 0.03, 0.05, 0.08)


def recipe(details: tuple[Detail, ...]) -> dict[str, Any]:
    """The numbers by which shapes are drawn, as a vintage's manifest tells them."""
    return {"recipe": RECIPE, "steps": list(STEPS), "details": [asdict(detail) for detail in details]}
