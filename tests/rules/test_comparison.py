"""When a label and a position agree, differ or cannot be compared, which side a label takes, and the sentence that says why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.comparison import ON_SIDE, OUTCOMES, UNKNOWN, Compared, Outcome, compare
from api.rules.comparison_sentence import why
from api.rules.designators import DESIGNATORS
from api.rules.evidence import Body, Evidence
from api.rules.position import position
from api.rules.vocabulary import Category
from api.rules.yardsticks import YARDSTICKS, Side, side_of, yardstick_of
from tests.rules import strategies as some
from tests.rules.builders import TODAY, bound, held, own
from tests.rules.test_sentences import parts, profiles

Plain = dict[str, Any]
BOTH = ("sanctuary", "sanctuary")


@pytest.mark.parametrize(
    ("side", "policy", "operative", "outcome", "by"),
    [
        pytest.param("limits", *BOTH, "agrees", "both", id="both positions on the side of the label"),
        pytest.param("limits", "limits", "sanctuary", "agrees", "both", id="a direction, not a degree"),
        pytest.param("limits", "mixed", "limits", "agrees", "operative", id="what applies alone"),
        pytest.param("limits", "limits", "cooperates", "agrees", "own", id="own policy alone, whatever law makes of it"),
        pytest.param("limits", "sanctuary", "contested", "agrees", "own", id="own policy beside a contest"),
        pytest.param("limits", "insufficient_evidence", "limits", "agrees", "operative", id="what applies where own policy is not known"),
        pytest.param("limits", "mixed", "mixed", "differs", None, id="neither on a side"),
        pytest.param("limits", "287g", "287g", "differs", None, id="on the other side"),
        pytest.param("limits", "insufficient_evidence", "cooperates", "differs", None, id="what applies is known and on the other side"),
        pytest.param("limits", "mixed", "insufficient_evidence", "differs", None, id="own policy is known and on no side"),
        pytest.param("limits", "insufficient_evidence", "insufficient_evidence", "not_compared", None, id="nothing known"),
        pytest.param("limits", "insufficient_evidence", "contested", "not_compared", None, id="nothing known but a contest"),
        pytest.param("limits", "no_government", "limits", "not_compared", None, id="no government that a label could be of"),
        pytest.param("cooperates", "287g", "287g", "agrees", "both", id="an agreement and a label that says cooperates"),
        pytest.param("cooperates", "insufficient_evidence", "cooperates", "agrees", "operative", id="cooperates by what applies"),
        pytest.param("cooperates", *BOTH, "differs", None, id="a sanctuary and a label that says cooperates"),
        pytest.param(None, *BOTH, "not_compared", None, id="a label that takes no side"),
    ],
)
def test_outcomes(side: str | None, policy: str, operative: str, outcome: str, by: str | None) -> None:
    assert compare(Side(side) if side else None, policy=policy, operative=operative) == Compared(Outcome(outcome), by)


@given(policy=st.sampled_from(Category), operative=st.sampled_from(Category))
def test_no_position_agrees_with_both_sides_by_the_same_word_and_none_is_left_out(policy: Category, operative: Category) -> None:
    told = {side: compare(side, policy=policy, operative=operative) for side in Side}
    assert {found.outcome for found in told.values()} <= set(Outcome) - {Outcome.NOT_LISTED}
    if all(found.outcome == Outcome.AGREES for found in told.values()):
        assert {found.agrees_by for found in told.values()} == {"own", "operative"}
    if {policy, operative} <= UNKNOWN:
        assert {found.outcome for found in told.values()} == {Outcome.NOT_COMPARED}


def test_every_category_is_on_one_side_or_none() -> None:
    assert not ON_SIDE[Side.LIMITS] & ON_SIDE[Side.COOPERATES]
    assert set(Category) - ON_SIDE[Side.LIMITS] - ON_SIDE[Side.COOPERATES] - UNKNOWN == {Category.MIXED}
    assert [term.key for term in OUTCOMES] == list(Outcome)


@pytest.mark.parametrize(
    ("key", "label", "side"),
    [
        pytest.param("doj", "Sanctuary Jurisdiction", "limits", id="a list says the same of everyone"),
        pytest.param("ilrc", "4.05", "limits", id="a score above the middle"),
        pytest.param("ilrc", "1.95", "cooperates", id="a score below it"),
        pytest.param("ilrc", "3", None, id="the middle"),
        pytest.param("ilrc", "5.5", None, id="beyond the scale"),
        pytest.param("ilrc", "strong", None, id="no number"),
        pytest.param("ilrc", "nan", None, id="not a number"),
        pytest.param("welcoming", "Certified Welcoming", None, id="a label of another matter"),
        pytest.param("someone", "a list", None, id="a body of which nothing is known"),
    ],
)
def test_the_side_of_a_label(key: str, label: str, side: str | None) -> None:
    assert side_of(yardstick_of(key), label) == side


def test_every_body_of_the_vocabulary_has_a_yardstick() -> None:
    assert {yardstick.key for yardstick in YARDSTICKS} == {term.key for term in DESIGNATORS}
    assert all(yardstick.side is None or yardstick.scale is None for yardstick in YARDSTICKS)


def told(side: Side | None, found: Plain, *, outcome: Outcome | None = None, sanctuary: bool = False, on: date = TODAY, today: date = TODAY) -> str | None:
    """The sentence of a profile set beside a label."""
    compared = Compared(outcome) if outcome else compare(side, policy=found["policy"]["category"], operative=found["operative"]["category"])
    return why(compared=compared, side=side, sanctuary=sanctuary, on=on, today=today, **_covered(found))


def _covered(found: Plain) -> Plain:
    weighed = sum(r["weight"] for r in found["policy"]["dimensions"])
    return found | {"policy": found["policy"] | {"coverage": weighed / 100}}


@given(found=profiles(), side=st.sampled_from([None, *Side]), on=some.days, away=st.integers(-400, 400))
def test_every_sentence_is_one_and_says_nothing_where_both_agree(found: Plain, side: Side | None, on: date, away: int) -> None:
    compared = compare(side, policy=found["policy"]["category"], operative=found["operative"]["category"])
    said = told(side, found, on=on, today=on + timedelta(days=away))
    assert (said is None) is (compared.agrees_by == "both")
    if said is not None:
        assert said.endswith(".")
        assert not said.endswith("..")
        assert "\n" not in said
        assert "None" not in said
        assert "{" not in said


@given(found=profiles(), on=some.days)
def test_a_weaker_word_than_the_label_has_its_reason(found: Plain, on: date) -> None:
    said = told(Side.LIMITS, found, sanctuary=True, on=on, today=on)
    if found["policy"]["category"] == found["operative"]["category"] == Category.SANCTUARY:
        assert said is None
    if found["policy"]["category"] == Category.LIMITS and found["operative"]["category"] in ON_SIDE[Side.LIMITS]:
        assert said is not None
        assert said.split("not “sanctuary”, since ")[1].strip("."), said


def city(*own_levels: Any, bounds: tuple[Any, ...] = (), **more: Any) -> Plain:
    """The profile of a city with these own levels under these laws."""
    evidence = Evidence(Body("4805000", "place", runs_jail=True), tuple(own_levels), **more)
    return parts(position(evidence, bounds, TODAY))


DUTY = tuple(bound(dimension, "floor", 2, law="tx-sb4") for dimension in ("detainers", "information_sharing", "status_inquiries"))


@pytest.mark.parametrize(
    ("found", "side", "words"),
    [
        pytest.param(city(bounds=DUTY), Side.LIMITS, ["not yet researched", "cooperates", "a written duty", "under Tx-Sb4", "nothing is recorded on 287(g) agreement"], id="law sets the other side"),
        pytest.param(city(own("detainers", -2), own("status_inquiries", -2), own("courthouse_and_property", -2)), Side.COOPERATES, ["both read", "are not honoured", "its own “Own rule on detainers”"], id="own rules set the other side"),
        pytest.param(city(own("status_inquiries", -1), own("detainers", 0), own("agreement_287g", 0)), Side.LIMITS, ["both read “mixed”", "left to be decided case by case", "while officers may ask"], id="what counts for the label is said too"),
        pytest.param(city(own("courthouse_and_property", -2)), Side.LIMITS, ["too little", "not evidence of “none”", "known on courthouses and public property alone (coverage 0.05)"], id="too little is known"),
        pytest.param(city(), Side.LIMITS, ["nothing is recorded of its own policy"], id="nothing is known"),
        pytest.param(city(own("detainers", -2)), None, ["takes no side"], id="a label that takes no side"),
    ],
)
def test_the_sentence_names_what_is_known_and_whose_it_is(found: Plain, side: Side | None, words: list[str]) -> None:
    said = told(side, found)
    assert said is not None
    for word in words:
        assert word in said, said


@pytest.mark.parametrize(
    ("levels", "since"),
    [
        pytest.param({"detainers": -1, "status_inquiries": -1, "release_notice": -1, "courthouse_and_property": -1, "jail_access": 0}, "since its score is above −50.", id="the score"),
        pytest.param({"detainers": -2, "release_notice": -2, "status_inquiries": -1}, "since less than half of what weighs is known.", id="the coverage"),
        pytest.param({"agreement_287g": -2, "status_inquiries": -2, "information_sharing": -2, "detention_contracts": -2}, "on detainers, release notice or jail access.", id="no rule for the jail"),
    ],
)
def test_why_a_policy_that_limits_is_not_called_a_sanctuary(levels: dict[str, int], since: str) -> None:
    said = told(Side.LIMITS, city(*(own(dimension, level) for dimension, level in levels.items())), sanctuary=True)
    assert said is not None
    assert said.endswith(since), said


def test_an_agreement_held_is_named() -> None:
    found = city(own("status_inquiries", -1), own("courthouse_and_property", 0), agreements=(held("TFM", "police"),))
    said = told(Side.LIMITS, found)
    assert said is not None
    assert "held by Police (Task Force Model)" in said


def test_who_is_not_listed_is_told_by_its_own_rules() -> None:
    rules = [own(dimension, -2) for dimension in ("detainers", "release_notice", "status_inquiries")]
    said = told(Side.LIMITS, city(*rules), outcome=Outcome.NOT_LISTED, today=TODAY + timedelta(days=1))
    assert said is not None
    assert said.startswith("The list does not name it; its own binding rules read ")
    assert "immigration detainers were not honoured" in said
