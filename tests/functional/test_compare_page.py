"""Places side by side on a small made-up record: who is shown, what is said of each, and what is not known."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import World
from tests.functional.conftest import OwnApp
from tests.functional.test_queries import counted
from tests.functional.test_state_pages import page, plain, section

ON = "on=2026-06-01"
# For each place its position (4) and its history, and for all together.
EACH = 5
TOGETHER = 9


def heading(text: str) -> str:
    """What the page is called."""
    found = re.search(r"<h1>(.*?)</h1>", text, re.DOTALL)
    assert found
    return plain(found[1])


def notices(text: str) -> str:
    """What the page says of its address."""
    return plain(" ".join(re.findall(r'<p class="notice".*?</p>', text, re.DOTALL)))


def test_places_stand_in_the_order_asked_for(small_client: FlaskClient) -> None:
    text = page(small_client, f"/compare?ids=texas,0667000,austin-tx&{ON}")
    assert heading(text) == "Texas; San Francisco, CA and Austin, TX compared"
    assert "On 1 June 2026." in plain(text)
    assert ">On 1 June 2026, " in text
    assert "Austin, Texas" in plain(text)
    assert "Record at revision" in plain(text)


def test_an_unknown_one_is_named_and_the_rest_is_shown(small_client: FlaskClient) -> None:
    text = page(small_client, "/compare?ids=atlantis-zz,austin-tx")
    assert "Not in the record: atlantis-zz" in notices(text)
    assert heading(text) == "Austin, TX compared"


def test_a_seventh_is_named_and_left_out(wide_client: FlaskClient) -> None:
    ids = "texas,california,austin-tx,dallas-tx,kern-county-ca,bakersfield-ca,el-paso-county-tx"
    text = page(wide_client, f"/compare?ids={ids}")
    assert "Left out: el-paso-county-tx" in notices(text)
    assert "Bakersfield, CA compared" in heading(text)
    assert 'name="add"' not in text


def test_one_government_by_two_ids_is_compared_once(small_client: FlaskClient) -> None:
    text = page(small_client, "/compare?ids=0667000,06075,austin-tx")
    assert "the same government: 06075" in notices(text)
    assert heading(text) == "San Francisco, CA and Austin, TX compared"


def test_a_former_id_leads_to_its_jurisdiction(wide_client: FlaskClient) -> None:
    assert heading(page(wide_client, "/compare?ids=48999")) == "Travis County, TX compared"


def test_both_positions_stand_side_by_side_with_who_set_them(small_client: FlaskClient) -> None:
    rows = section(page(small_client, f"/compare?ids=austin-tx,0667000&{ON}"), "dimensions")
    detainers = rows[rows.index("Detainers") : rows.index("287(g) agreement levels")]
    assert "Applies: a written duty to honour (+2) By Law tx-law Set by Travis County" in detainers
    assert "Own rules: none without a judicial warrant (−2) Policy austin-order" in detainers
    assert "levels differ" in detainers


def test_what_is_not_known_is_not_called_none(small_client: FlaskClient) -> None:
    rows = section(page(small_client, f"/compare?ids=48453,06029&{ON}"), "dimensions")
    contracts = rows[rows.index("Detention contracts") : rows.index("Courthouses")]
    assert contracts.count("not known") == 4
    assert "none" not in contracts
    assert "differ" not in contracts


def test_agreements_and_labels_of_others_stand_apart(wide_client: FlaskClient) -> None:
    text = plain(page(wide_client, f"/compare?ids=el-paso-county-tx,0667000,48453,canon-city-co&{ON}"))
    assert "TFM of Tx El Paso County Sheriff, signed 1 March 2025" in text
    assert "Someone: a list , as “0667000”, 5 August 2025 (listed)" in text
    assert "5 August 2025 to 26 September 2025 (removed)" in text
    assert "Not in force: TFM of Co Canon City Police (ended)" in text
    assert "Cañon City, CO" in text


def test_periods_are_drawn_and_listed(small_client: FlaskClient) -> None:
    text = page(small_client, f"/compare?ids=austin-tx&{ON}&from=2015-01-01")
    told = section(text, "time")
    assert text.count('<svg class="band"') == 2
    assert "From 1 January 2015" in told
    assert "1 September 2017" in told
    assert "1 January 2024" in told
    later = section(page(small_client, f"/compare?ids=austin-tx&{ON}"), "time")
    assert "From 1 January 2021" in later
    # A period that began before the first day shown is told with its own beginning.
    assert "1 September 2017" in later


@pytest.mark.parametrize("start", ["soon", "1979", "2999-01-01", ""])
def test_an_unreadable_first_day_is_that_of_the_lists(small_client: FlaskClient, start: str) -> None:
    assert "From 1 January 2021" in section(page(small_client, f"/compare?ids=austin-tx&from={start}"), "time")


@pytest.mark.parametrize("name", ["Bakersfield", "bakersfield, ca", "Bakersfield, California", "0603526", "bakersfield-ca"])
def test_a_name_that_fits_one_place_is_added(small_client: FlaskClient, name: str) -> None:
    response = small_client.get("/compare", query_string={"ids": "austin-tx", "add": name, "on": "2026-06-01", "from": "2015-01-01"})
    assert (response.status_code, response.headers["Location"]) == (303, "/compare?ids=austin-tx,bakersfield-ca&from=2015-01-01&on=2026-06-01")


def test_a_name_that_fits_several_offers_a_choice(wide_client: FlaskClient) -> None:
    text = page(wide_client, "/compare?ids=texas&add=County")
    assert "can mean several places" in text
    assert 'href="/compare?ids=texas,kern-county-ca"' in text
    assert heading(text) == "Texas compared"


def test_a_name_that_fits_none_says_so(small_client: FlaskClient) -> None:
    assert "called “Atlantis” is in the record" in notices(page(small_client, "/compare?add=Atlantis"))


def test_markup_in_a_name_stays_text(small_client: FlaskClient) -> None:
    text = page(small_client, "/compare?ids=%3Cb%3Ex&add=%3Cscript%3E")
    assert "<script>" not in text.replace("<script type", "")
    assert "<b>x" not in text


@pytest.mark.parametrize("query", ["", "ids=", "ids=,,%20,", "ids=%00", f"ids={'a' * 5000}"])
def test_nothing_chosen_still_offers_the_form(small_client: FlaskClient, query: str) -> None:
    text = page(small_client, f"/compare?{query}")
    assert heading(text) == "Compare places"
    assert 'name="add"' in text


def test_every_place_can_be_removed(small_client: FlaskClient) -> None:
    text = page(small_client, f"/compare?ids=austin-tx,texas&{ON}")
    assert f'<a href="/compare?ids=texas&amp;{ON}" aria-label="Remove Austin, TX">' in text


def test_the_data_of_the_page_answers(small_client: FlaskClient) -> None:
    text = page(small_client, f"/compare?ids=austin-tx,texas&{ON}")
    links = [link.replace("&amp;", "&") for line in re.findall(r'<p class="twins">.*?</p>', text, re.DOTALL) for link in re.findall(r'href="([^"]+)"', line)]
    assert len(links) == 8
    assert {small_client.get(link).status_code for link in links} == {200}


def test_a_comparison_costs_a_fixed_number_of_queries_for_each_place(wide_app: Flask, own_app: OwnApp) -> None:
    ids = ("austin-tx", "dallas-tx", "2255000", "texas", "0667000", "el-paso-county-tx")
    for number in (1, 2, 6):
        with counted(wide_app) as statements:
            page(wide_app.test_client(), f"/compare?{ON}&ids={','.join(ids[:number])}")
        assert len(statements) <= TOGETHER + EACH * number
    world = World()
    for n in range(40):
        world.designation(f"many-{n}", "4805000", "2025-08-05").agency(f"tx-c{n}", "4805000", "TX", "constable").agreement(f"tx-c{n}", "TFM", "2025-03-01", "2025-06-01", "2026-05-18")
    costs = []
    for app in (own_app(), own_app(world)):
        with counted(app) as statements:
            page(app.test_client(), f"/compare?{ON}&ids=austin-tx")
        costs.append(len(statements))
    assert costs[0] == costs[1] > TOGETHER
