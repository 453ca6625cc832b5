"""The coding rules: each example names a rule and says a level its dimension has."""

from __future__ import annotations

import pytest

from api.rules.coding import CODING_EXAMPLES, CODING_RULES, Example
from api.rules.vocabulary import EVERY_DIMENSION, LEVEL_WORDS


@pytest.mark.parametrize("example", CODING_EXAMPLES, ids=lambda example: example.words)
def test_an_example_rests_on_a_rule_and_a_level(example: Example) -> None:
    assert example.rule in {rule.key for rule in CODING_RULES}
    assert example.level is None or example.level in LEVEL_WORDS[example.dimension]


def test_every_dimension_has_examples_on_both_sides_of_a_line() -> None:
    for dimension in EVERY_DIMENSION:
        assert len({example.level for example in CODING_EXAMPLES if example.dimension == dimension}) >= 2, dimension


def test_no_words_and_no_rule_stand_twice() -> None:
    assert len({example.words for example in CODING_EXAMPLES}) == len(CODING_EXAMPLES)
    assert len({rule.key for rule in CODING_RULES}) == len(CODING_RULES)
