"""Two edits of one entry: nothing that only one of them changed is lost."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from api.intake import typed as forms
from api.intake.form_fields import form_of
from api.intake.merging import merge_parts
from tests.builders import CITED, own

FIELDS = form_of("policy")


def policy(**fields: Any) -> forms.Typed:
    """A policy as typed: two clauses, unless others are given."""
    return forms.typed_of(FIELDS, {"title": "Order", "citations": CITED, "clauses": [own("detainers", -2), own("status_inquiries", -1)]} | fields)


def test_what_each_changed_alone_is_kept() -> None:
    merged = merge_parts(FIELDS, was=policy(), theirs=policy(title="Theirs"), mine=policy(note="Mine"))
    assert merged == (policy(title="Theirs", note="Mine"), False)


def test_two_clauses_changed_by_two_do_not_clash() -> None:
    theirs = policy(clauses=[own("detainers", 2), own("status_inquiries", -1)])
    mine = policy(clauses=[own("detainers", -2), own("status_inquiries", -2)])
    assert merge_parts(FIELDS, was=policy(), theirs=theirs, mine=mine) == (policy(clauses=[own("detainers", 2), own("status_inquiries", -2)]) | {"clauses": merge_of(theirs, mine)}, False)


def merge_of(theirs: forms.Typed, mine: forms.Typed) -> list[forms.Typed]:
    """Their first clause and my second."""
    return [theirs["clauses"][0], mine["clauses"][1]]


def test_one_level_changed_by_both_is_chosen() -> None:
    theirs = policy(clauses=[own("detainers", 2), own("status_inquiries", 0)])
    mine = policy(clauses=[own("detainers", 1), own("status_inquiries", -1)])
    kept, clash = merge_parts(FIELDS, was=policy(), theirs=theirs, mine=mine)
    assert clash
    assert [clause["level"] for clause in kept["clauses"]] == ["1", "0"]
    kept, _ = merge_parts(FIELDS, was=policy(), theirs=theirs, mine=mine, theirs_wins=True)
    assert [clause["level"] for clause in kept["clauses"]] == ["2", "0"]


def test_a_clause_added_by_one_and_another_changed_by_the_other_is_a_matter_of_choice() -> None:
    theirs = policy(clauses=[own("detainers", 2), own("status_inquiries", -1)])
    mine = policy(clauses=[own("detainers", -2), own("status_inquiries", -1), own("jail_access", 1)])
    assert merge_parts(FIELDS, was=policy(), theirs=theirs, mine=mine) == (mine, True)


LEVELS = st.integers(-2, 2)
POLICIES = st.builds(lambda title, levels: policy(title=title, clauses=[own("detainers", level) for level in levels]), st.sampled_from(["A", "B", "C"]), st.lists(LEVELS, max_size=3))


@given(POLICIES, POLICIES)
def test_one_edit_alone_is_taken_whole(was: forms.Typed, changed: forms.Typed) -> None:
    assert merge_parts(FIELDS, was=was, theirs=changed, mine=was) == (changed, False)
    assert merge_parts(FIELDS, was=was, theirs=was, mine=changed) == (changed, False)
    assert merge_parts(FIELDS, was=was, theirs=changed, mine=changed) == (changed, False)
