"""Whether the body that speaks of a dimension is one that decides it: the jail's operator, the sheriff of a county, the board with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from api.rules.dates import certain_end, certain_start
from api.rules.history import Span
from api.rules.vocabulary import JAIL_DIMENSIONS
from seeds.files import Entries
from seeds.jails import Row, answering, rows

Plain = Mapping[str, Any]

_OVER_THE_JAIL = frozenset({"board", "council", "mayor", "executive"})
_TELLS_OF_THE_JAIL = re.compile(r"\b(jails?|sheriffs?|corrections?|custody|detention center)\b", re.IGNORECASE)


def faults(entries: Entries) -> Iterator[str]:
    """Policies of bodies that their government does not have, and clauses said to decide what another body decides."""
    jails = rows(entries)
    joined = {entry["same_as"] for entry in entries.get("jurisdiction", {}).values() if entry["same_as"]}
    for key, policy in entries.get("policy", {}).items():
        government = entries.get("jurisdiction", {}).get(policy["jurisdiction"])
        if government is None:
            continue
        if policy["body"] == "sheriff" and government["kind"] in ("place", "subdivision") and policy["jurisdiction"] not in joined:
            yield f"policy {key}: body is sheriff, and {policy['jurisdiction']} is no county and joined with none. Name the county, or the body of the city."
        if government["kind"] == "county" and policy["body"] != "court":
            yield from _of_a_county(key, policy, entries, jails)


def _of_a_county(key: str, policy: Plain, entries: Entries, jails: Mapping[str, list[Row]]) -> Iterator[str]:
    """A county speaks of its jail through whoever runs it; its board or executive where the record tells who that is, or the note says why."""
    own = answering(entries, policy["jurisdiction"])
    stated = jails.get(own, [])
    for number, clause in enumerate(policy["clauses"], 1):
        if clause["dimension"] not in JAIL_DIMENSIONS or clause["decides"] is not True:
            continue
        where, matter = f"policy {key}, clause {number}: decides {clause['dimension']}", "Say decides: false"
        others = _others(policy, clause, own, stated)
        if others:
            yield f"{where}, and custody {others[0].key} has {others[0].operator} run the jail. {matter}, or mend who runs it."
        elif policy["body"] == "police":
            yield f"{where}, which the county’s police do not. {matter}, or name the body that runs the jail."
        elif policy["body"] in _OVER_THE_JAIL and not stated and not _TELLS_OF_THE_JAIL.search(policy.get("note") or ""):
            yield f"{where} for the county’s {policy['body']}, and nothing tells who runs the jail. {matter}, add a row of custody, or say in the note why it decides."


def _others(policy: Plain, clause: Plain, own: str, stated: list[Row]) -> list[Row]:
    """Statements that another runs the jail on days of the clause."""
    ends = [certain_end(day) for day in (clause.get("valid_until"), policy.get("ended")) if day]
    span = Span(certain_start(clause["valid_from"]), min(ends) if ends else None)
    return [row for row in stated if row.operator != own and row.span.overlaps(span)]
