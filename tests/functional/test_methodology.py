"""The method and the vocabulary, as the rules hold them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.rules import departures, vocabulary
from api.rules.methodology import RULES
from tests.conftest import answer

LEVELS = [-2, -1, 0, 1, 2]


@pytest.fixture
def method(small_client: FlaskClient) -> dict[str, Any]:
    """The method as served."""
    return answer(small_client, "/v1/methodology")["data"]


@pytest.fixture
def words(small_client: FlaskClient) -> dict[str, Any]:
    """The vocabulary as served."""
    return answer(small_client, "/v1/vocabulary")["data"]


def test_weights_are_those_of_the_rules(method: dict[str, Any]) -> None:
    assert {d["key"]: d["weight"] for d in method["dimensions"]} == {str(d): w for d, w in vocabulary.WEIGHTS.items()}
    assert sum(d["weight"] for d in method["dimensions"]) == 100


def test_every_dimension_has_five_levels_in_the_words_of_the_rules(method: dict[str, Any]) -> None:
    for dimension in method["dimensions"]:
        assert [level["level"] for level in dimension["levels"]] == LEVELS
        known = vocabulary.LEVEL_WORDS[vocabulary.Dimension(dimension["key"])]
        assert {level["level"]: level["words"] for level in dimension["levels"]} == known


def test_the_version_is_that_of_the_positions(method: dict[str, Any], small_client: FlaskClient) -> None:
    position = answer(small_client, "/v1/jurisdictions/48453/position")["data"]
    revision = answer(small_client, "/v1/revisions")["data"][0]
    assert method["version"] == position["method"] == revision["method"] == vocabulary.METHOD_VERSION


def test_rules_and_categories_are_served_whole_and_in_order(method: dict[str, Any]) -> None:
    assert [rule["key"] for rule in method["rules"]] == [rule.key for rule in RULES]
    assert [category["key"] for category in method["categories"]] == list(vocabulary.Category)


def test_the_rules_of_departures_are_served_with_their_version_and_figures(method: dict[str, Any]) -> None:
    served = method["agreements"]
    assert served["version"] == departures.DEPARTURES_VERSION
    assert [rule["key"] for rule in served["rules"]] == [rule.key for rule in departures.DEPARTURE_RULES]
    left = next(rule["definition"] for rule in served["rules"] if rule["key"] == "left")
    assert f"{departures.LISTS_NEEDED} later lists" in left
    assert f"{departures.DAYS_NEEDED} days" in left


def test_level_0_after_a_departure_is_told(method: dict[str, Any]) -> None:
    (told,) = [rule["definition"] for rule in method["rules"] if rule["key"] == "level_zero"]
    assert "from the first list without it" in told


@pytest.mark.parametrize("wanted", ["06", "48", "4805000", "48141", "0667000", "06029"])
def test_the_formula_gives_the_published_scores(small_client: FlaskClient, method: dict[str, Any], wanted: str) -> None:
    weights = {d["key"]: d["weight"] for d in method["dimensions"]}
    found = answer(small_client, f"/v1/jurisdictions/{wanted}/position?on=2026-06-01")["data"]
    for side in ("policy", "operative"):
        levels = {d["dimension"]: d["level"] for d in found[side]["dimensions"]}
        known = sum(weights[name] for name in levels)
        if found[side]["score"] is not None:
            score = sum(weights[name] * level / 2 for name, level in levels.items()) / known * 100
            assert found[side]["score"] == pytest.approx(score, abs=0.05)
            assert found[side]["score"] == pytest.approx(found[side]["cooperates"] - found[side]["limits"], abs=0.11)


def test_every_group_of_the_vocabulary_is_served_whole(words: dict[str, Any]) -> None:
    assert words == {group: [{"key": t.key, "label": t.label, "definition": t.definition} for t in terms] for group, terms in vocabulary.VOCABULARY.items()}


@pytest.mark.parametrize("group", list(vocabulary.VOCABULARY))
def test_every_term_has_a_label_and_a_definition_of_one_sentence(words: dict[str, Any], group: str) -> None:
    keys = [term["key"] for term in words[group]]
    assert len(keys) == len(set(keys)) > 0
    for term in words[group]:
        assert term["label"].strip()
        assert one_sentence(term["definition"]), term


def one_sentence(text: str) -> bool:
    """True for one capital, one full stop, and nothing after it."""
    return bool(re.fullmatch(r"[A-Z0-9+][^.!?\n]*(?:\.\d[^.!?\n]*)*\.", text))


def test_every_word_of_a_position_is_a_term(words: dict[str, Any], wide_client: FlaskClient) -> None:
    terms = {group: {term["key"] for term in words[group]} for group in words}
    for row in answer(wide_client, "/v1/jurisdictions?limit=500")["data"]:
        assert {row["category"], row["operative_category"]} <= terms["categories"]
        assert set(row["marks"]) | set(row["operative_marks"]) <= terms["marks"]
        assert row["kind"] in terms["kinds"]
        assert set(row["models"] or ()) <= terms["models"]
        found = answer(wide_client, f"/v1/jurisdictions/{row['id']}/position")["data"]
        readings = [reading for side in ("policy", "operative") for reading in found[side]["dimensions"]]
        assert {reading["dimension"] for reading in readings} <= terms["dimensions"]
        assert {own["basis"] for r in readings for own in (r["own"], *r["beside"]) if own} <= terms["bases"]
        assert {law["side"] for r in readings for law in r["laws"]} <= terms["bounds"]


def test_every_word_of_agreements_and_lists_is_a_term(words: dict[str, Any], told_client: FlaskClient) -> None:
    """The same of the whole record stands in test_agreement_series.py."""
    terms = {group: {term["key"] for term in words[group]} for group in words}
    for row in answer(told_client, "/v1/agreements?limit=500")["data"]:
        assert {stretch["rule"] for stretch in row["history"]} <= terms["history_rules"]
        assert row["agency"]["kind"] in terms["agency_kinds"]
    for row in answer(told_client, "/v1/agreements/changes?limit=500")["data"]:
        assert row["kind"] in terms["agreement_changes"]
        assert row["rule"] in terms["history_rules"] | {None}
    for row in answer(told_client, "/v1/publications/p-2026-05-18/rows")["data"]:
        assert row["verdict"] in terms["row_verdicts"]
    for row in answer(told_client, "/v1/publications")["data"]:
        assert row["list"] in terms["publication_lists"]


def test_both_ends_are_told_in_words_of_the_same_form(words: dict[str, Any]) -> None:
    labels = {term["key"]: term["label"] for term in words["categories"]}
    assert labels["limits"] == "limits"
    assert labels["cooperates"] == "cooperates"
    assert labels["insufficient_evidence"] == "not yet researched"
