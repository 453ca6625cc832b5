"""Positions: METHOD's sentences as cases, each named, and what holds for any evidence under any law."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.rules.evidence import Body, Bound, Evidence, HeldAgreement, Laws, OwnLevel
from api.rules.history import cut_days, stretches
from api.rules.levels import Reading
from api.rules.position import Operator, Position, Result, position
from api.rules.reasons import explain
from api.rules.vocabulary import OPERATOR_DIMENSIONS, Category, Dimension, Mark
from tests.rules.builders import TODAY, absent, bound, city, county, day, evidence, held, own, reading, state, stay
from tests.rules.strategies import DAYS, FIRST, days, evidences, laws, own_levels

D = Dimension
NO_GOVERNMENT = Body("4873376", "cdp", governs=False)
CALIFORNIA = [bound(d, "ceiling", -2) for d in ("detainers", "agreement_287g", "status_inquiries", "jail_access", "detention_contracts")]
TEXAS = [
    bound("detainers", "floor", 2, binds=["jail"], law="duty"),
    *(bound(d, "floor", 1, law="no-limits") for d in ("status_inquiries", "information_sharing", "release_notice", "jail_access")),
]
DUTY = bound("agreement_287g", "floor", 0, binds=["sheriff"], law="sb8", duty="sign", deadline="2026-12-01")


def levels(result: Result) -> dict[str, int | None]:
    """The level of each known dimension."""
    return {str(r.dimension): r.level for r in result.readings}


def of(result: Result, dimension: str) -> Reading:
    """The reading of one dimension."""
    return next(r for r in result.readings if r.dimension == dimension)


def shown(result: Result) -> tuple[object, ...]:
    """What a reader sees of a result, besides the reasons."""
    return (result.category, result.score, result.low, result.high, result.marks, result.sensitivity, levels(result))


class TestPolicyAndOperative:
    """Two numbers, never mixed."""

    def test_law_moves_the_operative_score_and_leaves_the_policy_score(self) -> None:
        """[Austin under SB 4]"""
        held_back = county(own("detainers", -2), own("status_inquiries", -1), absent())
        found = position(held_back, TEXAS, TODAY)
        assert shown(found.policy) == shown(position(held_back, (), TODAY).policy)
        assert levels(found.policy) == {"detainers": -2, "agreement_287g": 0, "status_inquiries": -1}
        assert levels(found.operative) == {"detainers": 2, "agreement_287g": 0, "status_inquiries": 1, "release_notice": 1, "jail_access": 1, "information_sharing": 1}
        assert found.policy.score.value
        assert found.operative.score.value
        assert found.policy.score.value < -20
        assert found.operative.score.value > 20

    def test_no_evidence_is_null_and_not_zero(self) -> None:
        found = position(county(), (), TODAY)
        assert found.policy.score.value is None
        assert found.policy.category is found.operative.category is Category.INSUFFICIENT
        assert found.policy.readings == ()

    @pytest.mark.parametrize(
        ("clause", "level"),
        [
            pytest.param(bound("detainers", "floor", 2, "2017-09-01", "2026-01-01"), -2, id="a repealed law binds nobody"),
            pytest.param(bound("detainers", "floor", 2, suspensions=(stay("2026-01-01"),)), -2, id="a suspended clause binds nobody"),
            pytest.param(bound("detainers", "floor", 2, suspensions=(stay("2026-01-01", None, "jail", "county", "sheriff"),)), -2, id="suspended for the jails"),
            pytest.param(bound("detainers", "floor", 2, suspensions=(stay("2026-01-01", None, "police"),)), 2, id="suspended for the police only"),
            pytest.param(bound("detainers", "floor", 2, "2026-07-01"), -2, id="not yet in force"),
        ],
    )
    def test_laws_bind_on_their_days(self, clause: Bound, level: int) -> None:
        assert of(position(county(own("detainers", -2)), [clause], TODAY).operative, "detainers").level == level

    def test_declarations_and_other_bodies_are_shown_beside(self) -> None:
        """[Kern's resolution; Fulton's board, which only urges the sheriff]"""
        found = position(county(own("detainers", 2, binding=False), own("jail_access", -2, decides=False)), (), TODAY)
        assert found.policy.score.value is None
        assert {str(r.dimension) for r in found.policy.beside} == {"detainers", "jail_access"}
        assert {o["dimension"] for o in explain(found)["policy"]["unscored"]} == {"detainers", "jail_access"}


class TestAgreements:
    """287(g): own, active, unvoided; demanded; split."""

    def test_an_own_agreement_gives_the_word_even_where_nothing_else_is_known(self) -> None:
        """[Frederick MD, 2026-02-01]"""
        found = position(county(held("JEM")), (), TODAY)
        assert found.policy.category is found.operative.category is Category.AGREEMENT
        assert found.policy.score.value is None
        assert found.models == ("JEM",)

    def test_ended_by_law_is_0_in_the_policy_and_the_laws_level_in_the_end(self) -> None:
        """[Frederick MD, 2026-06-01]"""
        ended = held("JEM", start="2020-01-01", until="2026-03-01", ended_by="law", ended_on=day("2026-03-01"))
        ban = bound("agreement_287g", "ceiling", -2, "2026-03-01", law="md-act")
        found = position(county(ended, own("detainers", 1)), [ban], TODAY)
        assert levels(found.policy)["agreement_287g"] == 0
        assert levels(found.operative)["agreement_287g"] == -2
        assert not {found.policy.category, found.operative.category} & {Category.AGREEMENT, Category.SANCTUARY}

    def test_an_agreement_that_a_law_voids_counts_no_more(self) -> None:
        found = position(county(held("TFM"), own("detainers", 1)), [bound("agreement_287g", "ceiling", -2)], TODAY)
        assert found.operative.category is not Category.AGREEMENT
        assert found.policy.category is not Category.AGREEMENT
        assert levels(found.operative)["agreement_287g"] == -2

    def test_a_states_agreement_that_its_law_voids_counts_no_more(self) -> None:
        found = position(state(held("TFM", "state_police")), [bound("agreement_287g", "ceiling", -2, binds=["state_agency"]), bound("detainers", "ceiling", -2)], TODAY)
        assert found.operative.category is not Category.AGREEMENT
        assert levels(found.operative)["agreement_287g"] == -2

    def test_a_sheriff_whose_agreement_the_law_demands_reads_required_by(self) -> None:
        found = position(county(held("WSO")), [DUTY], TODAY)
        for result in (found.policy, found.operative):
            assert Mark.REQUIRED_BY in result.marks
            assert [(m.law, m.deadline) for m in result.required_by] == [("sb8", "2026-12-01")]

    def test_a_duty_without_an_agreement_lifts_to_0_and_shows_its_deadline(self) -> None:
        """[Cobb GA, Harris TX]"""
        found = position(county(own("agreement_287g", -1)), [DUTY], TODAY)
        assert levels(found.policy)["agreement_287g"] == -1
        lifted = of(found.operative, "agreement_287g")
        assert lifted.level == 0
        assert [(m.law, m.duty, m.deadline) for m in lifted.laws] == [("sb8", "sign", "2026-12-01")]
        assert Mark.REQUIRED_BY not in found.operative.marks

    def test_an_agreement_that_no_law_demands_is_not_required(self) -> None:
        assert Mark.REQUIRED_BY not in position(city(held("TFM", "police")), [DUTY], TODAY).operative.marks

    def test_an_agreement_beside_limits_is_mixed_and_split_and_names_both(self) -> None:
        """[Orlando with its limit on status inquiries confirmed]"""
        found = position(city(held("TFM", "police"), own("status_inquiries", -2)), (), TODAY).policy
        assert found.category is Category.MIXED
        assert Mark.SPLIT in found.marks
        assert found.score.cooperates
        assert found.score.limits
        assert found.score.cooperates > 0 < found.score.limits

    def test_an_agreement_alone_is_287g_without_a_score(self) -> None:
        """[Orlando without it]"""
        found = position(city(held("TFM", "police")), (), TODAY).policy
        assert (found.category, found.score.value, found.marks) == (Category.AGREEMENT, None, ())

    def test_a_state_with_an_agreement_and_limiting_laws_is_split(self) -> None:
        """[Massachusetts]"""
        found = position(state(held("JEM", "corrections")), [bound("detainers", "ceiling", -1), bound("jail_access", "ceiling", -1)], TODAY)
        assert found.policy.category is Category.MIXED
        assert Mark.SPLIT in found.policy.marks

    def test_a_constables_agreement_gives_the_county_no_word(self) -> None:
        """[Bexar]"""
        found = position(county(absent(), held("TFM", "constable")), (), TODAY)
        assert found.policy.category is Category.INSUFFICIENT
        assert found.models == ()


class TestSanctuary:
    """The word needs two own binding rules, one of them in the jail, and coverage one half."""

    RULES = (own("detainers", -2), own("jail_access", -2), own("status_inquiries", -2), absent())

    def test_own_rules_at_or_below_minus_50(self) -> None:
        """[San Francisco, Denver]"""
        found = position(county(*self.RULES), (), TODAY)
        assert found.policy.category is found.operative.category is Category.SANCTUARY

    @pytest.mark.parametrize(
        "items",
        [
            pytest.param((own("detainers", -2, basis="practice"), own("jail_access", -2, basis="practice"), own("status_inquiries", -2), absent()), id="practice is no rule"),
            pytest.param((own("detainers", -2), own("agreement_287g", -2, basis="statement")), id="one rule is not enough"),
            pytest.param((own("status_inquiries", -2), own("information_sharing", -2), own("detention_contracts", -2), own("agreement_287g", -2)), id="no rule in the jail [Houston 2026-04-10]"),
            pytest.param((own("detainers", -2), own("status_inquiries", -2), own("information_sharing", -2)), id="coverage below one half"),
        ],
    )
    def test_less_than_that_is_limits(self, items: tuple[OwnLevel, ...]) -> None:
        found = position(county(*items), (), TODAY).policy
        assert found.score.value is not None
        assert found.score.value <= -50
        assert found.category is Category.LIMITS

    def test_limits_by_law_alone_never_read_sanctuary(self) -> None:
        """[Kern, Huntington Beach]"""
        found = position(county(own("detainers", 2, binding=False)), CALIFORNIA, TODAY)
        assert found.policy.score.value is None
        assert found.operative.category is Category.LIMITS
        assert found.operative.score.value == -100
        assert Mark.BY_LAW in found.operative.marks

    def test_a_states_own_laws_are_its_own_rules(self) -> None:
        """[California, Illinois]"""
        found = position(state(), CALIFORNIA, TODAY)
        assert found.policy.category is Category.SANCTUARY
        assert Mark.BY_LAW not in found.policy.marks + found.operative.marks


class TestStates:
    """A state's own laws, directives and agreements are its policy."""

    def test_its_policy_is_its_own_law_whomever_it_binds(self) -> None:
        """[Texas]"""
        found = position(state(), TEXAS, TODAY)
        assert levels(found.policy) == levels(found.operative) == {"detainers": 2, "status_inquiries": 1, "information_sharing": 1, "release_notice": 1, "jail_access": 1}
        assert found.policy.category is Category.COOPERATES

    def test_dropping_a_clause_that_only_forbids_limits_crosses_no_line(self) -> None:
        """[Texas, Florida]"""
        wholes = position(state(held("TFM", "state_police")), TEXAS, TODAY).policy
        for dropped in TEXAS[1:]:
            found = position(state(held("TFM", "state_police")), [b for b in TEXAS if b is not dropped], TODAY).policy
            assert found.category is wholes.category is Category.AGREEMENT
            assert found.score.value is not None
            assert 65 <= found.score.value <= 100

    def test_its_agencys_agreement_says_more_than_a_duty_laid_on_sheriffs(self) -> None:
        found = position(state(held("TFM", "state_police")), [DUTY], TODAY)
        assert levels(found.policy)["agreement_287g"] == 2
        assert Mark.REQUIRED_BY not in found.policy.marks

    def test_a_duty_laid_on_sheriffs_is_no_agreement_of_the_state(self) -> None:
        """[North Carolina]"""
        found = position(state(), [*TEXAS, DUTY], TODAY)
        assert levels(found.policy)["agreement_287g"] == 0
        assert found.policy.category is Category.COOPERATES

    def test_a_bill_of_another_day_says_nothing(self) -> None:
        assert position(state(), TEXAS, date(2019, 12, 31)).policy.readings == ()


class TestOperator:
    """The jail dimensions come from whoever runs the jail."""

    JAIL = Operator("48141", {d: reading(d, 2) for d in ("detainers", "release_notice", "jail_access", "detention_contracts", "status_inquiries")})

    def test_a_place_without_a_government_takes_everything_from_its_county(self) -> None:
        """[Tornillo]"""
        found = position(evidence(NO_GOVERNMENT, own("detainers", -2)), CALIFORNIA, TODAY, self.JAIL)
        assert found.policy.category is Category.NO_GOVERNMENT
        assert (found.policy.score.value, found.policy.readings) == (None, ())
        assert levels(found.operative) == {str(d): r.level for d, r in self.JAIL.readings.items()}
        assert {r.set_by for r in found.operative.readings} == {"48141"}
        assert Mark.SET_BY in found.operative.marks

    def test_a_city_takes_the_jail_from_its_operator_and_speaks_for_its_police(self) -> None:
        """[Omaha]"""
        found = position(city(own("status_inquiries", -2), own("detainers", -2)), (), TODAY, self.JAIL).operative
        assert {str(r.dimension) for r in found.readings if r.set_by == "48141"} == {str(d) for d in OPERATOR_DIMENSIONS}
        assert of(found, "status_inquiries").level == -2
        assert Mark.SET_BY in found.marks

    def test_its_own_rule_for_stops_and_lockups_stays_beside_with_the_law_that_meets_it(self) -> None:
        found = position(city(own("detainers", -2)), [bound("detainers", "floor", 0, law="no-limits")], TODAY, self.JAIL).operative
        taken = of(found, "detainers")
        assert taken.level == 2
        assert [o.level for o in taken.beside] == [-2]
        assert [m.law for m in taken.laws] == ["no-limits"]

    def test_what_the_operator_does_not_say_stays_the_citys_own(self) -> None:
        silent = Operator("48141", {D.DETAINERS: reading("detainers", 0)})
        assert levels(position(city(own("jail_access", -1)), (), TODAY, silent).operative) == {"detainers": 0, "jail_access": -1}

    def test_the_body_that_decides_is_named_through_another(self) -> None:
        through = Operator("48141", {D.DETAINERS: reading("detainers", 0, set_by="48")})
        assert of(position(city(), (), TODAY, through).operative, "detainers").set_by == "48"

    def test_a_contest_is_inherited(self) -> None:
        """[New Orleans]"""
        contested = Operator("22071", {D.DETAINERS: reading("detainers", -2, 2), D.ACCESS: reading("jail_access", -2, 1), D.NOTICE: reading("release_notice", 0)})
        found = position(city(own("status_inquiries", 0)), (), TODAY, contested).operative
        assert found.category is Category.CONTESTED
        assert Mark.CONTESTED in found.marks
        assert found.score.value is None
        assert found.low is not None
        assert found.high is not None
        assert found.low < found.high

    def test_the_policy_of_a_city_owes_nothing_to_the_operator(self) -> None:
        ours = city(own("detainers", -2), own("status_inquiries", -2), absent())
        assert shown(position(ours, (), TODAY, self.JAIL).policy) == shown(position(ours, (), TODAY).policy)


class TestContested:
    """A floor that passes a ceiling gives a range with both laws named."""

    DECREE = bound("detainers", "ceiling", -2, law="decree")
    ACT = bound("detainers", "floor", 2, law="act")

    def test_ends_in_different_categories_are_contested(self) -> None:
        """[Orleans Parish]"""
        found = position(county(own("detainers", -2), own("jail_access", -2), absent()), [self.DECREE, self.ACT], TODAY).operative
        assert found.category is Category.CONTESTED
        assert found.score.value is None
        assert (found.low, found.high) == (-63.6, 27.3)
        assert {m.law for m in of(found, "detainers").laws} == {"act", "decree"}

    def test_ends_in_one_category_keep_it_and_carry_the_mark(self) -> None:
        act = bound("courthouse_and_property", "floor", 2, law="act")
        decree = bound("courthouse_and_property", "ceiling", -2, law="decree")
        found = position(county(*(own(d, 1) for d in ("detainers", "jail_access", "release_notice")), absent()), [act, decree], TODAY).operative
        assert found.category is Category.COOPERATES
        assert Mark.CONTESTED in found.marks
        assert found.score.value is None
        assert found.low is not None
        assert found.high is not None
        assert 20 < found.low < found.high

    def test_the_policy_is_not_contested_by_it(self) -> None:
        found = position(county(own("detainers", -2), own("jail_access", -2), absent()), [self.DECREE, self.ACT], TODAY).policy
        assert found.category is Category.SANCTUARY
        assert found.low == found.high == found.score.value


class TestMarks:
    """`by_law` and `set_by` for over half of the weight."""

    @pytest.mark.parametrize(
        ("items", "marked"),
        [
            pytest.param((absent(),), True, id="25 of 45"),
            pytest.param((absent(), own("courthouse_and_property", 0)), False, id="25 of 50 is exactly half"),
            pytest.param((absent(), own("courthouse_and_property", 0), own("detainers", 2)), False, id="a law already met sets nothing"),
            pytest.param((absent(), own("courthouse_and_property", 0), own("detainers", 0)), False, id="a level it moved, exactly half"),
        ],
    )
    def test_by_law(self, items: tuple[OwnLevel, ...], marked: bool) -> None:
        found = position(county(*items), [bound("detainers", "floor", 2)], TODAY).operative
        assert (Mark.BY_LAW in found.marks) is marked

    @pytest.mark.parametrize(
        ("items", "marked"),
        [
            pytest.param((absent(),), True, id="25 of 45"),
            pytest.param((absent(), own("courthouse_and_property", 0)), False, id="25 of 50 is exactly half"),
        ],
    )
    def test_set_by(self, items: tuple[OwnLevel, ...], marked: bool) -> None:
        found = position(city(*items), (), TODAY, Operator("48453", {D.DETAINERS: reading("detainers", 1)})).operative
        assert (Mark.SET_BY in found.marks) is marked

    def test_the_policy_never_carries_them(self) -> None:
        found = position(city(own("status_inquiries", 0)), TEXAS, TODAY, TestOperator.JAIL).policy
        assert not {Mark.BY_LAW, Mark.SET_BY} & set(found.marks)

    def test_borderline_is_marked(self) -> None:
        found = position(county(own("agreement_287g", -1), own("detainers", 0), own("courthouse_and_property", 0)), (), TODAY).policy
        assert found.score.value == -20
        assert found.marks == (Mark.BORDERLINE,)

    def test_far_from_every_line_it_is_not(self) -> None:
        assert position(county(*(own(str(d), 2) for d in D)), (), TODAY).policy.marks == ()


class TestReasons:
    """Every result carries its reasons."""

    def test_a_moved_level_tells_own_rule_law_source_and_words(self) -> None:
        plain = explain(position(county(own("detainers", -2), absent()), [bound("detainers", "floor", 2, law="sb4", sources=("statute",))], TODAY))
        told = plain["operative"]["dimensions"][0]
        assert (told["dimension"], told["weight"], told["level"]) == ("detainers", 25, 2)
        assert (told["own"]["level"], told["own"]["instrument"]) == (-2, "own-detainers")
        assert [(m["law"], m["side"]) for m in told["laws"]] == [("sb4", "floor")]
        assert told["sources"] == ["src", "statute"]
        assert told["set_by_law"]
        assert told["words"] == "a written duty to honour"

    @settings(deadline=None, max_examples=50)
    @given(evidences(), laws, days)
    def test_each_known_dimension_is_told_and_has_a_cause(self, found: Evidence, bounds: tuple[Bound, ...], on: date) -> None:
        for side, result in zip(explain(position(found, bounds, on)).values(), ("policy", "operative"), strict=True):
            assert result in {"policy", "operative"}
            assert all(told["own"] or told["laws"] or told["set_by"] for told in side["dimensions"])


def at(found: Evidence, bounds: tuple[Bound, ...], on: date, operator: Operator | None) -> Position:
    """A position, with an operator for the bodies that have one."""
    return position(found, bounds, on, None if found.body.runs_jail or found.body.is_state else operator)


OPERATORS = st.none() | st.just(TestOperator.JAIL)


@settings(deadline=None, max_examples=60)
@given(evidences(), laws, OPERATORS)
def test_within_a_stretch_the_position_is_that_of_each_of_its_days(found: Evidence, bounds: tuple[Bound, ...], operator: Operator | None) -> None:
    cuts = cut_days(found.spans() + Laws(bounds).spans(), first=FIRST)
    runs = stretches(cuts, lambda on: at(found, bounds, on, operator))
    for on in DAYS:
        assert [value for period, value in runs if on in period] == [at(found, bounds, on, operator)]


@settings(deadline=None, max_examples=60)
@given(evidences(), laws, OPERATORS, days, st.lists(own_levels(counts=False), max_size=4))
def test_declarations_and_context_move_nothing(found: Evidence, bounds: tuple[Bound, ...], operator: Operator | None, on: date, noise: list[OwnLevel]) -> None:
    quiet = at(found, bounds, on, operator)
    noisy = at(replace(found, own=(*found.own, *noise)), bounds, on, operator)
    assert shown(quiet.policy) == shown(noisy.policy)
    assert shown(quiet.operative) == shown(noisy.operative)
    assert quiet.models == noisy.models


@settings(deadline=None, max_examples=60)
@given(evidences(), laws, OPERATORS, days)
def test_whatever_the_evidence_the_two_results_hold_together(found: Evidence, bounds: tuple[Bound, ...], operator: Operator | None, on: date) -> None:
    result = at(found, bounds, on, operator)
    for side in (result.policy, result.operative):
        ranged = any(r.level is None for r in side.readings)
        assert (Mark.CONTESTED in side.marks) == ranged
        assert side.low is None or side.high is None or -100 <= side.low <= side.high <= 100
        assert ranged or side.low == side.high == side.score.value
        assert len({r.dimension for r in side.readings}) == len(side.readings)
    assert all(r.level is not None for r in result.policy.readings)
    assert (result.policy.category is Category.NO_GOVERNMENT) == (not found.body.governs)
    if result.operative.category is Category.AGREEMENT:
        assert any(isinstance(a, HeldAgreement) and a.speaks and on in a.span for a in found.agreements)


@settings(deadline=None, max_examples=60)
@given(evidences(), laws, days)
def test_a_floor_more_never_lowers_and_a_ceiling_more_never_raises_any_end(found: Evidence, bounds: tuple[Bound, ...], on: date) -> None:
    if found.body.is_state:
        return
    before = {r.dimension: r for r in position(found, bounds, on).operative.readings}
    for side, level in (("floor", 2), ("ceiling", -2)):
        for dimension, was in before.items():
            more = bound(str(dimension), side, level)
            now = next(r for r in position(found, (*bounds, more), on).operative.readings if r.dimension is dimension)
            assert now.high >= was.high if side == "floor" else now.low <= was.low
