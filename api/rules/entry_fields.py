"""What an entry of each noun that people edit may say: its fields, and the fields of what it holds in lists."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from api.rules import entry_fields_bodies as bodies
from api.rules import entry_fields_claims as claims
from api.rules.entry_field import LISTED, EntryField
from api.rules.entry_fields_bodies import SHARE_FIELDS
from api.rules.entry_fields_claims import ACTION_EVENT_FIELDS, CITATION_FIELDS, EVENT_FIELDS, HISTORY_FIELDS, SIDE_FIELDS, SUSPENDED_FIELDS

__all__ = [
    "ACTION_EVENT_FIELDS",
    "BULK_NOUNS",
    "CITATION_FIELDS",
    "CLAUSE_FIELDS",
    "EDITABLE",
    "EVENT_FIELDS",
    "FIELDS",
    "HISTORY_FIELDS",
    "SHARE_FIELDS",
    "SIDE_FIELDS",
    "SUSPENDED_FIELDS",
    "EntryField",
    "Fields",
    "filled",
    "held",
]

Fields = tuple[EntryField, ...]

FIELDS: dict[str, Fields] = {
    "source": bodies.SOURCE,
    "jurisdiction": bodies.JURISDICTION,
    "alias": bodies.ALIAS,
    "custody": bodies.CUSTODY,
    "agency": bodies.AGENCY,
    "service_area": bodies.SERVICE_AREA,
    "agreement": claims.AGREEMENT,
    "state_law": claims.STATE_LAW,
    "policy": claims.POLICY,
    "designation": claims.DESIGNATION,
    "federal_action": claims.FEDERAL_ACTION,
    "decision": bodies.DECISION,
    "dispute": claims.DISPUTE,
    "research_note": bodies.RESEARCH_NOTE,
}
EDITABLE = tuple(FIELDS)
# What comes in tables, too.
BULK_NOUNS = ("policy", "agreement", "designation")

CLAUSE_FIELDS: dict[str, Fields] = {"policy": claims.POLICY_CLAUSE_FIELDS, "state_law": claims.LAW_CLAUSE_FIELDS}

_HELD: dict[str, Fields] = {
    "citations": CITATION_FIELDS,
    "events": EVENT_FIELDS,
    "suspended": SUSPENDED_FIELDS,
    "sides": SIDE_FIELDS,
    "shares": SHARE_FIELDS,
    "history": HISTORY_FIELDS,
}


def held(noun: str, field: EntryField) -> Fields:
    """The fields of what a list of an entry holds; none for a list of words."""
    if field.kind == "clauses":
        return CLAUSE_FIELDS[noun]
    if field.kind == "events" and noun == "federal_action":
        return ACTION_EVENT_FIELDS
    return _HELD.get(field.kind, ())


def filled(noun: str, entry: Mapping[str, Any], fields: Fields | None = None) -> dict[str, Any]:
    """A sound entry with the fields that it leaves out: empty lists where one must be there, else null."""
    whole: dict[str, Any] = {}
    for field in fields or FIELDS[noun]:
        value = entry.get(field.name)
        if value is None:
            value = field.empty
        elif field.kind in LISTED and (inner := held(noun, field)):
            value = [filled(noun, item, inner) for item in value]
        whole[field.name] = value
    return whole
