"""A typed form in, an entry out: every field by its path (`clauses[0].level`), and everything typed kept as it was."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from api.intake.form_fields import FormField, at_path, form_of
from api.rules.entry_checks import Fault

# What was typed: a string for most fields, several for a choice of many, and a list of the same for repeated parts.
Typed = dict[str, Any]
Form = Mapping[str, Sequence[str]]
YES = "yes"
MOST = 200
_WHOLE = re.compile(r"[+-]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,15}\.[0-9]{1,15}")


def typed_of(fields: Iterable[FormField], entry: Mapping[str, Any]) -> Typed:
    """An entry as it would be typed."""
    return {field.name: _typed(field, entry.get(field.name)) for field in fields}


def _typed(field: FormField, value: Any) -> Any:
    if field.parts:
        return [typed_of(field.parts, item) for item in value or ()]
    if field.kind == "flag":
        return YES if value else ""
    if field.kind == "words":
        return [str(item) for item in value or ()] if field.choices else "\n".join(str(item) for item in value or ())
    return "" if value is None else str(value)


def posted(fields: Iterable[FormField], form: Form, path: str = "") -> Typed:
    """What a form sends, at the paths of its fields; a part stands where any of its fields does."""
    return {field.name: _posted(field, form, f"{path}.{field.name}" if path else field.name) for field in fields}


def _posted(field: FormField, form: Form, path: str) -> Any:
    if field.parts:
        start = f"{path}["
        places = {name[len(start) :].split("]", 1)[0] for name in form if name.startswith(start)}
        numbers = sorted(int(place) for place in places if place.isascii() and place.isdigit() and len(place) < 5)
        return [posted(field.parts, form, f"{path}[{number}]") for number in numbers[:MOST]]
    if field.kind == "words" and field.choices:
        return [_clean(text) for text in form.get(path, ()) if text.strip()]
    return _clean(next(iter(form.get(path, ())), ""))


def _clean(text: str) -> str:
    """As typed, with the line ends of one system and without what no database keeps."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def as_form(fields: Iterable[FormField], typed: Typed, path: str = "") -> Iterator[tuple[str, str]]:
    """The names and values that a browser sends for what is typed; an empty box that is ticked or not sends nothing."""
    for field in fields:
        here, value = f"{path}.{field.name}" if path else field.name, typed[field.name]
        if field.parts:
            for number, item in enumerate(value):
                yield f"{here}[{number}]", ""
                yield from as_form(field.parts, item, f"{here}[{number}]")
        elif isinstance(value, list):
            yield from ((here, text) for text in value)
        elif field.kind != "flag" or value:
            yield here, value


def is_blank(typed: Typed) -> bool:
    """Whether nothing was typed in a part."""
    return not any(any(not is_blank(item) for item in value) if isinstance(value, list) and value and isinstance(value[0], dict) else value for value in typed.values())


def without_blanks(fields: Iterable[FormField], typed: Typed) -> Typed:
    """What was typed, without the parts that were added and left empty."""
    kept = dict(typed)
    for field in (field for field in fields if field.parts):
        kept[field.name] = [without_blanks(field.parts, item) for item in typed[field.name] if not is_blank(item)]
    return kept


def read(noun: str, typed: Typed, base: Mapping[str, Any] | None = None) -> tuple[dict[str, Any], list[Fault]]:
    """The entry that was typed, and what of it cannot be read; a field left as it was keeps its value to the letter."""
    faults: list[Fault] = []
    entry = dict(base or {})
    before = typed_of(form_of(noun), base) if base is not None else {}
    for field in form_of(noun):
        if base is None or before[field.name] != typed[field.name]:
            entry[field.name] = _read(field, typed[field.name], field.name, faults)
    return entry, faults


def _read(field: FormField, value: Any, path: str, faults: list[Fault]) -> Any:
    if field.parts:
        return [{part.name: _read(part, item[part.name], f"{path}[{number}].{part.name}", faults) for part in field.parts} for number, item in enumerate(value)] or field.field.empty
    if field.kind == "flag":
        return value == YES
    if field.kind == "words":
        items = value if isinstance(value, list) else [line.strip() for line in value.split("\n")]
        return [item for item in items if item] or field.field.empty
    text = value.strip()
    return (_number(field, text, path, faults) if field.kind in ("number", "level") else text) if text else None


def _number(field: FormField, text: str, path: str, faults: list[Fault]) -> Any:
    plain = text.replace("\N{MINUS SIGN}", "-").replace(",", "")
    if _WHOLE.fullmatch(plain):
        return int(plain) if field.field.whole else float(plain)
    if _DECIMAL.fullmatch(plain):
        return float(plain)
    faults.append(Fault(path, f"{text[:40]!r} is no number.", "Type digits, such as 2 or 30.25."))
    return None


def add(fields: Sequence[FormField], typed: Typed, path: str) -> str | None:
    """Add an empty part to a list of parts; answers its path, or None where there is no such list."""
    found = _lists(fields, typed, path)
    if found is None or len(found[1]) >= MOST:
        return None
    found[1].append(typed_of(found[0], {}))
    return f"{path}[{len(found[1]) - 1}]"


def remove(fields: Sequence[FormField], typed: Typed, path: str) -> None:
    """Take a part out of its list."""
    whole, _, number = path.rpartition("[")
    found, place = _lists(fields, typed, whole), number.removesuffix("]")
    if found and place.isascii() and place.isdigit() and int(place) < len(found[1]):
        del found[1][int(place)]


def _lists(fields: Sequence[FormField], typed: Typed, path: str) -> tuple[Sequence[FormField], list[Typed]] | None:
    """The fields of the parts at a path, and the parts."""
    steps = at_path(fields, path)
    if len(steps) != path.count(".") + 1 or not steps[-1][0].parts or steps[-1][1] is not None:
        return None
    for field, number in steps[:-1]:
        if number is None or number >= len(typed[field.name]):
            return None
        typed = typed[field.name][number]
    return steps[-1][0].parts, typed[steps[-1][0].name]


def pointers(fields: Iterable[FormField], typed: Typed, path: str = "") -> Iterator[tuple[str, str, str]]:
    """Every key that is typed to name another entry: the path of its field, the noun it names, and the key."""
    for field in fields:
        here, value = f"{path}.{field.name}" if path else field.name, typed[field.name]
        if field.parts:
            for number, item in enumerate(value):
                yield from pointers(field.parts, item, f"{here}[{number}]")
        elif field.field.target:
            keys = value.split("\n") if field.kind == "words" else [value]
            yield from ((here, field.field.target, key.strip()) for key in keys if key.strip())


def sources_named(noun: str, entry: Mapping[str, Any]) -> set[str]:
    """The keys of every source that an entry names, wherever in it."""
    return {key for _, target, key in pointers(form_of(noun), typed_of(form_of(noun), entry)) if target == "source"}


def slug(words: str) -> str:
    """Words as a key: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:100].strip("-")
