"""Levels, bases and instruments that go together by the coding rules, and those that do not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import clause, own
from tests.rules.test_entry_checks import LAW, POLICY, found


def coded(dimension: str, level: int, basis: str = "text", **policy: Any) -> dict[str, Any]:
    decides = policy.pop("decides", True)
    words = policy.pop("words", "Says so.")
    return POLICY | {"clauses": [own(dimension, level, basis=basis, decides=decides, words=words)]} | policy


def bound(dimension: str, side: str, level: int, direction: str = "mixed", **more: Any) -> dict[str, Any]:
    return LAW | {"direction": direction, "clauses": [clause(dimension, side, level, ["sheriff"], **more)]}


RESOLUTION = {"instrument": "resolution", "body": "board"}
PRACTICE = {"instrument": "practice", "body": "sheriff"}
STATEMENT = {"instrument": "statement", "body": "mayor"}

AT_FAULT: list[tuple[str, str, dict[str, Any], str, str]] = [
    ("none by practice", "policy", coded("detainers", 0, "practice", **PRACTICE), "clauses[0].basis", "level 0 needs"),
    ("a limit found by a search", "policy", coded("detainers", -1, "search"), "clauses[0].level", "only that there is no rule"),
    ("absence from a list of ICE", "policy", coded("agreement_287g", 0, "list"), "clauses[0].basis", "the method finds"),
    ("a state's own law as basis", "policy", coded("detainers", -2, "law"), "clauses[0].basis", "the method finds"),
    ("a duty by practice", "policy", coded("detainers", 2, "practice"), "clauses[0].level", "written duty"),
    ("a duty in a statement", "policy", coded("release_notice", 2, "statement", **STATEMENT), "clauses[0].level", "written duty"),
    ("agreements barred by statement", "policy", coded("agreement_287g", -2, "statement"), "clauses[0].level", "written rule that bars it"),
    ("beds barred by practice", "policy", coded("detention_contracts", -2, "practice"), "clauses[0].level", "written rule that bars it"),
    ("courthouses closed by statement", "policy", coded("courthouse_and_property", -2, "statement"), "clauses[0].level", "written rule that bars it"),
    ("an agreement told by a policy", "policy", coded("agreement_287g", 1), "clauses[0].level", "ICE’s lists or the memorandum"),
    ("words of a practice", "policy", coded("detainers", 1, **PRACTICE), "clauses[0].basis", "no words of a rule"),
    ("words of a rule in a statement", "policy", coded("status_inquiries", -2, **STATEMENT), "clauses[0].basis", "no words of a rule"),
    ("a text that does not bind and decides", "policy", coded("detainers", -2, binding=False), "clauses[0].decides", "does not bind"),
    ("a resolution that urges and decides", "policy", coded("detainers", -2, words="Urges that no detainer be honoured.", **RESOLUTION), "clauses[0].decides", "only urges"),
    ("a resolution that opposes and decides", "policy", coded("jail_access", -2, words="Opposes the use of the jail.", **RESOLUTION), "clauses[0].decides", "only urges"),
    ("an ordinance of a sheriff", "policy", coded("detainers", -2, body="sheriff"), "body", "makes no ordinance"),
    ("a resolution of a mayor", "policy", coded("detainers", -2, instrument="resolution", body="mayor"), "body", "makes no resolution"),
    ("a general order of a council", "policy", coded("detainers", -2, instrument="general_order", body="council"), "body", "makes no general order"),
    ("a sheriff's policy of a board", "policy", coded("detainers", -2, instrument="sheriff_policy", body="board"), "body", "makes no sheriff policy"),
    ("a law that leaves open and limits", "state_law", bound("detainers", "statement", -1), "clauses[0].level", "level 0"),
    ("an agreement made by law", "state_law", bound("agreement_287g", "floor", 1), "clauses[0].level", "no law makes an agreement"),
    ("a duty to sign of another dimension", "state_law", bound("detainers", "floor", 2, duty="sign"), "clauses[0].duty", "only a floor of agreement_287g"),
    ("a duty to sign under a ceiling", "state_law", bound("agreement_287g", "ceiling", 0, duty="sign"), "clauses[0].duty", "only a floor of agreement_287g"),
    ("a ceiling in a law that requires", "state_law", bound("detainers", "ceiling", -1, "requires_cooperation"), "direction", "sets a ceiling"),
    ("a floor in a law that limits", "state_law", bound("detainers", "floor", 1, "limits_cooperation"), "direction", "sets a floor"),
]
SOUND: list[tuple[str, str, dict[str, Any]]] = [
    ("case by case in writing", "policy", coded("detainers", 0)),
    ("none by search", "policy", coded("detainers", 0, "search")),
    ("none by an inventory", "policy", coded("agreement_287g", 0, "inventory")),
    ("a written duty", "policy", coded("release_notice", 2)),
    ("a duty that the body tells of its written order", "policy", coded("status_inquiries", 2, "statement", instrument="general_order", body="police")),
    ("beds sought by statement", "policy", coded("detention_contracts", 2, "statement", **STATEMENT)),
    ("beds let by practice", "policy", coded("detention_contracts", 2, "practice", **PRACTICE)),
    ("agreements barred by rule", "policy", coded("agreement_287g", -2)),
    ("an agreement declined", "policy", coded("agreement_287g", -1, "statement", **STATEMENT)),
    ("no holds by practice", "policy", coded("detainers", -2, "practice", **PRACTICE)),
    ("a declaration that another decides", "policy", coded("detainers", -2, binding=False, decides=False)),
    ("a statement that does not bind", "policy", coded("status_inquiries", -1, "statement", binding=False, **STATEMENT)),
    ("a resolution that urges what another decides", "policy", coded("detainers", -2, words="Urges that no detainer be honoured.", decides=False, **RESOLUTION)),
    ("a resolution that states a rule", "policy", coded("detainers", -2, words="No detainer is honoured.", **RESOLUTION)),
    ("a general order of a sheriff", "policy", coded("detainers", -2, instrument="general_order", body="sheriff")),
    ("a law that leaves the matter open", "state_law", bound("detainers", "statement", 0)),
    ("a duty to sign", "state_law", bound("agreement_287g", "floor", 0, "requires_cooperation", duty="sign")),
    ("a ceiling in a law that limits", "state_law", bound("detainers", "ceiling", -1, "limits_cooperation")),
]


@pytest.mark.parametrize(("noun", "entry", "field", "said"), [pytest.param(*case, id=name) for name, *case in AT_FAULT])
def test_what_the_coding_rules_do_not_carry_is_at_fault(noun: str, entry: dict[str, Any], field: str, said: str) -> None:
    assert [(fault.field, said in fault.detail) for fault in found(noun, entry)] == [(field, True)]


@pytest.mark.parametrize(("noun", "entry"), [pytest.param(*case, id=name) for name, *case in SOUND])
def test_what_the_coding_rules_carry_is_no_fault(noun: str, entry: dict[str, Any]) -> None:
    assert found(noun, entry) == []
