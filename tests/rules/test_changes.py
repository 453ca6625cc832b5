"""What an entry says happened: keys that stay, dates as stated, sentences that can be quoted."""

from __future__ import annotations

from typing import Any

import pytest

from api.rules.change_terms import ACTION_STEPS, CHANGE_KINDS, CHANGE_NOUNS, LAW_STEPS, record_path
from api.rules.changes import action_changes, agreement_change, designation_changes, law_changes, policy_changes, when
from api.rules.list_terms import AGREEMENT_CHANGES

Plain = dict[str, Any]


def event(date: str, kind: str, note: str | None = None, source: str | None = "src") -> Plain:
    """A step in the life of a law or action."""
    return {"date": date, "kind": kind, "note": note, "source": source}


def policy(**more: Any) -> Plain:
    """A local instrument."""
    return {"title": "Order 5", "instrument": "ordinance", "adopted": None, "effective": None, "ended": None, "ended_by": None, "sources": ["src"]} | more


def agreement(kind: str, **more: Any) -> Plain:
    """A change among the agreements."""
    return {"key": f"a/{kind}", "date": "2025-03-01", "kind": kind, "agency_name": "Travis County Sheriff", "state": "TX", "model": "TFM", "note": None} | more


@pytest.mark.parametrize(
    ("date", "words"),
    [
        pytest.param("2011-06-09", "On 9 June 2011", id="a day"),
        pytest.param("2011-06", "In June 2011", id="a month"),
        pytest.param("2011", "In 2011", id="a year"),
    ],
)
def test_a_sentence_begins_with_the_date_as_exactly_as_it_is_stated(date: str, words: str) -> None:
    assert when(date) == words
    (change,) = law_changes("x", {"name": "Texas SB 4 (2017)", "events": [event(date, "effective")]})
    assert (change.date, change.sentence) == (date, f"{words}, Texas SB 4 (2017) takes effect.")


@pytest.mark.parametrize("kind", [term.key for term in AGREEMENT_CHANGES])
def test_every_change_of_an_agreement_has_a_sentence(kind: str) -> None:
    change = agreement_change(agreement(kind), ["list-1"])
    assert change.key == f"a/{kind}"
    assert change.sentence.startswith("On 1 March 2025, ")
    assert "Travis County Sheriff (TX)" in change.sentence
    assert "Task Force Model (TFM)" in change.sentence
    assert change.sources == ("list-1",)


def test_a_policy_is_adopted_takes_effect_and_ends() -> None:
    told = list(policy_changes("p", policy(adopted="2017", effective="2017-02-01", ended="2017-09", ended_by="law"), "Travis County, TX"))
    assert [(change.key, change.date, change.sentence) for change in told] == [
        ("policy/p/adopted", "2017", "In 2017, in Travis County, TX, “Order 5” is adopted."),
        ("policy/p/effective", "2017-02-01", "On 1 February 2017, in Travis County, TX, “Order 5” takes effect."),
        ("policy/p/ended", "2017-09", "In September 2017, in Travis County, TX, “Order 5” ends, by law."),
    ]
    assert list(policy_changes("p", policy(), "Travis County, TX")) == [], "no date, no change"


def test_a_corrected_date_keeps_the_key_of_the_change() -> None:
    before, after = (next(iter(policy_changes("p", policy(adopted=day), "X"))) for day in ("2017", "2017-05-04"))
    assert before.key == after.key


def test_a_label_is_given_and_taken_back() -> None:
    entry = {"designator": "US Department of Justice", "label": "Sanctuary Jurisdiction", "listed_on": "2025-08-05", "removed_on": "2025-09-26", "sources": ["src"]}
    assert [change.sentence for change in designation_changes("d", entry, "Nevada")] == [
        "On 5 August 2025, the US Department of Justice gives Nevada the label “Sanctuary Jurisdiction”.",
        "On 26 September 2025, the US Department of Justice no longer gives Nevada the label “Sanctuary Jurisdiction”.",
    ]
    assert len(list(designation_changes("d", entry | {"removed_on": None}, "Nevada"))) == 1


def test_two_steps_of_one_kind_and_day_are_two_changes() -> None:
    events = [event("2018-03-13", "upheld", "First."), event("2018-03-13", "upheld", "Second."), event("2018-03-14", "upheld")]
    told = list(law_changes("x", {"name": "Law", "events": events}))
    assert [change.key.removeprefix("state_law/x/") for change in told] == ["2018-03-13/upheld", "2018-03-13/upheld/2", "2018-03-14/upheld"]
    assert told[1].sentence == "On 13 March 2018, Law is upheld in whole or in part: Second."
    assert told[1].note == "Second."


def test_a_note_that_repeats_the_step_is_said_once() -> None:
    (change,) = law_changes("x", {"name": "Law", "events": [event("2026-01-01", "effective", "Takes effect.", None)]})
    assert (change.sentence, change.sources) == ("On 1 January 2026, Law takes effect.", ())


@pytest.mark.parametrize(("kind", "words"), [pytest.param("suit", "in “A v. B”", id="in a suit"), pytest.param("memorandum", "over “A v. B”", id="over an act")])
def test_a_federal_action_is_taken_and_followed(kind: str, words: str) -> None:
    entry = {"date": "2025-02", "actor": "US Department of Justice", "kind": kind, "title": "A v. B", "events": [event("2025-05-01", "enjoined")], "sources": ["s1", "s2"]}
    taken, enjoined = action_changes("f", entry)
    assert taken.sentence == f"In February 2025, the US Department of Justice: “A v. B” ({kind})."
    assert (taken.key, taken.kind, taken.sources) == ("federal_action/f/taken", "taken", ("s1", "s2"))
    assert enjoined.sentence == f"On 1 May 2025, an injunction is granted {words}."


def test_every_kind_has_a_word_and_no_two_share_a_key() -> None:
    kinds = [term.key for term in CHANGE_KINDS]
    assert len(kinds) == len(set(kinds))
    assert set(LAW_STEPS) | set(ACTION_STEPS) | {term.key for term in AGREEMENT_CHANGES} <= set(kinds)


def test_every_noun_leads_to_its_record() -> None:
    assert {record_path(term.key, "a/b#c").split("/")[2] for term in CHANGE_NOUNS} == {"agreements", "policies", "state-laws", "designations", "federal-actions"}
    assert record_path("policy", "a/b#c").endswith("/a%2Fb%23c")
