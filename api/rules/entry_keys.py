"""The key of an entry: of a known form, and in agreement with what the entry says where the key is made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from api.rules.entry_field import MOST_KEY
from api.rules.entry_values import GEOID, SLUG, Wrong, shown
from api.rules.states import FIPS

_MOST_PRINTED = 400
# The keys that are made of fields: what stands between them, and the fields.
_MADE: dict[str, tuple[str, tuple[str, ...]]] = {
    "alias": (">", ("old_geoid", "geoid")),
    "custody": ("/", ("geoid", "valid_from")),
    "service_area": ("/", ("agency", "jurisdiction", "valid_from")),
    "research_note": ("-", ("jurisdiction", "searched")),
    "decision": ("/", ("action", "state", "agency", "county", "kind", "day")),
}


def made_key(noun: str, entry: Mapping[str, Any]) -> str | None:
    """The key that an entry of this noun must bear, where it is made of its fields; None where it is free."""
    if noun not in _MADE:
        return None
    between, fields = _MADE[noun]
    return between.join(str(entry.get(name) or "") for name in fields)


def key_faults(noun: str, key: object, entry: Mapping[str, Any]) -> Iterator[Wrong]:
    """What is wrong with a key."""
    if not isinstance(key, str) or not key or len(key) > _MOST_PRINTED or not key.isprintable():
        yield "The key is not a short text.", "Give a key of small letters, digits and hyphens."
        return
    made = _made(noun, entry)
    if made is not None:
        if key != made:
            yield f"The key {shown(key)} does not fit the entry.", f"Its key is {made[:_MOST_PRINTED]}."
    elif noun == "jurisdiction":
        yield from _jurisdiction(key, entry)
    elif len(key) > MOST_KEY or not SLUG.fullmatch(key):
        yield f"The key {shown(key)} is not of the form of one.", f"Use small letters, digits and single hyphens, at most {MOST_KEY}."


def _made(noun: str, entry: Mapping[str, Any]) -> str | None:
    """The made key, but none of fields that are themselves no text: their own faults are told."""
    _, fields = _MADE.get(noun, ("", ()))
    if any(not isinstance(entry.get(name), (str, type(None))) for name in fields):
        return ""
    return made_key(noun, entry)


def _jurisdiction(key: str, entry: Mapping[str, Any]) -> Iterator[Wrong]:
    if len(key) > MOST_KEY or not GEOID.fullmatch(key):
        yield f"The key {shown(key)} is no GEOID.", "Use 2, 5, 7 or 10 digits, or s- with the state and a name for a special body."
        return
    state = entry.get("state")
    if isinstance(state, str) and state in FIPS:
        own = f"s-{state.lower()}-" if key.startswith("s-") else FIPS[state]
        if not key.startswith(own):
            yield f"The key {shown(key)} is not one of {state}.", f"A key of {state} begins with {own}."
