"""Positions between bodies: whoever runs the jail, laws that contradict each other, and the marks that say who decides."""

from __future__ import annotations

import pytest

from api.rules.evidence import OwnLevel
from api.rules.position import Operator, position
from api.rules.vocabulary import OPERATOR_DIMENSIONS, Category, Dimension, Mark
from tests.rules.builders import CALIFORNIA, JAIL, NO_GOVERNMENT, TEXAS, TODAY, absent, bound, city, county, evidence, levels, of, own, reading, shown

D = Dimension


class TestOperator:
    """The jail dimensions come from whoever runs the jail."""

    def test_a_place_without_a_government_takes_everything_from_its_county(self) -> None:
        """[Tornillo]"""
        found = position(evidence(NO_GOVERNMENT, own("detainers", -2)), CALIFORNIA, TODAY, JAIL)
        assert found.policy.category is Category.NO_GOVERNMENT
        assert (found.policy.score.value, found.policy.readings) == (None, ())
        assert levels(found.operative) == {str(d): r.level for d, r in JAIL.readings.items()}
        assert {r.set_by for r in found.operative.readings} == {"48141"}
        assert Mark.SET_BY in found.operative.marks

    def test_a_city_takes_the_jail_from_its_operator_and_speaks_for_its_police(self) -> None:
        """[Omaha]"""
        found = position(city(own("status_inquiries", -2), own("detainers", -2)), (), TODAY, JAIL).operative
        assert {str(r.dimension) for r in found.readings if r.set_by == "48141"} == {str(d) for d in OPERATOR_DIMENSIONS}
        assert of(found, "status_inquiries").level == -2
        assert Mark.SET_BY in found.marks

    def test_its_own_rule_for_stops_and_lockups_stays_beside_with_the_law_that_meets_it(self) -> None:
        found = position(city(own("detainers", -2)), [bound("detainers", "floor", 0, law="no-limits")], TODAY, JAIL).operative
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
        assert shown(position(ours, (), TODAY, JAIL).policy) == shown(position(ours, (), TODAY).policy)


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
        found = position(city(own("status_inquiries", 0)), TEXAS, TODAY, JAIL).policy
        assert not {Mark.BY_LAW, Mark.SET_BY} & set(found.marks)

    def test_borderline_is_marked(self) -> None:
        found = position(county(own("agreement_287g", -1), own("detainers", 0), own("courthouse_and_property", 0)), (), TODAY).policy
        assert found.score.value == -20
        assert found.marks == (Mark.BORDERLINE,)

    def test_far_from_every_line_it_is_not(self) -> None:
        assert position(county(*(own(str(d), 2) for d in D)), (), TODAY).policy.marks == ()
