"""Every word in which lists and histories are told is a term, and every term is a word that is used."""

from __future__ import annotations

from enum import StrEnum

import pytest

from api.intake.ice_287g import Refused, Verdict
from api.rules.agencies import AgencyKind
from api.rules.list_terms import LIST_TERMS
from api.rules.matching import Confidence, Method, Reason
from api.rules.memoranda import Rule, Status
from api.rules.vocabulary import AGREEMENT_STATUSES, VOCABULARY
from seeds.ice_standings import Standing


@pytest.mark.parametrize(
    ("group", "words"),
    [
        ("history_rules", [Rule]),
        ("row_verdicts", [Verdict]),
        ("row_reasons", [Reason, Refused]),
        ("publication_standings", [Standing]),
        ("match_methods", [Method]),
        ("match_confidences", [Confidence]),
        ("agency_kinds", [AgencyKind]),
    ],
)
def test_a_group_has_a_term_for_each_word(group: str, words: list[type[StrEnum]]) -> None:
    assert [term.key for term in LIST_TERMS[group]] == [str(word) for each in words for word in each]


def test_every_status_of_a_history_is_a_term() -> None:
    assert {str(status) for status in Status} | {"future"} == {term.key for term in AGREEMENT_STATUSES}


def test_the_groups_are_parts_of_the_vocabulary() -> None:
    assert all(VOCABULARY[group] == terms for group, terms in LIST_TERMS.items())
