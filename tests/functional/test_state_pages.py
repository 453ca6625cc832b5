"""The pages of the states on small made-up records: each block with its numbers, its day and its data."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import World, clause, own
from tests.conftest import answer
from tests.functional.conftest import OwnApp
from tests.functional.test_queries import counted

# Clocks (2); the state, its counts, laws and the ends of its range (5); its ids and position (5); its laws (4) with sources;
# coverage (2); conflicts (2); agreements over time (4) and lists; counties.
PAGE_BOUND = 28
INDEX_BOUND = 12


def page(client: FlaskClient, address: str) -> str:
    """The text of a page that must answer."""
    response = client.get(address)
    assert response.status_code == 200, response.get_data(as_text=True)
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    return response.get_data(as_text=True)


def section(text: str, name: str) -> str:
    """One section of a page, without its tags."""
    found = re.search(rf'<section [^>]*id="{name}".*?</section>', text, re.DOTALL)
    assert found, name
    return plain(found[0])


def plain(text: str) -> str:
    """The words of some markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


@pytest.mark.parametrize("asked", ["TX", "48", "texas", "Texas", "Tx"])
def test_other_names_of_a_state_lead_to_its_page(small_client: FlaskClient, asked: str) -> None:
    response = small_client.get(f"/states/{asked}?on=2026-06-01")
    assert (response.status_code, response.headers["Location"]) == (301, "/states/tx?on=2026-06-01")


def test_a_name_of_two_words_leads_to_its_state(wide_client: FlaskClient) -> None:
    assert wide_client.get("/states/new-hampshire").headers["Location"] == "/states/nh"


@pytest.mark.parametrize("asked", ["zz", "100", "austin-tx", "%00", "ny"])
def test_a_state_that_the_record_does_not_hold_is_a_page_of_its_own(small_client: FlaskClient, asked: str) -> None:
    response = small_client.get(f"/states/{asked}")
    assert response.status_code == 404
    assert response.mimetype == "text/html"


def test_a_state_says_where_it_stands_in_a_sentence(small_client: FlaskClient) -> None:
    text = page(small_client, "/states/tx?on=2026-06-01")
    sentence = re.search(r'<p class="sentence">(.*?)</p>', text)
    assert sentence
    assert sentence[1].startswith("On 1 June 2026, Texas ")
    assert "2026-05-18" not in text.split("</form>")[1].split("</p>")[0]
    assert "18 May 2026" in plain(text)


def test_a_law_says_what_it_sets_whom_it_binds_and_what_became_of_it(wide_client: FlaskClient) -> None:
    laws = section(page(wide_client, "/states/ca?on=2026-06-01"), "laws")
    assert "ceiling: no higher than “none without a judicial warrant” (−2)" in laws
    assert "counties, cities and towns, sheriffs, police, jails, state agencies" in laws
    assert "Of its 2 clauses, 1 is suspended by a court and 1 is ended." in laws
    assert "Stayed by a court." in laws
    before = section(page(wide_client, "/states/ca?on=2026-01-15"), "laws")
    assert "Of its 2 clauses, 1 is in force and 1 is ended." in before


def test_a_duty_is_told_with_its_deadline(wide_client: FlaskClient) -> None:
    laws = section(page(wide_client, "/states/tx?on=2026-06-01"), "laws")
    assert "a duty to sign a 287(g) agreement, by 1 January 2027" in laws
    assert "Its one clause is not yet in force." in laws


def test_a_bill_stands_apart_and_binds_nobody(wide_client: FlaskClient) -> None:
    text = page(wide_client, "/states/tx?on=2026-06-01")
    assert "Law tx-bill" not in section(text, "laws")
    bills = section(text, "bills")
    assert "bind nobody" in bills
    assert "Introduced" in bills
    early = page(wide_client, "/states/tx?on=2025-01-01")
    assert "Law tx-bill" not in section(early, "bills")
    assert "Left out, because nothing had happened to it by this day: Law tx-bill." in section(early, "laws")


def test_penalties_and_rulings_are_told(own_app: OwnApp) -> None:
    events = [{"date": "2024-02", "kind": "enjoined", "note": "By one court.", "source": "src"}, {"date": "2024-05-03", "kind": "upheld", "note": None, "source": "src"}]
    world = World().law("tx-more", "TX", clause("detainers", "floor", 2, ["jail"], exempts=["hospitals"]), events=events, penalties="A fine.")
    laws = section(page(own_app(world).test_client(), "/states/tx?on=2026-06-01"), "laws")
    for words in ("A fine.", "Exempts hospitals", "Last: upheld, 3 May 2024", "February 2024 Enjoined : By one court."):
        assert words in laws


def test_counts_of_local_bodies_add_up_to_their_whole(small_client: FlaskClient) -> None:
    text = page(small_client, "/states/tx?on=2026-06-01")
    counts = answer(small_client, "/v1/states/tx?on=2026-06-01")["data"]["counts"]
    rows = re.findall(r"<tr>(.*?)</tr>", re.search(r'<section id="local".*?</table>', text, re.DOTALL)[0], re.DOTALL)  # type: ignore[index]
    numbers = [[int(cell) for cell in re.findall(r">\s*(\d+)\s*(?:</a>)?</td>", row)] for row in rows[1:]]
    *categories, whole = numbers
    assert [sum(column) for column in zip(*categories, strict=True)] == whole
    assert sum(whole) == sum(count["jurisdictions"] for count in counts)


def test_every_number_leads_to_the_list_it_counts(small_client: FlaskClient) -> None:
    text = page(small_client, "/states/tx?on=2026-06-01")
    links = re.findall(r'<a href="(/v1/jurisdictions\?state=TX&amp;kind=[^"]+)">([\d,]+)</a>', text)
    assert links
    for link, number in links:
        assert answer(small_client, link.replace("&amp;", "&"))["total"] == int(number)


def test_conflicts_are_listed_by_place(small_client: FlaskClient) -> None:
    conflicts = section(page(small_client, "/states/tx?on=2026-06-01"), "conflicts")
    assert "Overridden: 1 jurisdiction" in conflicts
    assert "Austin" in conflicts
    assert "Contested: 0 jurisdictions" in conflicts


def test_agreements_are_drawn_and_told_month_by_month(small_client: FlaskClient) -> None:
    text = page(small_client, "/states/tx?on=2026-06-01")
    told = section(text, "agreements")
    assert "1 agreement of 1 agency in 1 jurisdiction in force on 18 May 2026" in told
    assert '<svg class="chart" role="img"' in text
    series = answer(small_client, "/v1/stats/agreements?interval=month&state=TX&on=2026-06-01")["data"]
    assert told.count("p-20") == len(series)


def test_a_day_before_the_first_list_has_no_number(small_client: FlaskClient) -> None:
    told = section(page(small_client, "/states/tx?on=2019-06-01"), "agreements")
    assert "their number is not known" in told
    assert "complete from 13 January 2021" in told


def test_a_state_that_no_list_names_has_no_chart(small_client: FlaskClient) -> None:
    text = page(small_client, "/states/ca?on=2026-06-01")
    assert "<svg class=\"chart\"" not in text
    assert "No list from 13 January 2021 to 18 May 2026 has named" in section(text, "agreements")


def test_one_month_is_told_and_not_drawn(told_client: FlaskClient) -> None:
    text = page(told_client, "/states/tx?on=2021-01-20")
    assert '<svg class="chart"' not in text
    told = section(text, "agreements")
    assert "in force on 13 January 2021, the day of the newest list by then" in told
    assert "has named" not in told


def test_counties_come_with_words_scores_and_links(small_client: FlaskClient) -> None:
    text = page(small_client, "/states/ca?on=2026-06-01")
    counties = section(text, "counties")
    assert "2 counties" in counties
    assert 'href="/kern-county-ca?on=2026-06-01"' in text
    assert "no score" in counties


def test_what_is_missing_is_told_with_its_reason(small_client: FlaskClient) -> None:
    evidence = section(page(small_client, "/states/tx?on=2026-06-01"), "evidence")
    assert "It has no government of its own" in evidence
    assert "County, 1 of 2: None of its own instruments" in evidence
    assert "County, 1 of 2: It was looked for and no instrument of its own was found" in evidence


def test_the_data_of_every_block_answers(small_client: FlaskClient) -> None:
    text = page(small_client, "/states/tx?on=2026-06-01")
    twins = [link.replace("&amp;", "&") for line in re.findall(r'<p class="twins">.*?</p>', text, re.DOTALL) for link in re.findall(r'href="([^"]+)"', line)]
    assert len(twins) >= 12
    for link in twins:
        assert small_client.get(link).status_code == 200, link


def test_an_unreadable_day_is_today_with_a_notice(small_client: FlaskClient) -> None:
    assert "the day in the address cannot be shown" in page(small_client, "/states/tx?on=soon&colour=red")


def test_a_page_costs_the_same_however_large_its_state(small_app: Flask, own_app: OwnApp) -> None:
    world = World()
    for n in range(120):
        world.county(f"48{n * 2 + 501:03}", "TX", f"Made {n} County")
        world.policy(f"made-{n}", f"48{n * 2 + 501:03}", own("detainers", -2), own("status_inquiries", -2))
        world.law(f"tx-made-{n}", "TX", clause("courthouse_and_property", "floor", 0, ["state_agency"]))
    large = own_app(world)
    costs = []
    for app in (small_app, large):
        with counted(app) as statements:
            page(app.test_client(), "/states/tx?on=2026-06-01")
        costs.append(len(statements))
    assert costs[0] == costs[1] <= PAGE_BOUND


def test_the_index_lists_every_state_with_its_laws_and_agreements(wide_app: Flask) -> None:
    with counted(wide_app) as statements:
        text = page(wide_app.test_client(), "/states?on=2026-06-01")
    assert len(statements) <= INDEX_BOUND
    rows = [[plain(cell) for cell in re.split("</t[hd]>", row)] for row in re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL)]
    texas = next(row for row in rows if row[0] == "Texas")
    # Enacted, bills, agreements in force: the bill of Texas is none of its laws.
    assert texas[5:8] == ["2", "1", "2"]
    assert "there may have been more" not in text
    assert "there may have been more" in page(wide_app.test_client(), "/states?on=2019-06-01")
