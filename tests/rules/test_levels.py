"""Which own level a body has: agreements counted as METHOD counts them, written rules before practice, the rest beside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.rules.evidence import Evidence, HeldAgreement, OwnLevel
from api.rules.levels import agreement_level, own_readings
from api.rules.vocabulary import BASES, Dimension
from tests.rules.builders import TODAY, absent, city, county, day, held, own
from tests.rules.strategies import DAYS, evidences, own_levels

AGREEMENT = Dimension.AGREEMENT
DETAINERS = Dimension.DETAINERS


@pytest.mark.parametrize(
    ("agreements", "level"),
    [
        pytest.param([], 0, id="none"),
        pytest.param([held("JEM")], 1, id="JEM"),
        pytest.param([held("WSO")], 1, id="WSO"),
        pytest.param([held("TFM")], 2, id="TFM"),
        pytest.param([held("TFM"), held("WSO")], 2, id="TFM and another"),
        pytest.param([held("JEM"), held("WSO")], 2, id="two models within one agency"),
        pytest.param([held("JEM"), held("WSO", "corrections")], 2, id="two models across the sheriff and corrections"),
        pytest.param([held("JEM", "police"), held("WSO", "corrections")], 2, id="two models across the police and corrections"),
        pytest.param([held("WSO"), held("WSO", "corrections")], 1, id="one model in two agencies"),
        pytest.param([held("JEM"), held("WSO", "police")], 1, id="two models across the sheriff and the police, with no corrections"),
        pytest.param([held("JEM", "state_police"), held("WSO", "attorney_general")], 1, id="two models in two bodies of a state"),
    ],
)
def test_the_level_of_agreements(agreements: list[HeldAgreement], level: int) -> None:
    assert agreement_level(agreements) == level
    assert agreement_level(agreements[::-1]) == level


def test_a_constables_agreement_is_its_own() -> None:
    """[Bexar]"""
    readings = own_readings(county(absent(), held("TFM", "constable")), TODAY)
    assert readings.active == ()
    assert readings.levels[AGREEMENT].level == 0


def test_a_constable_adds_no_second_model_to_the_sheriff() -> None:
    readings = own_readings(county(held("WSO"), held("JEM", "constable")), TODAY)
    assert readings.levels[AGREEMENT].level == 1
    assert [a.agency_kind for a in readings.active] == ["sheriff"]


def test_an_agreement_counts_on_its_days_only() -> None:
    evidence = county(held("TFM", start="2025-03-01", until="2026-01-01"))
    level = {text: own_readings(evidence, day(text)).levels.get(AGREEMENT) for text in ("2025-02-28", "2025-03-01", "2025-12-31", "2026-01-01")}
    assert {text: reading and reading.level for text, reading in level.items()} == {"2025-02-28": None, "2025-03-01": 2, "2025-12-31": 2, "2026-01-01": None}


def test_absence_from_a_complete_list_is_level_0_with_its_evidence() -> None:
    reading = own_readings(county(absent()), TODAY).levels[AGREEMENT]
    assert reading.level == 0
    assert reading.own
    assert reading.own.basis == "list"
    assert reading.own.sources


def test_no_evidence_is_no_level() -> None:
    assert own_readings(county(), TODAY).levels == {}


def test_declined_by_own_decision_speaks_louder_than_absence() -> None:
    assert own_readings(county(absent(), own("agreement_287g", -1)), TODAY).levels[AGREEMENT].level == -1


def test_an_agreement_speaks_louder_than_an_older_refusal() -> None:
    reading = own_readings(county(own("agreement_287g", -1), held("WSO")), TODAY).levels[AGREEMENT]
    assert reading.level == 1
    assert [o.level for o in reading.beside] == [-1]


@pytest.mark.parametrize(
    ("ended_by", "level"), [pytest.param("law", 0, id="ended by law is 0"), pytest.param("own_decision", None, id="its own decision is told by its own instrument")]
)
def test_how_an_agreement_ended(ended_by: str, level: int | None) -> None:
    """[Frederick MD]"""
    ended = held("JEM", start="2020-01-01", until="2026-03-01", ended_by=ended_by, ended_on=day("2026-03-01"))
    reading = own_readings(county(ended), TODAY).levels.get(AGREEMENT)
    assert (reading.level if reading else None) == level
    assert own_readings(county(ended), day("2026-02-28")).levels[AGREEMENT].level == 1


def test_a_new_agreement_follows_one_that_a_law_ended() -> None:
    ended = held("JEM", start="2020-01-01", until="2024-03-01", ended_by="law", ended_on=day("2024-03-01"))
    assert own_readings(county(ended, held("TFM", agency="again")), TODAY).levels[AGREEMENT].level == 2


def test_an_agreement_ended_in_an_unknown_month_leaves_no_level_until_the_year_is_over() -> None:
    ended = held("JEM", start="2020-01-01", until="2024-01-01", ended_by="law", ended_on=day("2024-12-31"))
    assert AGREEMENT not in own_readings(county(ended), day("2024-06-01")).levels
    assert own_readings(county(ended), day("2024-12-31")).levels[AGREEMENT].level == 0


def test_practice_that_departs_from_text_stands_beside_it() -> None:
    reading = own_readings(county(own("detainers", 1, "2025-01-01", basis="practice"), own("detainers", -2)), TODAY).levels[DETAINERS]
    assert reading.level == -2
    assert [(o.level, o.basis) for o in reading.beside] == [(1, "practice")]


def test_the_newest_written_rule_speaks() -> None:
    assert own_readings(county(own("detainers", -2, "2014-01-01"), own("detainers", 1, "2017-01-26")), TODAY).levels[DETAINERS].level == 1


def test_an_ended_rule_speaks_no_more() -> None:
    assert own_readings(county(own("detainers", -2, "2014-01-01", "2017-01-26")), TODAY).levels == {}


@pytest.mark.parametrize(
    "silent", [pytest.param({"binding": False}, id="a declaration [Kern]"), pytest.param({"decides": False}, id="a body that does not decide [Fulton]")]
)
def test_what_weighs_nothing_is_kept_and_not_scored(silent: dict[str, bool]) -> None:
    said = own("detainers", 1, **silent)
    alone = own_readings(county(said), TODAY)
    assert alone.levels == {}
    assert alone.beside == {DETAINERS: (said,)}
    beside = own_readings(county(said, own("detainers", -1, "2010-01-01")), TODAY).levels[DETAINERS]
    assert (beside.level, beside.beside) == (-1, (said,))


@pytest.mark.parametrize("basis", [term.key for term in BASES])
def test_every_basis_can_carry_a_level(basis: str) -> None:
    assert own_readings(city(own("status_inquiries", 0, basis=basis)), TODAY).levels[Dimension.INQUIRIES].own


@settings(deadline=None)
@given(evidences(), st.sampled_from(DAYS), st.lists(own_levels(counts=False), max_size=4))
def test_declarations_and_other_bodies_words_move_no_level(evidence: Evidence, on: date, noise: list[OwnLevel]) -> None:
    with_noise = replace(evidence, own=(*noise, *evidence.own))
    plain, noisy = own_readings(evidence, on), own_readings(with_noise, on)
    assert {d: r.own for d, r in plain.levels.items()} == {d: r.own for d, r in noisy.levels.items()}
    assert plain.active == noisy.active


@settings(deadline=None)
@given(evidences(), st.sampled_from(DAYS), st.randoms())
def test_the_order_in_which_evidence_was_written_down_changes_nothing(evidence: Evidence, on: date, random: Random) -> None:
    shuffled = list(evidence.own)
    random.shuffle(shuffled)
    one, other = own_readings(evidence, on), own_readings(replace(evidence, own=tuple(shuffled)), on)
    assert {d: r.level for d, r in one.levels.items()} == {d: r.level for d, r in other.levels.items()}
