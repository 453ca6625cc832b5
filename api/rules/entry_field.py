"""What describes one field of an entry: its kind, what it takes, and the words in which a person is asked for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api.rules.term import Term

# The most characters of a text; the longest in the shipped record are 128 (a line), 308 (a note) and 437 (an address).
MOST_LINE = 300
MOST_TEXT = 4_000
MOST_QUOTE = 300
MOST_ADDRESS = 2_000
MOST_KEY = 120
MOST_ITEMS = 500

LISTED = frozenset({"words", "clauses", "citations", "events", "suspended", "sides", "shares", "history"})


@dataclass(frozen=True)
class EntryField:
    """One field.

    `kind` is text, long_text, url, date, choice, flag, level, number, key, or a list: words (of texts, of `choices`, or of keys of
    `target`), clauses, citations, events, suspended, sides, shares, history. `required` forbids null; a list that must be there may be
    empty unless it needs `least` items. `precise` asks for a whole day (of each word, in a list of days).
    """

    name: str
    kind: str
    required: bool
    label: str
    help: str = ""
    choices: tuple[Term, ...] = ()
    target: str | None = None
    least: int = 0
    most: int = MOST_LINE
    low: float = 0
    high: float = 0
    whole: bool = True
    precise: bool = False

    @property
    def empty(self) -> Any:
        """What stands for nothing in this field: an empty list where one must be there, else null."""
        return [] if self.kind in LISTED and self.required else None

    @cached_property
    def keys(self) -> frozenset[str]:
        """The words that the field takes, if it takes only some."""
        return frozenset(term.key for term in self.choices)


def line(name: str, label: str, help: str = "", *, required: bool = False, most: int = MOST_LINE) -> EntryField:
    """A text of one line."""
    return EntryField(name, "text", required, label, help, most=most)


def prose(name: str, label: str, help: str = "", *, required: bool = False) -> EntryField:
    """A text that may run over several lines."""
    return EntryField(name, "long_text", required, label, help, most=MOST_TEXT)


def address(name: str, label: str, help: str = "", *, required: bool = False) -> EntryField:
    """An address on the web."""
    return EntryField(name, "url", required, label, help or "Begins with https:// or http://.", most=MOST_ADDRESS)


def dated(name: str, label: str, help: str = "", *, required: bool = False, precise: bool = False) -> EntryField:
    """A date: a year, a month or a day, or only a whole day."""
    form = "A day: YYYY-MM-DD." if precise else "A day, a month or a year, as the source states it: YYYY-MM-DD, YYYY-MM or YYYY."
    return EntryField(name, "date", required, label, f"{help} {form}".strip(), precise=precise)


def choice(name: str, label: str, choices: Iterable[Term], help: str = "", *, required: bool = True) -> EntryField:
    """One of the words that the record uses."""
    return EntryField(name, "choice", required, label, help, choices=tuple(choices))


def flag(name: str, label: str, help: str = "") -> EntryField:
    """Yes or no."""
    return EntryField(name, "flag", True, label, help)


def number(name: str, label: str, low: float, high: float, help: str = "", *, whole: bool = True, required: bool = False) -> EntryField:
    """A number within bounds."""
    return EntryField(name, "number", required, label, help, low=low, high=high, whole=whole)


def key_of(name: str, label: str, target: str | None, help: str = "", *, required: bool = False) -> EntryField:
    """The key of another entry, or, without a target, a word that serves as one."""
    return EntryField(name, "key", required, label, help, target=target, most=MOST_KEY)


def several(name: str, label: str, help: str = "", *, kind: str = "words", required: bool = True, least: int = 0, choices: Iterable[Term] = (), target: str | None = None, precise: bool = False) -> EntryField:
    """A list."""
    return EntryField(name, kind, required, label, help, tuple(choices), target, least, precise=precise)
