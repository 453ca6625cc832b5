"""The words of the record: complete, one neutral sentence each, and the numbers METHOD gives."""

from __future__ import annotations

import re

import pytest

from api.rules.agencies import AgencyKind
from api.rules.evidence import SPEAKING_KINDS
from api.rules.methodology import described
from api.rules.states import FIPS, USPS, usps
from api.rules.vocabulary import (
    CATEGORIES,
    DIMENSIONS,
    JAIL_DIMENSIONS,
    LEVEL_WORDS,
    MARKS,
    METHOD_VERSION,
    VOCABULARY,
    WEIGHTS,
    Category,
    Dimension,
    Mark,
    Term,
    label,
)

TERMS = [pytest.param(term, id=f"{group}: {term.key}") for group, terms in VOCABULARY.items() for term in terms]
LOADED = re.compile(r"\b(illegal|aliens?|crackdown|invasion|undocumented|criminals?|haven|refuge|protects? immigrants|anti-|pro-|friendly|hostile|good|bad|worse|better)\b", re.I)


@pytest.mark.parametrize("term", TERMS)
def test_each_term_is_defined_in_one_neutral_sentence(term: Term) -> None:
    assert term.label
    assert re.fullmatch(r"[A-Z0-9].*[.]", term.definition)
    assert not re.search(r"[.] [A-Z]", term.definition)
    assert not LOADED.search(f"{term.label} {term.definition}")


@pytest.mark.parametrize("group", sorted(VOCABULARY))
def test_no_key_or_label_stands_twice(group: str) -> None:
    terms = VOCABULARY[group]
    assert len({t.key for t in terms}) == len({t.label for t in terms}) == len(terms)


def test_every_category_mark_and_dimension_has_its_term_in_order() -> None:
    assert [t.key for t in CATEGORIES] == [str(c) for c in Category]
    assert [t.key for t in MARKS] == [str(m) for m in Mark]
    assert [t.key for t in DIMENSIONS] == [str(d) for d in Dimension]


def test_the_weights_are_those_of_the_method_and_make_a_hundred() -> None:
    assert [WEIGHTS[d] for d in Dimension] == [25, 20, 10, 10, 10, 10, 10, 5]
    assert sum(WEIGHTS.values()) == 100


@pytest.mark.parametrize("dimension", list(Dimension))
def test_each_level_of_each_dimension_has_its_own_words(dimension: Dimension) -> None:
    assert sorted(LEVEL_WORDS[dimension]) == [-2, -1, 0, 1, 2]
    assert len(set(LEVEL_WORDS[dimension].values())) == 5
    assert not any(LOADED.search(words) for words in LEVEL_WORDS[dimension].values())


def test_the_jail_decides_detainers_notice_and_access() -> None:
    assert {Dimension.DETAINERS, Dimension.NOTICE, Dimension.ACCESS} == JAIL_DIMENSIONS


def test_bodies_that_speak_for_their_government_are_kinds_of_agency() -> None:
    assert {str(kind) for kind in AgencyKind} >= SPEAKING_KINDS
    assert not SPEAKING_KINDS & {"constable", "campus", "tribal", "airport"}


def test_a_label_is_looked_up_by_its_key() -> None:
    assert label("categories", "287g") == "287(g)"


def test_the_method_is_told_from_the_constants_that_compute_it() -> None:
    told = described()
    assert told["version"] == METHOD_VERSION
    assert {d["key"]: d["weight"] for d in told["dimensions"]} == {str(d): w for d, w in WEIGHTS.items()}
    assert all(len(d["levels"]) == 5 for d in told["dimensions"])


@pytest.mark.parametrize(("code", "state"), [("TX", "TX"), ("tx", "TX"), ("48", "TX"), ("PR", "PR"), ("XX", None), ("99", None), ("", None), ("Texas", None)])
def test_a_state_by_postal_or_census_code(code: str, state: str | None) -> None:
    assert usps(code) == state


def test_there_are_fifty_states_a_district_and_five_territories() -> None:
    assert len(FIPS) == len(USPS) == 56
