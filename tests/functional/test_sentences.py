"""The sentence and the gap of a position, asked through HTTP on the made-up record."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from api.ledger.asof import today
from tests.conftest import answer


def told(client: FlaskClient, wanted: str, on: str = "2026-06-01") -> tuple[str, str]:
    """The sentence and the gap of a jurisdiction on a day."""
    data = answer(client, f"/v1/jurisdictions/{wanted}/position?on={on}")["data"]
    return data["sentence"], data["gap"]


def test_a_city_under_a_law_names_the_law_and_who_runs_the_jail(wide_client: FlaskClient) -> None:
    sentence, gap = told(wide_client, "austin-tx")
    assert sentence.startswith("On 1 June 2026, what applied in Austin, Texas, was on balance cooperation with federal immigration enforcement, because")
    assert "under Law tx-law, in the jail that Travis County ran." in sentence
    assert gap.startswith("Its own policy")
    assert "Law tx-law" in gap


@pytest.mark.parametrize(
    ("on", "verb"),
    [("2026-06-01", "was on balance"), ("2030-01-01", "by what is enacted now, what applies in Austin, Texas, will on balance be"), (None, "is on balance")],
    ids=["past", "future", "today"],
)
def test_the_verb_follows_the_day(wide_client: FlaskClient, on: str | None, verb: str) -> None:
    assert verb in told(wide_client, "austin-tx", on or today().isoformat())[0]


def test_own_rules_are_called_its_own(wide_client: FlaskClient) -> None:
    sentence, gap = told(wide_client, "san-francisco-ca")
    assert "(“sanctuary”)" in sentence
    assert "California" in sentence
    assert "Law ca-law" in gap


def test_an_agreement_names_the_agency_and_its_model(wide_client: FlaskClient) -> None:
    assert "under a 287(g) agreement of Tx El Paso County Sheriff (Task Force Model)." in told(wide_client, "el-paso-county-tx")[0]


def test_a_contest_names_both_ends_and_both_rules(wide_client: FlaskClient) -> None:
    for wanted, name in (("orleans-parish-la", "Orleans Parish, Louisiana,"), ("new-orleans-la", "New Orleans, Louisiana,")):
        sentence, gap = told(wide_client, wanted)
        assert all(part in sentence for part in (name, "contested", "by Law la-act", "by Policy orleans-decree", "(limits)"))
        assert "contested" in gap


def test_a_place_without_a_government_names_who_answers_for_it(wide_client: FlaskClient) -> None:
    sentence, gap = told(wide_client, "tornillo-tx")
    assert "had no government of its own, and El Paso County, which ran the jail for it," in sentence
    assert gap.startswith("It has no government of its own")


def test_what_is_not_yet_researched_is_said_and_is_not_no_rule(wide_client: FlaskClient) -> None:
    sentence, gap = told(wide_client, "austin-tx", "2016-06-01")
    assert "is not yet researched" in sentence
    assert "not the same as there being no rules" in sentence
    assert "not known" in gap


def test_a_name_with_a_tilde_stays_whole(wide_client: FlaskClient) -> None:
    assert "Cañon City, Colorado" in told(wide_client, "canon-city-co")[0]


def test_the_document_describes_both(wide_client: FlaskClient) -> None:
    described = answer(wide_client, "/openapi.json")["components"]["schemas"]["Position"]["properties"]
    assert described["sentence"]["description"]
    assert described["gap"]["description"]


def test_a_body_whose_own_policy_says_so_is_the_subject(wide_client: FlaskClient) -> None:
    assert "San Francisco, California, limited cooperation" in told(wide_client, "san-francisco-ca")[0]
