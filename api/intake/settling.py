"""What a curator says of rows in the queue, judged, and made into the decisions that the record keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from api.intake.decisions import ANY, Action
from api.rules.agencies import AgencyKind
from api.rules.entry_keys import made_key
from api.rules.names import clean, fold, state_code

Plain = dict[str, Any]
# What can be said of a row; that many rows are gone at once is said of a list.
ACTIONS = (Action.PLACE, Action.READ, Action.OWN, Action.REFUSE)
LEAST_NOTE = 15


@dataclass(frozen=True, slots=True)
class Settling:
    """What is said of all rows with the words of one group."""

    key: str
    action: str = ""
    jurisdiction: str = ""
    read_state: str = ""
    read_agency: str = ""
    read_county: str = ""
    kind: str = ""
    any_county: bool = False
    note: str = ""


class Printed(Protocol):
    """The words of a group as printed, and the postal code of its state."""

    state: str
    agency: str
    county: str
    usps: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something said of a group cannot be kept, and the way to mend it."""

    key: str
    field: str
    detail: str
    fix: str


def faults(said: Iterable[Settling], printed: Mapping[str, Printed], places: Mapping[str, Plain]) -> Iterator[Fault]:
    """Every fault of what is said; `places` holds the governments by the ids that were given."""
    taken: set[tuple[str, str, str]] = set()
    for one in said:
        words = printed.get(one.key)
        if words is None:
            yield Fault(one.key, "key", "No rows stand in the queue under this key.", "Take the key from the list; the rows may be settled by now.")
            continue
        fitting = (fold(words.state), fold(words.agency), ANY if one.any_county else fold(words.county))
        if fitting in taken:
            yield Fault(one.key, "any_county", "Another decision here already speaks of these words.", "Say it once.")
        taken.add(fitting)
        yield from _of_one(one, words, places)


def _of_one(one: Settling, words: Printed, places: Mapping[str, Plain]) -> Iterator[Fault]:
    if one.action not in list(ACTIONS):
        yield Fault(one.key, "action", "Say what is to be done with these rows.", f"One of {', '.join(ACTIONS)}.")
    if one.kind and one.kind not in list(AgencyKind):
        yield Fault(one.key, "kind", f"{one.kind[:40]!r} is no kind of agency.", f"One of {', '.join(AgencyKind)}, or nothing: as the name says.")
    if len(one.note.strip()) < LEAST_NOTE:
        yield Fault(one.key, "note", "A decision says on what evidence it rests.", f"Write a sentence of at least {LEAST_NOTE} letters.")
    if one.action == Action.PLACE:
        yield from _misplaced(one, words, places)
    if one.action == Action.READ:
        yield from _misread(one, words)


def _misplaced(one: Settling, words: Printed, places: Mapping[str, Plain]) -> Iterator[Fault]:
    place = places.get(one.jurisdiction)
    if place is None:
        told = f"The record has no government {one.jurisdiction[:60]!r}." if one.jurisdiction else "Say which government the agency belongs to."
        yield Fault(one.key, "jurisdiction", told, "Choose one, or give its GEOID or slug.")
    elif place["state"] != words.usps:
        yield Fault(one.key, "jurisdiction", f"{place['name']} lies in {place['state']}, the row in {words.usps}.", "Read the row in another state first, or choose a government of its own.")


def _misread(one: Settling, words: Printed) -> Iterator[Fault]:
    given = (one.read_state, one.read_agency, one.read_county)
    if one.read_state and state_code(one.read_state) is None:
        yield Fault(one.key, "read_state", f"{one.read_state[:40]!r} is no state.", "Give a state's name or postal code.")
    if all(not new or fold(new) == fold(old) for new, old in zip(given, (words.state, words.agency, words.county), strict=True)):
        yield Fault(one.key, "read_agency", "Say how the row is to be read otherwise.", "Give the agency, the state or the county that is meant.")


def decisions(said: Iterable[Settling], printed: Mapping[str, Printed], places: Mapping[str, Plain]) -> dict[str, Plain]:
    """The decisions by their keys in the record; what has faults must not come here."""
    return dict(_decision(one, printed[one.key], places) for one in said)


def _decision(one: Settling, words: Printed, places: Mapping[str, Plain]) -> tuple[str, Plain]:
    read = one.action == Action.READ
    place = places[one.jurisdiction]["id"] if one.action == Action.PLACE else None
    kind = (one.kind or None) if one.action in (Action.PLACE, Action.OWN) else None
    entry = {
        "action": one.action,
        "state": clean(words.state) or None,
        "agency": clean(words.agency) or None,
        "county": ANY if one.any_county else clean(words.county) or None,
        **{name: (value.strip() or None) if read else None for name, value in asdict(one).items() if name.startswith("read_")},
        "jurisdiction": place,
        "kind": kind,
        "day": None,
        "note": one.note.strip(),
    }
    return made_key("decision", entry) or "", entry
