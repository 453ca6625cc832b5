"""Clauses within the life of their instrument: what lies outside is at fault, and what the method allows is not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import clause, own
from tests.rules.test_entry_checks import LAW, POLICY, found

ENACTED = {"date": "2017-05-07", "kind": "signed", "note": None, "source": "src"}
REPEALED = {"date": "2021", "kind": "repealed", "note": None, "source": "src"}
ACCESS = own("jail_access", 1, "2011", basis="practice")


def law(*clauses: dict[str, Any], events: tuple[dict[str, Any], ...] = (ENACTED,)) -> dict[str, Any]:
    return LAW | {"clauses": list(clauses), "events": list(events)}


def stayed(start: str, until: str | None, clause_until: str | None = None) -> dict[str, Any]:
    stay = {"from": start, "until": until, "for": None, "note": None, "source": "src"}
    return law(clause("detainers", "floor", 2, ["jail"], "2017-09-01", clause_until, suspended=[stay]))


AT_FAULT: list[tuple[str, str, dict[str, Any], str, str]] = [
    ("a clause that begins when its policy ends", "policy", POLICY | {"ended": "2021-05-01", "clauses": [own("detainers", -1, "2021-05-01")]}, "clauses[0].valid_from", "holds on no day"),
    ("a clause of no day", "policy", POLICY | {"clauses": [own("detainers", -1, "2021-05-01", "2021-05-01")]}, "clauses[0].valid_until", "holds on no day"),
    ("a policy in force before it was adopted", "policy", POLICY | {"effective": "2018-12-31"}, "effective", "before adopted"),
    ("a rule in writing before it was adopted", "policy", POLICY | {"clauses": [own("detainers", -2, "2018")]}, "clauses[0].valid_from", "before the written rule was adopted"),
    ("a rule in writing before it took effect", "policy", POLICY | {"adopted": None, "effective": "2019-03", "clauses": [own("detainers", -2, "2019-02-28")]}, "clauses[0].valid_from", "before the written rule"),
    ("two clauses on one dimension and day", "policy", POLICY | {"clauses": [own("detainers", -2, "2020"), own("jail_access", -1), own("detainers", -1, "2022")]}, "clauses[2].dimension", "two clauses"),
    ("two clauses over some days", "policy", POLICY | {"clauses": [own("detainers", -2, "2020", "2022-02-02"), own("detainers", -1, "2022-02-01")]}, "clauses[1].dimension", "two clauses"),
    ("a clause before the law", "state_law", law(clause("detainers", "floor", 2, ["jail"], "2017-05-06")), "clauses[0].valid_from", "before the law was enacted"),
    ("an open clause of a repealed law", "state_law", law(clause("detainers", "floor", 2, ["jail"], "2018"), events=(ENACTED, REPEALED)), "clauses[0].valid_until", "repealed"),
    ("a stay that ends before the clause begins", "state_law", stayed("2017-08-01", "2017-09-01"), "clauses[0].suspended[0].until", "does not hold yet"),
    ("a stay that begins when the clause has ended", "state_law", stayed("2019", None, "2018-12-31"), "clauses[0].suspended[0].from", "no longer holds"),
    ("a deadline before the clause", "state_law", law(clause("agreement_287g", "floor", 0, ["sheriff"], "2026", duty="sign", deadline="2025-12-01")), "clauses[0].deadline", "before valid_from"),
]
SOUND: list[tuple[str, str, dict[str, Any]]] = [
    ("a clause left open ends with its policy", "policy", POLICY | {"ended": "2021-05-01", "clauses": [own("detainers", -1, "2020")]}),
    ("a clause that began in the year of the end", "policy", POLICY | {"ended": "2021-05-01", "clauses": [own("detainers", -1, "2021")]}),
    ("a rule adopted in the year of its clause", "policy", POLICY | {"adopted": "2020-10", "clauses": [own("detainers", -2, "2020")]}),
    ("a practice that is older than the rule", "policy", POLICY | {"clauses": [own("detainers", -2), ACCESS]}),
    ("a contract that is older than the decision to end it", "policy", POLICY | {"clauses": [own("detention_contracts", 1, "2016", "2019-04-30"), own("detention_contracts", -1, "2019-04-30")]}),
    ("one clause after the other", "policy", POLICY | {"clauses": [own("detainers", -1, "2020", "2022"), own("detainers", -2, "2022")]}),
    ("what is decided beside what another says", "policy", POLICY | {"clauses": [own("detainers", 1), own("detainers", 2, "2021", decides=False)]}),
    ("a ruling without a day of enactment", "state_law", law(clause("detainers", "ceiling", -2, ["jail"], "2010"), events=())),
    ("a closed clause of a repealed law", "state_law", law(clause("detainers", "floor", 2, ["jail"], "2018", "2021"), events=(ENACTED, REPEALED))),
    ("a stay granted before the clause takes effect", "state_law", stayed("2017-08-30", "2018-03-13")),
]


@pytest.mark.parametrize(("noun", "entry", "field", "said"), [pytest.param(*case, id=name) for name, *case in AT_FAULT])
def test_what_lies_outside_the_life_of_its_instrument_is_at_fault(noun: str, entry: dict[str, Any], field: str, said: str) -> None:
    assert [(fault.field, said in fault.detail) for fault in found(noun, entry)] == [(field, True)]


@pytest.mark.parametrize(("noun", "entry"), [pytest.param(*case, id=name) for name, *case in SOUND])
def test_what_the_method_allows_is_no_fault(noun: str, entry: dict[str, Any]) -> None:
    assert found(noun, entry) == []
