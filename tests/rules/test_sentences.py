"""The quotable sentence and the gap in words: for any evidence, and for the cases that readers ask about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.rules.evidence import Evidence
from api.rules.gap_sentence import gap_sentence
from api.rules.phrases import clause, holders, listed, tense
from api.rules.position import Operator, Position, position
from api.rules.reasons import explain
from api.rules.sentences import full_name, standing_sentence
from api.rules.vocabulary import EVERY_DIMENSION, LEVEL_WORDS, Category
from tests.rules import strategies as some

Plain = dict[str, Any]
NAME = "Travis County, Texas"
RUNS = {"id": "48453", "name": "Travis County"}


def parts(found: Position, operator: Plain | None = None) -> Plain:
    """A position as a profile gives it."""
    told = explain(found)
    for side in ("policy", "operative"):
        for reading in told[side]["dimensions"]:
            reading["set_by"] = RUNS if reading["set_by"] else None
    policy = {"category": found.policy.category, "score": found.policy.score.value, "marks": list(found.policy.marks), **told["policy"]}
    operative = {"category": found.operative.category, "score": found.operative.score.value, "low": found.operative.low, "high": found.operative.high}
    return {"policy": policy, "operative": {**operative, "marks": list(found.operative.marks), **told["operative"]}, "jail": {"operator": operator}}


@st.composite
def profiles(draw: st.DrawFn) -> Plain:
    """The parts of a profile of any body, with or without another body that runs its jail."""
    evidence, bounds, on = draw(some.evidences()), draw(st.lists(some.bounds(), max_size=6)), draw(some.days)
    if not draw(st.booleans()) or evidence.body.is_state:
        return parts(position(evidence, bounds, on))
    theirs = position(draw(some.evidences()), bounds, on)
    return parts(position(evidence, bounds, on, Operator("48453", theirs.operative_by_dimension())), RUNS)


def written(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


@given(found=profiles(), on=some.days, away=st.integers(-400, 400))
def test_every_sentence_holds_name_and_day_and_ends_with_one_stop(found: Plain, on: date, away: int) -> None:
    said = standing_sentence(name=NAME, on=on, today=on + timedelta(days=away), **found)
    assert NAME in said
    assert written(on) in said
    assert said.endswith(".")
    assert not said.endswith("..")
    assert "\n" not in said
    assert ("by what is enacted now" in said) is (away < 0)


@given(found=profiles(), on=some.days)
def test_what_is_not_known_is_never_said_to_be_none(found: Plain, on: date) -> None:
    said = standing_sentence(name=NAME, on=on, today=on, **found)
    if {found["policy"]["category"], found["operative"]["category"]} <= {Category.INSUFFICIENT, Category.NO_GOVERNMENT}:
        assert "not yet researched" in said
        assert " none" not in said
        assert "cooperates" not in said
        assert "limits" not in said


@given(found=profiles())
def test_the_gap_is_never_empty_and_claims_likeness_only_where_all_is_alike(found: Plain) -> None:
    said = gap_sentence(**found)
    assert said.strip(" .")
    assert said.endswith(".")
    assert not said.endswith("..")
    if "are the same" in said:
        assert [(r["dimension"], r["low"], r["high"]) for r in found["policy"]["dimensions"]] == [
            (r["dimension"], r["low"], r["high"]) for r in found["operative"]["dimensions"]
        ]
    if found["policy"]["category"] == Category.INSUFFICIENT:
        assert "not yet researched" in said


@given(found=profiles(), on=some.days)
def test_a_contest_names_both_ends(found: Plain, on: date) -> None:
    if found["operative"]["category"] == Category.CONTESTED:
        said = standing_sentence(name=NAME, on=on, today=on, **found)
        assert "contested" in said
        assert said.count("; by ") == 1
        assert "range from" in said


@pytest.mark.parametrize("dimension", EVERY_DIMENSION)
def test_every_level_of_the_method_has_a_clause_in_both_tenses(dimension: str) -> None:
    today = date(2026, 6, 1)
    for level in LEVEL_WORDS[dimension]:  # type: ignore[index]
        past, now = (clause(dimension, level, tense(on=on, today=today)) for on in (date(2020, 1, 1), today))
        assert past != now
        assert "{" not in past + now


@pytest.mark.parametrize(
    ("name", "kind", "state", "expected"),
    [
        pytest.param("Travis County", "county", "TX", "Travis County, Texas", id="a county"),
        pytest.param("New York", "place", "NY", "New York, New York", id="a city called like its state"),
        pytest.param("New York", "state", "NY", "New York", id="the state itself"),
        pytest.param("District of Columbia", "district", "DC", "the District of Columbia", id="the district"),
        pytest.param("Washington", "place", "DC", "Washington, District of Columbia", id="the city of the district"),
    ],
)
def test_a_name_is_told_with_its_state(name: str, kind: str, state: str, expected: str) -> None:
    assert full_name(name, kind=kind, state=state) == expected


def test_the_holders_of_agreements_are_named_with_their_models_in_words() -> None:
    held = holders("287(g) agreement: Office of Parks, Division of Law (TFM), Travis County Sheriff (JEM)")
    assert held == ["Office of Parks, Division of Law (Task Force Model)", "Travis County Sheriff (Jail Enforcement Model)"]
    assert listed(["a", "b", "c", "d"]) == "a, b and 2 more"


@given(evidence=some.evidences(), on=some.days)
def test_a_body_that_nothing_is_known_of_is_not_yet_researched(evidence: Evidence, on: date) -> None:
    found = parts(position(Evidence(evidence.body), [], on))
    said = standing_sentence(name=NAME, on=on, today=on, **found)
    assert "not yet researched" in said
