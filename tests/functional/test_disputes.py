"""Disputed entries: a noun of the record, shown with each side wherever the entry is, and part of no score."""

from __future__ import annotations

import html

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from api.ledger.revisions import ChangeSet, publish
from api.rules.refusals import BadInput, MissingSource, Refusal
from tests.builders import World
from tests.conftest import answer
from tests.curators import at_desk
from tests.functional.addresses import refused
from tests.functional.conftest import OwnApp

ON = "on=2026-06-01"
BINDS, LABEL, SCOPE = "austin-order-binds", "doj-tx-label", "order-scope"


@pytest.mark.parametrize(
    ("question", "found"),
    [
        pytest.param(ON, [BINDS, LABEL, SCOPE], id="all"),
        pytest.param(f"{ON}&status=open", [BINDS, SCOPE], id="open"),
        pytest.param(f"{ON}&status=settled", [LABEL], id="settled"),
        pytest.param("on=2025-09-01&status=open", [BINDS, LABEL, SCOPE], id="open on an earlier day"),
        pytest.param("on=2024-05-30&status=open", [], id="on a day on which its month is not over"),
        pytest.param("on=2024-05-31&status=open", [BINDS], id="on the last day of its month"),
        pytest.param(f"{ON}&noun=policy", [BINDS], id="a noun"),
        pytest.param(f"{ON}&noun=custody", [], id="a noun without disputes"),
        pytest.param(f"{ON}&jurisdiction=austin-tx", [BINDS], id="a place"),
        pytest.param(f"{ON}&jurisdiction=48453", [LABEL], id="a county"),
        pytest.param(f"{ON}&state=TX", [BINDS, LABEL], id="a state"),
        pytest.param(f"{ON}&state=CA", [], id="another state"),
    ],
)
def test_the_list_is_narrowed(wide_client: FlaskClient, question: str, found: list[str]) -> None:
    body = answer(wide_client, f"/v1/disputes?{question}")
    assert ([row["key"] for row in body["data"]], body["total"], body["unit"]) == (found, len(found), "disputes")


def test_laws_agreements_agencies_and_jails_are_found_by_their_state(own_app: OwnApp) -> None:
    world = World().custody("4805000", "48453", "2020-01-01")
    world.dispute("a-law", "state_law", "tx-law", "2020").dispute("an-agreement", "agreement", "tx-el-paso-county-sheriff-tfm", "2025-04-01")
    world.dispute("an-agency", "agency", "tx-el-paso-county-sheriff", "2020").dispute("a-jail", "custody", "4805000/2020-01-01", "2020")
    client = own_app(world).test_client()

    def keys(question: str) -> list[str]:
        return [row["key"] for row in answer(client, f"/v1/disputes?{ON}&{question}")["data"]]

    assert keys("state=TX") == ["a-jail", "a-law", "an-agency", "an-agreement"]
    assert keys("jurisdiction=48141") == ["an-agency", "an-agreement"]
    assert keys("jurisdiction=48") == ["a-law"]
    assert keys("state=CA") == []


def test_one_is_as_in_the_list_with_each_side(wide_client: FlaskClient) -> None:
    for row in answer(wide_client, f"/v1/disputes?{ON}&sort=-noun")["data"]:
        assert answer(wide_client, f"/v1/disputes/{row['key']}?{ON}")["data"] == row
    row = answer(wide_client, f"/v1/disputes/{LABEL}?{ON}")["data"]
    assert [side["by"] for side in row["sides"]] == ["The county", "The sheriff"]
    assert (row["status"], row["settled"], row["outcome"]) == ("settled", "2025-09-26", "The label was taken back.")


def test_an_unknown_dispute_is_not_found(wide_client: FlaskClient) -> None:
    refused(wide_client.get("/v1/disputes/nothing"), 404, field="key")
    refused(wide_client.get("/v1/disputes?noun=source"), 400, field="noun")
    refused(wide_client.get("/v1/disputes?jurisdiction=nothing"), 404, field="id")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        pytest.param(f"/v1/policies/austin-order?{ON}", [BINDS], id="one that is disputed"),
        pytest.param("/v1/policies/austin-order?on=2024-01-01", [], id="before it was"),
        pytest.param("/v1/designations/doj-tx?on=2025-09-01", [LABEL], id="a label"),
        pytest.param(f"/v1/designations/doj-tx?{ON}", [], id="once it is settled"),
        pytest.param(f"/v1/state-laws/tx-law?{ON}", [], id="a law that is not"),
        pytest.param(f"/v1/agreements/tx-el-paso-county-sheriff-tfm?{ON}", [], id="an agreement that is not"),
    ],
)
def test_an_entry_names_the_disputes_over_it(wide_client: FlaskClient, address: str, expected: list[str]) -> None:
    assert answer(wide_client, address)["data"]["disputes"] == expected
    listed = answer(wide_client, address.rpartition("/")[0] + "?" + address.partition("?")[2])["data"]
    (row,) = [row for row in listed if row["key"] == address.rpartition("/")[2].partition("?")[0]]
    assert row["disputes"] == expected


def test_a_new_dispute_is_a_change_of_the_entry_that_it_is_over(own_app: OwnApp) -> None:
    client = own_app(World.bare().dispute("sf", "policy", "sf-refuge", "2026-01-01")).test_client()
    assert [row["key"] for row in answer(client, "/v1/policies?updated_since=1")["data"]] == ["sf-refuge"]
    assert [row["key"] for row in answer(client, "/v1/disputes?updated_since=1")["data"]] == ["sf"]


def test_a_dispute_moves_no_position(own_app: OwnApp) -> None:
    client = own_app(World().dispute("sf", "policy", "sf-refuge", "2026-01-01")).test_client()
    before, after = (answer(client, f"/v1/jurisdictions/0667000/position?{ON}&revision={n}")["data"] for n in (1, 2))
    assert before == after


class TestPage:
    """The page of the place."""

    def test_it_is_shown_with_each_side_and_source(self, wide_client: FlaskClient) -> None:
        page = wide_client.get(f"/austin-tx?{ON}").get_data(as_text=True)
        part = page[page.index('aria-label="Dispute: Whether it binds.') :].split("</section>")[0]
        for words in ("<b>Disputed</b> since May 2024", "<b>The county</b>: The county says so.", "<b>The sheriff</b>: The sheriff says so.", "Source src"):
            assert words in part
        assert 'href="/corrections?target=policy/austin-order"' in page

    def test_before_it_began_it_is_not(self, wide_client: FlaskClient) -> None:
        assert "Dispute:" not in wide_client.get("/austin-tx?on=2024-02-01").get_data(as_text=True)

    def test_a_settled_one_says_how(self, wide_client: FlaskClient) -> None:
        page = wide_client.get(f"/travis-county-tx?{ON}").get_data(as_text=True)
        assert "<b>Was disputed</b> since 6 August 2025, settled 26 September 2025" in page
        assert "The label was taken back." in page

    def test_a_law_is_disputed_on_the_page_of_its_state_too(self, own_app: OwnApp) -> None:
        client = own_app(World().dispute("a-law", "state_law", "tx-law", "2020", question="Whether it binds jails.")).test_client()
        for address in ("/states/tx", "/austin-tx"):
            assert "Whether it binds jails." in client.get(f"{address}?{ON}").get_data(as_text=True)

    def test_script_is_text(self, own_app: OwnApp) -> None:
        script = "<script>alert('x')</script>"
        sides = [{"by": script, "words": script, "source": "src"}] * 2
        world = World().dispute("sf", "policy", "sf-refuge", "2020", "2021", question=script, outcome=script, sides=sides)
        page = own_app(world).test_client().get(f"/san-francisco-ca?{ON}").get_data(as_text=True)
        assert script not in page
        assert html.escape(script).replace("&#x27;", "&#39;") in page


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        pytest.param({"noun": "source", "entry": "src"}, BadInput, id="what cannot be disputed"),
        pytest.param({"entry": "nothing"}, BadInput, id="an entry that is not there"),
        pytest.param({"sides": [{"by": "One", "words": "So.", "source": "src"}]}, BadInput, id="one side alone"),
        pytest.param({"sides": [{"by": "One", "words": "So.", "source": "src"}, {"by": "Two", "words": "No.", "source": None}]}, MissingSource, id="a side without a source"),
        pytest.param({"sides": [{"by": "One", "words": "So.", "source": "src"}, {"by": "Two", "words": "No.", "source": "nothing"}]}, BadInput, id="a source that is not there"),
    ],
)
def test_what_is_no_dispute_is_refused(small: Session, more: dict[str, object], refusal: type[Refusal]) -> None:
    world = World().dispute("d", "policy", "austin-order", "2020")
    world.entries["dispute"]["d"] |= more
    with pytest.raises(refusal):
        world.publish(small)


@pytest.mark.parametrize(("noun", "key"), [pytest.param("policy", "austin-order", id="the entry"), pytest.param("source", "said", id="a source of a side")])
def test_what_a_dispute_points_at_is_not_withdrawn(small: Session, noun: str, key: str) -> None:
    sides = [{"by": by, "words": "So.", "source": "said"} for by in ("One", "Two")]
    World().source("said").dispute("d", "policy", "austin-order", "2020", sides=sides).publish(small)
    with pytest.raises(BadInput, match=r"dispute .*: no"):
        publish(small, ChangeSet({noun: {key: None}}), curator="tests", reason="Made up")


def test_both_can_be_withdrawn_together(small: Session) -> None:
    World().withdraw("federal_action", "order-2025").withdraw("dispute", SCOPE).publish(small)


def test_the_desk_lists_them_and_leads_to_the_form(own_app: OwnApp) -> None:
    world = World().dispute(BINDS, "policy", "austin-order", "2024-05").dispute(LABEL, "designation", "doj-tx", "2025-08-06", "2025-09-26", outcome="It was taken back.")
    desk = at_desk(own_app(world), "Cora", "contributor")
    page = desk.get("/desk/disputes").get_data(as_text=True)
    assert f"/desk/records/dispute/{BINDS}" in page
    assert LABEL not in page
    assert LABEL in desk.get("/desk/disputes?status=all").get_data(as_text=True)
    assert desk.get(f"/desk/records/dispute/{BINDS}").status_code == 200
