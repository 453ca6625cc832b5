"""Whether what a body says for itself differs from what applies there."""

from __future__ import annotations

import pytest

from api.rules.conflict import Conflict, conflict
from api.rules.levels import Reading
from tests.rules.builders import own, reading


def said(dimension: str, level: int, basis: str = "text") -> Reading:
    """An own reading."""
    return reading(dimension, level, own=own(dimension, level, basis=basis))


@pytest.mark.parametrize(
    ("policy", "operative", "expected"),
    [
        pytest.param([], [], Conflict.NONE, id="nothing is known"),
        pytest.param([said("detainers", -2)], [reading("detainers", -2)], Conflict.NONE, id="what it says applies"),
        pytest.param([said("detainers", -2)], [reading("detainers", 2)], Conflict.OVERRIDDEN, id="a law or another body sets another level"),
        pytest.param([said("detainers", -2)], [], Conflict.NONE, id="nothing applies"),
        pytest.param([], [reading("detainers", 2)], Conflict.NONE, id="it says nothing for itself"),
        pytest.param([said("agreement_287g", 0, "list")], [reading("agreement_287g", -2)], Conflict.NONE, id="an absence from a list is not its word"),
        pytest.param([said("detainers", -2)], [reading("detainers", -2, 2)], Conflict.CONTESTED, id="binding rules contradict each other"),
        pytest.param([said("jail_access", -2)], [reading("detainers", -2, 2), reading("jail_access", 1)], Conflict.CONTESTED, id="contested goes before overridden"),
    ],
)
def test_how_own_words_and_what_applies_stand_to_each_other(policy: list[Reading], operative: list[Reading], expected: Conflict) -> None:
    assert conflict(policy, operative) is expected
