"""Positions: METHOD's sentences as cases, each named."""

from __future__ import annotations

from datetime import date

import pytest

from api.rules.evidence import Bound, OwnLevel
from api.rules.position import position
from api.rules.reasons import explain
from api.rules.vocabulary import Category, Mark
from tests.rules.builders import CALIFORNIA, DUTY, TEXAS, TODAY, absent, bound, city, county, day, held, levels, of, own, shown, state, stay


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
