"""Who answers for whom: other ids of one government, former ids, whoever runs the jail, and counties by share."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from api.ledger import jurisdictions, maps, profiles
from api.ledger.asof import AsOf, resolve
from api.ledger.computing import RULE_COUNTY, RULE_OWN, RULE_SHARE, RULE_SOURCED, RULE_STATE
from api.ledger.pages import Asked
from api.models import Position
from api.rules.refusals import BadInput, UnknownJurisdiction
from tests.builders import World, own


def now(session: Session) -> AsOf:
    """The latest revision, on a day after everything of the small record."""
    return resolve(session, on="2026-06-01")


def operators(session: Session, geoid: str) -> list[tuple[str, str | None, str | None]]:
    """Who runs the jail over time: from when, who, by which rule; one entry per change."""
    found: list[tuple[str, str | None, str | None]] = []
    for row in profiles.history(session, geoid, now(session)):
        told = (row["operator"], row["operator_rule"])
        if not found or found[-1][1:] != told:
            found.append((row["valid_from"].isoformat(), *told))
    return found


class TestIds:
    """One position that answers at every id."""

    def test_a_city_and_county_answers_at_both_ids(self, small: Session) -> None:
        city, county = jurisdictions.find(small, "0667000", now(small)), jurisdictions.find(small, "06075", now(small))
        assert city.canonical == county.canonical == "0667000"
        assert not city.moved
        assert not county.moved
        assert [g["id"] for g in jurisdictions.same_government(small, "0667000", now(small))] == ["06075", "0667000"]

    def test_it_is_counted_once_and_drawn_in_each_layer(self, small: Session) -> None:
        asked = Asked.read("jurisdictions", {}, limit=100, cursor=None)
        page = jurisdictions.listing(small, now(small), jurisdictions.Filters(state="CA"), asked)
        assert [row["id"] for row in page.rows] == ["06", "06029", "0603526", "0667000"]
        assert page.total == 4
        drawn = {row["geoid"]: row["category"] for layer in ("counties", "places") for row in maps.layer(small, layer, now(small))}
        assert drawn["06075"] == drawn["0667000"] == "sanctuary"

    def test_asked_for_counties_it_is_among_them(self, small: Session) -> None:
        asked = Asked.read("jurisdictions", {}, limit=100, cursor=None)
        page = jurisdictions.listing(small, now(small), jurisdictions.Filters(state="CA", kind="county"), asked)
        assert {row["id"]: row["category"] for row in page.rows} == {"06029": "insufficient_evidence", "06075": "sanctuary"}

    @pytest.mark.parametrize("wanted", ["0667000", "san-francisco-ca", "ocd-division/country:us/state:ca/place:san_francisco"])
    def test_found_by_geoid_slug_and_ocd_id(self, small: Session, wanted: str) -> None:
        World().place("0667000", "CA", "San Francisco", "06075", ocd_id="ocd-division/country:us/state:ca/place:san_francisco").publish(small)
        assert jurisdictions.find(small, wanted, now(small)).canonical == "0667000"

    def test_a_former_id_leads_to_the_present_one(self, small: Session) -> None:
        World().alias("06999", "06029").alias("06998", "06075").publish(small)
        found = jurisdictions.find(small, "06999", now(small))
        assert (found.row["id"], found.canonical, found.moved) == ("06029", "06029", True)
        assert jurisdictions.find(small, "06998", now(small)).canonical == "0667000"

    def test_an_id_that_was_unknown_at_a_revision_stays_unknown_there(self, small: Session) -> None:
        before = now(small)
        World().alias("06999", "06029").publish(small)
        with pytest.raises(UnknownJurisdiction):
            jurisdictions.find(small, "06999", before)

    def test_a_rule_filed_under_the_other_id_is_the_governments(self, small: Session) -> None:
        World().policy("county-side", "06075", own("release_notice", -1)).publish(small)
        levels = {r["dimension"]: r["level"] for r in profiles.profile(small, "0667000", now(small))["policy"]["dimensions"]}
        assert levels["release_notice"] == -1


class TestJail:
    """Who runs the jail is dated data; without a statement the default rule holds."""

    def test_a_county_runs_its_own_and_its_places_use_it(self, small: Session) -> None:
        assert operators(small, "48453") == [("1980-01-01", "48453", RULE_OWN)]
        assert operators(small, "4805000") == [("1980-01-01", "48453", RULE_COUNTY)]
        assert operators(small, "0667000") == [("1980-01-01", "0667000", RULE_OWN)]

    def test_a_state_has_no_operator_of_its_own(self, small: Session) -> None:
        assert operators(small, "48") == [("1980-01-01", None, None)]

    def test_a_sourced_operator_holds_on_its_days_and_the_default_on_the_others(self, small: Session) -> None:
        World().custody("4805000", "48141", "2010-01-01", "2020-01-01").publish(small)
        assert operators(small, "4805000") == [
            ("1980-01-01", "48453", RULE_COUNTY),
            ("2010-01-01", "48141", RULE_SOURCED),
            ("2020-01-01", "48453", RULE_COUNTY),
        ]

    def test_one_operator_after_another(self, small: Session) -> None:
        World().custody("4805000", "48141", None, "2015").custody("4805000", "4805000", "2015-01-01").publish(small)
        assert operators(small, "4805000") == [("1980-01-01", "48141", RULE_SOURCED), ("2015-01-01", "4805000", RULE_OWN)]

    def test_a_start_known_to_the_year_is_certain_at_its_end(self, small: Session) -> None:
        World().custody("4805000", "48", "1991").publish(small)
        assert operators(small, "4805000") == [("1980-01-01", "48453", RULE_COUNTY), ("1991-12-31", "48", RULE_SOURCED)]

    def test_a_county_ran_its_own_jail_before_another_took_it_over(self, small: Session) -> None:
        World().custody("48453", "48141", "2010-01-01").publish(small)
        assert operators(small, "48453") == [("1980-01-01", "48453", RULE_OWN), ("2010-01-01", "48141", RULE_SOURCED)]

    def test_without_a_jail_the_jail_dimensions_do_not_apply(self, small: Session) -> None:
        World().custody("48453", "48141", "2022-01-01").policy("p", "48453", own("status_inquiries", 0)).publish(small)
        coverage = {row["valid_from"].year: row["coverage"] for row in profiles.history(small, "48453", now(small))}
        assert coverage[2021] == 0.3
        assert coverage[2022] == pytest.approx(30 / 55, abs=1e-4)

    def test_a_citys_levels_follow_the_operator_of_the_day(self, small: Session) -> None:
        world = World().policy("travis", "48453", own("detainers", -1, "2000-01-01")).policy("el-paso", "48141", own("detainers", 1, "2000-01-01"))
        world.custody("0603526", "06029").custody("4805000", "48141", "2010-01-01").publish(small)

        def detainers(on: str) -> tuple[int, str]:
            told = profiles.profile(small, "4805000", resolve(small, on=on))["operative"]["dimensions"][0]
            return told["level"], told["set_by"]["id"]

        assert detainers("2009-12-31") == (-1, "48453")
        assert detainers("2010-01-01") == (1, "48141")

    def test_the_state_runs_the_jails_where_a_source_says_so(self, small: Session) -> None:
        World().custody("48", "48").publish(small)
        assert operators(small, "48453") == [("1980-01-01", "48", RULE_STATE)]
        assert operators(small, "4805000") == [("1980-01-01", "48", RULE_STATE)]

    def test_the_state_runs_them_on_its_days_only(self, small: Session) -> None:
        World().custody("48", "48", "2018-07-01").publish(small)
        assert operators(small, "48453") == [("1980-01-01", "48453", RULE_OWN), ("2018-07-01", "48", RULE_STATE)]
        assert operators(small, "4805000") == [("1980-01-01", "48453", RULE_COUNTY), ("2018-07-01", "48", RULE_STATE)]

    def test_a_city_is_shown_who_runs_the_jail_for_its_county(self, small: Session) -> None:
        World().custody("48453", "48141", "2010-01-01").publish(small)
        assert operators(small, "4805000") == [("1980-01-01", "48453", RULE_COUNTY), ("2010-01-01", "48141", RULE_SOURCED)]

    def test_counties_with_and_without_a_government_are_told_apart(self, blank: Session) -> None:
        world = World().state("02", "AK", "Alaska").custody("02", "02")
        world.county("02020", "AK", "Some Borough").county("02016", "AK", "Some Census Area", funcstat="S").publish(blank)
        found = {geoid: profiles.profile(blank, geoid, now(blank))["policy"]["category"] for geoid in ("02020", "02016")}
        assert found == {"02020": "insufficient_evidence", "02016": "no_government"}

    def test_two_that_run_each_others_jail_are_refused(self, small: Session) -> None:
        with pytest.raises(BadInput, match="runs a jail that its own operator runs") as refused:
            World().custody("48453", "48141").custody("48141", "48453").publish(small)
        assert (refused.value.field, bool(refused.value.fix)) == ("custody", True)

    def test_an_operator_in_another_state_is_refused(self, small: Session) -> None:
        with pytest.raises(BadInput, match="06029 runs a jail in TX but lies outside it"):
            World().custody("48453", "06029").publish(small)

    def test_the_profile_names_the_source_of_the_operator(self, small: Session) -> None:
        World().source("jail-page").publish(small)
        world = World()
        world.entries["custody"]["4805000/"] = {"geoid": "4805000", "operator": "48141", "source": "jail-page", "note": "By contract"}
        world.entries["custody"]["48141/"] = {"geoid": "48141", "operator": "48141", "source": "src"}
        world.publish(small)
        jail = profiles.profile(small, "4805000", now(small))["jail"]
        assert jail == {"operator": {"id": "48141", "name": "El Paso County"}, "rule": RULE_SOURCED, "source": "jail-page", "note": "By contract"}

    def test_a_statement_under_the_other_id_is_the_governments(self, small: Session) -> None:
        World().custody("06075", "0667000").publish(small)
        jail = profiles.profile(small, "0667000", now(small))["jail"]
        assert (jail["operator"]["id"], jail["source"]) == ("0667000", "src")


class TestNoGovernment:
    """A place without a government takes everything from its county."""

    def test_it_has_no_policy_and_its_countys_operative_position(self, small: Session) -> None:
        place, county = (profiles.profile(small, geoid, now(small)) for geoid in ("4873376", "48141"))
        assert place["policy"]["category"] == "no_government"
        assert place["policy"]["score"] is None
        assert [(r["dimension"], r["level"]) for r in place["operative"]["dimensions"]] == [(r["dimension"], r["level"]) for r in county["operative"]["dimensions"]]
        assert {r["set_by"]["id"] for r in place["operative"]["dimensions"]} == {"48141"}
        assert "set_by" in place["operative"]["marks"]
        assert place["operative"]["score"] == county["operative"]["score"]

    def test_its_countys_agreement_is_not_its_own(self, small: Session) -> None:
        place, county = (profiles.profile(small, geoid, now(small)) for geoid in ("4873376", "48141"))
        assert (county["models"], place["models"]) == (["TFM"], [])
        assert county["operative"]["category"] == "287g"
        assert place["operative"]["category"] != "287g"

    def test_where_the_state_runs_the_jails_the_rest_still_comes_from_the_county(self, small: Session) -> None:
        World().custody("48", "48").policy("county-rule", "48141", own("courthouse_and_property", -2)).publish(small)
        levels = {r["dimension"]: r["level"] for r in profiles.profile(small, "4873376", now(small))["operative"]["dimensions"]}
        assert levels["courthouse_and_property"] == -2


class TestShares:
    """A place in several counties uses the one with the largest share, and says so."""

    def test_the_largest_share(self, small: Session) -> None:
        world = World().place("4800002", "TX", "Between", None, counties=[{"geoid": "48141", "share": 0.4}, {"geoid": "48453", "share": 0.6}])
        world.publish(small)
        assert operators(small, "4800002") == [("1980-01-01", "48453", RULE_SHARE)]

    def test_equal_shares_go_by_id(self, small: Session) -> None:
        World().place("4800002", "TX", "Between", None, counties=[{"geoid": "48453", "share": 0.5}, {"geoid": "48141", "share": 0.5}]).publish(small)
        assert operators(small, "4800002") == [("1980-01-01", "48141", RULE_SHARE)]

    def test_no_county_known_is_nobody(self, small: Session) -> None:
        World().place("4800002", "TX", "Between", None).publish(small)
        assert operators(small, "4800002") == [("1980-01-01", None, None)]


def test_a_position_by_an_older_method_is_no_second_answer(small: Session) -> None:
    small.execute(update(Position).where(Position.geoid == "48453").values(method="2025.9"))
    world = World().policy("p", "48453", own("courthouse_and_property", 1))
    world.publish(small)
    asked = Asked.read("jurisdictions", {}, limit=100, cursor=None)
    rows = [row["id"] for row in jurisdictions.listing(small, now(small), jurisdictions.Filters(state="TX"), asked).rows]
    assert rows == ["48", "4805000", "48141", "48453", "4873376"]
    assert [row["geoid"] for row in maps.layer(small, "counties", now(small))].count("48453") == 1


def test_the_days_around_one_on_which_nothing_changes(small: Session) -> None:
    stable = maps.stable_days(small, resolve(small, on="2022-06-01"))
    assert (stable.start, stable.until) == (date(2021, 1, 13), date(2024, 1, 1))
