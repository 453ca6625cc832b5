"""What to look for next: whoever can speak for a dimension is asked, and nobody else."""

from __future__ import annotations

import pytest

from api.rules.research import BOARD, POLICE, SHERIFF, STATE, leads
from api.rules.vocabulary import EVERY_DIMENSION, JAIL_DIMENSIONS, Dimension


def test_a_city_without_a_jail_is_not_asked_of_the_jail() -> None:
    found = {lead.dimension for lead in leads(EVERY_DIMENSION, kind="place", runs_jail=False)}
    assert found == set(EVERY_DIMENSION) - JAIL_DIMENSIONS


def test_a_county_that_runs_its_jail_is_asked_of_everything() -> None:
    assert [lead.dimension for lead in leads(EVERY_DIMENSION, kind="county", runs_jail=True)] == list(EVERY_DIMENSION)


@pytest.mark.parametrize(
    ("kind", "dimension", "speakers"),
    [
        pytest.param("place", Dimension.INQUIRIES, (POLICE, BOARD), id="a city's police ask, or do not"),
        pytest.param("county", Dimension.INQUIRIES, (SHERIFF, BOARD), id="a county has a sheriff instead"),
        pytest.param("county", Dimension.DETAINERS, (SHERIFF, BOARD), id="who runs the jail holds people"),
        pytest.param("state", Dimension.DETAINERS, (STATE,), id="a state speaks by law"),
    ],
)
def test_who_can_speak_is_named(kind: str, dimension: Dimension, speakers: tuple[str, ...]) -> None:
    (lead,) = leads([dimension], kind=kind, runs_jail=True)
    assert lead.speakers == speakers
    assert lead.words
    assert lead.places
