"""The levels of detail a vintage offers, and the recipe number that changes when the drawing code does."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

# Raise it with any change to how shapes are drawn or kept: `--if-needed` then builds anew.
RECIPE = 2


@dataclass(frozen=True)
class Detail:
    """One level of detail, in degrees.

    `tolerance`: the side of a square as large as the smallest bump that is kept; `decimals`: the grid of border
    points; `islet`: a free-standing islet under so many square degrees is left out; `form`: an area is drawn no
    coarser than this part of the side of a square of its own size.
    """

    name: str
    tolerance: float
    decimals: int
    islet: float
    form: float = 1 / 5


@dataclass(frozen=True)
class Scale:
    """The levels of a vintage, and the tolerances in use: those of the levels, those between and those below them,
    for areas too small for the tolerance of their level."""

    details: tuple[Detail, ...]
    steps: tuple[float, ...]

    def recipe(self) -> dict[str, Any]:
        """The numbers by which shapes are drawn, as a vintage's manifest tells them."""
        return {"recipe": RECIPE, "steps": list(self.steps), "details": [asdict(detail) for detail in self.details]}


# The first national paint; the default, for the nation to about zoom 7; one region to about zoom 9 or 10.
LAND = Scale(
    details=(
        Detail("low", tolerance=0.08, decimals=3, islet=0.002),
        Detail("medium", tolerance=0.015, decimals=3, islet=0.0001),
        Detail("high", tolerance=0.003, decimals=4, islet=0.0),
    ),
    steps=(0.0015, 0.003, 0.007, 0.015, 0.03, 0.05, 0.08),
)
# Half of all places are smaller than a square of two kilometres: the nation, one region, and one place to zoom 11.
PLACES = Scale(
    details=(
        Detail("low", tolerance=0.016, decimals=4, islet=0.001, form=0.3),
        Detail("medium", tolerance=0.002, decimals=4, islet=0.000001),
        Detail("high", tolerance=0.0004, decimals=5, islet=0.0, form=1 / 20),
    ),
    steps=(0.0001, 0.0002, 0.0004, 0.001, 0.002, 0.004, 0.008, 0.016),
)
