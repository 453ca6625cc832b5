"""The page of one jurisdiction, read through HTTP without a browser: what it says, where it leads, what it costs."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from api.app import create_app
from api.db import db
from api.settings import Settings
from tests.builders import World, clause, own
from tests.conftest import Databases, app_for, shut
from tests.functional.conftest import OwnApp, publish_into

ON = "?on=2026-06-01"
# Clocks (3), the jurisdiction, its position with names, custody and sources (4), ids, agreements with citations (2), policies and laws with
# clauses and citations (4 each), labels (2), changes, sentences' sources, relatives, its state's range (5), lists, the revision.
PAGE_BOUND = 34


def read(client: FlaskClient, address: str) -> str:
    """The words of a page that must answer, without its tags."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.get_data(as_text=True)[:500]
    assert answer.mimetype == "text/html"
    return words(answer.get_data(as_text=True))


def words(page: str) -> str:
    """The text of a page on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def section(client: FlaskClient, address: str, id: str) -> str:
    """The words of one section of a page, up to the next."""
    page = client.get(address).get_data(as_text=True)
    following = page[page.index(f'id="{id}"') :]
    return words(re.split(r'<section id="(?!' + id + ")", following)[0])


def test_the_page_says_the_sentence_of_the_api(wide_client: FlaskClient) -> None:
    for wanted in ("austin-tx", "new-orleans-la", "orleans-parish-la", "tornillo-tx", "canon-city-co", "san-francisco-ca", "el-paso-county-tx", "peterborough-nh"):
        told = wide_client.get(f"/v1/jurisdictions/{wanted}/position{ON}").get_json()["data"]
        said = read(wide_client, f"/{wanted}{ON}")
        assert told["sentence"] in said
        assert told["gap"] in said


def test_every_level_names_its_instrument_law_setter_and_sources(wide_client: FlaskClient) -> None:
    page = wide_client.get(f"/austin-tx{ON}").get_data(as_text=True)
    detainers = words(page[page.index('id="detainers"') : page.index('id="release_notice"')])
    for part in ("A written duty to honour", "level +2 of −2 to +2", "Law tx-law", "not below level +2", "Travis County", "which runs the jail", "Policy austin-order", "Source src"):
        assert part in detainers
    assert "last checked 21 November 2026" in detainers
    assert 'href="/v1/state-laws/tx-law?on=2026-06-01"' in page
    assert 'href="/v1/policies/austin-order?on=2026-06-01"' in page


def test_both_scores_have_unit_and_day(wide_client: FlaskClient) -> None:
    standing = section(wide_client, f"/austin-tx{ON}", "standing")
    assert standing.count("on 1 June 2026, on a scale from −100 (limits cooperation most) to +100 (cooperates most)") >= 1
    assert "% of the weight" in standing


def test_what_is_not_known_is_listed_by_name_and_is_not_none(wide_client: FlaskClient) -> None:
    unknown = section(wide_client, f"/austin-tx{ON}", "unknown")
    assert "Detention contracts" in unknown
    assert "Courthouses and public property" in unknown
    assert "not the same as “none”" in unknown


def test_before_the_first_list_the_agreement_is_unknown_and_the_page_says_why(wide_client: FlaskClient) -> None:
    assert "no complete list of agreements for this day" in section(wide_client, "/austin-tx?on=2016-06-01", "unknown")


def test_a_future_day_is_by_what_is_enacted_now(wide_client: FlaskClient) -> None:
    assert "On 1 January 2030, by what is enacted now," in read(wide_client, "/austin-tx?on=2030-01-01")


def test_a_place_without_a_government_has_no_policy_of_its_own(wide_client: FlaskClient) -> None:
    said = read(wide_client, f"/tornillo-tx{ON}")
    assert "No government of its own" in said
    assert "It has no agency of its own" in said


def test_a_contest_is_a_range(wide_client: FlaskClient) -> None:
    standing = section(wide_client, f"/new-orleans-la{ON}", "standing")
    assert re.search(r"Score −\d+ to \+?−?\d+ on 1 June 2026", standing)
    assert "no score" not in standing.split("Its own policy")[0]


def test_a_place_without_a_point_says_so(wide_client: FlaskClient) -> None:
    assert "not known, so it is not drawn on the map" in section(wide_client, "/nowhere-tx", "related")


def test_a_place_in_two_counties_names_both_with_their_shares(wide_client: FlaskClient) -> None:
    related = section(wide_client, "/dallas-tx", "related")
    assert "Dallas County , 90.0% of its area" in related
    assert "Denton County , 10.0% of its area" in related


def test_a_government_with_two_ids_names_the_other_and_one_canonical_address(wide_client: FlaskClient) -> None:
    assert "Orleans Parish (county, 22071)" in section(wide_client, "/new-orleans-la", "related").replace("Parish  (", "Parish (")
    for wanted in ("/new-orleans-la", "/orleans-parish-la"):
        assert '<link rel="canonical" href="http://localhost/new-orleans-la">' in wide_client.get(wanted).get_data(as_text=True)


def test_a_label_that_was_withdrawn_says_so_and_one_disputed_names_by_whom(own_app: OwnApp) -> None:
    world = World().designation("dhs-austin", "4805000", "2025-05-29", "2025-06-01").designation("doj-austin", "4805000", "2025-08-05")
    world.entries["designation"]["dhs-austin"]["note"] = "withdrawn"
    world.entries["designation"]["doj-austin"]["disputed_by"] = "City of Austin"
    client = own_app(world).test_client()
    labels = section(client, f"/austin-tx{ON}", "labels")
    assert "list withdrawn by 1 June 2025" in labels
    assert "by City of Austin" in labels
    assert "no dispute recorded" in labels
    assert "list was later withdrawn" in section(client, "/austin-tx?on=2025-05-30", "labels")


def test_agreements_of_its_own_and_of_the_jails_operator_stand_apart(wide_client: FlaskClient) -> None:
    assert "Of its own agencies Agency" in section(wide_client, f"/el-paso-county-tx{ON}", "agreements")
    assert "Of El Paso County, which runs the jail Agency" in section(wide_client, f"/tornillo-tx{ON}", "agreements")


def test_laws_whose_clauses_bind_it_stand_first(wide_client: FlaskClient) -> None:
    laws = section(wide_client, f"/austin-tx{ON}", "laws")
    first, others = laws.split("Other laws, rulings and bills")
    assert "Law tx-law" in first
    assert "Law tx-bill" in others
    assert "Law tx-later" in others


def test_positions_over_time_lead_to_their_first_days(wide_client: FlaskClient) -> None:
    page = wide_client.get("/austin-tx?on=2026-06-01&revision=2").get_data(as_text=True)
    assert 'href="/austin-tx?on=2017-09-01&amp;revision=2"' in page
    assert "the beginning" in words(page)


def test_every_citation_names_both_clocks(wide_client: FlaskClient) -> None:
    cited = section(wide_client, f"/canon-city-co{ON}", "cite")
    assert cited.count("/canon-city-co?on=2026-06-01&revision=2") == 4
    assert "Cañon City, Colorado: position towards federal immigration enforcement on 1 June 2026" in cited
    assert "@misc{cooperation-spectrum-canon-city-co-2026-06-01-r2," in cited
    assert "[Data set]" in cited


def test_the_data_of_a_page_has_the_same_clocks_and_answers(wide_client: FlaskClient) -> None:
    page = wide_client.get("/austin-tx?on=2026-06-01&revision=1").get_data(as_text=True)
    twins = re.findall(r'href="(/v1/[^"]+)"', page[page.index('id="data"') :])
    assert len(twins) >= 8
    for twin in map(html.unescape, twins):
        assert "on=2026-06-01&revision=1" in twin
        answer = wide_client.get(twin)
        assert answer.status_code == 200, twin
        assert '</austin-tx?on=2026-06-01&revision=1>; rel="alternate"; type="text/html"' in answer.headers.getlist("Link")


def test_every_link_of_a_page_to_the_record_answers(wide_client: FlaskClient) -> None:
    for wanted in ("/austin-tx", "/new-orleans-la", "/el-paso-county-tx", "/dallas-tx"):
        page = wide_client.get(wanted).get_data(as_text=True)
        for link in sorted({html.unescape(found) for found in re.findall(r'href="(/v1/[^"]+)"', page)}):
            assert wide_client.get(link).status_code == 200, link


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        pytest.param("/texas?on=2026-06-01&revision=1", "/states/tx?on=2026-06-01&revision=1", id="a state"),
        pytest.param("/48", "/states/tx", id="a state by its code"),
        pytest.param("/4805000?on=2026-06-01", "/austin-tx?on=2026-06-01", id="a GEOID"),
        pytest.param("/48999?revision=2", "/travis-county-tx?revision=2", id="a former id"),
        pytest.param("/Austin-TX", "/austin-tx", id="capitals"),
        pytest.param("/ocd-division/country:us/state:tx/place:dallas", "/dallas-tx", id="an OCD id"),
    ],
)
def test_other_addresses_lead_to_the_one_in_use_and_keep_the_clocks(wide_client: FlaskClient, asked: str, led: str) -> None:
    answer = wide_client.get(asked)
    assert (answer.status_code, answer.headers["Location"]) == (301, led)


def test_a_former_slug_leads_to_the_present_one(own_app: OwnApp) -> None:
    client = own_app(World().place("4805000", "TX", "Austin", "48453", slug="austin-city-tx")).test_client()
    answer = client.get("/austin-tx?on=2026-06-01")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/austin-city-tx?on=2026-06-01")
    assert client.get("/austin-tx?revision=1").status_code == 200


@pytest.mark.parametrize("wanted", ["/austin-zz", "/desks", "/austin.php", "/%00", "/ocd-division/country:us/state:zz", "/" + "a" * 3000])
def test_an_unknown_address_is_a_page_that_suggests(wide_client: FlaskClient, wanted: str) -> None:
    answer = wide_client.get(wanted)
    assert answer.status_code == 404
    assert answer.mimetype == "text/html"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert 'action="/search"' in answer.get_data(as_text=True)


def test_the_suggestions_are_near(wide_client: FlaskClient) -> None:
    assert 'href="/austin-tx"' in wide_client.get("/austin-zz").get_data(as_text=True)


def test_page_words_are_not_taken_for_places(wide_client: FlaskClient) -> None:
    assert "Find a state, county or place" in read(wide_client, "/search")
    assert wide_client.get("/healthz").mimetype == "application/json"
    assert wide_client.get("/openapi.json").get_json()["openapi"]


def test_an_unreadable_day_shows_today_and_says_so(wide_client: FlaskClient) -> None:
    assert "This is today" in read(wide_client, "/austin-tx?on=soon&colour=blue")


def test_no_style_and_no_script_stands_in_a_page(wide_client: FlaskClient) -> None:
    page = wide_client.get("/austin-tx").get_data(as_text=True)
    assert not re.search(r"\sstyle=|\son\w+=\"|<style|<script(?![^>]*\ssrc=)", page)


class TestCost:
    """A page costs a fixed number of queries."""

    @staticmethod
    def queries(app: Flask, address: str) -> int:
        """How many queries an address costs."""
        seen: list[str] = []

        def note(*arguments: object) -> None:
            seen.append(str(arguments[2]))

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            assert app.test_client().get(address).status_code == 200
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    def test_whatever_the_place(self, templates: Databases, data_dir: Path) -> None:
        url = templates.create("place_page_bulk", "small")
        world = World()
        for n in range(60):
            world.policy(f"p{n}", "4805000", own("detainers", -1, f"{1990 + n % 30}"), own("status_inquiries", 1, "2020"))
            world.law(f"tx-{n}", "TX", clause("detainers", "floor", 0, ["jail"]), clause("status_inquiries", "floor", 0, ["place"]))
            world.designation(f"d{n}", "4805000", "2025-08-05").source(f"s{n}")
            world.agency(f"tx-a{n}", "4805000", "TX", "police").agreement(f"tx-a{n}", "TFM", "2025-03-01", "2025-06-01", "2026-05-18")
        publish_into(url, world)
        app = app_for(url, data_dir)
        try:
            costs = {address: self.queries(app, address) for address in ("/austin-tx", "/el-paso-county-tx", "/tornillo-tx", "/san-francisco-ca")}
        finally:
            shut(app)
        assert max(costs.values()) <= PAGE_BOUND, costs


class TestCorrections:
    """A correction of a place, and the further address where it can go."""

    def test_the_form_names_the_place(self, wide_client: FlaskClient) -> None:
        said = read(wide_client, "/corrections?target=4805000")
        assert "Correct what is said of Austin, Texas" in said
        assert "Or write to us" not in said, "no further address is set"

    def test_an_unknown_target_is_said(self, wide_client: FlaskClient) -> None:
        assert "Nothing in the record answers to that" in read(wide_client, "/corrections?target=nothing")

    @pytest.mark.parametrize(
        ("set_to", "expected"),
        [
            pytest.param("record@example.org", 'href="mailto:record@example.org?subject=Correction%3A%20Austin%2C%20Texas&amp;body=Target', id="an e-mail address"),
            pytest.param("https://example.org/form?a=1", 'href="https://example.org/form?a=1"', id="a web address"),
        ],
    )
    def test_the_setting_is_where_it_goes(self, wide_app: Flask, set_to: str, expected: str) -> None:
        read_settings = Settings.read({"CORRECTIONS_TO": set_to})
        app = create_app(replace(wide_app.config["SETTINGS"], corrections_to=read_settings.corrections_to))
        try:
            assert expected in app.test_client().get("/corrections?target=4805000").get_data(as_text=True)
        finally:
            shut(app)

    @pytest.mark.parametrize("set_to", ["javascript:alert(1)", "nobody", "a@b?cc=c@d"])
    def test_what_a_reader_could_not_follow_is_refused(self, set_to: str) -> None:
        with pytest.raises(ValueError, match="CORRECTIONS_TO"):
            Settings.read({"CORRECTIONS_TO": set_to})


class TestInstruments:
    """Its own instruments, in force or not."""

    def test_a_declaration_is_kept_and_said_to_bind_nobody(self, wide_client: FlaskClient) -> None:
        said = section(wide_client, f"/travis-county-tx{ON}", "instruments")
        assert "Policy travis-statement" in said
        assert "declaratory" in said

    def test_how_many_clauses_are_in_force_on_the_day(self, wide_client: FlaskClient) -> None:
        assert "2 of its 2 coded clauses in force on 1 June 2026" in section(wide_client, f"/austin-tx{ON}", "instruments")
        assert "0 of its 2 coded clauses in force on 1 June 2016" in section(wide_client, "/austin-tx?on=2016-06-01", "instruments")

    def test_none_researched_is_not_none(self, wide_client: FlaskClient) -> None:
        assert "not the same as there being none" in section(wide_client, "/nowhere-tx", "instruments")
