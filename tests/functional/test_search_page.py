"""The page `/search`: by name, by id, and with words that fit nothing."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient


def listed(client: FlaskClient, address: str) -> str:
    """The text of a page that answers."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("asked", ["canon", "Cañon", "CAÑON CITY", "canon city"])
def test_a_name_is_found_however_it_is_written(wide_client: FlaskClient, asked: str) -> None:
    assert 'href="/canon-city-co"' in listed(wide_client, f"/search?q={asked}")


@pytest.mark.parametrize("asked", ["0811810", "canon-city-co", "Canon-City-CO"])
def test_an_id_leads_straight_to_its_page_with_the_clocks(wide_client: FlaskClient, asked: str) -> None:
    answer = wide_client.get(f"/search?q={asked}&on=2026-06-01&revision=2")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/canon-city-co?on=2026-06-01&revision=2"


@pytest.mark.parametrize("asked", ["zzyzx", "%C3%B1", "x", "%00", "<script>alert(1)</script>"])
def test_words_that_fit_nothing_are_said_so_as_text(wide_client: FlaskClient, asked: str) -> None:
    page = listed(wide_client, f"/search?q={asked}")
    assert 'role="status"' in page
    assert "<script>alert" not in page


def test_a_place_of_unknown_population_does_not_read_as_empty(wide_client: FlaskClient) -> None:
    assert "not known" in listed(wide_client, "/search?q=peterborough")


@pytest.mark.parametrize(
    ("clocks", "said"),
    [
        pytest.param("on=soon", "This is today", id="no day"),
        pytest.param("on=1066-10-14", "This is today", id="a day before the record"),
        pytest.param("revision=99", "This is the newest revision", id="a revision not published"),
        pytest.param("revision=one", "This is the newest revision", id="a revision that is no number"),
        pytest.param("on=soon&revision=99", "This is the newest revision: the one in the address cannot be shown", id="neither clock"),
    ],
)
def test_clocks_that_cannot_be_read_are_said_so(wide_client: FlaskClient, clocks: str, said: str) -> None:
    assert said in listed(wide_client, f"/search?q=austin&{clocks}")
