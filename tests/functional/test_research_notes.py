"""What was tried: the list of searches, the page beside what is unknown, the research sheet, and the count of bodies without a find."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import World
from tests.conftest import answer
from tests.curators import at_desk, token_of
from tests.functional.addresses import refused
from tests.functional.test_sources_page import shown

from .conftest import OwnApp

ON = "on=2026-06-01"


def test_a_search_says_where_when_and_what_was_found(small_client: FlaskClient) -> None:
    told = answer(small_client, "/v1/research-notes/4805000-2026-05-02")["data"]
    assert told["dimensions"] == ["jail_access", "detention_contracts"]
    assert (told["jurisdiction"], told["looked_in"], told["searches"], told["searcher"]) == ("4805000", "The code of ordinances", 1, "a curator")


def test_searches_are_listed_by_state(wide_client: FlaskClient) -> None:
    assert [row["key"] for row in answer(wide_client, "/v1/research-notes?state=CA")["data"]] == ["06075-2026-05-03"]
    assert answer(wide_client, "/v1/research-notes")["total"] == 3


def test_a_government_answers_for_each_of_its_ids(wide_client: FlaskClient) -> None:
    assert [row["key"] for row in answer(wide_client, "/v1/jurisdictions/0667000/research-notes")["data"]] == ["06075-2026-05-03"]


def test_a_number_that_nobody_counted_is_unknown(wide_client: FlaskClient) -> None:
    lines = wide_client.get(f"/v1/research-notes.csv?state=CA&{ON}").get_data(as_text=True).splitlines()
    row = dict(zip(lines[0].split(","), lines[1].split(","), strict=True))
    assert row["searches"] == "unknown"


def test_an_earlier_revision_knows_the_searches_of_then(wide_client: FlaskClient) -> None:
    assert answer(wide_client, "/v1/research-notes?revision=1")["total"] == 2


def test_no_such_search(small_client: FlaskClient) -> None:
    refused(small_client.get("/v1/research-notes/4805000-2019-01-01"), 404)


def part(text: str) -> str:
    """What a page says of the unknown."""
    return text.split('id="unknown"')[1].split("</section>")[0]


def test_the_page_tells_what_was_tried_beside_what_is_unknown(small_client: FlaskClient) -> None:
    told = part(shown(small_client, f"/austin-tx?{ON}"))
    assert "Nothing of 4805000." in told
    assert "1 look-up, by a curator" in told
    assert "/v1/research-notes/4805000-2026-05-02" in told


def test_a_search_for_everything_names_no_dimension(small_client: FlaskClient) -> None:
    told = part(shown(small_client, f"/el-paso-county-tx?{ON}"))
    assert "Nothing of 48141." in told
    assert "was found." in told
    assert "has been researched" not in told
    assert "Looked for:" not in told


def test_where_nobody_looked_the_page_says_so(small_client: FlaskClient) -> None:
    told = part(shown(small_client, f"/bakersfield-ca?{ON}"))
    assert "No search for these is on record." in told
    assert "has been researched" in told


def test_the_searches_at_the_jail_count_for_whom_it_serves_on_the_dimensions_of_the_jail(own_app: OwnApp) -> None:
    world = World().research("06029", "2026-05-09", "courthouse_and_property", "release_notice")
    told = part(shown(own_app(world).test_client(), f"/bakersfield-ca?{ON}"))
    assert "which runs the jail: Nothing of 06029." in told
    assert "Looked for: release notice." in told


def test_instruments_that_are_silent_are_told(small_client: FlaskClient) -> None:
    assert "Its one instrument in the record does not speak of this, as far as read" in part(shown(small_client, f"/austin-tx?{ON}"))


def test_an_instrument_of_other_days_is_not_called_silent(small_client: FlaskClient) -> None:
    assert "An instrument of its own speaks of this, but not for this day" in part(shown(small_client, "/austin-tx?on=2016-06-01"))


def test_a_body_that_was_searched_in_vain_is_not_called_unresearched(own_app: OwnApp) -> None:
    def reasons() -> dict[str, int]:
        row = next(row for row in answer(client, f"/v1/coverage?state=TX&{ON}")["data"] if row["kind"] == "place")
        return {gap["reason"]: gap["jurisdictions"] for gap in row["missing"]}

    world = World().place("4819000", "TX", "Dallas", "48141").place("4824000", "TX", "El Paso", "48141").research("4824000")
    client = own_app(world).test_client()
    assert (reasons()["nothing_found"], reasons()["not_researched"]) == (1, 1)


def test_the_sheet_tells_what_was_tried(own_app: OwnApp) -> None:
    page = at_desk(own_app(), "ada", "contributor").get("/desk/briefs/austin-tx").get_data(as_text=True)
    assert "What was tried" in page
    assert "Nothing of 4805000." in page


def test_a_curator_notes_a_search_at_the_desk(own_app: OwnApp) -> None:
    client = at_desk(own_app(), "ada", "contributor")
    page = client.get("/desk/records/research_note/new?jurisdiction=4805000")
    assert page.status_code == 200
    assert 'value="4805000"' in page.get_data(as_text=True)


def test_the_page_of_a_state_tells_what_was_looked_for_among_its_laws(own_app: OwnApp) -> None:
    client = own_app(World().research("48", found="The session laws of 2026 were not read.")).test_client()
    assert "The session laws of 2026 were not read." in shown(client, f"/states/tx?{ON}")
    assert "What was looked for" not in shown(client, f"/states/ca?{ON}")


NOTE = {"jurisdiction": "0603526", "searched": "2026-05-20", "dimensions": [], "looked_in": "The police manual", "searches": 2, "found": "Nothing on holds was found.", "searcher": "a curator"}


def proposed(app: Flask, entry: dict[str, object]) -> TestResponse:
    """A new note, as a contributor's program proposes it."""
    address = f"/v1/records/research_note/{entry['jurisdiction']}-2026-05-20"
    return app.test_client().put(address, json={"entry": entry, "reason": "A search in vain."}, headers={**token_of(app, "ada", "contributor"), "If-None-Match": "*"})


def test_a_note_is_proposed_published_and_read_and_moves_no_position(own_app: OwnApp) -> None:
    app = own_app()
    client = app.test_client()
    before = answer(client, f"/v1/jurisdictions/0603526?{ON}")["data"]
    answered = proposed(app, NOTE)
    assert answered.status_code == 202, answered.json
    published = client.post(f"/v1/proposals/{answered.json['data']['id']}/publish", json={}, headers={**token_of(app, "ben", "reviewer"), "If-Match": answered.headers["ETag"]})
    assert published.status_code == 200, published.json
    assert "Nothing on holds was found." in part(shown(client, f"/bakersfield-ca?{ON}"))
    after = answer(client, f"/v1/jurisdictions/0603526?{ON}")["data"]
    assert {name: after[name] for name in ("category", "operative_category", "operative_score")} == {name: before[name] for name in ("category", "operative_category", "operative_score")}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        pytest.param({"dimensions": ["weather"]}, "dimensions", id="no dimension"),
        pytest.param({"searched": "2026-05"}, "searched", id="no whole day"),
        pytest.param({"jurisdiction": "99999"}, "jurisdiction", id="nobody"),
        pytest.param({"found": ""}, "found", id="nothing said"),
        pytest.param({"searches": 0}, "searches", id="no search"),
    ],
)
def test_a_note_that_cannot_be_read_is_refused_by_field(own_app: OwnApp, wrong: dict[str, object], field: str) -> None:
    problem = proposed(own_app(), NOTE | wrong)
    assert problem.status_code == 400, problem.json
    assert any(fault["field"].endswith(field) for fault in problem.json["errors"]), problem.json
