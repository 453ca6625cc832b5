"""How the desk names a field by its path, and writes its value: labels instead of keys, words instead of codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.intake.form_fields import FormField, at_path, form_of
from api.pages.desk.blueprint import desk
from api.pages.words import MINUS, told
from api.rules.dates import PartialDate
from api.rules.differences import Difference, differences
from api.rules.entry_fields import FIELDS
from api.rules.refusals import BadDate
from api.rules.vocabulary import LEVEL_WORDS, Dimension

NOTHING = "\N{EN DASH}"
# How one part of a list is called.
_ONE = {"clauses": "Clause", "citations": "Source", "events": "Step", "suspended": "Suspension", "sides": "Side", "shares": "County", "history": "Stretch", "new_sources": "New source"}


@dataclass(frozen=True, slots=True)
class Told:
    """One field that differs, in words."""

    field: str
    label: str
    before: str
    after: str


@desk.app_template_filter("noun_words")
def noun_words(noun: str) -> str:
    """A noun of the record as a reader says it."""
    return noun.replace("_", " ")


@desk.app_template_filter("noun_plural")
def noun_plural(noun: str) -> str:
    """Several of a noun: policies, state laws, custody."""
    words = noun_words(noun)
    if words == "custody":
        return words
    return f"{words[:-1]}ies" if words.endswith("cy") else f"{words}es" if words.endswith("s") else f"{words}s"


@desk.app_template_filter("part_words")
def part_words(kind: str) -> str:
    """How one part of a list of a kind is called."""
    return _ONE.get(kind, "Part")


@desk.app_template_filter("field_id")
def field_id(path: str) -> str:
    """A path as the id of its field on a page."""
    return "f-" + path.replace("[", "-").replace("]", "").replace(".", "-")


@desk.app_template_filter("signed_level")
def signed_level(level: int) -> str:
    """A level with its sign: −2, 0, +1."""
    return f"{MINUS}{-level}" if level < 0 else f"+{level}" if level else "0"


@desk.app_template_filter("level_words")
def level_words(dimension: str) -> dict[int, str]:
    """What each level of a dimension means; without a dimension only the ends are named."""
    if dimension in set(Dimension):
        return LEVEL_WORDS[Dimension(dimension)]
    return {-2: "limits cooperation most", -1: "limits", 0: "no rule", 1: "cooperates", 2: "cooperates most"}


def label_of(noun: str, path: str) -> str:
    """A path in words: `clauses[0].level` is “Clause 1: Level”."""
    if noun not in FIELDS:
        return path
    steps = at_path(form_of(noun), path)
    words = [f"{_ONE.get(field.kind, field.field.label)} {number + 1}" if number is not None else field.field.label for field, number in steps]
    return ": ".join(words) if len(steps) == path.count(".") + 1 else path


@desk.app_template_filter("path_label")
def path_label(noun: str, path: str) -> str:
    """The same for templates, where new sources stand beside the fields of the record."""
    if path.startswith("new_sources"):
        number, _, rest = path.removeprefix("new_sources").lstrip("[").partition("]")
        return ": ".join(words for words in (f"New source {int(number) + 1}" if number.isdigit() else "New sources", "Key" if rest == ".key" else label_of("source", rest[1:]) if rest else "") if words)
    return {"key": "Key", "reason": "Reason"}.get(path) or label_of(noun, path)


def told_differences(noun: str, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None) -> list[Told]:
    """What differs between two versions of an entry, in words; a field that was and is nothing is passed over."""
    return in_words(noun, differences(before, after), before, after)


def in_words(noun: str, found: Sequence[Difference], before: Mapping[str, Any] | None = None, after: Mapping[str, Any] | None = None) -> list[Told]:
    """Differences in words, but those from nothing to nothing; a level with what it means, where its clause is at hand."""
    rows = [Told(d.field, label_of(noun, d.field), value_words(noun, d.field, d.before, before), value_words(noun, d.field, d.after, after)) for d in found]
    return [row for row in rows if row.before != row.after]


def value_words(noun: str, path: str, value: Any, entry: Mapping[str, Any] | None = None) -> str:
    """A value of the field at a path, in words."""
    steps = at_path(form_of(noun), path) if noun in FIELDS else []
    field, number = steps[-1] if steps and len(steps) == path.count(".") + 1 else (None, None)
    if field is not None and field.parts and number is not None:
        return _part(field, value)
    if field is not None and field.kind == "level" and entry and value is not None:
        return _said(field, value, _around(steps, entry))
    return _value(field, value)


def _around(steps: Sequence[tuple[FormField, int | None]], entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """The part of an entry that a field stands in; nothing where the path leads astray, as after a part was put in between."""
    for field, number in steps[:-1]:
        items = entry.get(field.name) or ()
        if number is None or number >= len(items):
            return {}
        entry = items[number]
    return entry


def _value(field: FormField | None, value: Any) -> str:
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_value(None, item)}" for name, item in value.items() if item not in (None, "", []))
    if isinstance(value, list):
        return "\n".join(_part(field, item) if field and field.parts else _value(field, item) for item in value)
    if field is not None and field.kind == "level" and isinstance(value, int):
        return signed_level(value)
    return next((term.label for term in field.choices if term.key == value), str(value)) if field else str(value)


def _part(field: FormField, value: Any) -> str:
    if not isinstance(value, Mapping):
        return _value(None, value)
    return "; ".join(_said(part, value[part.name], value) for part in field.parts if value.get(part.name) not in (None, "", [], False))


def _said(field: FormField, value: Any, whole: Mapping[str, Any]) -> str:
    if field.kind == "level" and isinstance(value, int):
        return f"{signed_level(value)} ({level_words(str(whole.get('dimension'))).get(value, '')})"
    if field.parts:
        return f"{field.field.label.lower()}: {', '.join(_part(field, item) for item in value)}"
    if field.kind == "flag":
        return field.field.label[:1].lower() + field.field.label[1:]
    words = ", ".join(_value(field, item) for item in value) if isinstance(value, list) else _value(field, value)
    return words if field.kind in ("choice", "long_text") else f"{field.field.label.lower()}: {words}"


def timeline(noun: str, entry: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The dates of an entry in order, each with what happened: its own, its events, its clauses."""
    found = sorted(_dated(form_of(noun), entry, ""), key=lambda row: (row[0], row[1]))
    return [(told(day) if _reads(day) else day, words) for day, words in found]


def _dated(fields: Sequence[FormField], entry: Mapping[str, Any], of: str) -> Iterator[tuple[str, str]]:
    for field in fields:
        value = entry.get(field.name)
        if field.kind == "date" and value:
            yield value, f"{of}{field.field.label}"
        elif field.parts:
            for number, item in enumerate(value or ()):
                yield from _dated(field.parts, item, f"{of}{_what(field, item, number)}: ")


def _what(field: FormField, item: Mapping[str, Any], number: int) -> str:
    """What a part is about: its dimension, its step, else its number."""
    choice = next((part for part in field.parts if part.name in ("dimension", "kind", "status")), None)
    return _value(choice, item.get(choice.name)) if choice and item.get(choice.name) else f"{_ONE.get(field.kind, 'Part')} {number + 1}"


def _reads(day: str) -> bool:
    try:
        PartialDate.parse(day)
    except BadDate:
        return False
    return True


@desk.app_template_filter("web")
def web(address: str | None) -> str:
    """An address that leads to the web, or nothing: what people type may be another kind of link."""
    return address if address and address.startswith(("https://", "http://")) else ""


@desk.app_template_filter("reading")
def reading(said: Mapping[str, Any] | None) -> str:
    """What a dimension is read as: its level with the words, or that nothing is known."""
    if said is None:
        return "not known"
    level = f"{signed_level(round(said['level']))}, " if said["level"] is not None else ""
    return f"{level}{said['words'] or 'no words'}"
