"""Two hundred rows of the newest list, labelled by hand before the matcher was changed: the judge of how well it places.

The rows were drawn with `random.Random(287)` from the list of 2026-05-18 in the order of the sheet: 100 of the 1,050 that name a sheriff, then 100
of the 793 others. A person read each row beside the Census names of its state and wrote down the government it belongs to (its GEOID), `none` for
a body of its own, or `unclear` where nothing printed settles it. The matcher's answers were not looked at.
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from api.rules.gazetteer import Gazetteer
from api.rules.matching import Placed, Unplaced, match_agency
from api.rules.names import state_code
from seeds import tables
from seeds.files import HERE
from seeds.ice_gazetteer import read_gazetteer
from tests.seeds.test_ice_record import RECORD

LABELLED = tables.read(RECORD.parents[1] / "tests" / "seeds" / "labelled_rows.csv")


@cache
def gazetteer() -> Gazetteer:
    return read_gazetteer(HERE)


def found(row: dict[str, str]) -> Placed | Unplaced:
    state = state_code(row["state"])
    assert state
    return match_agency(agency=row["agency"], state=state, county=row["county"], gazetteer=gazetteer())


def right(row: dict[str, str]) -> bool:
    """Whether a row is placed on the labelled government, or left of its own or in the queue where the label says so."""
    answer = found(row)
    if isinstance(answer, Unplaced):
        return row["label"] == "unclear"
    return answer.geoid == ("" if row["label"] == "none" else row["label"])


def test_the_sample_is_half_sheriffs_and_labelled_throughout() -> None:
    assert len({row["row"] for row in LABELLED}) == 200
    assert sum("sheriff" in row["agency"].lower() for row in LABELLED) == 100
    assert all(re.fullmatch(r"none|unclear|\d{2}|\d{5}|\d{7}|\d{10}", row["label"]) for row in LABELLED)
    assert all(row["label"] in gazetteer().bodies for row in LABELLED if row["label"].isdigit())


def test_no_row_is_placed_in_a_wrong_state() -> None:
    for row in LABELLED:
        answer = found(row)
        assert isinstance(answer, Unplaced) or not answer.geoid or gazetteer().bodies[answer.geoid].state == state_code(row["state"]), row


def test_no_row_is_guessed() -> None:
    """Whatever is placed is placed as labelled; doubt goes to the queue."""
    assert [row for row in LABELLED if isinstance(found(row), Placed) and not right(row)] == []


def test_at_least_98_of_100_rows_are_placed_as_labelled() -> None:
    wrong = [(row["row"], row["agency"], row["label"], found(row)) for row in LABELLED if not right(row)]
    assert len(wrong) <= 0.02 * len(LABELLED), wrong


@pytest.mark.parametrize("sheriffs", [True, False])
def test_either_half_stands_on_its_own(sheriffs: bool) -> None:
    half = [row for row in LABELLED if ("sheriff" in row["agency"].lower()) is sheriffs]
    assert sum(right(row) for row in half) >= 0.98 * len(half)
