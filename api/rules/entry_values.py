"""Whether one value is one that its field takes; whatever comes in, the answer is what is wrong with it and how to mend it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from api.rules.dates import PartialDate
from api.rules.entry_field import LISTED, MOST_ITEMS, MOST_KEY, EntryField
from api.rules.refusals import BadDate

# What is wrong, and how to mend it.
Wrong = tuple[str, str]

YEARS = range(1700, 2101)
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Census ids by their length: a state, a county, a place, a county subdivision; special bodies have minted ones.
GEOID = re.compile(r"[0-9]{2}|[0-9]{5}|[0-9]{7}|[0-9]{10}|s-[a-z]{2}(-[a-z0-9]+)+")
# Control characters, halves of characters, and marks that turn the direction of writing, which can make a text read as another.
_FORBIDDEN = "\\x7f-\\x9f\\ud800-\\udfff\\u202a-\\u202e\\u2066-\\u2069"
_UNPRINTED = {"text": re.compile(f"[\\x00-\\x1f{_FORBIDDEN}]"), "long_text": re.compile(f"[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f{_FORBIDDEN}]")}


def shown(value: object) -> str:
    """A value as a message may repeat it: short, on one line, and without characters that do not print."""
    text = value if isinstance(value, str) else repr(value) if isinstance(value, (int, float, bool)) and not _huge(value) else f"a {type(value).__name__}"
    plain = "".join(c if c.isprintable() else "?" for c in text[:40])
    return repr(plain) if isinstance(value, str) else plain


def _huge(value: float) -> bool:
    return isinstance(value, int) and value.bit_length() > 64


def wrong_values(field: EntryField, value: Any, *, called: str) -> Iterator[Wrong]:
    """What is wrong with a value that is not null, if anything."""
    if field.kind in LISTED:
        yield from _wrong_list(field, value)
    else:
        yield from _WRONG[field.kind](field, value, called)


def _wrong_list(field: EntryField, value: Any) -> Iterator[Wrong]:
    if not isinstance(value, list):
        yield f"{field.name} is not a list.", "Give a list, empty if there is nothing to say."
    elif len(value) > MOST_ITEMS:
        yield f"{field.name} has more than {MOST_ITEMS} items.", "Split the entry."
    elif len(value) < field.least:
        yield f"{field.name} has fewer than {field.least} items.", f"Give at least {field.least}."


def wrong_words(field: EntryField, item: Any) -> Iterator[Wrong]:
    """What is wrong with one item of a list of words."""
    if field.choices:
        if not isinstance(item, str) or item not in field.keys:
            yield f"{shown(item)} is not one of the words of {field.name}.", f"Use one of: {', '.join(sorted(field.keys))}."
    elif field.target:
        yield from _wrong_key(field, item, field.name)
    elif field.precise:
        yield from _wrong_date(field, item, field.name)
    else:
        yield from _wrong_text(field, item, field.name)


def _wrong_text(field: EntryField, value: Any, called: str) -> Iterator[Wrong]:
    if not isinstance(value, str):
        yield f"{called} is not text; put it in quotes.", "Give a text."
        return
    if not value.strip():
        yield f"{called} is empty.", "Write something, or leave it out."
    if len(value) > field.most:
        long = "a quotation is longer than a sentence." if field.name == "quote" else f"{called} is longer than {field.most:,} characters."
        yield long, f"Say it in at most {field.most:,} characters."
    if _UNPRINTED.get(field.kind, _UNPRINTED["text"]).search(value):
        yield f"{called} holds a character that does not print.", "Remove control characters, and marks that turn the direction of writing."


def _wrong_url(field: EntryField, value: Any, called: str) -> Iterator[Wrong]:
    bad = next(_wrong_text(field, value, called), None)
    if bad:
        yield bad
    elif not _is_web(value):
        said = "the address" if called == "url" else called
        yield f"{said} is not http(s).", "Give an address that begins with https:// or http:// and names a host, without blanks or a password."


def _is_web(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and value.lower().startswith(("http://", "https://")) and bool(parts.hostname) and parts.username is None and not re.search(r"\s", value)
    except ValueError:
        return False


def _wrong_date(field: EntryField, value: Any, called: str) -> Iterator[Wrong]:
    fix = "Give a day as YYYY-MM-DD." if field.precise else "Give YYYY-MM-DD, YYYY-MM or YYYY."
    if not isinstance(value, str):
        yield f"{called} is not text; put it in quotes.", fix
        return
    try:
        partial = PartialDate.parse(value, field=called)
    except BadDate:
        yield f"{called}={shown(value)} is not a date of the calendar.", fix
        return
    if field.precise and partial.precision != "day":
        yield f"{called}={shown(value)} is not a whole day.", fix
    if partial.first.year not in YEARS:
        yield f"{called}={shown(value)} lies outside the years {YEARS[0]} to {YEARS[-1]}.", "Mend the year."


def _wrong_choice(field: EntryField, value: Any, called: str) -> Iterator[Wrong]:
    if not isinstance(value, str) or value not in field.keys:
        yield f"{shown(value)} is no {field.name.replace('_', ' ')}.", f"Use one of: {', '.join(term.key for term in field.choices)}."


def _wrong_flag(field: EntryField, value: Any, called: str) -> Iterator[Wrong]:
    if not isinstance(value, bool):
        yield f"{called} is neither true nor false.", "Give true or false."


def _wrong_level(field: EntryField, value: Any, called: str) -> Iterator[Wrong]:
    if isinstance(value, bool) or not isinstance(value, int) or not field.low <= value <= field.high:
        yield f"level {shown(value)} is off the scale.", "Give a whole number from -2 to 2."


def _wrong_number(field: EntryField, value: Any, called: str) -> Iterator[Wrong]:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or (isinstance(value, float) and (field.whole or not math.isfinite(value))):
        yield f"{called} is not a {'whole ' if field.whole else ''}number.", "Give a number, without quotes."
    elif not field.low <= value <= field.high:
        yield f"{called} lies outside {field.low:g} to {field.high:g}.", "Mend the number."


def _wrong_key(field: EntryField, value: Any, called: str) -> Iterator[Wrong]:
    of_place = field.target == "jurisdiction" or field.name == "old_geoid"
    if not isinstance(value, str) or len(value) > MOST_KEY or not (GEOID if of_place else SLUG).fullmatch(value):
        form = "a GEOID (48, 48453, 4805000) or the id of a special body" if of_place else "small letters, digits and single hyphens"
        yield f"{called}={shown(value)} is no key.", f"Give {form}."


_WRONG: dict[str, Callable[[EntryField, Any, str], Iterator[Wrong]]] = {
    "text": _wrong_text,
    "long_text": _wrong_text,
    "url": _wrong_url,
    "date": _wrong_date,
    "choice": _wrong_choice,
    "flag": _wrong_flag,
    "level": _wrong_level,
    "number": _wrong_number,
    "key": _wrong_key,
}
